"""Tours as bars below each other, in one measure of time.

A bar is a picture of its own that is as wide as the page lets it be, and has no letters: what it says stands
beside it as text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from web.locale import day

WIDTH: Final = 1000
"""Units from the first day to the last."""

SHOWN: Final = frozenset({"PROPOSED", "STANDING", "ENDED", "CLOSED"})
"""States of tours that have a place in time; what was declined or withdrawn has none."""

_LEAST: Final = 12
"""Units: a shorter bar could not be seen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One tour: from `x` on, `width` units wide."""

    tour: dict[str, Any]
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """All of them, the latest start first; `years` are where a year begins, `today` where we are."""

    bars: tuple[Bar, ...]
    years: tuple[int, ...]
    today: int
    first: str
    last: str
    width: int = WIDTH


def drawn(tours: Sequence[dict[str, Any]], today: date) -> Timeline | None:
    """The picture of `tours` of the API; None when none has dates."""
    spans = [(tour, _span(tour, today)) for tour in tours if tour["state"] in SHOWN and tour["since"]]
    if not spans:
        return None
    first = min(min(since for _, (since, _) in spans), today)
    last = max(max(until for _, (_, until) in spans), today + timedelta(days=30))

    def place(at: date) -> int:
        return round(WIDTH * (at - first) / (last - first))

    bars = tuple(
        Bar(tour, min(place(since), WIDTH - _LEAST), max(place(until) - place(since), _LEAST))
        for tour, (since, until) in spans
    )
    years = tuple(place(date(year, 1, 1)) for year in range(first.year + 1, last.year + 1))
    return Timeline(bars, years, place(today), day(first.isoformat()[:7]), day(last.isoformat()[:7]))


def _span(tour: dict[str, Any], today: date) -> tuple[date, date]:
    since = _first(tour["since"])
    end = tour["until"] or tour["plannedUntil"]
    return since, max(since, _last(end) if end else today)


def _first(text: str) -> date:
    year, month, number = (*text.split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(number))


def _last(text: str) -> date:
    """The last day of a day, a month or a year."""
    begin = _first(text)
    match text.count("-"):
        case 0:
            return date(begin.year, 12, 31)
        case 1:
            return (begin.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return begin
