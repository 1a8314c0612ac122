"""Whom pages let in, what they refuse, and what they tell the browser not to do."""

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.factories import records as make
from tests.factories.browsing import Browser
from tests.factories.introductions import Stage, billing, stage

HOSTILE = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
PAGES = (
    "/",
    "/?q=billing",
    "/people/{}",
    "/people/{}/paths",
    "/inbox",
    "/about-me",
    "/preferences",
    "/home",
    "/home/offer",
    "/insight?kind=topic&q=billing",
    "/insight/new",
    "/tours",
    "/tours/plan?with={}",
    "/tours/offered",
    "/tours/offer",
    "/my-imports",
)


@pytest.fixture
def on() -> Stage:
    return billing()


@pytest.fixture
def browser(on: Stage) -> Browser:
    return Browser(on.network, "ada", "bob", "cyd").sign_in()


def test_a_page_is_for_who_is_signed_in_and_leads_on_afterwards(on: Stage) -> None:
    browser = Browser(on.network, "ada", "bob")
    browser.get("/?q=who%20knows%20about%20billing")
    assert browser.page.url.path == "/sign-in"
    assert "Ada" in browser.text
    browser.send("/sign-in", person="0")
    assert "People who know about billing" in browser.text


def test_nobody_is_signed_in_from_another_machine_or_under_another_name(on: Stage) -> None:
    for browser in (
        Browser(on.network, "ada", client="10.0.0.9"),
        Browser(on.network, "ada", address="http://kith.elsewhere.example"),
    ):
        assert "Ada" not in browser.get("/sign-in")
        (token,) = re.findall(r'name="form" value="(\w+)"', browser.text) or [""]
        browser.client.post("/sign-in", data={"person": "0", "form": token})
        assert "Sign in" in browser.get("/inbox")


def test_the_cookie_is_closed_to_scripts_and_secure_elsewhere(on: Stage) -> None:
    here = Browser(on.network, "ada")
    here.get("/sign-in")
    assert "HttpOnly" in here.page.headers["set-cookie"]
    assert "SameSite=lax" in here.page.headers["set-cookie"]
    elsewhere = Browser(on.network, "ada", address="https://kith.example", client="10.0.0.9")
    elsewhere.get("/sign-in")
    assert re.match(r"__Host-kith-session=.*Secure", elsewhere.page.headers["set-cookie"])


def test_signing_in_changes_the_session_and_signing_out_ends_it(browser: Browser) -> None:
    before = browser.client.cookies["kith-session"]
    browser.get("/inbox")
    browser.send("/sign-out")
    assert browser.page.url.path == "/sign-in"
    assert browser.client.cookies["kith-session"] != before
    assert "Sign in" in browser.get("/inbox")


@pytest.mark.parametrize("cookie", ["", "nonsense", "a.b.c"])
def test_a_cookie_that_is_not_ours_is_nobody(on: Stage, cookie: str) -> None:
    browser = Browser(on.network, "ada")
    browser.client.cookies.set("kith-session", cookie)
    assert "Sign in" in browser.get("/inbox")


def test_a_session_ends(on: Stage) -> None:
    browser = Browser(on.network, "ada").sign_in()
    on.clock.go(days=1)
    assert "Sign in" in browser.get("/inbox")


@pytest.mark.parametrize(
    "onward", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"]
)
def test_signing_in_never_leads_elsewhere(on: Stage, onward: str) -> None:
    browser = Browser(on.network, "ada")
    browser.get("/sign-in")
    browser.send("/sign-in", person="0", next=onward)
    assert str(browser.page.url) == "http://127.0.0.1/"


@pytest.mark.parametrize("token", ["", "0" * 48, "é"])
def test_a_form_that_is_not_ours_does_nothing(on: Stage, browser: Browser, token: str) -> None:
    browser.get("/people/person:cyd/paths")
    browser.send("/people/person:cyd/paths", about="billing", form=token)
    assert (browser.status, on.shown()) == (403, [])
    assert "Nothing was done" in browser.text


def test_a_form_of_another_session_does_nothing(on: Stage, browser: Browser) -> None:
    other = Browser(on.network, "ada", "bob").sign_in(1)
    other.get("/people/person:cyd/paths")
    token = other.forms("/people/person:cyd/paths")[0].values["form"]
    browser.get("/people/person:cyd/paths")
    browser.send("/people/person:cyd/paths", about="billing", form=token)
    assert (browser.status, on.shown()) == (403, [])


def test_a_form_that_is_too_long_is_refused(browser: Browser) -> None:
    browser.get("/people/person:cyd/paths")
    browser.send("/people/person:cyd/paths", message="m" * 100_000)
    assert (browser.status, "too long" in browser.text) == (413, True)


SIGNING_IN = ("/sign-in", "/sign-in/letter", "/sign-in/link/no-link")


@pytest.mark.parametrize("path", [*PAGES, *SIGNING_IN, "/nowhere"])
def test_pages_load_nothing_from_elsewhere_and_run_nothing_inline(on: Stage, path: str) -> None:
    browser = Browser(on.network, "ada", "bob", "cyd", letters=True).sign_in()
    text = browser.get(path.format("person:cyd"), accept="text/html")
    policy = browser.page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert browser.page.headers["cache-control"] == "no-store"
    assert browser.page.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<(style|script(?! src=\"/assets/))| style=| on\w+=", text)
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//(?!talks\.example/)", text)


def test_assets_stay_and_old_addresses_have_nothing(browser: Browser) -> None:
    browser.get("/")
    (address,) = re.findall(r'rel="stylesheet" href="([^"]+)"', browser.text)
    browser.get(address)
    assert (browser.status, browser.page.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "immutable" in browser.page.headers["cache-control"]
    for gone in ("/assets/0/kith.css", address.replace("kith.css", "page.py"), "/assets/0/..%2f__init__.py"):
        browser.get(gone)
        assert browser.status == 404


def test_whoever_is_not_there_and_whoever_may_not_be_known_look_alike(on: Stage) -> None:
    on.block("bob", "ada")
    browser = Browser(on.network, "ada").sign_in()
    for page in ("/people/{}", "/people/{}/paths"):
        told = set()
        for name in ("person:bob", "person:nobody", "tie:x", "%3Cscript%3E"):
            browser.get(page.format(name))
            told.add(browser.plain.replace(name, "ID"))
        assert len(told) == 1
        assert "There is nobody of that name here" in browser.text
        assert browser.status == 404


def test_what_is_not_there_is_a_page_for_browsers_and_json_for_programs(browser: Browser) -> None:
    assert "There is no such page" in browser.get("/nowhere", accept="text/html")
    assert browser.page.status_code == 404
    assert browser.get("/nowhere", accept="application/json") == '{"detail":"Not Found"}'


class NoTies:
    """A source of ties that fails, with a text that is nobody's business."""

    def around(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError("a private word")


def test_what_goes_wrong_here_is_a_page_with_a_request_id(on: Stage) -> None:
    browser = Browser(replace(on.network, ties=NoTies()), "ada").sign_in()
    text = browser.get("/people/person:cyd/paths", **{"x-request-id": "told-to-somebody"})
    assert (browser.status, "told-to-somebody" in text, "private" in text) == (500, True, False)


def test_hostile_names_texts_and_links_are_shown_as_text() -> None:
    on = stage(
        replace(make.person("cyd"), name=HOSTILE, headline=HOSTILE, location=HOSTILE),
        make.skill(HOSTILE, scheme="esco"),
        make.evidence("e", "cyd", about=(HOSTILE,), text=f"billing {HOSTILE}", link="javascript:alert(1)"),
    )
    on.ask(about="maps", message=HOSTILE)
    browser = Browser(on.network, "ada", "bob").sign_in()
    for path in (*PAGES, f"/?q={HOSTILE}", f"/people/person:cyd/paths?about={HOSTILE}"):
        text = browser.get(path.format("person:cyd"))
        assert "<script>" not in text
        assert "<img" not in text
        assert "javascript:" not in text
    browser.sign_in(1)
    assert "&lt;script&gt;alert" in browser.get("/inbox")
    assert "<script>" not in browser.text


def test_what_was_typed_outlives_the_session(on: Stage, browser: Browser) -> None:
    browser.get("/people/person:cyd/paths?about=billing")
    form = browser.forms("/people/person:cyd/paths")[0].values | {"message": "Typed for an <hour>"}
    browser.client.cookies.clear()
    browser.page = browser.client.post(
        "/people/person:cyd/paths", data=form, headers={"sec-fetch-site": "same-origin"}
    )
    assert (browser.status, "nothing is lost" in browser.text) == (401, True)
    browser.send("/sign-in", person="7")
    browser.send("/sign-in", person="0")
    assert "Typed for an &lt;hour&gt;" in browser.text
    browser.send("/people/person:cyd/paths")
    assert "You asked" in browser.text
    assert on.waits_for("bob")


def test_no_page_from_elsewhere_has_anything_sent_by_who_signs_in(on: Stage) -> None:
    browser = Browser(on.network, "ada")
    browser.page = browser.client.post(
        "/inbox/rest", data={"rest": "begin"}, headers={"sec-fetch-site": "cross-site"}
    )
    browser.send("/sign-in", person="0")
    assert browser.page.url.path == "/"
