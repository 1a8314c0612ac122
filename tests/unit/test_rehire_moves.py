"""Rehire status over time: every move stands in the table, and no play of acts and days leaves it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import months_later
from graph.errors import Refused
from graph.keys import Key
from graph.model import RehireStatus
from policy.rehire import (
    BINDING,
    LAPSED,
    MOVES,
    NOT_NOW,
    WELCOME,
    Event,
    State,
    appeal_until,
    appealed,
    bars,
    decided,
    lapsed,
    set_status,
    state_of,
)

NOW = datetime(2024, 6, 1, 10, 30, tzinfo=UTC)
BOB, ADA, CYD = (Key(f"person:{name}") for name in ("bob", "ada", "cyd"))
KEY = Key("rehire:bob")
WHY = "an open matter of money"

ACTS = st.one_of(
    st.tuples(st.just("set"), st.sampled_from([ADA, CYD]), st.integers(0, 24)),
    st.tuples(st.just("appeal"), st.just(BOB), st.just(0)),
    st.tuples(st.sampled_from(["lift", "uphold"]), st.sampled_from([ADA, BOB, CYD]), st.just(0)),
    st.tuples(st.just("settle"), st.just(BOB), st.just(0)),
)
PLAY = st.lists(st.tuples(st.integers(0, 100), ACTS), max_size=12)


def not_now(now: datetime = NOW, by: Key = ADA, months: int = 12) -> RehireStatus:
    return set_status(None, KEY, BOB, by, (NOT_NOW, WHY, months_later(now.date(), months)), now)


def act(status: RehireStatus, now: datetime, said: tuple[str, Key, int]) -> RehireStatus:
    what, by, months = said
    if what == "set":
        return set_status(status, KEY, BOB, by, (NOT_NOW, WHY, months_later(now.date(), months)), now)
    if what == "appeal":
        return appealed(status, "it is long settled", now)
    if what == "settle":
        return lapsed(status, now) or status
    return decided(status, by, what == "lift", "we looked at it", now)


EVENT = {"appeal": Event.APPEAL, "lift": Event.LIFT, "uphold": Event.UPHOLD}


@given(PLAY)
def test_whatever_is_done_and_however_long_it_takes(play: list[tuple[int, tuple[str, Key, int]]]) -> None:
    status, now = not_now(), NOW
    for days, said in play:
        then = now + timedelta(days=days)
        before, waited = state_of(status, now), state_of(status, then)
        assert waited is before or reached(before, waited), "time makes only the moves of the table"
        now = then
        try:
            after = act(status, now, said)
        except Refused:
            continue
        assert state_of(after, now) is expected(status, now, said[0])
        assert after.until <= months_later(now.date(), 24).isoformat()
        assert bars(after, now) == (state_of(after, now) in BINDING)
        assert not after.decided_by or after.decided_by not in (after.by, BOB)
        status = after


def reached(before: State, after: State) -> bool:
    return any(MOVES.get((before, event)) is after for event in (Event.LAPSE, Event.EXPIRE))


def expected(status: RehireStatus, now: datetime, what: str) -> State:
    before = state_of(status, now)
    if what == "set":
        return State.IN_FORCE
    if what == "settle":
        return before
    again = {"appeal": bool(status.appealed), "lift": bool(status.decision), "uphold": bool(status.decision)}
    return MOVES.get((before, EVENT[what]), before) if not again[what] else before


@given(st.integers(0, 800))
def test_nothing_holds_beyond_its_day_nor_undecided_beyond_thirty(days: int) -> None:
    then = NOW + timedelta(days=days)
    assert bars(not_now(), then) == (then.date() <= date(2025, 6, 1))
    contested = appealed(not_now(), "it is long settled", NOW)
    assert bars(contested, then) == (days < 30)
    assert (lapsed(contested, then) is not None) == (days >= 30)


def test_a_status_that_lapsed_is_written_down_once_with_the_moment_at_which_it_did() -> None:
    contested = appealed(not_now(), "it is long settled", NOW)
    written = lapsed(contested, NOW + timedelta(days=45))
    assert written is not None
    assert (written.decision, written.decided) == (LAPSED, "2024-07-01T10:30:00Z")
    assert lapsed(written, NOW + timedelta(days=46)) is None


def test_an_appeal_after_its_deadline_is_told_when_that_was() -> None:
    status = not_now()
    assert appeal_until(status) == "2024-08-30"
    assert appealed(status, "it is long settled", NOW + timedelta(days=90)).appealed
    with pytest.raises(Refused) as refused:
        appealed(status, "it is long settled", NOW + timedelta(days=91))
    assert refused.value.code == "NOT_NOW"
    assert "2024-08-30" in refused.value.advice


def test_who_set_it_neither_decides_the_appeal_nor_sets_it_again_when_it_was_lifted() -> None:
    contested = appealed(not_now(), "it is long settled", NOW)
    for by in (ADA, BOB):
        with pytest.raises(Refused, match="somebody else"):
            decided(contested, by, True, "we looked at it", NOW)
    with pytest.raises(Refused, match="an appeal waits"):
        set_status(contested, KEY, BOB, ADA, (NOT_NOW, WHY, date(2025, 1, 1)), NOW)
    lifted = decided(contested, CYD, True, "we looked at it", NOW)
    with pytest.raises(Refused, match="somebody else"):
        set_status(lifted, KEY, BOB, ADA, (NOT_NOW, WHY, date(2025, 1, 1)), NOW)
    assert set_status(lifted, KEY, BOB, ADA, (WELCOME, WHY, date(2025, 1, 1)), NOW).status == WELCOME


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ((NOT_NOW, "short", date(2025, 1, 1)), "reason"),
        ((NOT_NOW, WHY, date(2026, 6, 2)), "until"),
        ((NOT_NOW, WHY, date(2024, 5, 31)), "until"),
        (("perhaps", WHY, date(2025, 1, 1)), "status"),
    ],
)
def test_what_no_rule_allows_names_the_field(said: tuple[str, str, date], field: str) -> None:
    with pytest.raises(Refused) as refused:
        set_status(None, KEY, BOB, ADA, said, NOW)
    assert (refused.value.code, refused.value.field) == ("BAD_INPUT", field)
