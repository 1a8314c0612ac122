"""The table of moves, pair by pair, and any sequence of what the two sides of a tour may do."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import Tour, has_stood, is_signed
from policy.tours import (
    MOVES,
    Event,
    Side,
    State,
    answered,
    check_in_due,
    ended,
    moved,
    other_side,
    overlapping,
    proposed,
    side_of,
    sides_in,
    signed,
    stands,
    waits_for,
    withdrawn,
)

NOW = datetime(2024, 6, 1, 10, 30, tzinfo=UTC)
BOB, MIA = Key("person:bob"), Key("person:mia")


def tour(**fields: Any) -> Tour:
    given = {
        "person": BOB,
        "company_side": MIA,
        "tour_kind": "transformational",
        "since": "2024-06-01",
        "planned_until": "2026-06-01",
    }
    return Tour(
        key=Key("tour:kith.1"), mission=Key("mission:billing"), source="tours:agreed", **(given | fields)
    )


@pytest.mark.parametrize(("state", "event"), list(product(State, Event)))
def test_each_pair_moves_as_the_table_says_or_is_refused(state: State, event: Event) -> None:
    before = tour(state=state)
    if (state, event) in MOVES:
        assert moved(before, event).state == MOVES[state, event]
        return
    with pytest.raises(Refused) as refused:
        moved(before, event)
    assert (refused.value.code, refused.value.field) == ("NOT_NOW", "tour")


@pytest.mark.parametrize("event", Event)
def test_a_tour_from_a_file_never_moves(event: Event) -> None:
    with pytest.raises(Refused):
        moved(tour(), event)


def test_nothing_leaves_a_no() -> None:
    assert not [state for state, _ in MOVES if state in (State.DECLINED, State.WITHDRAWN)]


def test_what_counts_is_what_the_records_say() -> None:
    assert {state for state in State if has_stood(tour(state=state))} == {
        State.STANDING,
        State.ENDED,
        State.CLOSED,
    }
    assert {state for state in State if is_signed(tour(state=state))} == {State.CLOSED}
    assert (has_stood(tour()), is_signed(tour()), stands(tour()), stands(tour(until="2025"))) == (
        True, True, True, False,
    )  # fmt: skip


def test_who_is_on_which_side() -> None:
    assert (side_of(tour(), BOB), side_of(tour(), MIA), side_of(tour(), Key("person:cyd"))) == (
        Side.PERSON,
        Side.COMPANY,
        None,
    )
    assert side_of(tour(company_side=NO_KEY), NO_KEY) is None


@pytest.mark.parametrize(
    ("last", "due"),
    [("", "2024-09-01"), ("2024-07-15T08:00:00Z", "2024-10-15"), ("2026-05-01T08:00:00Z", "2026-06-01"),
     ("2026-07-01T08:00:00Z", "2026-10-01")],
)  # fmt: skip
def test_a_check_in_is_due_every_three_months_and_at_the_planned_end(last: str, due: str) -> None:
    standing = answered(proposed(tour(), Side.PERSON, NOW), Side.COMPANY, True, NOW)
    assert check_in_due(standing, last, 3) == date.fromisoformat(due)


def test_the_first_check_in_counts_from_the_agreement_when_the_start_lies_before_it() -> None:
    early = proposed(tour(since="2024-01-01"), Side.PERSON, NOW)
    assert check_in_due(answered(early, Side.COMPANY, True, NOW), "", 3) == date(2024, 9, 1)
    assert check_in_due(early, "", 3) is None


@pytest.mark.parametrize(
    ("kind", "fields", "in_the_way"),
    [
        ("transformational", {"state": "standing"}, True),
        ("foundational", {"state": "standing"}, True),
        ("rotational", {"state": "standing"}, False),
        ("foundational", {"state": "proposed"}, False),
        ("foundational", {"state": "ended", "until": "2025"}, False),
        ("foundational", {"state": "standing", "since": "2026-06-02", "planned_until": "2027"}, False),
        ("foundational", {"state": "standing", "since": "2026-06-01", "planned_until": "2027"}, True),
        ("foundational", {"planned_until": ""}, False),
        ("foundational", {"since": "2023", "planned_until": "2024"}, True),
        ("foundational", {"since": "2022", "planned_until": "2023"}, False),
    ],
)
def test_two_tours_at_once_are_one_too_many(kind: str, fields: dict[str, str], in_the_way: bool) -> None:
    other = replace(tour(tour_kind=kind), key=Key("tour:2"), **fields)  # type: ignore[arg-type]
    assert (overlapping(tour(), [other]) is other) is in_the_way
    assert overlapping(tour(tour_kind="rotational"), [other]) is None


class TwoSides(RuleBasedStateMachine):
    """Either side does anything, in any order, as time passes; what must hold always holds."""

    sides = st.sampled_from(Side)
    words = st.sampled_from(("good", "great"))

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.first = Side.PERSON
        self.tour = proposed(tour(person_gives="p", company_gives="c"), self.first, NOW)
        self.said: dict[Side, tuple[str, str]] = {}  # what each side has signed, and still does
        self.yes = {self.first}

    def attempt(self, act: Any, *parts: Any) -> bool:
        try:
            self.tour = act(self.tour, *parts)
        except Refused:
            return False
        return True

    @rule(days=st.integers(1, 400))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(side=sides, yes=st.booleans())
    def answer(self, side: Side, yes: bool) -> None:
        waited = waits_for(self.tour)
        assert self.attempt(answered, side, yes, self.now) == (waited is side)
        if yes and waited is side:
            self.yes.add(side)

    @rule(side=sides)
    def withdraw(self, side: Side) -> None:
        waited = waits_for(self.tour)
        assert self.attempt(withdrawn, side) == (waited is other_side(side))

    @rule(side=sides, words=words)
    def sign(self, side: Side, words: str) -> None:
        until = self.tour.until or self.now.date().isoformat()
        stood = has_stood(self.tour)
        signs = self.attempt(
            lambda one, *parts: signed(one, *parts), side, words, (), date.fromisoformat(until), self.now
        )
        assert signs == stood
        if signs:
            self.said = {s: v for s, v in self.said.items() if v == (words, until)} | {side: (words, until)}

    @precondition(lambda self: self.tour.state == State.STANDING)
    @rule()
    def end(self) -> None:
        assert self.attempt(ended, self.now.date(), self.now.date())

    @rule(event=st.sampled_from(Event))
    def other_moves_are_refused(self, event: Event) -> None:
        allowed = (State(self.tour.state), event) in MOVES
        try:
            moved(self.tour, event)
        except Refused:
            assert not allowed
        else:
            assert allowed

    @invariant()
    def it_stands_only_by_the_yes_of_both(self) -> None:
        assert has_stood(self.tour) == (self.yes == {*Side})
        assert sides_in(self.tour.accepted) == self.yes

    @invariant()
    def it_counts_only_by_the_signature_of_both_on_the_same_words(self) -> None:
        assert sides_in(self.tour.signed) == set(self.said)
        assert is_signed(self.tour) == (set(self.said) == {*Side})
        assert len({*self.said.values()}) <= 1

    @invariant()
    def what_ended_has_an_end_and_what_never_stood_promises_nothing(self) -> None:
        assert bool(self.tour.until) == (self.tour.state in (State.ENDED, State.CLOSED))
        if self.tour.state in (State.DECLINED, State.WITHDRAWN):
            assert (self.tour.person_gives, self.tour.company_gives) == ("", "")


TestTwoSides = TwoSides.TestCase
