"""What a report may say about many people without saying anything about a few: the one rule for all reports.

A group under `LEAST` is not shown, and no difference either: of two reports, of one report under two
filters or at two dates. So no report holds a count. It holds

* **bands** (`band`): the least count of a band of at least five neighbouring counts (5, 10, 20, 50, 100, ..).
  Under 5 is one band, too, and reads as nothing. Let a group be a part of another one, both told: those of
  the second who are not in the first may then be nobody, or may be five or more. Nobody learns that they are
  one to four.
* **a line with a total** (`line`): parts under 10 read as nothing there, for the total less the other parts
  would narrow down what is known to be under 5. Nothing else may be shown that parts add up to.
* **shares** (`share`): of a hundred, in steps that are worth five people or more each, and never quite all.

What is listed, in which order, and what is computed further (who stands between whom) follows from such
figures alone, never from the counts beneath them. Figures stand for a whole month (`month_of`): what one
person's coming changes is seen together with all other changes of that month (cf. Hundepool et al.,
Statistical Disclosure Control, 2012, on rounding and on differencing).
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from policy.viewer import Viewer

LEAST: Final = 5
"""The smallest group that is told of."""

LEAST_BESIDE_TOTAL: Final = 2 * LEAST
"""The smallest part that is told of where its total is told, too."""

SOON_MONTHS: Final = 6
"""A tour that ends within so many months ends soon."""

TENTH: Final = 10

FIRSTS: Final = tuple(first * 10**power for power in range(13) for first in (1, 2, 5))[2:]
"""The least count of each band: 5, 10, 20, 50, 100 and so on."""

_STEPS: Final = (5, 10, 25, 50)


def may_read_reports(viewer: Viewer) -> bool:
    """Whether `viewer` is shown reports: network admins and the operator, all of them the same figures."""
    return viewer.operator or viewer.has("network_admin")


def month_of(today: date) -> date:
    """The day for which figures are told on `today`: the first of the month, until the next."""
    return today.replace(day=1)


def band(count: int) -> int | None:
    """The least count of the band of `count` (>= 0); None for the band from 0 to LEAST - 1. O(1)."""
    return FIRSTS[bisect_right(FIRSTS, count) - 1] if count >= LEAST else None


def most_of(least: int | None) -> int:
    """The largest count of the band that `band` told of."""
    return LEAST - 1 if least is None else FIRSTS[FIRSTS.index(least) + 1] - 1


def bands(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n,) `band` of each of `counts`, 0 where it is None. O(n)."""
    firsts = np.array((0, *FIRSTS), np.int64)
    return firsts[np.searchsorted(firsts, counts, side="right") - 1]


@dataclass(frozen=True, slots=True)
class Line:
    """What may be told of groups that do not overlap, None where it is nothing; likewise of their total."""

    parts: tuple[int | None, ...]
    total: int | None


def line(counts: Sequence[int]) -> Line:
    """What of `counts`, groups that do not overlap, and of their total may be told. O(n).

    A part of one to four may be nobody or five and more for all that the line says, even for somebody who
    knows how many there are in all, as long as there is another part.
    """
    parts = tuple(band(count) if count >= LEAST_BESIDE_TOTAL else None for count in counts)
    return Line(parts, band(sum(counts)))


def share(part: int, whole: int) -> int | None:
    """How many of a hundred `part` is of `whole`, rounded down; None when `whole` is too small for it.

    In steps of 5, 10, 25 or 50, the finest that is worth LEAST people. All of them reads as one step less:
    who is not among them is then nobody or anybody. Holds even for somebody who knows `whole`.
    """
    for step in _STEPS:
        if step * whole >= LEAST * 100:
            return min(part * 100 // whole // step * step, 100 - step)
    return None


def busiest_share(counts: Iterable[int]) -> int | None:
    """Which share of all that is counted falls to the tenth of people with the largest `counts` (> 0).

    None when that tenth is under LEAST people, or when half of theirs is one person's: the share would be
    about that person. O(n log n).
    """
    ordered = sorted(counts, reverse=True)
    busiest = ordered[: len(ordered) // TENTH]
    if len(busiest) < LEAST or 2 * busiest[0] >= sum(busiest):
        return None
    return share(sum(busiest), sum(ordered))
