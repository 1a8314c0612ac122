"""Whether the company would take somebody back: who says so, for how long, and how it is contested.

Only an hr_partner sets a status, with a reason and an end. The person sees it and may appeal; somebody else
than who set it decides, in time, or the status lapses by itself. All of it follows from one record and the
clock.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from graph.dates import iso, months_later, utc
from graph.errors import Refused
from graph.keys import Key
from graph.model import RehireStatus
from policy.introduction_texts import check_text
from policy.viewer import Viewer

WELCOME: Final = "welcome"
NOT_NOW: Final = "not_now"
STATUSES: Final = (WELCOME, NOT_NOW)

MOST_MONTHS: Final = 24
"""The longest that a status holds."""

APPEAL_WITHIN: Final = timedelta(days=90)
"""How long after it was set a status may be appealed."""

DECIDE_WITHIN: Final = timedelta(days=30)
"""How long after an appeal it may be decided: the status lapses then."""

SHORTEST_REASON: Final = 10
LONGEST_REASON: Final = 2_000

UPHELD: Final = "upheld"
LIFTED: Final = "lifted"
LAPSED: Final = "lapsed"


class State(StrEnum):
    """How a status stands at a moment."""

    IN_FORCE = "in_force"
    APPEALED = "appealed"
    UPHELD = "upheld"
    LIFTED = "lifted"
    LAPSED = "lapsed"
    EXPIRED = "expired"


class Event(StrEnum):
    """What may happen to a status; that it lapses or expires is time's doing."""

    APPEAL = "appeal"
    UPHOLD = "uphold"
    LIFT = "lift"
    LAPSE = "lapse"
    EXPIRE = "expire"


MOVES: Final[Mapping[tuple[State, Event], State]] = {
    (State.IN_FORCE, Event.APPEAL): State.APPEALED,
    (State.IN_FORCE, Event.EXPIRE): State.EXPIRED,
    (State.APPEALED, Event.UPHOLD): State.UPHELD,
    (State.APPEALED, Event.LIFT): State.LIFTED,
    (State.APPEALED, Event.LAPSE): State.LAPSED,
    (State.APPEALED, Event.EXPIRE): State.EXPIRED,
    (State.UPHELD, Event.EXPIRE): State.EXPIRED,
}
"""Every allowed move; there are no others. A new status begins anew, see `set_status`."""

BINDING: Final = frozenset({State.IN_FORCE, State.APPEALED, State.UPHELD})
"""In these a status holds."""


def sets_status(viewer: Viewer) -> bool:
    """Whether `viewer` sets statuses and decides appeals."""
    return viewer.has("hr_partner")


def state_of(status: RehireStatus, now: datetime) -> State:
    """How a status stands at `now`."""
    if status.decision in (LIFTED, LAPSED):
        return State(status.decision)
    appealed = bool(status.appealed) and not status.decision
    lapses = lapses_at(status) if appealed else ""
    if lapses and iso(now) >= lapses and lapses[:10] <= status.until:
        return State.LAPSED
    if utc(now).date().isoformat() > status.until:
        return State.EXPIRED
    if appealed:
        return State.APPEALED
    return State.UPHELD if status.decision == UPHELD else State.IN_FORCE


def bars(status: RehireStatus, now: datetime) -> bool:
    """Whether `status` keeps its person out of every list of rehire candidates at `now`."""
    return status.status == NOT_NOW and state_of(status, now) in BINDING


def lapses_at(status: RehireStatus) -> str:
    """The moment at which an appeal that nobody decides makes the status lapse; "" without an appeal."""
    return iso(datetime.fromisoformat(status.appealed) + DECIDE_WITHIN) if status.appealed else ""


def appeal_until(status: RehireStatus) -> str:
    """The last day on which a status may be appealed: 90 days after it was set, and not after its end."""
    return min((datetime.fromisoformat(status.at) + APPEAL_WITHIN).date().isoformat(), status.until)


def set_status(
    before: RehireStatus | None, key: Key, person: Key, by: Key, said: tuple[str, str, date], now: datetime
) -> RehireStatus:
    """What `by` says of `person` at `now`: (status, reason, last day). Raises Refused.

    A status under appeal is not made anew to its person's harm, and one that was lifted or lapsed not by who
    had set it.
    """
    status, reason, until = said
    today = utc(now).date()
    if person == by:
        raise Refused("NOT_ALLOWED", "somebody else says this of you", "person")
    if status not in STATUSES:
        raise Refused("BAD_INPUT", f"one of {', '.join(STATUSES)}", "status")
    if not today <= until <= months_later(today, MOST_MONTHS):
        latest = months_later(today, MOST_MONTHS)
        raise Refused("BAD_INPUT", f"a status ends on a day from {today} to {latest}", "until")
    text = checked_reason("reason", reason)
    if before is not None and status == NOT_NOW:
        _check_not_evaded(before, by, now)
    return RehireStatus(
        key=key, person=person, by=by, status=status, reason=text, at=iso(now), until=until.isoformat()
    )


def _check_not_evaded(before: RehireStatus, by: Key, now: datetime) -> None:
    state = state_of(before, now)
    if state is State.APPEALED:
        raise Refused("NOT_NOW", "an appeal waits: somebody else decides it first", "person")
    if state in (State.LIFTED, State.LAPSED) and before.by == by:
        raise Refused("NOT_ALLOWED", "what you had set was taken back: somebody else decides anew", "person")


def checked_reason(field: str, reason: str) -> str:
    """`reason` as it is kept. Raises Refused when it is none."""
    text = check_text(field, reason, LONGEST_REASON, lines=True)
    if len(text) < SHORTEST_REASON:
        raise Refused("BAD_INPUT", f"give a reason of {SHORTEST_REASON} letters or more", field)
    return text


def appealed(status: RehireStatus, text: str, now: datetime) -> RehireStatus:
    """`status` once its person appeals. Raises Refused: NOT_NOW when nothing may be appealed."""
    said = checked_reason("text", text)
    if status.appeal == said:
        return status
    if status.status != NOT_NOW:
        raise Refused("NOT_NOW", "there is nothing to appeal against: you are welcome")
    last = appeal_until(status)
    if utc(now).date().isoformat() > last:
        raise Refused("NOT_NOW", f"it could be appealed until {last}; it ends by itself on {status.until}")
    _moved(status, Event.APPEAL, now)
    return replace(status, appeal=said, appealed=iso(now))


def decided(status: RehireStatus, by: Key, lift: bool, answer: str, now: datetime) -> RehireStatus:
    """`status` once `by` decides the appeal against it. Raises Refused.

    NOT_ALLOWED for who set it and for its person, NOT_NOW when no appeal waits (any more).
    """
    if by in (status.by, status.person):
        raise Refused("NOT_ALLOWED", "somebody else than who set it decides", "person")
    text = checked_reason("answer", answer)
    said = LIFTED if lift else UPHELD
    if (status.decided_by, status.decision, status.answer) == (by, said, text):
        return status
    _moved(status, Event.LIFT if lift else Event.UPHOLD, now)
    return replace(status, decided_by=by, decision=said, decided=iso(now), answer=text)


def lapsed(status: RehireStatus, now: datetime) -> RehireStatus | None:
    """`status` with the word that it lapsed; None unless it has and nobody wrote it down yet."""
    if status.decision or state_of(status, now) is not State.LAPSED:
        return None
    return replace(status, decision=LAPSED, decided=lapses_at(status))


def _moved(status: RehireStatus, event: Event, now: datetime) -> State:
    after = MOVES.get((state_of(status, now), event))
    if after is None:
        advice = "it has been appealed" if event is Event.APPEAL else "no appeal waits for a decision"
        raise Refused("NOT_NOW", advice)
    return after
