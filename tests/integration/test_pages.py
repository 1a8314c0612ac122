"""What every page says and does."""

import html
import re

import pytest

from tests.factories import records as make
from tests.factories.asking import key
from tests.factories.browsing import Browser
from tests.factories.introductions import Stage, billing
from tests.factories.network import address_of


@pytest.fixture
def on() -> Stage:
    return billing()


@pytest.fixture
def browser(on: Stage) -> Browser:
    return Browser(on.network, "ada", "bob", "cyd").sign_in()


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


def test_what_does_not_fit_on_a_page_is_on_the_next(on: Stage) -> None:
    names = [f"ed{number:02}" for number in range(12)]
    for name in names:
        talk = make.evidence(f"talk-{name}", name, about=("billing",), text="Billing again")
        on.network.store.apply(
            [make.person(name, name=f"{name.title()} Billing"), make.employment(name, "home", "2020"), talk]
        )
    browser = Browser(on.network, "ada").sign_in()
    seen: set[str] = set()
    for group in ("People who know about billing", "People of that name"):
        text = browser.get("/?q=billing")
        assert group in text
        while more := re.search(rf'href="([^"]+)">More {group[0].lower()}{group[1:]}', text):
            text = browser.get(html.unescape(more[1]))
            assert "Back to the first of them" in text
            seen |= set(re.findall(r"Ed\d\d Billing", text))
    assert len(seen) >= len(names) - 6


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
    assert "No answer yet" in ada.text
    assert "Cyd" not in ada.text.split("<footer")[0]
    for browser, says in ((bob, "introduce them to"), (cyd, "get each other")):
        text = browser.get("/inbox")
        assert ">Ada</a> asks about billing" in text
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
    assert "No answer yet" in ada.get("/inbox")


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
