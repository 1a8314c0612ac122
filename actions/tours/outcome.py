"""A tour ends, and its two sides sign what came of it."""

from collections.abc import Sequence
from datetime import date

from actions.act import Act, repeated
from actions.expertise import known_skills_named
from actions.tours.facts import facts
from actions.tours.found import Found, found
from actions.tours.telling import CHECK_IN, ENDED, TO_SIGN, hushed, tell
from graph.dates import last_day
from graph.errors import Refused
from graph.keys import Key
from graph.model import Tour
from policy.introduction_texts import check_text
from policy.tour_plans import MOST_SKILLS, OUTCOME
from policy.tours import State, ended, signed


def end_tour(act: Act, key: Key, until: date | None = None) -> Tour:
    """The tour is over since `until` (today unless told); either side may say so, and the other is told.

    Again changes nothing. Raises Refused: NOT_FOUND, BAD_INPUT, NOT_NOW for a tour that does not stand.
    """

    def attempt() -> Tour:
        there, today = found(act, key), act.network.today()
        if there.tour.state in (State.ENDED, State.CLOSED) and until in (None, last_day(there.tour.until)):
            return there.tour
        after = ended(there.tour, until or today, today)
        _write(act, "endTour", there, after, ENDED)
        return after

    return repeated(attempt)


def sign_outcome(
    act: Act, key: Key, outcome: str, skills: Sequence[str] = (), until: date | None = None
) -> Tour:
    """Say what came of the tour and sign it; the other side signs by saying the same.

    Until both signed the same it counts nowhere; other words take the other's signature away. A tour that
    still stood has then ended on `until` (today unless told). The same again changes nothing. Raises Refused:
    BAD_INPUT, NOT_FOUND (the tour, or a skill that nobody has named), NOT_NOW before the tour stands.
    """
    text = check_text("outcome", outcome, OUTCOME, lines=True)
    if not text:
        raise Refused("BAD_INPUT", f"say what came of it, in 1 to {OUTCOME} letters", "outcome")
    gained = _gained(act, found(act, key).tour, skills)

    def attempt() -> Tour:
        there = found(act, key)
        last = until or last_day(there.tour.until) or act.network.today()
        after = signed(there.tour, there.side, text, gained, last, act.now())
        if after == there.tour:
            return after
        _write(act, "signOutcome", there, after, TO_SIGN)
        return after

    return repeated(attempt)


def _gained(act: Act, tour: Tour, skills: Sequence[str]) -> tuple[Key, ...]:
    """The skills that are meant; those that the other side has named already are there for both."""
    named = {Key(text) for text in skills} & {*tour.skills}
    new = known_skills_named(act, [s for s in skills if s not in named], "skills", MOST_SKILLS)
    return tuple(sorted({*named, *new}))


def _write(act: Act, what: str, there: Found, after: Tour, template: str) -> None:
    """Write a tour that has ended, and tell the other side unless nothing is left to do."""
    key = after.key
    beside = facts(act.network, after)
    told = hushed(act.network, after, CHECK_IN, TO_SIGN)
    if after.state != State.CLOSED:
        told += tell(act.network, there.other, template, after, act.now())
    act.write(f"{what} {key}", [after, *beside.changes, *told], {**beside.expect, key: there.revision})
