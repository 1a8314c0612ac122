"""The recruiter's work in the browser: look, keep, put down, share, ask; and what the person reads."""

import csv
import io
import re
from dataclasses import replace

import pytest

from graph.model import Referral
from tests.factories import records as make
from tests.factories.alliance import candidacy, referral, role
from tests.factories.asking import key
from tests.factories.browsing import Browser
from tests.factories.network import address_of
from tests.factories.recruiting import (
    ADA,
    BOB,
    CYD,
    EVE,
    YES,
    at,
    kept,
    play,
    written,
    written_of,
)


def test_a_search_says_of_each_part_why_with_the_facts_and_when_they_were_confirmed() -> None:
    browser = at(play(), ADA)
    browser.get("/roles/search?allOf=billing")
    text = written(browser)
    for words in (
        "Knowledge Has shown billing",
        "How we moved billing last confirmed May 2023",
        "Tours Did it on tours here: billing",
        "Billing mission last confirmed March 2020",
        "Return Would like to return, from January 2025 on",
        "last confirmed 1 May 2024, from their own word",
        "Time away Left in May 2021",
        "The way to them A good way: through Bob",
    ):
        assert words in text, words


def test_skills_stand_in_plain_words_and_what_contradicts_is_refused_with_what_to_do() -> None:
    browser = at(play(), ADA)
    browser.get("/roles/search?anyOf=knitting%0D%0Abilling,%20%20&noneOf=knitting")
    assert "Cyd" in browser.text
    browser.get("/roles/search?allOf=billing&noneOf=Billing")
    assert browser.status == 422
    assert 'role="alert">Billing is asked for and ruled out; take it out of one.' in browser.text
    assert 'name="noneOf" value="Billing"' in browser.text
    browser.get("/roles/search?location=Ulm")
    assert 'role="alert">Say what is looked for' in browser.text
    browser.get(f"/roles/search?allOf={'x' * 150}")
    assert "Put a comma or a new line between skills" in browser.text
    browser.get("/roles/search?title=billing&leftAfter=soon")
    assert "Left after: write a day as 2027-01-31" in browser.text
    browser.get("/roles/search?title=billing&leftAfter=2023-01-01&leftBefore=2022-01-01")
    assert "Nobody left after the later day" in browser.text


def test_the_text_of_an_advertisement_is_looked_for_whole() -> None:
    browser = at(play(), ADA)
    browser.get(f"/roles/search?text={'We build many good things. ' * 20}billing")
    assert browser.status == 200
    assert "Cyd" in browser.text


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ("leftAfter=2020-01-01&leftBefore=2024-01-01", True),
        ("leftAfter=2024-01-01", False),
        ("availableBy=2025-02-01&wantsBack=yes", True),
        ("availableBy=2024-07-01", False),
        ("formerDepartment=Nowhere", False),
        ("lives=Atlantis", False),
    ],
)
def test_the_list_is_narrowed(narrowed: str, found: bool) -> None:
    browser = at(play(), ADA)
    browser.get(f"/roles/search?title=billing&{narrowed}")
    assert ("person:cyd" in browser.text, "Nobody fits just now" in browser.text) == (found, not found)
    browser.get(f"{kept(browser, title='billing').replace('/roles/', '/roles/search?role=')}&{narrowed}")
    assert ("person:cyd" in browser.text) == found


def test_more_people_stand_on_the_next_page() -> None:
    many = [f"p{number:02}" for number in range(12)]
    alumni = [
        one
        for name in many
        for one in (
            make.person(name),
            make.employment(name, "home", "2015", "2022"),
            make.preference(name, choices=YES),
        )
    ]
    browser = at(play(*alumni), ADA)
    browser.get("/roles/search?title=billing")
    (more,) = re.findall(r'<a href="([^"]+)">Show more</a>', browser.text)
    first = set(re.findall(r'<h3><a href="/people/(person:\w+)', browser.text))
    browser.get(more.replace("&amp;", "&"))
    second = set(re.findall(r'<h3><a href="/people/(person:\w+)', browser.text))
    assert (len(first), len(second), first & second) == (10, 3, set())
    assert "Back to the first" in browser.text


def test_what_was_looked_for_is_kept_once_as_a_role_and_changed() -> None:
    on = play()
    browser = at(on, ADA)
    browser.get(
        "/roles/search?title=Engineer&text=Billing%20at%20night&anyOf=billing&location=Ulm&remote=yes"
    )
    form = browser.forms("/roles")[0].values
    places = {str(browser.client.post("/roles", data=form).url) for _ in range(2)}
    assert len(places) == 1
    browser.get("/roles")
    assert browser.text.count("Engineer</a>") == 1
    path = f"/roles/{places.pop().split('role=')[1].split('&')[0].replace('%3A', ':')}"
    browser.get(path)
    assert "One of billing" in written(browser)
    assert "Where Ulm, from anywhere, too" in written(browser)
    browser.send(path, title="Senior engineer", noneOf="billing")
    assert (browser.status, 'value="Senior engineer"' in browser.text) == (422, True)
    assert "ruled out" in browser.text
    browser.send(path, title="Senior engineer", noneOf="")
    assert "That is what the role says from now on" in browser.text
    assert "<h1>Senior engineer</h1>" in browser.text


def test_a_refused_role_keeps_what_was_typed() -> None:
    browser = at(play(), ADA)
    browser.get("/roles/search?title=billing")
    browser.send("/roles", title="", text="", level="senior")
    assert (browser.status, 'value="senior"' in browser.text) == (422, True)
    assert 'role="alert">Say what is looked for' in browser.text


def test_somebody_is_put_down_with_a_note_that_they_read_and_taken_off_again() -> None:
    on = play()
    browser, cyd = at(on, ADA), at(on, CYD)
    path = kept(browser, title="Engineer", anyOf="billing")
    assert "kept as a role" in browser.text
    browser.get(f"{path}/put-down?person=person:cyd")
    assert "Cyd can read all of it" in browser.text
    browser.send(f"{path}/put-down", note="n" * 1001)
    assert (browser.status, "n" * 1001 in browser.text) == (422, True)
    browser.send(f"{path}/put-down", note="Moved our billing")
    assert "It is noted, and they can read it" in browser.text
    for words in (
        "Moved our billing",
        "Noted by Ada on 1 June 2024",
        "You are thought of for it",
        "Engineer",
    ):
        assert words in written_of(cyd, "/about-me"), words
    browser.get(f"{path}/put-down?person=person:cyd")
    assert "Moved our billing</textarea>" in browser.text
    browser.send(f"{path}/put-down", note="Next year", stage="NOT_NOW")
    assert "Not now" in written(browser)
    browser.get(path.replace("/roles/", "/roles/search?role="))
    assert "On your list: not now" in written(browser)
    browser.get(path)
    browser.send(f"{path}/take-off")
    assert "not on the list any more" in browser.text
    assert "What is said about me for a role" not in cyd.get("/about-me")


def test_only_who_said_yes_is_put_down() -> None:
    browser = at(play(), ADA)
    path = kept(browser, title="Engineer")
    browser.get(f"{path}/put-down?person=person:bob")
    browser.send(f"{path}/put-down", note="Our Bob")
    assert (browser.status, "Our Bob</textarea>" in browser.text) == (422, True)
    assert 'role="alert">' in browser.text


def test_a_role_is_shared_by_name_and_no_longer() -> None:
    on = play(make.person("eva"), make.employment("eva"), address_of("eva"))
    ada, eve = at(on, ADA), at(on, EVE)
    path = kept(ada, title="Engineer")
    eve.get(path)
    assert (eve.status, "There is no such page" in eve.text) == (404, True)
    ada.get(path)
    for name in ("Nobody At All", "", "%"):
        ada.send(f"{path}/share", colleague=name)
        assert (ada.status, "Nobody who works here" in ada.text) == (422, True)
    ada.send(f"{path}/share", colleague="Ev")
    assert "Several people are found by that name" in ada.text
    ada.send(f"{path}/share", person="person:eve")
    assert "It is shared" in ada.text
    assert "Shared with you by Ada" in written_of(eve, "/roles")
    eve.get(path)
    eve.send(f"{path}/watch")
    assert "You hear of it when somebody new fits" in eve.text
    eve.send(f"{path}/watch", watch="no")
    assert "You hear no more of it" in eve.text
    ada.send(f"{path}/unshare")
    assert "not shared with them any more" in ada.text
    assert eve.get(path).count("There is no such page") >= 1


def test_an_introduction_is_asked_for_along_the_role_and_colleagues_see_how_it_stands() -> None:
    on = play()
    ada, eve, bob, cyd = (at(on, who) for who in (ADA, EVE, BOB, CYD))
    path = kept(ada, title="Engineer", anyOf="billing")
    ada.get(path)
    ada.send(f"{path}/share", colleague="Eve")
    ada.get(path.replace("/roles/", "/roles/search?role="))
    (onward,) = re.findall(r'<a href="(/people/person:cyd/paths[^"]+)"', ada.text)
    ada.get(onward.replace("&amp;", "&"))
    assert "For the role" in ada.text
    assert 'value="RECRUITING" selected' in ada.text
    ada.send("/people/person:cyd/paths", message="Would you come back? A private word")
    assert str(ada.page.url.path) == path
    assert "You asked for Cyd : waiting for an answer" in written(ada)
    for browser in (bob, cyd):
        browser.get("/inbox")
        browser.send("/inbox/answer", answer="yes")
    eve.get(path)
    assert "Ada asked for Cyd : agreed" in written(eve)
    assert "Agreed to talk" in written(eve)
    assert "private word" not in eve.text


def test_the_table_has_the_columns_that_the_page_names_and_no_formula() -> None:
    on = play()
    on.network.store.apply([replace(make.person("cyd"), name="=cmd()|Cyd")])
    browser = at(on, ADA)
    path = kept(browser, title="Engineer")
    browser.get(f"{path}/put-down?person=person:cyd")
    browser.send(f"{path}/put-down", note="@SUM(1)")
    assert "Name, How it stands, Note, Noted by, Noted on" in browser.text
    browser.get(f"{path}/candidates.csv")
    assert browser.page.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in browser.page.headers["content-disposition"]
    assert browser.page.headers["cache-control"] == "no-store"
    assert list(csv.reader(io.StringIO(browser.text))) == [
        ["Name", "How it stands", "Note", "Noted by", "Noted on"],
        ["'=cmd()|Cyd", "may come back", "'@SUM(1)", "Ada", "2024-06-01"],
    ]


def test_a_table_that_is_taken_along_is_logged_as_naming_people_for_recruiting() -> None:
    on = play(role(), candidacy(of="cyd"))
    at(on, ADA).get("/roles/role:engineer/candidates.csv")
    noted = on.network.uses.take()
    lines = [line for line, people in noted.people.items() if key("cyd") in people]
    assert {line.purpose for line in lines if line.role == "recruiter"} == {"RECRUITING"}


def test_a_role_is_closed_and_stays_to_be_read() -> None:
    on = play(role(), candidacy(of="cyd", note="Moved our billing"))
    browser = at(on, ADA)
    browser.get("/roles/role:engineer")
    browser.send("/roles/role:engineer/close")
    assert "Closed on 1 June 2024" in written(browser)
    assert "Moved our billing" in browser.text
    assert browser.forms("/roles/role:engineer/watch") == []
    assert "closed on 1 June 2024" in written_of(browser, "/roles")
    browser.page = browser.client.post(
        "/roles/role:engineer/put-down",
        data={**browser.forms("/sign-out")[0].values, "once": "x", "person": "person:cyd", "note": "Late"},
    )
    assert (browser.status, "This role is closed" in browser.text) == (422, True)


def test_a_proposal_that_was_said_yes_to_stands_on_the_role_and_is_closed_by_a_recruiter() -> None:
    said = referral(of="cyd", by="bob", state="accepted", text="She knows all of it")
    on = play(role(), said)
    browser, hr = at(on, ADA), Browser(on.network, "ada=hr_partner").sign_in()
    assert "She knows all of it" in browser.get("/roles/role:engineer")
    assert "proposed by Bob" in written(browser)
    hr.get("/roles/role:engineer")
    assert hr.forms("/roles/role:engineer/came-of") == []
    browser.send("/roles/role:engineer/came-of", outcome="nonsense")
    assert "Choose what came of it" in browser.text
    browser.send("/roles/role:engineer/came-of", outcome="TALKED")
    assert "What came of it: we talked" in written(browser)
    assert isinstance(on.network.store.fetch([said.key]).found[said.key].record, Referral)


def test_all_proposals_for_a_role_are_found_however_many_others_there_are() -> None:
    names = [f"p{number}" for number in range(51)]
    there = [make.person(name, name=f"Pat {name}") for name in names]
    newer = [referral("painter", of=name, by="bob", state="accepted") for name in names]
    older = [
        referral(of=name, by="bob", state="accepted", at=f"2024-04-01T10:00:{number:02}Z")
        for number, name in enumerate(names)
    ]
    browser = at(play(role(), role("painter"), *there, *newer, *older), ADA)
    assert browser.get("/roles/role:engineer").count("proposed by") == 50
    (link,) = re.findall(r'href="(\?proposals=[^"]+)#proposed">Show older ones', browser.text)
    assert "Pat p0" in browser.get(f"/roles/role:engineer{link}")
    assert (browser.text.count("proposed by"), "Show older ones" in browser.text) == (1, False)
