"""Who worked together: where the tours of a mission overlap.

Pure functions over the tours of one mission, so that the answer depends on the tours alone: not on the
order of rows or files, and not on the day of reading.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from heapq import heappop, heappush
from typing import Final, NamedTuple

from graph.dates import NO_END, day_number, first_day, last_day
from graph.keys import Key
from graph.model import Tour

CROWD: Final = 15
"""When more people than this are on a mission at once, being on it says nothing about a pair."""

TRUST_PER_YEAR: Final = 0.5
LEAST_TRUST: Final = 0.25
OPEN_YEARS: Final = 2.0
"""The most that two tours which both still go on may count for, by their planned ends."""

_YEAR: Final = 365.25


class Together(NamedTuple):
    """Two people (`a` < `b`) on one mission at once; partial dates, `until` "" while both are on it."""

    a: Key
    b: Key
    since: str
    until: str
    trust: float  # 0.5 a year of overlap, at least 0.25


class _Stint(NamedTuple):
    """An unbroken time of one person on the mission, in day numbers beside their texts."""

    first: int
    last: int
    person: Key
    since: str
    until: str
    planned: int  # day number; NO_END when nothing is planned


def working_together(tours: Iterable[Tour]) -> list[Together]:
    """The pairs whose time on one mission overlaps, in key order.

    A tour without a start counts for nobody. Pairs whose time together had more than CROWD people on
    the mission at once are left out. O(n log n + n x CROWD) for n tours.
    """
    stints = sorted(_stints(tours), key=lambda stint: (stint.first, stint.person, stint.last))
    crowded = _crowded(stints)
    shared: dict[tuple[Key, Key], list[tuple[_Stint, _Stint]]] = defaultdict(list)
    active: list[tuple[int, int, _Stint]] = []  # a heap: who leaves first is on top
    for number, stint in enumerate(stints):
        while active and active[0][0] < stint.first:
            heappop(active)
        if len(active) < CROWD:
            for _, _, other in active:
                if _calm(crowded, stint.first, min(stint.last, other.last)):
                    shared[_pair(stint, other)].append((stint, other))
        heappush(active, (stint.last, number, stint))
    return [_together(pair, shared[pair]) for pair in sorted(shared)]


def _stints(tours: Iterable[Tour]) -> list[_Stint]:
    """Each person's time on the mission; tours of one person without a day between are one stint."""
    spans: dict[Key, list[_Stint]] = defaultdict(list)
    for tour in tours:
        since, until, planned = first_day(tour.since), last_day(tour.until), last_day(tour.planned_until)
        if since is not None:
            spans[tour.person].append(
                _Stint(
                    day_number(since), _number(until), tour.person, tour.since, tour.until, _number(planned)
                )
            )
    return [stint for own in spans.values() for stint in (_joined(own) if len(own) > 1 else own)]


def _number(day: date | None) -> int:
    return NO_END if day is None else day_number(day)


def _joined(stints: list[_Stint]) -> list[_Stint]:
    joined: list[_Stint] = []
    for stint in sorted(stints, key=lambda s: (s.first, s.last, s.since, s.until, s.planned)):
        if joined and stint.first <= joined[-1].last + 1:
            before = joined.pop()
            longer = max(before, stint, key=lambda s: (s.last, s.planned))
            stint = _Stint(
                before.first, longer.last, stint.person, before.since, longer.until, longer.planned
            )
        joined.append(stint)
    return joined


def _crowded(stints: Sequence[_Stint]) -> list[tuple[int, int]]:
    """The periods (first, last) in which more than CROWD people are on the mission, in order."""
    steps: dict[int, int] = defaultdict(int)
    for stint in stints:
        steps[stint.first] += 1
        steps[stint.last + 1] -= 1
    periods: list[tuple[int, int]] = []
    people = began = 0
    for day in sorted(steps):
        before, people = people, people + steps[day]
        if before <= CROWD < people:
            began = day
        elif people <= CROWD < before:
            periods.append((began, day - 1))
    return periods


def _calm(crowded: Sequence[tuple[int, int]], first: int, last: int) -> bool:
    """Whether no crowded period touches these days."""
    at = bisect_left(crowded, first, key=lambda period: period[1])
    return at == len(crowded) or crowded[at][0] > last


def _pair(one: _Stint, other: _Stint) -> tuple[Key, Key]:
    return (one.person, other.person) if one.person < other.person else (other.person, one.person)


def _together(pair: tuple[Key, Key], overlaps: Sequence[tuple[_Stint, _Stint]]) -> Together:
    if len(overlaps) == 1:
        one, other = overlaps[0]
        since = one.since if one.first >= other.first else other.since
        until = one.until if one.last <= other.last else other.until
        return Together(*pair, since, until, max(LEAST_TRUST, round(TRUST_PER_YEAR * _years(one, other), 4)))
    first = min((max(both, key=lambda s: s.first) for both in overlaps), key=lambda s: s.first)
    last = max((min(both, key=lambda s: s.last) for both in overlaps), key=lambda s: s.last)
    trust = sum(TRUST_PER_YEAR * _years(one, other) for one, other in overlaps)
    return Together(*pair, first.since, last.until, max(LEAST_TRUST, round(trust, 4)))


def _years(one: _Stint, other: _Stint) -> float:
    """Years of overlap. Of tours that both still go on, the planned part: "today" would change daily."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    if last < NO_END:
        return (last - first + 1) / _YEAR
    planned = min(one.planned, other.planned)
    return 0.0 if planned == NO_END else min(OPEN_YEARS, max(0.0, (planned - first + 1) / _YEAR))
