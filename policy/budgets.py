"""How often somebody may be asked: one budget across all askers.

A request spends one unit of each connector and of the target for 30 days, whatever comes of it. A
capacity of 0 is a pause. Administrators cannot raise it: it is the person's own.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from graph.dates import iso
from graph.model import Budget

SPENT_FOR: Final = timedelta(days=30)
"""How long a unit stays spent."""


def spent(units: Iterable[str], now: datetime) -> tuple[str, ...]:
    """Those moments of `units` that still count at `now`."""
    since = iso(now - SPENT_FOR)
    return tuple(moment for moment in units if moment > since)


def remaining(capacity: int, budget: Budget | None, now: datetime) -> int:
    """How many more requests may use this person at `now`; never below 0."""
    return max(0, capacity - (len(spent(budget.spent, now)) if budget else 0))


def spend(budget: Budget, now: datetime) -> Budget:
    """`budget` with one more unit spent at `now`; what no longer counts goes."""
    return replace(budget, spent=(*spent(budget.spent, now), iso(now)))
