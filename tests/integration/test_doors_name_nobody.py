"""What leaves beside /graphql keeps the two rules too: files, the pages behind links, mail and webhooks."""

from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from actions.erase import erase
from queries.network import Network
from service.application import application_of
from service.opening import open_service
from service.settings import Settings
from tests.factories import routes
from tests.factories.asking import key
from tests.factories.everything import SETTLED, everything_there_is
from tests.factories.hidden_people import ERASED, GONE, PRIVATE, as_withheld, hidden_people
from tests.factories.kept import Kept, copied, in_stores
from tests.factories.kith_command import installed
from tests.factories.messages import BY_HIDDEN, TO_HIDDEN, Wire, told, wire
from tests.factories.network import NOW, network_of
from tests.factories.routes import Routes
from tests.fakes.memory_store import MemoryStore
from tests.integration.test_not_a_byte import found_in
from tests.integration.test_not_a_byte import network as named_everywhere

FIRST, *OTHERS = SETTLED
ASKING = in_stores(SETTLED, sqlite=OTHERS, neo4j=[FIRST])
KNOWN = tuple(name for name in GONE if name != PRIVATE)
"""Those who were colleagues before they were hidden: only they asked and were asked for something."""


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Wire]:
    with wire(tmp_path) as both:
        yield both


@cache
def whole(*viewers: str) -> Network:
    """Everything, with all that is to be told to these of it; and one of the hidden is erased."""
    due = [
        one for viewer in viewers for about in (BY_HIDDEN, TO_HIDDEN) for one in told(viewer, KNOWN, about)
    ]
    network = network_of([*everything_there_is(), *hidden_people(), *due])
    erase(network, key(ERASED))
    return network


@cache
def less(viewer: str) -> Network:
    """The same without the hidden, and without what they asked for."""
    changes = as_withheld([*everything_there_is(), *hidden_people()], GONE, key(viewer))
    return network_of([*changes, *told(viewer, KNOWN, TO_HIDDEN)])


@pytest.mark.parametrize(("kept", "viewer"), ASKING, indirect=["kept"])
def test_files_and_links_are_as_if_the_hidden_were_not_there(kept: Kept, viewer: str) -> None:
    one, other = Routes(kept.to_act_on(partial(whole, viewer))), Routes(copied(less(viewer), MemoryStore()))
    assert list(one.files([viewer])) == list(other.files([viewer]))
    strangers = [name for name in GONE if name != ERASED]
    assert set(one.links(strangers)) == set(other.links(strangers))


@pytest.mark.parametrize(("kept", "viewer"), ASKING, indirect=["kept"])
def test_pages_are_as_if_the_hidden_were_not_there(kept: Kept, viewer: str) -> None:
    one, other = Routes(kept.to_act_on(partial(whole, viewer))), Routes(copied(less(viewer), MemoryStore()))
    for shown, without in zip(one.pages(viewer, GONE), other.pages(viewer, GONE), strict=True):
        assert shown == without


@pytest.mark.parametrize(("kept", "viewer"), ASKING, indirect=["kept"])
def test_messages_are_sent_as_if_the_hidden_were_not_there(kept: Kept, viewer: str, servers: Wire) -> None:
    one, other = kept.to_act_on(partial(whole, viewer)), copied(less(viewer), MemoryStore())
    assert servers.sent(one) == servers.sent(other) != []


@pytest.mark.parametrize("kept", ["sqlite", "neo4j"], indirect=True)
def test_no_file_no_page_and_no_message_holds_a_byte_of_who_is_erased_or_restricted(
    kept: Kept, servers: Wire
) -> None:
    for made in (partial(whole, *SETTLED), named_everywhere):
        network = kept.to_act_on(made)
        sent, doors = servers.sent(network), Routes(network)
        told = [*sent, *doors.files([*SETTLED, ERASED]), *doors.links([ERASED])]
        pages = [page for viewer in SETTLED for page in doors.pages(viewer, ())]
        assert found_in(iter([*told, *pages])) == []


def test_every_route_is_walked_or_names_nobody(tmp_path: Path) -> None:
    installed(network_of([]), tmp_path)
    ways = {
        "demo_people": "ada@home.example",
        "public_url": "https://kith.example",
        "oidc_issuer": "https://accounts.example",
        "oidc_client_id": "kith",
        "smtp_host": "127.0.0.1",
        "mail_from": "kith@home.example",
    }
    settings = Settings(data=tmp_path / "data", now=NOW.isoformat(), **ways)
    service = open_service(settings)
    try:
        served = set(paths(application_of(service).routes))
    finally:
        service.close()
    pages = {*routes.PAGES_WALKED, *routes.PAGES_ONLY_SENT_TO}
    assert served - pages == {*routes.WALKED, *routes.NAMES_NOBODY}
    assert pages <= served


def paths(routes: Iterable[Any]) -> Iterator[str]:
    """Those of all routes, of routers within too."""
    for route in routes:
        if hasattr(route, "original_router"):
            yield from paths(route.original_router.routes)
        else:
            yield route.path
