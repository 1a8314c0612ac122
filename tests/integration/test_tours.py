"""Tours of duty: planned by one side, accepted by the other, looked at together, ended and signed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from actions.preferences import block
from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import CheckIn
from policy.tours import State
from policy.viewer import Viewer
from queries.tours import check_ins_seen, my_tours, tours_seen
from tests.factories import records as make
from tests.factories.asking import key
from tests.factories.duty import Duty, managed

BOB, MIA, CYD = Viewer(key("bob")), Viewer(key("mia")), Viewer(key("cyd"))
PYTHON = Key("skill:python")


def refused(attempt: object, *parts: object, **named: object) -> tuple[str, str]:
    with pytest.raises(Refused) as error:
        attempt(*parts, **named)  # type: ignore[operator]
    return error.value.code, error.value.field


# -- planning and accepting ----------------------------------------------------------------------------


def test_a_tour_stands_when_both_sides_accepted_it() -> None:
    on = Duty()
    tour = on.plan("bob", person_gives="ten hours a week", company_gives="a mentor")
    assert (tour.state, tour.company_side, tour.since) == (State.PROPOSED, key("mia"), "2024-06-01")
    assert on.told("mia") == [("2024-06-01", "tour_proposed")]
    assert (on.evidence(), on.ties()) == ([], [])
    stands = on.accept(tour)
    assert stands.state == State.STANDING
    assert on.stored(tour) == stands
    assert on.evidence() == [("Billing", ())]
    assert ("2024-06-01", "tour_answered") in on.told("bob")


def test_the_manager_may_propose_and_the_person_accepts() -> None:
    on = Duty()
    tour = on.plan("mia", of="bob")
    assert on.told("bob") == [("2024-06-01", "tour_proposed")]
    assert refused(on.accept, tour, "mia") == ("NOT_YOUR_TURN", "tour")
    assert on.accept(tour, "bob").state == State.STANDING


@pytest.mark.parametrize("role", ["recruiter", "hr_partner", "network_admin"])
def test_roles_speak_for_the_company(role: str) -> None:
    on = Duty()
    assert on.accept(on.plan("ada", role, of="bob"), "bob").state == State.STANDING


def test_who_speaks_for_nobody_plans_with_nobody() -> None:
    on = Duty()
    assert refused(on.plan, "cyd", of="bob") == ("NOT_ALLOWED", "person")
    assert refused(on.plan, "cyd", of="nobody") == ("NOT_FOUND", "person")
    assert refused(on.accept, on.plan("bob", with_="cyd"), "cyd") == ("NOT_ALLOWED", "tour")


def test_who_manages_somebody_says_hr_as_it_is_today() -> None:
    past = make.employment("bob", "home", "2018", "2019", manager=key("cyd"))
    on = Duty([*managed(), past])
    assert on.plan("bob").company_side == key("mia")
    assert refused(on.plan, "cyd", of="bob") == ("NOT_ALLOWED", "person")


def test_nobody_speaks_for_the_company_in_their_own_tour() -> None:
    on = Duty()
    assert refused(on.plan, "bob", with_="bob") == ("BAD_INPUT", "companySide")
    mine = on.plan("ada", "hr_partner", of="ada", with_="mia")
    assert (mine.person, mine.company_side) == (key("ada"), key("mia"))
    assert refused(on.accept, mine, "ada", "hr_partner") == ("NOT_YOUR_TURN", "tour")


def test_without_a_manager_somebody_is_to_be_named() -> None:
    on = Duty()
    assert refused(on.plan, "ada") == ("BAD_INPUT", "companySide")
    assert refused(on.plan, "ada", with_="lou") == ("NOT_FOUND", "companySide")


def test_alumni_are_asked_once_they_said_yes_to_recruiting() -> None:
    on = Duty()
    assert refused(on.plan, "ada", "recruiter", of="lou") == ("NOT_FOUND", "person")
    yes = make.preference("lou", choices=("RECRUITING/found/yes/2025-01-01",))
    on = Duty(managed(yes))
    assert on.plan("ada", "recruiter", of="lou").person == key("lou")


def test_who_blocks_the_manager_has_none_and_is_not_there_for_them() -> None:
    on = Duty()
    block(on.act("bob"), key("mia"))
    assert refused(on.plan, "bob") == ("BAD_INPUT", "companySide")
    assert refused(on.plan, "bob", with_="mia") == ("NOT_FOUND", "companySide")
    assert refused(on.plan, "mia", of="bob") == ("NOT_FOUND", "person")


def test_a_no_and_a_withdrawal_leave_nothing_of_the_promises() -> None:
    on = Duty()
    no = on.accept(on.plan("bob", person_gives="all"), yes=False)
    assert (no.state, no.person_gives) == (State.DECLINED, "")
    back = on.withdraw(on.plan("bob", company_gives="much"))
    assert (back.state, back.company_gives) == (State.WITHDRAWN, "")
    assert on.accept(no, yes=False) == no
    assert on.withdraw(back) == back
    assert refused(on.accept, back) == ("NOT_NOW", "tour")
    assert refused(on.withdraw, on.plan("bob"), "mia") == ("NOT_YOUR_TURN", "tour")
    assert on.evidence() == []


def test_the_same_act_makes_one_tour_and_the_same_plan_waits() -> None:
    on = Duty()
    first = on.plan("bob", once="one")
    assert on.plan("bob", once="one") == first
    assert refused(on.plan, "bob", mission=" BILLING ") == ("ALREADY_ASKED", "mission")
    assert on.accept(first) == on.accept(first)


@pytest.mark.parametrize(
    ("field", "terms"),
    [
        ("plannedUntil", {"until": None}),
        ("plannedUntil", {"until": date(2024, 8, 31)}),
        ("plannedUntil", {"until": date(2029, 6, 2)}),
        ("plannedUntil", {"until": date(2024, 5, 1)}),
        ("plannedUntil", {"since": date(2023, 7, 1), "until": date(2024, 6, 1)}),
        ("since", {"since": date(2023, 5, 31)}),
        ("since", {"since": date(2026, 6, 2)}),
        ("kind", {"kind": "eternal"}),
        ("mission", {"mission": "  "}),
        ("mission", {"mission": "x" * 201}),
        ("personGives", {"person_gives": "x" * 4_001}),
        ("companyGives", {"company_gives": "\x00"}),
        ("department", {"department": "x" * 101}),
    ],
)
def test_bad_terms_are_refused_and_say_what_to_do(field: str, terms: dict[str, object]) -> None:
    assert refused(Duty().plan, "bob", **terms) == ("BAD_INPUT", field)


# -- one tour at a time --------------------------------------------------------------------------------


def test_a_second_tour_at_once_is_refused_unless_one_is_rotational() -> None:
    on = Duty()
    on.standing("bob", until=date(2025, 6, 1))
    assert refused(on.plan, "bob", mission="Maps") == ("BAD_INPUT", "since")
    beside = on.standing("bob", mission="Maps", kind="rotational", until=date(2024, 12, 1))
    assert beside.state == State.STANDING
    later = on.standing("bob", mission="Maps", since=date(2025, 6, 2), until=date(2027, 6, 1))
    assert later.state == State.STANDING


def test_two_proposals_that_meet_are_not_both_accepted() -> None:
    on = Duty()
    one, other = on.plan("bob"), on.plan("bob", mission="Maps")
    on.accept(one)
    assert refused(on.accept, other) == ("NOT_NOW", "tour")
    on.end(one)
    assert on.accept(other).state == State.STANDING


def test_a_tour_from_a_file_stands_in_the_way_as_long_as_its_dates_say() -> None:
    there = make.tour("bob", "billing", "2023-01", planned_until="2025")
    on = Duty(managed(make.mission("billing"), there))
    assert refused(on.plan, "bob") == ("BAD_INPUT", "since")
    assert on.plan("bob", since=date(2026, 1, 1), until=date(2027, 1, 1)).state == State.PROPOSED
    open_ended = replace(there, planned_until="")
    assert Duty(managed(make.mission("billing"), open_ended)).plan("bob").state == State.PROPOSED


def test_a_tour_that_its_person_hides_is_not_told_by_a_refusal() -> None:
    on = Duty(managed(make.preference("bob", shown=("tours/me",))))
    on.standing("bob", mission="Maps", kind="foundational")
    hidden = on.plan("ada", "hr_partner", of="bob")
    assert hidden.state == State.PROPOSED
    assert refused(on.accept, hidden, "bob") == ("NOT_NOW", "tour")


# -- between the two ------------------------------------------------------------------------------------


def test_promises_and_check_ins_are_for_the_two_sides_alone() -> None:
    on = Duty()
    tour = on.standing("bob", person_gives="ten hours", company_gives="a mentor")
    on.check_in(tour, "mia", "a good start")
    for viewer in (BOB, MIA):
        (seen,) = tours_seen(on.network, viewer, [key("bob")])[key("bob")]
        assert (seen.person_gives, seen.company_gives) == ("ten hours", "a mentor")
        assert [n.text for n in check_ins_seen(on.network, viewer, [tour.key])[tour.key].notes] == [
            "a good start"
        ]
    for viewer in (CYD, Viewer(key("ada"), frozenset({"hr_partner", "network_admin"}))):
        (seen,) = tours_seen(on.network, viewer, [key("bob")])[key("bob")]
        assert (seen.person_gives, seen.company_gives, seen.company_side) == ("", "", NO_KEY)
        assert check_ins_seen(on.network, viewer, [tour.key])[tour.key].notes == ()
    assert refused(on.check_in, tour, "cyd") == ("NOT_FOUND", "tour")


def test_a_proposal_is_seen_by_its_two_sides_alone() -> None:
    on = Duty()
    on.plan("bob")
    assert [len(tours_seen(on.network, who, [key("bob")])[key("bob")]) for who in (BOB, MIA, CYD)] == [
        1,
        1,
        0,
    ]
    assert [len(my_tours(on.network, who, True).tours) for who in (BOB, MIA, CYD)] == [0, 1, 0]


def test_who_blocks_the_other_side_takes_their_tours_out_of_sight() -> None:
    on = Duty()
    tour = on.standing("bob")
    block(on.act("bob"), key("mia"))
    assert my_tours(on.network, MIA).tours == ()
    assert refused(on.check_in, tour, "mia") == ("NOT_FOUND", "tour")
    assert len(my_tours(on.network, BOB).tours) == 1


def test_both_sides_are_reminded_once_of_a_check_in() -> None:
    on = Duty()
    tour = on.standing("bob")
    assert ("2024-09-01", "tour_check_in") in on.told("bob")
    assert ("2024-09-01", "tour_check_in") in on.told("mia")
    on.now += timedelta(days=60)
    on.check_in(tour, once="first")
    on.check_in(tour, once="first")
    reminders = [day for day, template in on.told("bob") if template == "tour_check_in"]
    assert reminders == ["2024-10-31"]
    assert len(on.network.store.scan(CheckIn).records) == 1
    on.end(tour)
    assert not [template for _, template in on.told("mia") if template == "tour_check_in"]


def test_how_often_a_check_in_is_due_can_be_decided() -> None:
    on = Duty([*managed(), make.decision("tours/check_in", "6")])
    tour = on.standing("bob")
    assert check_ins_seen(on.network, BOB, [tour.key])[tour.key].due == date(2024, 12, 1)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4_001])
def test_a_check_in_says_something_of_bounded_length(text: str) -> None:
    on = Duty()
    assert refused(on.check_in, on.standing("bob"), text=text) == ("BAD_INPUT", "text")
    assert refused(on.check_in, on.plan("cyd"), "cyd") == ("NOT_NOW", "tour")
