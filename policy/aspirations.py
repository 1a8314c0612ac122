"""What somebody may say about where they would like to go."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from graph.dates import first_day, last_day, months_later
from graph.errors import Refused
from graph.keys import Key
from graph.model import Aspiration
from policy.introduction_texts import check_text

LONGEST: Final = 2_000
MOST_SKILLS: Final = 20
FARTHEST_MONTHS: Final = 120
"""The latest horizon, in months from the day on which it is said."""


@dataclass(frozen=True, slots=True)
class Hopes:
    """What is to change; None leaves everything as it is, "" and () take it back."""

    goals: str | None = None
    learn: tuple[Key, ...] | None = None
    horizon: str | None = None
    open_to_return: bool | None = None
    gives: str | None = None
    likes: str | None = None


def hoped(before: Aspiration, hopes: Hopes, today: date) -> Aspiration:
    """`before` as `hopes` change it on `today`. Raises Refused for what no rule allows."""
    after = replace(
        before,
        goals=_text("goals", hopes.goals, before.goals),
        gives=_text("gives", hopes.gives, before.gives),
        likes=_text("likes", hopes.likes, before.likes),
        confirmed=today.isoformat(),
    )
    if hopes.learn is not None:
        after = replace(after, learn=hopes.learn)
    if hopes.horizon is not None:
        after = replace(after, horizon=_horizon(hopes.horizon, today))
    if hopes.open_to_return is not None:
        after = replace(after, open_to_return=hopes.open_to_return)
    return after


def _text(field: str, said: str | None, before: str) -> str:
    return before if said is None else check_text(field, said, LONGEST, lines=True)


def _horizon(text: str, today: date) -> str:
    """A day, a month or a year that is not over."""
    wanted, latest = text.strip(), months_later(today, FARTHEST_MONTHS)
    try:
        first, last = first_day(wanted), last_day(wanted)
    except ValueError:
        first = last = date.min
    if first is None or last is None:
        return ""
    if "T" in wanted or last < today or first > latest:
        advice = f"a year, a month or a day such as {latest.year - 8}-09, from {today} to {latest}"
        raise Refused("BAD_INPUT", advice, "horizon")
    return wanted
