"""Units of somebody's capacity: on which days they were spent, and how long they stay so.

A unit stays spent for 30 days, the day of the request included: it comes back at the beginning of a day
(UTC), so that an answer is the same all day. No change is written when it does.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.dates import NO_DAY, day_number, last_day

SPENT_DAYS: Final = 30
"""How many days a unit stays spent."""

_MOST: Final = int(np.iinfo(np.uint8).max)


def day_spent(moment: str) -> int:
    """The day number of a moment at which a unit was spent."""
    day = last_day(moment)
    assert day is not None
    return day_number(day)


def last_units(moments: Iterable[str]) -> tuple[int, NDArray[np.uint8]]:
    """(last day of spending, (SPENT_DAYS,) units spent on that day and on each day before it).

    NO_DAY and zeros when nothing was spent.
    """
    units = np.zeros(SPENT_DAYS, np.uint8)
    days = Counter(map(day_spent, moments))
    if not days:
        return NO_DAY, units
    last = max(days)
    for day, count in days.items():
        if last - day < SPENT_DAYS:
            units[last - day] = min(count, _MOST)
    return last, units


def units_counted(last: NDArray[np.int32], units: NDArray[np.uint8], day: int) -> NDArray[np.int32]:
    """(n,) units that still count on `day`, of what `last_units` says about n people.

    On days before the last one the units of that day count already. O(30 n).
    """
    since = np.maximum(day - last.astype(np.int64), 0)
    age = np.arange(SPENT_DAYS) + since[:, None]
    return np.asarray((units * (age < SPENT_DAYS)).sum(axis=1, dtype=np.int32))
