"""Signing in with the company's account, at a real provider: who gets in, and what is refused how."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from api.openid import Client, Provider
from api.openid.published import Published
from tests.factories.asking import key
from tests.factories.browsing import HERE, Browser
from tests.factories.introductions import Stage, billing
from tests.factories.network import NOW, address_at
from tests.servers.openid import CLIENT, SECRET, OpenIdServer, openid_server

BACK = f"{HERE}/sign-in/openid/back"
NOT_IN = "You were not signed in"


@pytest.fixture(scope="module")
def server() -> Iterator[OpenIdServer]:
    with openid_server(BACK, NOW) as running:
        yield running


@pytest.fixture
def on() -> Stage:
    return billing()


def provider(
    on: Stage, server: OpenIdServer, secret: str = SECRET, published: Published | None = None
) -> Provider:
    client = Client(server.issuer, CLIENT, BACK, secret=secret)
    return Provider(client, on.clock, published)


@pytest.fixture
def browser(on: Stage, server: OpenIdServer) -> Browser:
    return Browser(on.network, provider=provider(on, server))


def sent_to(browser: Browser, onward: str = "/") -> str:
    """Where the provider is that a browser is sent to."""
    browser.page = browser.client.get(f"/sign-in/openid?next={onward}", follow_redirects=False)
    assert browser.status == 303
    return str(browser.page.headers["location"])


def sign_in(browser: Browser, server: OpenIdServer, address: str, **given: str) -> str:
    back = server.sign_in(sent_to(browser), address=address, **given)
    return browser.get(back.removeprefix(HERE))


def is_in(browser: Browser) -> bool:
    browser.get("/inbox")
    return browser.page.url.path == "/inbox"


def test_who_the_provider_knows_is_signed_in_and_led_on(browser: Browser, server: OpenIdServer) -> None:
    text = browser.get("/?q=who%20knows%20about%20billing")
    assert "Sign in with your company's account" in text
    (link,) = re.findall(r'href="(/sign-in/openid[^"]*)"', text)
    browser.page = browser.client.get(link, follow_redirects=False)
    asked = parse_qs(urlsplit(browser.page.headers["location"]).query)
    assert asked["scope"] == ["openid email"]
    assert asked["code_challenge_method"] == ["S256"]
    back = server.sign_in(browser.page.headers["location"], address="ada@example.com")
    assert "People who know about billing" in browser.get(back.removeprefix(HERE))
    assert "Ada" in browser.get("/inbox")


@pytest.mark.parametrize("address", ["ADA@Example.com", "ada@example.com"])
def test_an_address_is_the_same_however_it_is_written(
    browser: Browser, server: OpenIdServer, address: str
) -> None:
    sign_in(browser, server, address)
    assert is_in(browser)


@pytest.mark.parametrize(("given", "shown"), [("recruiter", True), ("employee root", False)])
def test_roles_are_those_that_the_provider_names_and_kith_has(
    on: Stage, server: OpenIdServer, given: str, shown: bool
) -> None:
    signed = provider(on, server)
    begun_at, begun = signed.begin()
    back = server.sign_in(begun_at, address="ada@example.com", roles=f"{given} nonsense")
    proof = signed.finish(parse_qs(urlsplit(back).query)["code"][0], begun)
    assert proof.roles == (frozenset({"recruiter"}) if shown else frozenset())


def of_ada(on: Stage, *addresses: str) -> None:
    """Ada has these addresses too: only the token stands in the way."""
    on.network.store.apply([address_at("ada", address) for address in addresses])


BAD = ("forged", "expired", "replayed", "elsewhere", "impostor", "plain", "shared")


@pytest.mark.parametrize("name", BAD)
def test_a_token_that_proves_nothing_lets_nobody_in(
    on: Stage, browser: Browser, server: OpenIdServer, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"{name}@example.com"
    of_ada(on, address)
    text = sign_in(browser, server, address)
    assert (browser.status, NOT_IN in text) == (403, True)
    assert not is_in(browser)
    assert "nobody was signed in" in caplog.text
    assert name not in caplog.text


def test_addresses_that_are_unknown_unverified_or_missing_look_alike(
    on: Stage, browser: Browser, server: OpenIdServer
) -> None:
    of_ada(on, "unverified@example.com", "nameless@example.com")
    addresses = ("unverified@example.com", "nameless@example.com", "stranger@example.com")
    told = {sign_in(browser, server, address) for address in addresses}
    assert len(told) == 1
    assert "opens nothing here" in browser.text
    assert not is_in(browser)


def test_keys_on_a_curve_and_keys_that_are_new_areof_ada(on: Stage, server: OpenIdServer) -> None:
    passed = [0.0]
    of_ada(on, "elliptic@example.com", "rotated@example.com")
    published = Published(server.issuer, lambda: passed[0])
    for address in ("elliptic@example.com", "rotated@example.com", "elliptic@example.com"):
        browser = Browser(on.network, provider=provider(on, server, published=published))
        sign_in(browser, server, address)
        assert is_in(browser), address
        passed[0] += 11


def test_an_unknown_key_is_not_fetched_for_again_and_again(on: Stage, server: OpenIdServer) -> None:
    of_ada(on, "rotated@example.com")
    published = Published(server.issuer, lambda: 0.0)
    assert published.key("no such key", "RS256") is None
    browser = Browser(on.network, provider=provider(on, server, published=published))
    assert NOT_IN in sign_in(browser, server, "rotated@example.com")


def _other_state(back: str) -> str:
    return re.sub(r"state=[^&]*", "state=another", back)


def _no_state(back: str) -> str:
    return re.sub(r"state=[^&]*&?", "", back)


def _other_issuer(back: str) -> str:
    return re.sub(r"iss=[^&]*", "iss=https%3A%2F%2Fimpostor.example", back)


def _other_code(back: str) -> str:
    return re.sub(r"code=[^&]*", "code=another", back)


@pytest.mark.parametrize("changed", [_other_state, _no_state, _other_issuer, _other_code])
def test_an_answer_that_was_changed_lets_nobody_in(
    browser: Browser, server: OpenIdServer, changed: Callable[[str], str]
) -> None:
    back = server.sign_in(sent_to(browser), address="ada@example.com")
    text = browser.get(changed(back).removeprefix(HERE))
    assert (browser.status, NOT_IN in text) == (403, True)
    assert not is_in(browser)


def test_an_answer_is_good_in_the_browser_that_asked_once_and_for_ten_minutes(
    on: Stage, browser: Browser, server: OpenIdServer
) -> None:
    back = server.sign_in(sent_to(browser), address="ada@example.com").removeprefix(HERE)
    other = Browser(on.network, provider=provider(on, server))
    assert NOT_IN in other.get(back)
    sent_to(other)
    assert NOT_IN in other.get(back)
    browser.get(back)
    assert is_in(browser)
    assert NOT_IN in browser.get(back)
    late = server.sign_in(sent_to(other), address="ada@example.com").removeprefix(HERE)
    on.clock.go(minutes=10)
    assert NOT_IN in other.get(late)


def test_who_cancels_is_told_so_and_nothing_of_the_answer_is_shown(
    browser: Browser, server: OpenIdServer
) -> None:
    back = server.sign_in(sent_to(browser), address="ada@example.com", do="no")
    text = browser.get(back.removeprefix(HERE))
    assert NOT_IN in text
    assert "denied" not in text
    assert "<b>" not in text
    assert 'href="/sign-in' in text


def test_a_wrong_secret_lets_nobody_in(on: Stage, server: OpenIdServer) -> None:
    browser = Browser(on.network, provider=provider(on, server, secret="guessed"))
    assert NOT_IN in sign_in(browser, server, "ada@example.com")


def test_a_provider_that_does_not_answer_is_said_so(on: Stage, caplog: pytest.LogCaptureFixture) -> None:
    with openid_server(BACK, NOW) as server:
        browser = Browser(on.network, provider=provider(on, server))
        back = server.sign_in(sent_to(browser), address="ada@example.com").removeprefix(HERE)
        server.stop()
        assert "does not answer" in browser.get(back)
        assert browser.status == 503
        fresh = Browser(on.network, provider=provider(on, server))
        assert "does not answer" in fresh.get("/sign-in/openid")
    assert "token: ConnectError" in caplog.text
    assert "openid-configuration: ConnectError" in caplog.text


def test_what_was_typed_outlives_the_session_and_the_way_to_the_provider(
    on: Stage, browser: Browser, server: OpenIdServer
) -> None:
    sign_in(browser, server, "ada@example.com")
    browser.get("/people/person:cyd/paths?about=billing")
    form = browser.forms("/people/person:cyd/paths")[0].values | {"message": "Typed for an <hour>"}
    on.clock.go(hours=12)
    same = {"sec-fetch-site": "same-origin"}
    browser.page = browser.client.post("/people/person:cyd/paths", data=form, headers=same)
    assert (browser.status, "nothing is lost" in browser.text) == (401, True)
    (onward,) = re.findall(r'href="/sign-in/openid\?next=([^"]*)"', browser.text)
    on.clock.at = NOW  # the provider's tokens are of that moment
    on.clock.go(seconds=1)
    back = server.sign_in(sent_to(browser, onward), address="ada@example.com")
    assert "Typed for an &lt;hour&gt;" in browser.get(back.removeprefix(HERE))
    browser.send("/people/person:cyd/paths")
    assert on.waits_for("bob")
    long = form | {"message": "A long story. " * 300}
    browser.client.cookies.clear()
    browser.page = browser.client.post("/people/person:cyd/paths", data=long, headers=same)
    assert "too long to be kept" in browser.text
    assert "A long story." in browser.text


def test_signing_out_everywhere_ends_every_session_and_a_new_one_begins(
    on: Stage, server: OpenIdServer
) -> None:
    here, there = (Browser(on.network, provider=provider(on, server)) for _ in range(2))
    for browser in (here, there):
        sign_in(browser, server, "ada@example.com")
        assert is_in(browser)
    here.get("/preferences")
    here.send("/sign-out/everywhere")
    assert "in every browser" in here.text
    assert not is_in(here)
    assert not is_in(there)
    sign_in(there, server, "ada@example.com")
    assert is_in(there)
    assert not is_in(here)


def test_a_session_that_was_ended_ends_no_other(on: Stage, server: OpenIdServer) -> None:
    stolen, own = (Browser(on.network, provider=provider(on, server)) for _ in range(2))
    for browser in (stolen, own):
        sign_in(browser, server, "ada@example.com")
    stolen.get("/preferences")
    form = stolen.forms("/sign-out/everywhere")[0].values
    own.get("/preferences")
    own.send("/sign-out/everywhere", form="not ours")
    assert is_in(own)
    own.get("/preferences")
    own.send("/sign-out/everywhere")
    sign_in(own, server, "ada@example.com")
    stolen.client.post("/sign-out/everywhere", data=form)
    assert is_in(own)


def test_who_was_erased_is_signed_out(on: Stage, browser: Browser, server: OpenIdServer) -> None:
    sign_in(browser, server, "cyd@example.com")
    assert is_in(browser)
    on.erase("cyd")
    assert not is_in(browser)
    assert on.network.store.fetch([key("cyd")]).found == {}


def test_an_issuer_without_tls_is_none() -> None:
    with pytest.raises(ValueError):
        Provider(Client("http://accounts.example", CLIENT, BACK), lambda: NOW + timedelta())
