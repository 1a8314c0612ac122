"""Two tabs, or two people, and one thing: nothing is done twice or undone unseen, nothing typed is lost."""

from collections.abc import Mapping
from typing import Any

import pytest

from graph.model import Invitation, Merge
from tests.factories.asking import key
from tests.factories.browsing import Browser
from tests.factories.duty import Duty
from tests.factories.introductions import Stage, billing
from tests.factories.recruiting import ADA, kept, play
from tests.factories.recruiting import at as recruiter
from tests.integration.test_duplicates import namesakes
from tests.integration.test_pages_admin_people import DUPLICATES, INVITATIONS, admin_of, left


def form(browser: Browser, action: str) -> dict[str, str]:
    """The form as it stands in another tab, to be sent later."""
    return dict(browser.forms(action)[0].values) | {"once": "another tab"}


def send(browser: Browser, action: str, typed: Mapping[str, Any]) -> str:
    """Send what stood in a tab; the page that answers is whole and leads on."""
    browser.page = browser.client.post(action, data=dict(typed))
    assert '<nav aria-label="Pages">' in browser.text
    return browser.text


def is_told(browser: Browser) -> None:
    assert (browser.status, 'role="alert"' in browser.text) == (422, True)


@pytest.fixture
def on() -> Duty:
    return Duty()


@pytest.fixture
def stage() -> Stage:
    return billing()


def test_a_tour_that_was_said_yes_to_is_not_said_no_to(on: Duty) -> None:
    tour = on.plan()
    mia = Browser(on.network, "mia").sign_in()
    mia.get("/tours")
    late = form(mia, "/tours/accept")
    mia.send("/tours/accept", answer="yes")
    send(mia, "/tours/accept", late | {"answer": "no"})
    is_told(mia)
    assert on.stored(tour).state == "standing"


def test_a_tour_that_was_taken_back_meanwhile_cannot_be_accepted(on: Duty) -> None:
    tour = on.plan()
    mia = Browser(on.network, "mia").sign_in()
    mia.get("/tours")
    on.withdraw(tour)
    send(mia, "/tours/accept", form(mia, "/tours/accept") | {"answer": "yes"})
    is_told(mia)
    assert on.stored(tour).state != "standing"


def test_what_was_written_of_a_tour_that_has_ended_meanwhile_can_be_copied(on: Duty) -> None:
    tour = on.standing()
    bob = Browser(on.network, "bob").sign_in()
    bob.get("/tours")
    late = form(bob, "/tours/check-in")
    on.end(tour, "mia")
    send(bob, "/tours/check-in", late | {"note": "An <hour> of thought"})
    is_told(bob)
    assert "An &lt;hour&gt; of thought" in bob.text


def test_the_words_for_an_outcome_that_both_have_signed_meanwhile_can_be_copied(on: Duty) -> None:
    tour = on.standing()
    on.end(tour)
    bob = Browser(on.network, "bob").sign_in()
    bob.get("/tours")
    late = form(bob, "/tours/sign")
    on.sign(tour, "bob")
    on.sign(tour, "mia")
    send(bob, "/tours/sign", late | {"outcome": "Much better words"})
    is_told(bob)
    assert "Much better words" in bob.text
    assert (on.stored(tour).outcome, on.stored(tour).state) == ("done", "closed")


def test_nobody_signs_unread_what_the_other_has_put_otherwise_meanwhile(on: Duty) -> None:
    tour = on.standing()
    on.end(tour)
    on.sign(tour, "bob", "It takes a day now.")
    mia = Browser(on.network, "mia").sign_in()
    mia.get("/tours")
    late = form(mia, "/tours/sign")
    on.sign(tour, "bob", "It takes an hour now.")
    send(mia, "/tours/sign", late)
    is_told(mia)
    assert "It takes an hour now." in mia.text
    mia.send("/tours/sign")
    assert (on.stored(tour).outcome, on.stored(tour).state) == ("It takes an hour now.", "closed")


def test_preferences_of_two_tabs_hold_both(stage: Stage) -> None:
    bob = Browser(stage.network, "bob").sign_in()
    bob.get("/preferences")
    late = form(bob, "/preferences")
    bob.send("/preferences", alone="yes", **{"EVENTS-FOUND": "no", "shown-LOCATION": "ME"})
    send(bob, "/preferences", late | {"capacity": "2"})
    assert "from now on" in bob.text
    now = form(bob, "/preferences")
    assert {name: now.get(name) for name in ("alone", "EVENTS-FOUND", "shown-LOCATION", "capacity")} == {
        "alone": "yes",
        "EVENTS-FOUND": "no",
        "shown-LOCATION": "ME",
        "capacity": "2",
    }
    now.pop("alone")
    send(bob, "/preferences", now | {"once": "later"})
    assert "alone" not in form(bob, "/preferences")


def test_what_one_is_called_holds_what_two_tabs_said(stage: Stage) -> None:
    bob = Browser(stage.network, "bob").sign_in()
    bob.get("/me")
    late = form(bob, "/me/words")
    bob.send("/me/words", headline="Reader of old ledgers", location="Ulm")
    send(bob, "/me/words", late | {"location": "Bonn", "name": ""})
    is_told(bob)
    refused = form(bob, "/me/words")
    send(bob, "/me/words", refused | {"name": "Robert", "once": "a third tab"})
    now = form(bob, "/me/words")
    assert {name: now[name] for name in ("name", "headline", "location")} == {
        "name": "Robert",
        "headline": "Reader of old ledgers",
        "location": "Bonn",
    }


def test_where_one_would_like_to_go_holds_what_two_tabs_said(stage: Stage) -> None:
    bob = Browser(stage.network, "bob").sign_in()
    bob.get("/me")
    late = form(bob, "/me/aspirations")
    bob.send("/me/aspirations", open="yes", learn="knitting\r\nweaving", goals="To teach")
    send(bob, "/me/aspirations", late | {"goals": "To teach well", "likes": "Time"})
    assert all(f"{text}</textarea>" in bob.text for text in ("knitting\nweaving", "To teach well", "Time"))
    now = form(bob, "/me/aspirations")
    assert now.pop("open") == "yes"
    held = {"goals": "To teach well", "likes": "Time", "learn": "knitting\r\nweaving"}
    send(bob, "/me/aspirations", now | held | {"once": "later", "learn": "weaving"})
    assert "open" not in form(bob, "/me/aspirations")
    assert ">weaving</textarea>" in bob.text
    assert ">Time</textarea>" in bob.text


def test_a_role_that_two_change_holds_what_both_said() -> None:
    on = play()
    ada = recruiter(on, ADA)
    path = kept(ada, title="Engineer", anyOf="billing")
    ada.get(path)
    late = form(ada, path)
    ada.send(path, title="Senior engineer")
    send(ada, path, late | {"text": "Billing at night"})
    assert 'value="Senior engineer"' in ada.text
    assert "Billing at night</textarea>" in ada.text


def test_a_search_that_is_kept_again_after_going_back_is_one_role() -> None:
    on = play()
    ada = recruiter(on, ADA)
    search = {"title": "Engineer", "anyOf": "billing"}
    path = kept(ada, **search)
    assert kept(ada, **search) == path  # pages are not stored: going back asks for a new form
    other = kept(ada, title="Engineer", anyOf="knitting")
    ada.get("/roles/search?title=Engineer&anyOf=billing")
    ada.send("/roles", title="Senior engineer")
    named = f"/roles/{ada.page.url.params['role']}"
    ada.get("/roles")
    assert len({path, other, named}) == 3
    assert ada.text.count("Engineer</a>") + ada.text.count("Senior engineer</a>") == 3


def test_a_search_is_kept_anew_once_its_role_says_something_else_or_is_closed() -> None:
    ada = recruiter(play(), ADA)
    search = {"title": "Engineer", "anyOf": "billing"}
    changed = kept(ada, **search)
    ada.get(changed)
    ada.send(changed, title="Senior engineer")
    closed = kept(ada, **search)
    ada.get(closed)
    ada.send(f"{closed}/close")
    assert len({changed, closed, kept(ada, **search)}) == 3


def test_what_was_written_of_a_role_that_is_closed_meanwhile_can_be_copied() -> None:
    on = play()
    ada = recruiter(on, ADA)
    path = kept(ada, title="Engineer", anyOf="billing")
    ada.get(f"{path}/put-down?person=person:cyd")
    note = form(ada, f"{path}/put-down")
    ada.get(path)
    late = form(ada, path)
    ada.send(f"{path}/close")
    send(ada, path, late | {"text": "An <hour> of thought"})
    is_told(ada)
    assert "An &lt;hour&gt; of thought" in ada.text
    send(ada, f"{path}/put-down", note | {"note": "A long note"})
    is_told(ada)
    assert "A long note" in ada.text


def test_two_records_are_made_one_once() -> None:
    network = namesakes()
    admin = admin_of(network, DUPLICATES)
    late = form(admin, DUPLICATES) | {"reason": "they share one desk"}
    admin.send(DUPLICATES, choice="0", reason="one desk, one door")
    send(admin, DUPLICATES, late | {"choice": "1"})
    is_told(admin)
    (merge,) = [stored.record for stored in network.store.scan(Merge).records]
    undone = form(admin, f"{DUPLICATES}/undo")
    admin.send(f"{DUPLICATES}/undo")
    assert "They are two again" in send(admin, f"{DUPLICATES}/undo", undone)
    assert merge.reason == "one desk, one door"


def test_somebody_who_is_asked_already_is_asked_once_and_taken_back_once() -> None:
    network = left()
    admin = admin_of(network, f"{INVITATIONS}?who=bo")
    late = form(admin, INVITATIONS) | {"day": "2024-07-31"}
    admin.send(INVITATIONS, day="2024-07-31")
    send(admin, INVITATIONS, late)
    asked = [one.record for one in network.store.scan(Invitation).records if one.record.person == key("bob")]
    assert len(asked) == 1
    admin.get(INVITATIONS)
    back = form(admin, f"{INVITATIONS}/cancel")
    admin.send(f"{INVITATIONS}/cancel")
    send(admin, f"{INVITATIONS}/cancel", back)
    assert key("bob") not in {one.record.person for one in network.store.scan(Invitation).records}


def test_a_request_is_taken_back_once(stage: Stage) -> None:
    stage.ask()
    ada = Browser(stage.network, "ada").sign_in()
    ada.get("/inbox")
    late = form(ada, "/inbox/withdraw")
    ada.send("/inbox/withdraw")
    assert "You took it back" in send(ada, "/inbox/withdraw", late)
    assert len(stage.shown()) == 1
