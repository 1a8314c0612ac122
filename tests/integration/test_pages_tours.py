"""The pages of tours: mine from either side, planning one, and what is offered."""

import re
from collections.abc import Callable

import pytest

from tests.factories import alliance
from tests.factories import records as make
from tests.factories.browsing import Browser
from tests.factories.duty import Duty, managed
from tests.integration.test_tour_matches import knows, offer, wants

HOSTILE = "<script>alert('x')</script>"
PLAN = {"mission": "Invoices in a day", "until": "2025-06-01", "gives": "My evenings", "takes": "A course"}


@pytest.fixture
def on() -> Duty:
    """Bob and Cyd work for Mia, who is asked; Lou has left. A tour is offered that needs what Bob knows."""
    return Duty(managed(make.mission("billing"), offer(), knows("bob"), wants("bob")))


@pytest.fixture
def as_(on: Duty) -> Callable[..., Browser]:
    return lambda said: Browser(on.network, said).sign_in()


def section(text: str, name: str) -> str:
    """What stands below a heading."""
    return text.partition(f'<h2 id="{name}">')[2].partition("</section>")[0]


def test_a_tour_from_plan_to_signature_over_pages_alone(on: Duty, as_: Callable[..., Browser]) -> None:
    bob, mia, cyd = as_("bob"), as_("mia"), as_("cyd")
    assert "No tour yet" in bob.get("/tours")
    bob.get("/tours/plan")
    bob.send("/tours/plan", **PLAN)
    assert "It is proposed" in bob.text
    assert "Invoices in a day" in section(bob.text, "proposed")
    waiting = section(mia.get("/tours"), "waiting")
    for words in ("The tour of", "Bob", "My evenings", "A course", "Yes, let us do it"):
        assert words in waiting
    mia.send("/tours/accept", answer="yes")
    assert "The tour stands" in mia.text
    assert "1 September 2024" in section(mia.text, "standing")
    mia.send("/tours/check-in", note="Half of it is done.")
    assert "Half of it is done." in bob.get("/tours")
    assert "Half of it is done." not in cyd.get("/tours")
    bob.send("/tours/end")
    assert "Say together what came of it" in bob.text
    bob.send("/tours/sign", outcome="It takes a day now.", skills="python\n\nSQL")
    assert "the signature of Mia is still to come" in bob.text
    waiting = section(mia.get("/tours"), "waiting")
    assert "It takes a day now." in waiting
    same = mia.forms("/tours/sign")[0].values
    skills = re.findall(r'name="skill" value="([^"]+)"', waiting)
    assert len(skills) == 2
    mia.page = mia.client.post("/tours/sign", data={**same, "skill": skills})
    assert "Signed by both." in section(mia.text, "over")
    assert "Sign the same" not in mia.text


def test_the_timeline_has_a_bar_for_each_tour_that_has_a_place_in_time(
    on: Duty, as_: Callable[..., Browser]
) -> None:
    on.standing()
    on.accept(on.plan("cyd", mission="Nothing"), yes=False)
    text = as_("mia").get("/tours")
    assert text.count("<rect") == 1
    assert 'class="bar STANDING"' in text
    assert "June 2024" in text
    assert "Did not come about" in text


def test_a_no_and_a_proposal_that_is_taken_back(on: Duty, as_: Callable[..., Browser]) -> None:
    bob, mia = as_("bob"), as_("mia")
    on.plan()
    mia.get("/tours")
    mia.send("/tours/accept", answer="no")
    assert "nothing else" in mia.text
    on.plan(mission="Another")
    bob.get("/tours")
    bob.send("/tours/withdraw")
    assert "You took it back" in bob.text
    assert "Taken back" in section(mia.get("/tours"), "over")


def test_what_is_refused_stands_at_the_form_and_what_was_typed_stays(
    on: Duty, as_: Callable[..., Browser]
) -> None:
    bob = as_("bob")
    bob.get("/tours/plan")
    bob.send("/tours/plan", **(PLAN | {"until": "2024-07-01"}))
    assert (bob.status, 'role="alert">A tour has a planned end' in bob.text) == (422, True)
    for words in ('value="Invoices in a day"', 'value="2024-07-01"', "My evenings</textarea>"):
        assert words in bob.text
    bob.send("/tours/plan", until="in June")
    assert (bob.status, "Write a day as" in bob.text) == (422, True)
    on.standing()
    bob.get("/tours")
    bob.send("/tours/end", until="2030-01-01")
    assert (bob.status, 'value="2030-01-01"' in bob.text) == (422, True)
    form = bob.forms("/tours/end")[0].values | {"tour": "tour:kith.none", "until": ""}
    bob.page = bob.client.post("/tours/end", data=form)
    assert (bob.status, 'role="alert">It is not here any more' in bob.text) == (422, True)


def test_a_second_send_does_nothing_twice(on: Duty, as_: Callable[..., Browser]) -> None:
    bob = as_("bob")
    bob.get("/tours/plan")
    form = bob.forms("/tours/plan")[0].values | PLAN
    for _ in range(2):
        assert bob.client.post("/tours/plan", data=form).url.path == "/tours"
    assert section(bob.get("/tours"), "proposed").count("<h3>") == 1


def test_a_tour_with_a_colleague_is_planned_from_their_page_or_by_choosing(
    on: Duty, as_: Callable[..., Browser]
) -> None:
    bob, cyd = as_("bob"), as_("cyd")
    assert "/tours/plan?with=person%3Acyd" in bob.get("/people/person:cyd")
    assert "/tours/plan?with=person%3Acyd" in bob.get("/tours/plan?q=cy")
    assert "Nobody of that name" in bob.get("/tours/plan?q=zzz")
    assert "Plan a tour with Cyd" in bob.get("/tours/plan?with=person:cyd")
    bob.send("/tours/plan", **PLAN, whose="theirs")
    assert (bob.status, "manager and HR" in bob.text) == (422, True)
    bob.send("/tours/plan", whose="mine")
    assert "It is proposed" in bob.text
    assert "you speak for the company" in cyd.get("/tours")
    for nobody in ("person:none", "tour:x", ""):
        bob.get(f"/tours/plan?with={nobody}")
        assert bob.status == (404 if nobody else 200)


def test_who_is_hidden_is_nobody_to_plan_with(on: Duty, as_: Callable[..., Browser]) -> None:
    on.network.store.apply([make.preference("cyd", blocked=(make.key("person", "bob"),))])
    bob = as_("bob")
    told = set()
    for name in ("person:cyd", "person:none"):
        bob.get(f"/tours/plan?with={name}")
        told.add(bob.plain.replace(name, "ID"))
    assert len(told) == 1


def test_an_offer_is_made_taken_up_and_withdrawn(on: Duty, as_: Callable[..., Browser]) -> None:
    mia, bob = as_("mia"), as_("bob")
    mia.get("/tours/offer")
    given = {"mission": "Maps", "needs": "python", "teaches": "sql", "takes": "A mentor", "remote": "yes"}
    mia.send("/tours/offer", **(given | {"teaches": "juggling"}))
    assert (mia.status, "A mentor</textarea>" in mia.text) == (422, True)
    assert 'value="yes" checked' in mia.text
    mia.send("/tours/offer", **given)
    assert "It is offered" in mia.text
    assert "Maps" in section(mia.text, "mine")
    text = bob.get("/tours/offered")
    for words in ("You would learn", "You would bring", "talk of bob", "Maps"):
        assert words in text
    there = text.partition("<h3>Maps</h3>")[2].partition('href="/tours/plan?')[2].partition('"')[0]
    bob.get(f"/tours/plan?{there}")
    assert "It is offered by" in bob.text
    bob.send("/tours/plan", until="2025-06-01", gives="My time")
    assert "It is proposed" in bob.text
    mia.get("/tours/offered")
    mia.send("/tours/offered/withdraw")
    assert "Nobody can take it" in mia.text


def test_who_fits_is_told_to_who_offers_it_with_a_fact_for_each_side(
    on: Duty, as_: Callable[..., Browser]
) -> None:
    text = as_("mia").get("/tours/offered/offer:billing")
    for words in ("Bob", "The mission gains", "talk of bob", "They would learn", "sql", "On no tour"):
        assert words in text
    assert "Bob" in as_("ada=recruiter").get("/tours/offered/offer:billing")
    told = set()
    cyd = as_("cyd")
    for id_ in ("offer:billing", "offer:none", "person:bob"):
        cyd.get(f"/tours/offered/{id_}")
        told.add((cyd.status, cyd.plain.replace(id_, "ID")))
    assert len(told) == 1
    assert cyd.status == 404


def test_who_does_not_manage_offers_nothing(as_: Callable[..., Browser]) -> None:
    cyd = as_("cyd")
    cyd.get("/tours/offer")
    cyd.send("/tours/offer", mission="Maps", needs="python", teaches="sql")
    assert (cyd.status, "Only managers and HR offer tours" in cyd.text) == (422, True)


def test_hostile_words_are_text_and_what_a_file_told_has_no_forms(as_: Callable[..., Browser]) -> None:
    on = Duty(managed(make.mission("billing"), make.tour("bob", "billing", since="2022")))
    on.plan("cyd", mission=HOSTILE, person_gives=HOSTILE)
    text = Browser(on.network, "mia").sign_in().get("/tours")
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    bob = Browser(on.network, "bob").sign_in()
    assert "As the records of the company have it" in bob.get("/tours")
    assert bob.forms("/tours/end") == []


def test_more_tours_come_page_by_page(on: Duty, as_: Callable[..., Browser]) -> None:
    for number in range(22):
        on.plan(mission=f"M {number}", kind="rotational")
    text = as_("mia").get("/tours")
    assert text.count('<li class="card') == 20
    mia = as_("mia")
    mia.get(text.split("Show more")[0].rpartition('href="')[2].partition('"')[0])
    assert mia.text.count('<li class="card') == 2


def test_somebody_from_elsewhere_sees_what_tours_are_and_none(as_: Callable[..., Browser]) -> None:
    on = Duty(managed(alliance.offered_tour(by="mia"), make.mission("billing"), xan="external"))
    xan = Browser(on.network, "xan").sign_in()
    assert "No tour yet" in xan.get("/tours")
    assert "No tour waits for somebody" in xan.get("/tours/offered")
