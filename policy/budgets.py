"""How often somebody may be asked: one budget across all askers.

A request spends one unit of each connector and of the target for 30 days, whatever comes of it. A
capacity of 0 is a pause. Administrators cannot raise it: it is the person's own. Who has little left
comes later in every order, and who has nothing left is as if not there.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.tie_strength import costs
from graph.dates import day_number, iso
from graph.model import Budget
from graph.spending import SPENT_DAYS, day_spent
from graph.standing import Standings
from graph.standing import remaining as remaining_of_all


def spent(units: Iterable[str], now: datetime) -> tuple[str, ...]:
    """Those moments of `units` that still count at `now`: a unit comes back at midnight UTC."""
    today = day_number(now.astimezone(UTC).date())
    return tuple(moment for moment in units if today - day_spent(moment) < SPENT_DAYS)


def remaining(capacity: int, budget: Budget | None, now: datetime) -> int:
    """How many more requests may use this person at `now`; never below 0."""
    return max(0, capacity - (len(spent(budget.spent, now)) if budget else 0))


def spend(budget: Budget, now: datetime) -> Budget:
    """`budget` with one more unit spent at `now`; what no longer counts goes."""
    return replace(budget, spent=(*spent(budget.spent, now), iso(now)))


def unspent(standings: Standings, day: int) -> NDArray[np.float64]:
    """(n,) the part of each one's capacity that is left on `day`, in [0, 1]. O(n)."""
    return np.asarray(remaining_of_all(standings, day) / np.maximum(standings["capacity"], 1), np.float64)


def extra_costs(part: NDArray[np.float64]) -> NDArray[np.int32]:
    """(n,) what a connector of whose capacity `part` is left adds to the cost of a path.

    round(-ln(part) x 2**20), so that paths are ordered by the strength of their ties x the parts. 0 for
    who has nothing left: they are on no path. O(n).
    """
    extra = np.zeros(len(part), np.int32)
    asked = np.flatnonzero((part > 0) & (part < 1))
    extra[asked] = costs(part[asked])
    return extra
