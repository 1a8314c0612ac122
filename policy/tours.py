"""How a tour of duty moves, who speaks for which side of it, and when the two look at it together.

A tour has two sides, the person and the company, for which somebody speaks. Who plans it has accepted it;
it stands when the other side accepts, too. Either side may end it. What came of it is written by one side
and counts when the other signs the same words; who writes other words takes the other's signature away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from graph.dates import first_day, iso, last_day, months_later
from graph.errors import Refused
from graph.keys import Key
from graph.model import Tour
from graph.model.tour import CLOSED, ENDED, STANDING


class State(StrEnum):
    """What a tour that was planned in kith is in; one that was read from a file has none, and stands."""

    PROPOSED = "proposed"  # one side accepted, the other is asked
    STANDING = STANDING
    ENDED = ENDED  # what came of it is not signed by both
    CLOSED = CLOSED  # it is
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Event(StrEnum):
    """What may happen to a tour."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    CHECK_IN = "check_in"
    END = "end"
    WRITE = "write"  # one side says what came of it, and signs that
    SIGN = "sign"  # the other side signs the same


MOVES: Final[Mapping[tuple[State, Event], State]] = {
    (State.PROPOSED, Event.ACCEPT): State.STANDING,
    (State.PROPOSED, Event.DECLINE): State.DECLINED,
    (State.PROPOSED, Event.WITHDRAW): State.WITHDRAWN,
    (State.STANDING, Event.CHECK_IN): State.STANDING,
    (State.STANDING, Event.END): State.ENDED,
    (State.STANDING, Event.WRITE): State.ENDED,
    (State.ENDED, Event.WRITE): State.ENDED,
    (State.ENDED, Event.SIGN): State.CLOSED,
    (State.CLOSED, Event.WRITE): State.ENDED,
}
"""Every allowed move; there are no others."""


class Side(StrEnum):
    """For whom somebody speaks."""

    PERSON = "person"
    COMPANY = "company"


SPEAKERS: Final = ("recruiter", "hr_partner", "network_admin")
"""The roles that speak for the company to everybody; the manager of somebody speaks for it to them."""

CHECK_IN_MONTHS: Final = 3
"""So many months after the start, and after each check-in, the next one is due, unless decided otherwise."""

_WHY_NOT: Final = {
    Event.ACCEPT: "this tour does not wait for an answer any more",
    Event.DECLINE: "this tour does not wait for an answer any more",
    Event.WITHDRAW: "only a tour that waits for its other side can be withdrawn; end one that stands",
    Event.CHECK_IN: "check-ins are for tours that stand",
    Event.END: "only a tour that stands can be ended",
    Event.WRITE: "what came of a tour is written once it stands",
    Event.SIGN: "there is nothing to be signed yet: write what came of it first",
}


def moved(tour: Tour, event: Event) -> Tour:
    """`tour` in the state after `event`. Raises Refused when the table has no such move."""
    after = MOVES.get((State(tour.state), event)) if tour.state else None
    if after is None:
        raise Refused("NOT_NOW", _WHY_NOT[event], "tour")
    return replace(tour, state=after)


def side_of(tour: Tour, person: Key) -> Side | None:
    """The side on which `person` stands; None when on neither."""
    if not person:
        return None
    return Side.PERSON if person == tour.person else Side.COMPANY if person == tour.company_side else None


def other_side(side: Side) -> Side:
    """The side that is asked when `side` has spoken."""
    return Side.COMPANY if side is Side.PERSON else Side.PERSON


def sides_in(lines: Iterable[str]) -> frozenset[Side]:
    """The sides that `accepted` or `signed` a tour, of lines `side/moment`."""
    return frozenset(Side(line.split("/", 1)[0]) for line in lines)


def proposed(tour: Tour, side: Side, now: datetime) -> Tour:
    """`tour` as it starts: `side` proposes it, and has accepted it."""
    return replace(tour, state=State.PROPOSED, accepted=(_line(side, now),), signed=())


def waits_for(tour: Tour) -> Side | None:
    """The side whose answer to a proposal is waited for; None when nobody's is."""
    if tour.state != State.PROPOSED:
        return None
    (said,) = sides_in(tour.accepted)
    return other_side(said)


def answered(tour: Tour, side: Side, yes: bool, now: datetime) -> Tour:
    """`tour` after the answer of `side`. Raises Refused NOT_YOUR_TURN for the side that proposed it."""
    after = moved(tour, Event.ACCEPT if yes else Event.DECLINE)
    if waits_for(tour) is not side:
        raise Refused("NOT_YOUR_TURN", "you have proposed it: the other side answers", "tour")
    return replace(after, accepted=(*tour.accepted, _line(side, now))) if yes else _without_promises(after)


def withdrawn(tour: Tour, side: Side) -> Tour:
    """`tour` once the side that proposed it no longer wants it. Raises Refused."""
    after = moved(tour, Event.WITHDRAW)
    if waits_for(tour) is side:
        raise Refused("NOT_YOUR_TURN", "the other side has proposed it: decline it instead", "tour")
    return _without_promises(after)


def _without_promises(tour: Tour) -> Tour:
    """Nothing came of it: what the two would have promised is nobody's any more."""
    return replace(tour, person_gives="", company_gives="")


def ended(tour: Tour, until: date, today: date) -> Tour:
    """`tour` as over on its day `until`. Raises Refused."""
    after = moved(tour, Event.END)
    check_end(tour, until, today)
    return replace(after, until=until.isoformat())


def check_end(tour: Tour, until: date, today: date) -> None:
    """Raise Refused unless a tour may have ended on the day `until`."""
    since = first_day(tour.since) or today
    if since > today:
        raise Refused("NOT_NOW", f"it has not begun; it ends from {since} on", "tour")
    if not since <= until <= today:
        raise Refused("BAD_INPUT", f"a tour has ended on a day from {since} to {today}", "until")


def signed(tour: Tour, side: Side, outcome: str, skills: tuple[Key, ...], until: date, now: datetime) -> Tour:
    """`tour` after `side` has signed that this came of it.

    The same as the other side has signed closes it; anything else takes the other's signature away, and
    waits for it anew. Raises Refused.
    """
    said = (outcome, skills, until.isoformat())
    line = _line(side, now)
    if (tour.outcome, tour.skills, tour.until) != said or not tour.signed:
        after = moved(tour, Event.WRITE)
        check_end(tour, until, now.date())
        return replace(after, outcome=outcome, skills=skills, until=until.isoformat(), signed=(line,))
    if side in sides_in(tour.signed):
        return tour
    return replace(moved(tour, Event.SIGN), signed=(*tour.signed, line))


def check_in_due(tour: Tour, last: str, months: int) -> date | None:
    """The day on which the next check-in is due; None for a tour that does not stand.

    So long after its start, its agreement and its `last` check-in (a moment, "" for none); at the planned
    end at the latest, unless the tour goes on behind it.
    """
    if tour.state != State.STANDING:
        return None
    agreed = max((line.partition("/")[2] for line in tour.accepted), default="")
    counted = max(day for moment in (tour.since, agreed, last) if (day := first_day(moment)) is not None)
    due, planned = months_later(counted, months), last_day(tour.planned_until)
    return due if planned is None or planned <= counted else min(due, planned)


def overlapping(tour: Tour, others: Iterable[Tour]) -> Tour | None:
    """The first of somebody's other tours that stands in the way of `tour`; None when none does.

    Two tours may run at once only if one of them is rotational: a rotation is a programme beside the mission
    that somebody has agreed on, and two missions at once are a promise that cannot be kept.
    """
    for other in others:
        rotational = "rotational" in (tour.tour_kind, other.tour_kind)
        if other.key != tour.key and not rotational and stands(other) and _meet(tour, other):
            return other
    return None


def stands(tour: Tour) -> bool:
    """Whether both sides accepted a tour, or a file says that it is there, and it is not known to be over."""
    return tour.state == State.STANDING or (not tour.state and not tour.until)


def _meet(one: Tour, other: Tour) -> bool:
    """Whether two tours share a day. An end that nobody knows is no end of a promise: it stops nothing."""
    (first, last), (since, until) = _span(one), _span(other)
    return None not in (first, last, since, until) and first <= until and since <= last  # type: ignore[operator]  # none is None


def _span(tour: Tour) -> tuple[date | None, date | None]:
    return first_day(tour.since), last_day(tour.until or tour.planned_until)


def _line(side: Side, now: datetime) -> str:
    return f"{side}/{iso(now)}"
