"""How a proposal of somebody for an open role moves, and what each is shown of it.

The person who is proposed is asked first; recruiters hear of it after a yes. The one who proposes is shown a
proposal that failed, whatever the cause, as one that waits until the deadline fixed at the start, and then as
"not this time": as with introductions (decision 8). Somebody who may not be asked is not asked, and the one
who proposes can't tell.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from graph.dates import iso, utc
from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import Referral

LASTS: Final = timedelta(days=10)
"""From the proposal to its deadline."""

TEXT: Final = 2_000
OUTCOMES: Final = ("hired", "talked", "no_reply", "not_a_fit")
"""What may have come of a proposal."""


class State(StrEnum):
    """What a proposal is in. Internal: only what the functions `shown_to_...` say leaves kith."""

    ASKED = "asked"  # waits for the person's answer
    ACCEPTED = "accepted"  # recruiters may see it
    CLOSED = "closed"  # the outcome is told
    DECLINED = "declined"
    EXPIRED = "expired"
    FAILED = "failed"  # the person may not be asked


class Event(StrEnum):
    """What may happen to a proposal."""

    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    FAIL = "fail"
    CLOSE = "close"


MOVES: Final[Mapping[tuple[State, Event], State]] = {
    (State.ASKED, Event.ACCEPT): State.ACCEPTED,
    (State.ASKED, Event.DECLINE): State.DECLINED,
    (State.ASKED, Event.EXPIRE): State.EXPIRED,
    (State.ASKED, Event.FAIL): State.FAILED,  # at its start
    (State.ACCEPTED, Event.CLOSE): State.CLOSED,
}
"""Every allowed move; there are no others."""

TOLD: Final = frozenset({State.ACCEPTED, State.CLOSED})
"""Everybody concerned knows of it."""


class Shown(StrEnum):
    """What somebody is told a proposal is in."""

    WAITING = "waiting"  # to who proposes
    FOR_YOU = "for_you"  # to the person
    DECLINED = "declined"  # to the person who said no
    ACCEPTED = "accepted"
    CLOSED = "closed"
    NOT_THIS_TIME = "not_this_time"


def begun(referral: Referral, may_be_asked: bool, now: datetime) -> Referral:
    """A proposal as it starts at `now`."""
    deadline = iso(utc(now) + LASTS)
    started = replace(referral, state=State.ASKED, at=iso(now), deadline=deadline)
    return started if may_be_asked else moved(started, Event.FAIL, now)


def moved(referral: Referral, event: Event, now: datetime) -> Referral:
    """`referral` after `event`; its text goes when nothing comes of it.

    Raises Refused when the table has no such move.
    """
    after = MOVES.get((State(referral.state), event))
    if after is None:
        raise Refused("NOT_NOW", "this proposal has moved on")
    if after is State.ACCEPTED:
        return replace(referral, state=after)
    ended = referral.deadline if after is State.EXPIRED else iso(now)
    return replace(referral, state=after, ended=ended, text=referral.text if after in TOLD else "")


def as_of(referral: Referral, now: datetime) -> Referral:
    """`referral` as it is at `now`: one that nobody answered ends at its deadline."""
    over = referral.state == State.ASKED and iso(now) >= referral.deadline
    return moved(referral, Event.EXPIRE, now) if over else referral


def shown_to_referrer(referral: Referral, now: datetime) -> Shown:
    """What the one who proposes is told: of every failure the same, at the deadline and not before."""
    if referral.state in TOLD:
        return Shown(str(referral.state))
    return Shown.WAITING if iso(now) < referral.deadline else Shown.NOT_THIS_TIME


def shown_to_person(referral: Referral, now: datetime) -> Shown:
    """What the person is told who is proposed."""
    now_ = as_of(referral, now)
    match State(now_.state):
        case State.ASKED:
            return Shown.FOR_YOU
        case State.EXPIRED | State.FAILED:
            return Shown.NOT_THIS_TIME
    return Shown(str(now_.state))


def reached(referral: Referral) -> bool:
    """Whether the person has ever been asked: a proposal that failed was never theirs to answer."""
    return referral.state != State.FAILED


def without_referrer(referral: Referral) -> Referral | None:
    """`referral` once who made it has been erased: what was said yes to stands, without their words.

    Else it goes: nobody asks any more.
    """
    return replace(referral, by=NO_KEY, text="") if referral.state in TOLD else None


def parties_of(referral: Referral) -> tuple[Key, ...]:
    """Who hears what came of it: who proposed, if still there, and the person."""
    return tuple(key for key in (referral.by, referral.person) if key)
