"""The table of moves of a proposal, and what each is shown of every state."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import Referral
from policy.referrals import (
    LASTS,
    MOVES,
    TOLD,
    Event,
    Shown,
    State,
    as_of,
    begun,
    moved,
    reached,
    shown_to_person,
    shown_to_referrer,
    without_referrer,
)

NOW = datetime(2024, 6, 1, 10, 30, tzinfo=UTC)
END = NOW + LASTS
moments = st.timedeltas(timedelta(0), timedelta(days=30)).map(lambda passed: NOW + passed)


def proposal(may_be_asked: bool = True) -> Referral:
    new = Referral(
        key=Key("referral:r.cyd.x"),
        role=Key("role:r"),
        by=Key("person:ada"),
        person=Key("person:cyd"),
        text="You would like it",
        state=State.ASKED,
        at="",
    )
    return begun(new, may_be_asked, NOW)


@pytest.mark.parametrize(("state", "event"), list(product(State, Event)))
def test_each_pair_moves_as_the_table_says_or_is_refused(state: State, event: Event) -> None:
    before = replace(proposal(), state=state)
    if (state, event) not in MOVES:
        with pytest.raises(Refused) as refused:
            moved(before, event, NOW)
        assert refused.value.code == "NOT_NOW"
        return
    after = moved(before, event, NOW)
    assert after.state == MOVES[state, event]
    assert after.text == ("You would like it" if after.state in TOLD else "")


def test_nothing_leaves_an_end() -> None:
    ends = {State.CLOSED, State.DECLINED, State.EXPIRED, State.FAILED}
    assert not [pair for pair in MOVES if pair[0] in ends]


@given(st.lists(st.tuples(st.sampled_from(Event), moments), max_size=6), st.booleans(), moments)
def test_who_proposes_can_not_tell_one_failure_from_another(
    events: list[tuple[Event, datetime]], may_be_asked: bool, then: datetime
) -> None:
    one = proposal(may_be_asked)
    for event, at in sorted(events, key=lambda pair: pair[1]):
        if (State(as_of(one, at).state), event) in MOVES:
            one = moved(as_of(one, at), event, at)
    shown = shown_to_referrer(one, then)
    if one.state in TOLD:
        assert shown.value == one.state
    else:
        assert shown is (Shown.WAITING if then < END else Shown.NOT_THIS_TIME)


@given(moments)
def test_the_person_is_asked_until_the_deadline_and_not_after(then: datetime) -> None:
    shown = shown_to_person(proposal(), then)
    assert shown is (Shown.FOR_YOU if then < END else Shown.NOT_THIS_TIME)
    assert as_of(proposal(), then).state == (State.ASKED if then < END else State.EXPIRED)


def test_who_may_not_be_asked_has_never_been_reached() -> None:
    assert not reached(proposal(may_be_asked=False))
    assert reached(moved(proposal(), Event.DECLINE, NOW))


@pytest.mark.parametrize("state", State)
def test_when_the_referrer_is_erased_a_yes_stands_and_a_question_is_taken_back(state: State) -> None:
    before = replace(proposal(), state=state)
    stands = replace(before, by=NO_KEY, text="") if state in TOLD else None
    assert without_referrer(before) == stands
