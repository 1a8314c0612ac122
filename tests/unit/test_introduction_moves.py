"""The table of moves, pair by pair, and what each person is shown of every state."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import Introduction
from policy.introductions import (
    LIVE,
    MOVES,
    Event,
    Shown,
    State,
    answer_of,
    answered,
    begun,
    knows_of,
    moved,
    path_of,
    shown_on_path,
    shown_to_asker,
    stays_off,
    waits_for,
    without_person,
)

NOW = datetime(2024, 6, 1, 10, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=10)
ADA, BOB, CYD, DAN = (Key(f"person:{name}") for name in ("ada", "bob", "cyd", "dan"))


def asked(free: bool = True, connectors: tuple[Key, ...] = (BOB, CYD)) -> Introduction:
    new = Introduction(
        key=Key("introduction:1"),
        asker=ADA,
        target=DAN,
        connectors=connectors,
        purpose="EXPERTISE",
        message="May I ask?",
        state=State.QUEUED,
        asked="",
        deadline="",
    )
    return begun(new, free, NOW)


@pytest.mark.parametrize(("state", "event"), list(product(State, Event)))
def test_each_pair_moves_as_the_table_says_or_is_refused(state: State, event: Event) -> None:
    before = replace(asked(), state=state)
    if (state, event) not in MOVES:
        with pytest.raises(Refused) as refused:
            moved(before, event, NOW)
        assert refused.value.code == "NOT_NOW"
        return
    after = moved(before, event, NOW)
    assert after.state == MOVES[state, event]
    without = after.state in (State.DECLINED, State.EXPIRED, State.FAILED, State.WITHDRAWN)
    assert after.message == ("" if without else "May I ask?")


def test_nothing_leaves_an_end() -> None:
    ends = {State.CLOSED, State.EXPIRED, State.WITHDRAWN}
    assert not [pair for pair in MOVES if pair[0] in ends]
    assert {state for state, event in MOVES if event is Event.FAIL} == LIVE


def test_a_request_goes_from_one_to_the_next_and_is_agreed_by_the_last() -> None:
    one = asked()
    assert waits_for(one) == BOB
    assert not knows_of(one, CYD)
    one = answered(one, True, NOW)
    assert (waits_for(one), answer_of(one, BOB), knows_of(one, CYD)) == (CYD, True, True)
    one = answered(answered(one, True, NOW), True, NOW)
    assert (one.state, waits_for(one), one.agreed) == (State.AGREED, NO_KEY, "2024-06-01T10:30:00Z")


def test_a_queued_request_waits_for_nobody_and_nobody_knows_of_it() -> None:
    one = asked(free=False)
    assert waits_for(one) == NO_KEY
    assert not any(knows_of(one, person) for person in path_of(one))
    assert waits_for(moved(one, Event.TURN, NOW)) == BOB


@pytest.mark.parametrize("event", [None, Event.DECLINE, Event.FAIL])
def test_the_asker_is_shown_every_failure_alike(event: Event | None) -> None:
    one = moved(asked(), event, NOW) if event else asked()
    assert shown_to_asker(one, LATER - timedelta(seconds=1)) is Shown.WAITING
    assert shown_to_asker(one, LATER) is Shown.NOT_THIS_TIME


def test_who_passed_it_on_is_shown_no_more_than_the_asker() -> None:
    passed = answered(asked(), True, NOW)
    for after in (passed, answered(passed, False, NOW), moved(passed, Event.FAIL, NOW)):
        assert shown_on_path(after, BOB, NOW) is Shown.PASSED_ON
        assert shown_on_path(after, BOB, LATER) is Shown.NOT_THIS_TIME
    assert shown_on_path(moved(passed, Event.WITHDRAW, NOW), BOB, NOW) is Shown.WITHDRAWN
    assert shown_on_path(answered(passed, False, NOW), CYD, LATER) is Shown.DECLINED


def test_those_two_stay_off_from_the_deadline_for_90_days_and_not_before() -> None:
    for failed in (asked(), answered(asked(), False, NOW), moved(asked(), Event.FAIL, NOW)):
        assert stays_off(failed, LATER - timedelta(seconds=1)) == ()
        assert stays_off(failed, LATER) == (BOB, DAN)
        assert stays_off(failed, LATER + timedelta(days=90) - timedelta(seconds=1)) == (BOB, DAN)
        assert stays_off(failed, LATER + timedelta(days=90)) == ()
        withdrawn = moved(failed, Event.WITHDRAW, NOW)
        assert stays_off(withdrawn, NOW) == stays_off(withdrawn, LATER) == (BOB, DAN)
    agreed = answered(asked(connectors=()), True, NOW)
    assert stays_off(agreed, LATER) == ()


@pytest.mark.parametrize("gone", [BOB, CYD, DAN])
@pytest.mark.parametrize("passed", [0, 1, 2])
def test_who_is_erased_is_nowhere_in_it_and_the_others_learn_nothing(gone: Key, passed: int) -> None:
    one = asked()
    for _ in range(passed):
        one = answered(one, True, NOW)
    after = without_person(one, gone, NOW)
    assert gone not in (*path_of(after), *after.off)
    assert (after.state, after.message, waits_for(after)) == (State.FAILED, "", NO_KEY)
    for person in path_of(after):
        assert knows_of(after, person) == knows_of(one, person)
        assert answer_of(after, person) == answer_of(one, person)
    assert shown_to_asker(after, NOW) is Shown.WAITING


def test_an_agreement_outlives_who_made_it() -> None:
    one = answered(asked(connectors=()), True, NOW)
    after = without_person(one, DAN, NOW)
    assert (after.state, after.target) == (State.AGREED, NO_KEY)
