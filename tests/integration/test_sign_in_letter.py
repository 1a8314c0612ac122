"""Signing in by a link that comes by mail: what a visitor can tell of who is known, and what a link does."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from api.link_tokens import LinkTokens
from graph.keys import Key
from graph.model import Delivery
from service.outbox.letters import Stationery
from service.outbox.mail import Mail, Smtp
from service.outbox.worker import Outbox
from tests.factories.browsing import COOKIES, Browser
from tests.factories.introductions import Stage, billing
from tests.factories.outbox import PUBLIC, STATIONERY
from tests.fakes.breaking_store import BreakingStore
from tests.servers.smtp import MailServer, mail_server

VOID = "This link does not work any more"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    with mail_server(tmp_path / "mail") as running:
        yield running


@pytest.fixture
def on() -> Stage:
    return billing()


@pytest.fixture
def browser(on: Stage) -> Browser:
    return Browser(on.network, letters=True)


def ask(browser: Browser, address: str) -> str:
    browser.get("/sign-in")
    return browser.send("/sign-in/letter", address=address)


def stationery(on: Stage) -> Stationery:
    return replace(STATIONERY, tokens=LinkTokens(COOKIES, on.clock))


def arrived(on: Stage, server: MailServer) -> list[str]:
    """The paths of the links in the mail that is due now, the newest last."""
    smtp = Smtp("127.0.0.1", server.port, "none", timeout_s=3.0)
    channel = Mail(on.network, smtp, stationery(on))
    Outbox(on.network, channel, channel).work()
    texts = [mail.get_content() for mail in server.messages()]
    return [path for text in texts for path in re.findall(rf"{PUBLIC}(/sign-in/link/\S+)", text)]


def is_in(browser: Browser) -> bool:
    browser.get("/inbox")
    return browser.page.url.path == "/inbox"


def test_a_letter_has_a_link_whose_page_has_a_button_that_signs_in(
    on: Stage, browser: Browser, server: MailServer
) -> None:
    browser.get("/?q=billing")
    browser.send("/sign-in/letter", address="ada@example.com")
    assert "Look into your mailbox" in browser.text
    (link,) = arrived(on, server)
    for _ in range(3):  # a scanner of mail follows it too
        Browser(on.network, letters=True).get(link)
    assert "Sign in" in browser.get(link)
    browser.send(link)
    assert "People who know about billing" in browser.text
    assert is_in(browser)
    other = Browser(on.network, letters=True)
    other.get(link)
    other.send(link)
    assert VOID in other.text
    assert 'href="/sign-in' in other.text
    assert not is_in(other)


def test_known_or_not_the_answer_is_the_same_byte_for_byte(on: Stage) -> None:
    told, by_lot = set(), ("set-cookie", "x-request-id")
    for address in ("ada@example.com", "nobody@example.com", "a@b", "x" * 9_000 + "@example.com"):
        browser = Browser(on.network, letters=True)
        browser.get("/sign-in")
        form = {**browser.forms("/sign-in/letter")[0].values, "address": address}
        answer = browser.client.post("/sign-in/letter", data=form, follow_redirects=False)
        headers = {name: value for name, value in answer.headers.items() if name not in by_lot}
        (cookie,) = re.findall(r"^([\w-]+)=[\w.-]*(;.*)$", answer.headers["set-cookie"])
        page = browser.client.get("/sign-in/letter")
        told.add((answer.status_code, answer.text, str(headers), cookie, page.text))
    assert len(told) == 1
    assert len(on.templates("ada")) == 1


def test_the_answer_leaves_before_anything_is_looked_up(on: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """A store that breaks is no matter of the answer; and the connection ends, so that none waits on it."""
    network = replace(on.network, store=BreakingStore(on.network.store, 1))
    browser = Browser(network, letters=True)
    assert "Look into your mailbox" in ask(browser, "ada@example.com")
    assert browser.page.history[0].headers["connection"] == "close"
    assert "a letter could not be written" in caplog.text
    assert "ada" not in caplog.text


@pytest.mark.parametrize("address", ["", "ada", "@", "ada@", "@example.com"])
def test_what_is_no_address_is_said_so_and_stays(browser: Browser, address: str) -> None:
    ask(browser, address)
    assert (browser.status, 'role="alert"' in browser.text) == (422, True)
    assert browser.forms("/sign-in/letter")[0].values["address"] == address


def test_a_link_is_good_for_a_quarter_of_an_hour(on: Stage, browser: Browser, server: MailServer) -> None:
    ask(browser, "ada@example.com")
    (link,) = arrived(on, server)
    browser.get(link)
    on.clock.go(minutes=15)
    browser.send(link)
    assert (browser.status, VOID in browser.text) == (404, True)
    assert VOID in browser.get(link)
    assert not is_in(browser)


def test_a_link_for_something_else_signs_nobody_in(on: Stage, browser: Browser) -> None:
    tokens = stationery(on).tokens
    for token in (tokens.issue("opt_out", Key("person:ada"), timedelta(days=1)), "nonsense", "a.b.c"):
        assert VOID in browser.get(f"/sign-in/link/{token}")


def test_a_link_to_sign_in_does_nothing_elsewhere(on: Stage, browser: Browser, server: MailServer) -> None:
    ask(browser, "ada@example.com")
    (link,) = arrived(on, server)
    assert browser.client.post(link.replace("/sign-in/link/", "/links/")).status_code == 404
    browser.get(link)
    browser.send(link)
    assert is_in(browser)


@pytest.mark.parametrize("token", ["", "0" * 48])
def test_a_form_from_elsewhere_uses_no_link_and_asks_for_none(
    on: Stage, browser: Browser, server: MailServer, token: str
) -> None:
    browser.get("/sign-in")
    browser.send("/sign-in/letter", address="ada@example.com", form=token)
    assert (browser.status, on.templates("ada")) == (403, [])
    ask(browser, "ada@example.com")
    (link,) = arrived(on, server)
    browser.get(link)
    browser.send(link, form=token)
    assert (browser.status, "please try again" in browser.text) == (403, True)
    browser.send(link)
    assert is_in(browser)


def test_signing_in_begins_a_new_session_in_place_of_anybodys(
    on: Stage, browser: Browser, server: MailServer
) -> None:
    for name in ("bob", "ada"):
        ask(browser, f"{name}@example.com")
        link = arrived(on, server)[-1]
        before = browser.client.cookies["kith-session"]
        browser.get(link)
        browser.send(link)
        assert browser.client.cookies["kith-session"] != before
        assert name.title() in browser.get("/inbox")


def test_what_was_typed_outlives_the_session_and_the_way_through_a_mailbox(
    on: Stage, browser: Browser, server: MailServer
) -> None:
    ask(browser, "ada@example.com")
    browser.get(arrived(on, server)[-1])
    browser.send(str(browser.page.url.path))
    browser.get("/people/person:cyd/paths?about=billing")
    form = browser.forms("/people/person:cyd/paths")[0].values | {"message": "Typed for an <hour>"}
    browser.client.cookies.clear()
    same = {"sec-fetch-site": "same-origin"}
    browser.page = browser.client.post("/people/person:cyd/paths", data=form, headers=same)
    browser.send("/sign-in/letter", address="ada@example.com")
    browser.get(arrived(on, server)[-1])
    browser.send(str(browser.page.url.path))
    assert "Typed for an &lt;hour&gt;" in browser.text
    browser.send("/people/person:cyd/paths")
    assert on.waits_for("bob")


def test_what_was_typed_is_not_shown_to_who_comes_for_something_else(
    on: Stage, browser: Browser, server: MailServer
) -> None:
    same = {"sec-fetch-site": "same-origin"}
    browser.client.post("/inbox/rest", data={"note": "Typed by somebody"}, headers=same)
    ask(browser, "ada@example.com")
    browser.get(arrived(on, server)[-1])
    browser.send(str(browser.page.url.path))
    assert "Typed by somebody" not in browser.text
    assert browser.page.url.path == "/"


def test_where_letters_are_not_set_up_there_is_no_such_way(on: Stage) -> None:
    browser = Browser(on.network, "ada")
    assert "mail" not in browser.get("/sign-in").lower()
    assert browser.client.get("/sign-in/letter").status_code == 404


def test_an_address_gets_few_letters_however_often_it_is_asked_for(on: Stage, browser: Browser) -> None:
    for _ in range(7):
        ask(browser, "ada@example.com")
    assert len(on.network.store.scan(Delivery).records) == 4
