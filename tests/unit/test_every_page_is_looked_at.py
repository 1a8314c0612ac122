"""No page is forgotten by those who look at pages in a browser."""

import pytest
from starlette.routing import Route

from api.openid import Client, Provider
from tests.e2e.looked_at import LOOKED_AT, NO_PAGE, SIGNING_IN
from tests.factories.browsing import HERE, pages_over
from tests.factories.network import network_of
from web.application import PAGES


@pytest.fixture(scope="module")
def routes() -> list[Route]:
    """Every route at which pages answer a GET, with all ways to sign in, in the order of the application."""
    network = network_of([])
    provider = Provider(Client("https://accounts.example", "kith", HERE), network.clock)
    app = pages_over(network, "ada", provider=provider, letters=True)
    found = [each for each in app.routes if isinstance(each, Route) and "GET" in (each.methods or ())]
    ours = {at.path for at in PAGES} | {each.path for each in found if each.path.startswith("/sign-in")}
    return [each for each in found if each.path in ours]


def test_every_page_is_looked_at_in_a_browser_or_is_no_page(routes: list[Route]) -> None:
    paths = [path for who in LOOKED_AT.values() for path in who] + list(SIGNING_IN)
    looked_at = {route_of(path, routes) for path in paths}
    assert looked_at.isdisjoint(NO_PAGE)
    assert looked_at - {""} == {each.path for each in routes} - NO_PAGE.keys()


def test_what_is_no_page_is_there(routes: list[Route]) -> None:
    assert NO_PAGE.keys() <= {each.path for each in routes}


def route_of(path: str, routes: list[Route]) -> str:
    """The first that answers at an address, "" where none does."""
    at = path.partition("?")[0]
    return next((each.path for each in routes if each.path_regex.match(at)), "")
