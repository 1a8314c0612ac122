"""Days on which nothing about a person ages: their quiet periods, those that are over and the present one.

A tie does not age on the rest days of either of its two people, evidence not on those of its person. So
age is counted on a clock that stands still on rest days.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from graph.dates import day_number, first_day, last_day
from graph.model import Preference

Rests = tuple[tuple[int, int], ...]
"""(first day, last day) of each rest as day numbers, without overlaps, in order."""


def rests_of(preference: Preference | None) -> Rests:
    """The rests of one person. A quiet period whose beginning is not known pauses nothing."""
    if preference is None:
        return ()
    lines = list(preference.rests)
    if preference.quiet_since and preference.quiet_until:
        lines.append(f"{preference.quiet_since}/{preference.quiet_until}")
    return joined(map(_days, lines)) if lines else ()


def joined(rests: Iterable[tuple[int, int]]) -> Rests:
    """The same days as rests without overlaps, in order. O(n log n)."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(rests):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        elif first <= last:
            found.append((first, last))
    return tuple(found)


def rested(rests: Rests, day: int) -> int:
    """How many of the days up to `day`, and `day` itself, are rest days."""
    return sum(min(day, last) - first + 1 for first, last in rests if first <= day)


def _days(line: str) -> tuple[int, int]:
    since, until = line.split("/")
    first, last = first_day(since), last_day(until)
    assert first is not None
    assert last is not None
    return day_number(first), day_number(last)


def either(one: Rests, other: Rests) -> Rests:
    """The days on which one of two people rests, or both."""
    return joined((*one, *other)) if one and other else one or other


Clock = tuple[int, tuple[tuple[int, int], tuple[int, int]]]
"""Rests in a fixed size: the days of all but the last two, and these two."""

_NEVER = (0, -1)


def clock(rests: Rests) -> Clock:
    """`rests` of a pair in a fixed size.

    Only the present quiet periods of two people can still go on, so on every day to come it counts as
    many days as `rested` does.
    """
    *over, before, last = (_NEVER, _NEVER, *rests)
    return sum(until - since + 1 for since, until in over), (before, last)


def days_paused(over: NDArray[np.int32], lately: NDArray[np.int32], day: int) -> NDArray[np.int64]:
    """(n,) the rest days up to `day` of n clocks: `over` (n,) and `lately` (n, 2, 2). O(n)."""
    first, last = lately[:, :, 0].astype(np.int64), lately[:, :, 1].astype(np.int64)
    return np.asarray(over + np.clip(day - first + 1, 0, last - first + 1).sum(axis=1))
