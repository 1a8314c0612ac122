"""Links in messages: reading one changes nothing, following one does what it says, others do nothing."""

from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest

from api.app import create_app
from api.auth import JwtVerifier, issue_development_token
from api.link_tokens import LinkTokens
from api.links import LinkAction, links_router
from graph.errors import StoreUnavailable
from graph.keys import Key
from queries.network import Network
from queries.preferences import preference_of
from service.links import ACTIONS
from tests.factories.api_client import KEYS
from tests.factories.asking import staff
from tests.factories.network import NOW, network_of
from tests.factories.one_loop import Client
from tests.factories.outbox import SECRET, TOKENS, person

YEAR = timedelta(days=365)


def client_of(network: Network, **more: LinkAction) -> Client:
    router = links_router(network, TOKENS, {**ACTIONS, **more})
    return Client(create_app(network, JwtVerifier(KEYS, clock=lambda: NOW), routers=[router]))


def opted_out(network: Network, name: str = "bob") -> bool:
    return preference_of(network, person(name))[0].do_not_contact


def link(action: str = "opt_out", name: str = "bob", tokens: LinkTokens = TOKENS) -> str:
    return f"/links/{tokens.issue(action, person(name), YEAR)}"


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_scanner_that_reads_a_link_changes_nothing() -> None:
    network = network_of(staff(bob="employee"))
    client = client_of(network)
    revision = network.store.revision()
    page = client.get(link())
    assert page.status_code == 200
    assert client.head(link()).status_code == 405
    assert network.store.revision() == revision
    tags = Tags(page.text).found
    assert ("form", {"method": "post"}) in tags
    assert ("html", {"lang": "en"}) in tags
    assert not {"script", "img", "link", "style", "iframe"} & {tag for tag, _ in tags}


def test_following_it_from_the_page_or_with_one_click_is_heard() -> None:
    for body in ({}, {"List-Unsubscribe": "One-Click"}):
        network = network_of(staff(bob="employee"))
        answer = client_of(network).post(link(), data=body)
        assert answer.status_code == 200
        assert "Done." in answer.text
        assert opted_out(network)
        assert not opted_out(network, "ada")


def test_it_is_heard_again_after_the_person_changed_their_mind() -> None:
    network = network_of(staff(bob="employee"))
    client, same = client_of(network), link()
    client.post(same)
    preference, _ = preference_of(network, person("bob"))
    network.store.apply([replace(preference, do_not_contact=False)])
    client.post(same)
    assert opted_out(network)


def test_what_a_link_may_do_is_what_it_was_made_for() -> None:
    network = network_of(staff(bob="employee"))
    done: list[Key] = []
    action = LinkAction("l", "<Erase>", "a & b", "Go", "gone", YEAR, lambda _, link: done.append(link.person))
    client = client_of(network, erase=action)
    page = client.get(link("erase"))
    assert "&lt;Erase&gt;" in page.text
    assert "a &amp; b" in page.text
    client.post(link("erase"))
    assert done == [person("bob")]
    assert not opted_out(network)


@pytest.mark.parametrize("method", ["get", "post"])
def test_forged_old_foreign_and_unknown_links_are_told_apart_by_nobody(method: str) -> None:
    network = network_of(staff(bob="employee"))
    past = LinkTokens(SECRET, lambda: NOW - YEAR - timedelta(seconds=1))
    login = issue_development_token(KEYS, person("bob"), now=NOW)
    bad = [
        link(tokens=LinkTokens(bytes(32), lambda: NOW)),
        link(tokens=past),
        link("rule_the_world"),
        link()[:-3],
        f"/links/{login}",
        "/links/x",
        "/links/eyJhbGciOiJub25lIn0.e30.",
    ]
    answers = [getattr(client_of(network), method)(each) for each in bad]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert not opted_out(network)


def test_a_link_of_who_is_gone_reads_like_any_other() -> None:
    client = client_of(network_of(staff(bob="employee")))
    for method in ("get", "post"):
        gone, there = (getattr(client, method)(link(name=name)) for name in ("nobody", "bob"))
        assert (gone.status_code, gone.text) == (there.status_code, there.text)


def test_a_link_lets_nobody_in() -> None:
    client = client_of(network_of(staff(bob="employee")))
    token = link().removeprefix("/links/")
    asked = client.post("/graphql", json={"query": "{ asOf }"}, headers={"Authorization": f"Bearer {token}"})
    assert asked.status_code == 401


def test_the_page_is_kept_by_nobody_and_leads_nowhere() -> None:
    client = client_of(network_of(staff(bob="employee")))
    for answer in (client.get(link()), client.post(link()), client.get("/links/x")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "noindex" in answer.headers["x-robots-tag"]
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; form-action 'self'")
        assert "bob" not in answer.text.lower()


def test_what_could_not_be_done_says_so() -> None:
    def fails(*_: object) -> None:
        raise StoreUnavailable("store", "away")

    action = LinkAction("l", "Erase", "s", "Go", "gone", YEAR, fails)
    answer = client_of(network_of(staff(bob="employee")), erase=action).post(link("erase"))
    assert answer.status_code == 503
    assert "<form" in answer.text


def test_who_follows_the_link_to_be_erased_is_gone_without_an_account() -> None:
    network = network_of(staff(bob="employee"))
    client = client_of(network)
    page = client.get(link("erase"))
    assert "no way back" in page.text
    assert person("bob") in network.store.fetch([person("bob")]).found
    assert client.post(link("erase")).status_code == 200
    assert person("bob") not in network.store.fetch([person("bob")]).found
    assert client.post(link("erase")).status_code == 200  # a second click finds nobody and says no more
