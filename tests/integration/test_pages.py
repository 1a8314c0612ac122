"""Every page: what it says, whom it lets in, what it refuses, and what it tells the browser not to do."""

import re
from dataclasses import replace
from typing import Any

import pytest

from graph.ports import Change
from tests.factories import records as make
from tests.factories.asking import key
from tests.factories.browsing import Browser
from tests.factories.introductions import Stage, stage
from tests.factories.network import address_of

HOSTILE = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
PAGES = ("/", "/?q=billing", "/people/{}", "/people/{}/paths", "/inbox", "/about-me", "/preferences")


def talk(name: str, of: str, text: str = "How we moved billing", **fields: Any) -> Change:
    return make.evidence(
        name, of, about=("billing",), text=text, at="2024-05-20", evidence_kind="talk", **fields
    )


@pytest.fixture
def on() -> Stage:
    skill = make.skill("billing", scheme="esco")
    return stage(
        skill,
        talk("talk", "cyd", link="https://talks.example/1"),
        make.tour("cyd", "billing", since="2022-03"),
        make.mission("billing"),
    )


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


@pytest.mark.parametrize("path", [*PAGES, "/sign-in", "/nowhere"])
def test_pages_load_nothing_from_elsewhere_and_run_nothing_inline(browser: Browser, path: str) -> None:
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


def test_search_takes_a_question_a_person_and_a_company(browser: Browser) -> None:
    for asked in ("billing", "Who knows about billing?", "anybody who can help with billing"):
        text = browser.get(f"/?q={asked}")
        assert "People who know about billing" in text
        assert "How we moved billing" in text
        assert "20 May 2024" in text
        assert "Ask for an introduction" in text
    assert "People of that name" in browser.get("/?q=Bob")
    assert "Nothing speaks of" in browser.get("/?q=zymurgy")
    assert "Nothing speaks of" in browser.get("/?q=%00%F0%9F%92%A9%FF")


def test_what_is_typed_so_far_is_gone_on_with(browser: Browser) -> None:
    assert browser.get("/suggest?q=bi") == '["billing"]'
    assert browser.get("/suggest?q=Bo") == '["Bob"]'
    assert browser.get("/suggest?q=b") == "[]"
    assert browser.page.headers["cache-control"] == "no-store"


def test_a_newcomer_without_ties_has_a_next_step(on: Stage) -> None:
    on.network.store.apply([make.person("new"), address_of("new"), make.employment("new", "home", "2024-05")])
    browser = Browser(on.network, "new").sign_in()
    assert "Ask directly" in browser.get("/?q=billing")
    text = browser.get("/people/person:cyd/paths?about=billing")
    assert "No path is open just now" in text
    browser.send("/people/person:cyd/paths", message="May I ask?")
    assert "You asked" in browser.text


def test_a_person_is_shown_with_tours_skills_and_why(browser: Browser) -> None:
    text = browser.get("/people/person:cyd")
    for words in ("Cyd", "Knows about", "1 talk", "Tours of duty", "since March 2022", "Where they worked"):
        assert words in text


def test_a_path_is_a_picture_and_the_same_in_words(browser: Browser) -> None:
    text = browser.get("/people/person:cyd/paths")
    assert text.count("<circle") == 3
    assert 'aria-label="Through Bob:' in text
    assert re.search(r"<li>You and <a [^>]*>Bob</a> know each other", text)


def test_the_loop_closes_over_pages_alone(on: Stage) -> None:
    ada, bob, cyd = (Browser(on.network, "ada", "bob", "cyd").sign_in(place) for place in range(3))
    ada.get("/people/person:cyd/paths?about=billing")
    ada.send("/people/person:cyd/paths", message="May I ask how you did it?")
    assert "Waiting until" in ada.text
    assert "Cyd" not in ada.text.split("<footer")[0]
    for browser, says in ((bob, "introduce them to"), (cyd, "get each other")):
        text = browser.get("/inbox")
        assert "Ada asks about billing" in text
        assert "May I ask how you did it?" in text
        assert says in text
        browser.send("/inbox/answer", answer="yes")
    assert "cyd@example.com" in ada.get("/inbox")
    ada.send("/inbox/close", outcome="HELPED", thanks="Thank you both!")
    assert "It helped" in ada.text
    for browser in (bob, cyd):
        assert "Thank you both!" in browser.get("/inbox")


def test_a_no_is_quiet(on: Stage) -> None:
    ada, bob = (Browser(on.network, "ada", "bob").sign_in(place) for place in range(2))
    on.ask()
    bob.get("/inbox")
    bob.send("/inbox/answer", answer="no")
    assert "Nobody is told that you said no" in bob.text
    assert "Waiting until" in ada.get("/inbox")


def test_a_refusal_stands_at_the_form_and_what_was_typed_stays(on: Stage, browser: Browser) -> None:
    browser.get("/people/person:cyd/paths")
    browser.send("/people/person:cyd/paths", about="what Cyd does", message="A long message")
    assert browser.status == 422
    assert 'role="alert">Name a topic, not a person on the path.' in browser.text
    assert "A long message</textarea>" in browser.text
    assert 'value="what Cyd does"' in browser.text
    assert on.shown() == []


def test_a_form_that_is_sent_twice_does_its_work_once(on: Stage, browser: Browser) -> None:
    browser.get("/people/person:cyd/paths?about=billing")
    form = browser.forms("/people/person:cyd/paths")[-1].values
    for _ in range(2):
        answer = browser.client.post("/people/person:cyd/paths", data=form)
        assert answer.url.path == "/inbox"
    assert len(on.shown()) == 1


def test_two_tabs_on_one_request_the_second_is_told(on: Stage) -> None:
    on.ask()
    bob = Browser(on.network, "bob").sign_in()
    bob.get("/inbox")
    form = bob.forms("/inbox/answer")[0].values
    bob.send("/inbox/answer", answer="yes")
    bob.page = bob.client.post("/inbox/answer", data={**form, "once": "another tab", "answer": "no"})
    assert bob.status == 422
    assert 'role="alert"' in bob.text


def test_a_request_is_taken_back(on: Stage, browser: Browser) -> None:
    on.ask()
    browser.get("/inbox")
    browser.send("/inbox/withdraw")
    assert "You took it back" in browser.text


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


def test_a_rest_begins_and_ends_with_one_click(on: Stage, browser: Browser) -> None:
    browser.get("/inbox")
    browser.send("/inbox/rest", rest="begin")
    assert "Nobody asks you for anything until 1 July 2024" in browser.text
    browser.send("/inbox/rest", rest="end")
    assert "Leave me in peace" in browser.text


def test_what_the_graph_says_about_me_and_a_copy_of_it(on: Stage) -> None:
    browser = Browser(on.network, "cyd").sign_in()
    text = browser.get("/about-me")
    for words in ("cyd@example.com", "How we moved billing", "Whom you know, and how we know", "Bob"):
        assert words in text
    browser.send("/about-me/copy")
    assert browser.page.headers["content-type"] == "application/zip"


def test_preferences_are_kept_and_what_is_refused_stays(on: Stage, browser: Browser) -> None:
    browser.get("/preferences")
    given = {"INSIGHT-FOUND": "yes", "capacity": "1", "shown-LOCATION": "ME", "direct-MENTORING": "yes"}
    browser.send("/preferences", **given, until="2025-01-01")
    assert "from now on" in browser.text
    held = browser.forms("/preferences")[0].values
    assert {name: held[name] for name in given} == given
    assert held["until"] == "2025-01-01"
    browser.send("/preferences", capacity="many", **{"shown-LOCATION": "EMPLOYEES"})
    assert (browser.status, 'role="alert"' in browser.text) == (422, True)
    assert browser.forms("/preferences")[0].values["shown-LOCATION"] == "EMPLOYEES"
    browser.get("/preferences")
    browser.send("/preferences", until="nonsense")
    assert browser.status == 422


def test_who_is_named_on_a_page_is_logged_for_its_purpose(on: Stage, browser: Browser) -> None:
    browser.get("/?q=billing")
    browser.get("/people/person:cyd/paths?purpose=EXPERTISE")
    noted = on.network.uses.take()
    purposes = {line.purpose for line, people in noted.people.items() if key("cyd") in people}
    assert "EXPERTISE" in purposes


def test_the_first_page_is_light(browser: Browser) -> None:
    weight = len(browser.get("/").encode())
    for address in re.findall(r'(?:href|src)="(/assets/[^"]+)"', browser.text):
        weight += len(browser.client.get(address).content)
    assert weight <= 60_000
