"""Departments cut into teams, and the tree of those who lead them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample.dice import Dice, Numbers
from sample.places import DEPARTMENTS, LOCATION_SHARES
from sample.plan import Plan

FAN = 8
"""How many team leads report to one lead above them."""

YEARS = 15
_YOUNGEST = 500
"""Days: no team is younger, so that people can have come and gone in it."""


@dataclass(frozen=True, slots=True)
class Teams:
    """Teams 0 .. t-1. People of a team are numbered in a row from `first`; the first one leads it.

    In `department` d, teams form a heap: team j of a department reports to its team (j-1)//FAN,
    so the tree works at any size. `parent` is -1 for the heads' teams; their leads report to person 0.
    """

    first: NDArray[np.int32]
    size: NDArray[np.int32]
    department: NDArray[np.int8]
    place: NDArray[np.int32]  # j: 0 is the head's team
    parent: NDArray[np.int32]
    founded: NDArray[np.int32]  # ordinal day
    location: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.first)

    def of_people(self) -> NDArray[np.int32]:
        """The team of each person of the home company; person 0, who leads them all, is in team 0."""
        teams = np.repeat(np.arange(len(self), dtype=np.int32), self.size)
        team: NDArray[np.int32] = np.r_[np.int32(0), teams].astype(np.int32)
        return team


def found_teams(dice: Dice, plan: Plan, home: int) -> Teams:
    """Cut `home` people (person 0 aside) into departments and teams of 5 to 11. O(teams)."""
    sizes: list[NDArray[np.int64]] = []
    for number, members in enumerate(_shares(home - 1)):
        sizes.append(_cut(dice, number, members))
    counts = [len(part) for part in sizes]
    size = np.concatenate(sizes)
    begin = np.repeat(np.cumsum([0, *counts[:-1]]), counts)
    place = np.arange(len(size)) - begin
    return Teams(
        first=(1 + np.cumsum(np.r_[0, size[:-1]])).astype(np.int32),
        size=size.astype(np.int32),
        department=np.repeat(np.arange(len(counts)), counts).astype(np.int8),
        place=place.astype(np.int32),
        parent=np.where(place > 0, begin + (place - 1) // FAN, -1).astype(np.int32),
        founded=_founded(dice, plan, place, counts),
        location=_locations(dice, len(size)),
    )


def _shares(members: int) -> list[int]:
    """Whole numbers for the departments' shares, at least one each, that add up to `members`."""
    whole = sum(d.share for d in DEPARTMENTS)
    spare = members - len(DEPARTMENTS)
    edges = np.cumsum([0.0] + [d.share * spare / whole for d in DEPARTMENTS]).round().astype(int)
    return [1 + int(part) for part in np.diff(edges)]


def _cut(dice: Dice, department: int, members: int) -> NDArray[np.int64]:
    """Team sizes that add up to `members`; a remainder too small for a team joins the last one."""
    drawn = 5 + dice.below(f"team size {department}", np.arange(members // 5 + 1), 7)
    ends = np.cumsum(drawn)
    count = int(np.searchsorted(ends, members))
    taken = drawn[:count]
    left = members - int(taken.sum())
    if count and left < 4:
        taken[-1] += left
        return taken
    sizes: NDArray[np.int64] = np.r_[taken, left].astype(np.int64)
    return sizes


def _founded(dice: Dice, plan: Plan, place: Numbers, counts: list[int]) -> NDArray[np.int32]:
    """Teams are founded in heap order over the years, so no team is older than the one above it."""
    first = 20 + np.r_[0, dice.below("department", np.arange(1, len(counts)), 1100)]
    begun = np.repeat(first, counts)
    progress = np.sqrt(place / np.repeat(counts, counts))
    span = YEARS * 365 - _YOUNGEST - begun
    days: NDArray[np.int32] = (plan.day - YEARS * 365 + begun + progress * span).astype(np.int32)
    return days


def _locations(dice: Dice, count: int) -> NDArray[np.int8]:
    return dice.pick("team location", np.arange(count), LOCATION_SHARES).astype(np.int8)
