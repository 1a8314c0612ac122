"""What is on: events, mentoring, open roles and proposals, for who works here and who worked here."""

from collections.abc import Callable

import pytest

from tests.factories import alliance
from tests.factories import records as make
from tests.factories.browsing import Browser
from tests.factories.introductions import Stage, stage
from web.menu import menu

HOSTILE = "<script>alert('x')</script>"
ROLE = alliance.role("engineer", by="ada", listed=True)
YES = ("REFERRAL/connect/yes/2025-01-01",)
EVENT = {"title": "Reunion", "on": "2024-07-01", "location": "Bonn", "text": "Come!"}

As = Callable[[str], Browser]


@pytest.fixture
def on() -> Stage:
    """Lia and Lou have left; Lia said yes to REFERRAL. Ada recruits for a listed role."""
    return stage(ROLE, make.preference("lia", choices=YES), lia="alumnus", lou="alumnus")


@pytest.fixture
def as_(on: Stage) -> As:
    return lambda said: Browser(on.network, said).sign_in()


def announced(ada: Browser) -> str:
    ada.get("/home/offer?kind=EVENT")
    return ada.send("/home/offer", **EVENT)


def proposed(lia: Browser) -> str:
    lia.get("/home")
    lia.get(f"/home/refer/{ROLE.key}?q=lou")
    return lia.send(f"/home/refer/{ROLE.key}", text="You would like it")


def section(text: str, name: str) -> str:
    return text.partition(f'<h2 id="{name}">')[2].partition("</section>")[0]


def test_who_left_says_yes_with_one_click_and_takes_part_in_an_event(on: Stage, as_: As) -> None:
    ada, lia = as_("ada=recruiter"), as_("lia")
    assert "It is listed from now on" in announced(ada)
    text = lia.get("/home")
    assert "Good to see you again, Lia" in text
    assert "Reunion" not in text
    form = next(form for form in lia.forms("/home/listed") if form.values["purpose"] == "EVENTS").values
    lia.page = lia.client.post("/home/listed", data=form)
    events = section(lia.text, "events")
    for words in ("Reunion", "1 July 2024", "Bonn", "Come!", "Ada", "I take part"):
        assert words in events
    lia.send("/home/take-part")
    assert "You take part" in section(lia.text, "events")
    assert "You took part in an event once." in lia.text
    assert on.templates("ada") == ["offering_joined"]
    assert "Who takes part: " in ada.get("/home")
    assert "Lia" in section(ada.text, "events")
    lia.send("/home/leave")
    assert "I take part" in section(lia.text, "events")
    ada.get("/home")
    ada.send("/home/close")
    assert "Reunion" not in lia.get("/home")


def test_an_employee_offers_to_be_a_mentor_and_what_is_refused_stays(as_: As) -> None:
    bob, ada = as_("bob"), as_("ada")
    assert "Announce an event" not in bob.get("/home")
    bob.get("/home/offer?kind=MENTORING")
    bob.send("/home/offer", title="Billing", text="An hour a month", skills="skill:none")
    assert (bob.status, "An hour a month</textarea>" in bob.text) == (422, True)
    bob.send("/home/offer", skills="")
    assert "You offered to be a mentor once." in bob.text
    ada.get("/home")
    ada.send("/home/take-part")
    assert "You take part" in section(ada.text, "mentoring")
    bob.get("/home/offer?kind=EVENT")
    bob.send("/home/offer", **EVENT)
    assert (bob.status, "recruiters offer events" in bob.text) == (422, True)
    lia = as_("lia")
    lia.get("/home/offer?kind=MENTORING")
    lia.send("/home/offer", title="Maps")
    assert (lia.status, "Employees offer mentoring" in lia.text) == (422, True)


def test_a_proposal_is_answered_and_the_loop_closes(as_: As) -> None:
    lia, lou, ada = as_("lia"), as_("lou"), as_("ada=recruiter")
    assert "Propose somebody" in lia.get("/home")
    assert "They are asked first, quietly" in proposed(lia)
    assert "You hear of it by 11 June 2024" in lia.text
    text = section(lou.get("/home"), "for-me")
    for words in ("engineer", "Lia", "You would like it", "Yes, propose me"):
        assert words in text
    assert "You would like it" not in ada.get("/home")
    lou.send("/home/answer", answer="yes")
    assert "The recruiters can see the proposal now" in lou.text
    assert "They said yes" in section(ada.get("/home"), "proposals")
    ada.send("/home/tell", outcome="HIRED")
    for browser in (lia, lou, ada):
        assert "They were hired." in browser.get("/home")
    assert "You proposed somebody for an open role once" in lia.text


def test_a_no_is_quiet_and_two_tabs_agree(on: Stage, as_: As) -> None:
    lia, lou = as_("lia"), as_("lou")
    proposed(lia)
    lou.get("/home")
    form = lou.forms("/home/answer")[0].values
    lou.send("/home/answer", answer="no")
    assert "Nobody is told that you said no" in lou.text
    assert "They were asked" in lia.get("/home")
    lou.page = lou.client.post("/home/answer", data={**form, "once": "other tab", "answer": "yes"})
    assert (lou.status, 'role="alert"' in lou.text) == (422, True)
    on.clock.go(days=11)
    lia.sign_in()
    assert "Not this time." in section(lia.get("/home"), "proposals")


def test_what_is_refused_stays_at_the_form(as_: As) -> None:
    lia = as_("lia")
    proposed(lia)
    proposed(lia)
    assert (lia.status, "You have asked this already" in lia.text) == (422, True)
    assert "You would like it</textarea>" in lia.text
    lia.get(f"/home/refer/{ROLE.key}?q=a")
    lia.send(f"/home/refer/{ROLE.key}", person="", text="Typed")
    assert (lia.status, "Choose whom" in lia.text, "Typed</textarea>" in lia.text) == (422, True, True)
    assert "Nobody of that name" in lia.get(f"/home/refer/{ROLE.key}?q=zzz")


def test_a_role_that_is_not_listed_is_not_there(as_: As) -> None:
    told = set()
    lou = as_("lou")
    for id_ in (ROLE.key, "role:none"):
        lou.get(f"/home/refer/{id_}")
        told.add((lou.status, lou.plain.replace(id_, "ID")))
    assert len(told) == 1
    assert "engineer" not in lou.get("/home")


def test_who_works_on_a_role_lists_it_and_takes_it_off(as_: As) -> None:
    ada, bob = as_("ada=recruiter"), as_("bob")
    ada.get("/home")
    ada.send("/home/list-role")
    assert "It is not listed any more" in ada.text
    assert "engineer" not in bob.get("/home")
    ada.send("/home/list-role")
    assert "engineer" in section(bob.get("/home"), "roles")
    assert bob.forms("/home/list-role") == []


def test_nothing_is_done_twice_and_nothing_of_what_is_gone(as_: As) -> None:
    ada = as_("ada=recruiter")
    announced(ada)
    bob = as_("bob")
    bob.get("/home")
    form = bob.forms("/home/take-part")[0].values
    ada.get("/home")
    ada.send("/home/close")
    bob.page = bob.client.post("/home/take-part", data=form)
    assert (bob.status, 'role="alert"' in bob.text) == (422, True)
    ada.get("/home/offer?kind=EVENT")
    form = ada.forms("/home/offer")[0].values | EVENT
    for _ in range(2):
        ada.client.post("/home/offer", data=form)
    assert section(ada.get("/home"), "events").count("<h3>") == 1


def test_every_list_says_what_one_could_do_when_it_is_empty(as_: As) -> None:
    on = stage(lia="alumnus", xan="external")
    bob, lia, xan = (Browser(on.network, name).sign_in() for name in ("bob", "lia", "xan"))
    text = bob.get("/home")
    for words in (
        "No event is planned",
        "Nobody offers it",
        "No open role",
        "offer something before you ask",
    ):
        assert words in text
    text = lia.get("/home")
    for words in ("Yes, list events to me", "Yes, list mentoring to me", "Yes, list open roles to me"):
        assert words in text
    assert "who work here or have worked here" in xan.get("/home")
    lia.send("/home/listed", purpose="RECRUITING")
    assert (lia.status, 'role="alert"' in lia.text) == (422, True)


def test_more_comes_page_by_page_and_hostile_words_are_text(as_: As) -> None:
    ada = as_("ada=recruiter")
    for number in range(8):
        ada.get("/home/offer?kind=EVENT")
        ada.send("/home/offer", **(EVENT | {"title": f"{number} {HOSTILE}", "text": HOSTILE}))
    bob = as_("bob")
    text = bob.get("/home")
    assert "<script>" not in text
    assert section(text, "events").count("<h3>") == 6
    more = section(text, "events").rpartition('href="')[2].partition("#")[0]
    assert section(bob.get(more), "events").count("<h3>") == 2


def test_what_is_on_comes_first_for_who_left() -> None:
    assert menu((), "ALUMNUS")[0].path == "/home"
    assert [place.path for place in menu((), "EMPLOYEE")][:2] == ["/", "/inbox"]
