"""How a request for an introduction moves, and what each person on its path is shown of it.

A request goes from one person to the next, each of whom says yes before the next one hears of it; the
target's yes is the agreement. The asker is shown a request that failed as one that still waits, until the
deadline fixed at the start, and from then on as "not this time", whatever the cause. So nobody
can be held to account for a no. A connector who passed it on is shown no more than the asker.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from graph.dates import iso, utc
from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import Introduction
from policy.gates import Status

LASTS: Final = timedelta(days=10)
"""From the request to its deadline."""

OFF_FOR: Final = timedelta(days=90)
"""How long, from the deadline, the first connector and the target of a failure stay off the asker's paths."""


class State(StrEnum):
    """What a request is in. Internal: only what `shown_to_asker` and `shown_on_path` say leaves kith."""

    QUEUED = "queued"  # another request to the same target is under way
    ASKED = "asked"  # waits for whose turn it is
    AGREED = "agreed"
    CLOSED = "closed"  # the outcome is told
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"  # somebody on the path is gone, blocks, or may not be asked any more


class Event(StrEnum):
    """What may happen to a request."""

    TURN = "turn"  # the request before it has ended
    HAND_ON = "hand_on"  # a connector says yes
    AGREE = "agree"  # the target says yes
    DECLINE = "decline"
    EXPIRE = "expire"
    FAIL = "fail"
    WITHDRAW = "withdraw"
    CLOSE = "close"


MOVES: Final[Mapping[tuple[State, Event], State]] = {
    (State.QUEUED, Event.TURN): State.ASKED,
    (State.QUEUED, Event.EXPIRE): State.EXPIRED,
    (State.QUEUED, Event.FAIL): State.FAILED,
    (State.QUEUED, Event.WITHDRAW): State.WITHDRAWN,
    (State.ASKED, Event.HAND_ON): State.ASKED,
    (State.ASKED, Event.AGREE): State.AGREED,
    (State.ASKED, Event.DECLINE): State.DECLINED,
    (State.ASKED, Event.EXPIRE): State.EXPIRED,
    (State.ASKED, Event.FAIL): State.FAILED,
    (State.ASKED, Event.WITHDRAW): State.WITHDRAWN,
    (State.DECLINED, Event.WITHDRAW): State.WITHDRAWN,  # the asker does not know
    (State.FAILED, Event.WITHDRAW): State.WITHDRAWN,
    (State.AGREED, Event.CLOSE): State.CLOSED,
}
"""Every allowed move; there are no others."""

LIVE: Final = frozenset({State.QUEUED, State.ASKED})
"""Somebody may still answer."""

AGREED: Final = frozenset({State.AGREED, State.CLOSED})


class Shown(StrEnum):
    """What somebody is told a request is in."""

    WAITING = "waiting"  # to the asker
    FOR_YOU = "for_you"  # to whose turn it is
    PASSED_ON = "passed_on"  # to who said yes
    DECLINED = "declined"  # to who said no
    AGREED = "agreed"
    CLOSED = "closed"
    NOT_THIS_TIME = "not_this_time"
    WITHDRAWN = "withdrawn"


def begun(introduction: Introduction, free: bool, now: datetime) -> Introduction:
    """A request as it starts at `now`; with `free`, nobody else's request to the target is under way."""
    deadline = iso(utc(now) + LASTS)
    off = dict.fromkeys((*introduction.connectors[:1], introduction.target))
    started = replace(
        introduction,
        state=State.QUEUED,
        step=-1,
        steps=len(introduction.connectors),
        asked=iso(now),
        deadline=deadline,
        off=tuple(off),
    )
    return moved(started, Event.TURN, now) if free else started


def moved(introduction: Introduction, event: Event, now: datetime) -> Introduction:
    """`introduction` after `event`. Raises Refused when the table has no such move."""
    after = MOVES.get((State(introduction.state), event))
    if after is None:
        raise Refused("NOT_NOW", "this request has moved on")
    at = iso(now)
    if after is State.ASKED:
        return replace(introduction, state=after, step=introduction.step + 1)
    if after is State.AGREED:
        return replace(introduction, state=after, agreed=at)
    if after is State.CLOSED:
        return replace(introduction, state=after, ended=at)
    ended = introduction.deadline if after is State.EXPIRED else at
    return replace(introduction, state=after, ended=ended, message="")


def answered(
    introduction: Introduction, yes: bool, now: datetime, again_after: date | None = None
) -> Introduction:
    """`introduction` after the answer of whose turn it is. Raises Refused."""
    last = introduction.step == introduction.steps
    event = Event.DECLINE if not yes else Event.AGREE if last else Event.HAND_ON
    line = f"{introduction.step}/{'yes' if yes else 'no'}/{iso(now)}"
    after = replace(moved(introduction, event, now), answers=(*introduction.answers, line))
    return replace(after, again_after=again_after.isoformat()) if again_after and not yes else after


def path_of(introduction: Introduction) -> tuple[Key, ...]:
    """Who may be asked, in order: the connectors and the target, as far as they are still there."""
    return (*introduction.connectors, *([introduction.target] if introduction.target else ()))


def waits_for(introduction: Introduction) -> Key:
    """Whose turn it is; NO_KEY when nobody's, or when somebody on the path is gone."""
    path = path_of(introduction)
    if introduction.state != State.ASKED or len(path) != introduction.steps + 1:
        return NO_KEY
    return path[introduction.step]


def answer_of(introduction: Introduction, person: Key) -> bool | None:
    """What `person` answered; None when they did not."""
    path = path_of(introduction)
    if person not in path:
        return None
    beginning = f"{path.index(person)}/"
    for line in introduction.answers:
        if line.startswith(beginning):
            return line.split("/")[1] == "yes"
    return None


def knows_of(introduction: Introduction, person: Key) -> bool:
    """Whether `person`, on the path, has been asked: for whom it has not reached yet, it does not exist."""
    path = path_of(introduction)
    return person in path and path.index(person) <= introduction.step


def shown_to_asker(introduction: Introduction, now: datetime) -> Shown:
    """What the asker is told: of every failure the same, at the deadline and not before."""
    match introduction.state:
        case State.AGREED:
            return Shown.AGREED
        case State.CLOSED:
            return Shown.CLOSED
        case State.WITHDRAWN:
            return Shown.WITHDRAWN
    return Shown.WAITING if iso(now) < introduction.deadline else Shown.NOT_THIS_TIME


def shown_on_path(introduction: Introduction, person: Key, now: datetime) -> Shown:
    """What somebody who was asked is told; who passed it on is told no more than the asker."""
    if answer_of(introduction, person) is False:
        return Shown.DECLINED
    if waits_for(introduction) == person and iso(now) < introduction.deadline:
        return Shown.FOR_YOU
    shown = shown_to_asker(introduction, now)
    if shown is not Shown.WAITING:
        return shown
    return Shown.PASSED_ON if answer_of(introduction, person) else Shown.NOT_THIS_TIME


def stays_off(introduction: Introduction, now: datetime) -> tuple[Key, ...]:
    """Who is on none of this asker's paths at `now` because nothing came of this request.

    From the moment at which the asker knows that it ended (the deadline; for a withdrawal, at once)
    until 90 days after the deadline. A withdrawal counts like a failure: else an asker could withdraw to
    find out whether it had failed, or to ask again whoever had said no.
    """
    if shown_to_asker(introduction, now) not in (Shown.NOT_THIS_TIME, Shown.WITHDRAWN):
        return ()
    until = datetime.fromisoformat(introduction.deadline) + OFF_FOR
    return introduction.off if now < until else ()


def may_ask_directly(purpose: str, asker: Status, target: Status, direct: Iterable[str]) -> bool:
    """Whether no connector is needed: between employees for EXPERTISE, or where the target allows it."""
    both = asker is Status.EMPLOYEE and target is Status.EMPLOYEE
    return purpose in direct or (purpose == "EXPERTISE" and both)


def without_person(introduction: Introduction, person: Key, now: datetime) -> Introduction:
    """`introduction` once `person` (not the asker) has been erased; a live one has then failed.

    Nothing of the person stays in it, and those who stay are told nothing that they did not know.
    """
    path = path_of(introduction)
    if person not in path:
        return introduction
    place = path.index(person)
    failed = introduction.state in LIVE
    after = moved(introduction, Event.FAIL, now) if failed else introduction
    return replace(
        after,
        connectors=tuple(key for key in introduction.connectors if key != person),
        target=NO_KEY if introduction.target == person else introduction.target,
        off=tuple(key for key in introduction.off if key != person),
        step=introduction.step - (place <= introduction.step),
        answers=tuple(_renumbered(introduction.answers, place)),
    )


def _renumbered(answers: Iterable[str], gone: int) -> Iterable[str]:
    for line in answers:
        step, rest = line.split("/", 1)
        if int(step) != gone:
            yield f"{int(step) - (int(step) > gone)}/{rest}"
