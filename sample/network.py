"""Who knows whom: through teams, departments, cohorts, schools, employers and friends of friends.

A pair is one whole number, smaller person first, so a million people's ties fit into two flat arrays.
Degrees are heavy-tailed (some people are sociable, some are sought out); about a third of the
ties close a triangle.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample.acquaintance import CLIENT, COHORT, COLLEAGUE, DRAWS, ELSEWHERE, FRIEND, MENTOR, SCHOOL, TEAM
from sample.columns import blocks
from sample.dice import Numbers
from sample.organization import Roster

Pairs = NDArray[np.uint64]

_RATES = {
    TEAM: 0.5,
    MENTOR: 0.05,
    COLLEAGUE: 0.22,
    COHORT: 0.16,
    ELSEWHERE: 0.14,
    SCHOOL: 0.07,
    CLIENT: 0.12,
}
"""Attempts of each kind, as a part of all ties asked for; triangles fill up the rest."""

_KIND_BITS = np.uint64(4)
_NUMBER_BITS = np.uint64(20)  # a million people
_NUMBER = np.uint64((1 << 20) - 1)
_ROUNDS = 12
_ENOUGH_OVERLAP = 60  # days
_BLOCK = 400_000


@dataclass(frozen=True, slots=True)
class Ties:
    """Ties in the order of (a, b), each pair once, a < b."""

    a: NDArray[np.int32]
    b: NDArray[np.int32]
    kind: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.a)


@dataclass(frozen=True, slots=True)
class Neighbors:
    """The ties from each person's side: person n knows `others[start[n]:start[n + 1]]`."""

    start: NDArray[np.int64]
    others: NDArray[np.int32]

    def of(self, number: int) -> NDArray[np.int32]:
        """Whom one person knows."""
        return self.others[self.start[number] : self.start[number + 1]]


def draw_ties(roster: Roster) -> Ties:
    """All ties of a sample; about `plan.ties_per_person` a person. A minute for ten million."""
    wanted = round(roster.plan.ties_per_person * roster.people)
    parts = [_attempts(roster, kind, rate) for kind, rate in _RATES.items()]
    packed = _unique(np.concatenate(parts))
    for number in range(_ROUNDS):
        missing = wanted - len(packed)
        if missing <= wanted // 200 or not len(packed):
            break
        ties = _unpack(packed)
        packed = _unique(np.concatenate([packed, *_triangles(roster, ties, number, missing)]))
    if len(packed) > wanted:
        packed = np.sort(packed[np.argsort(roster.dice.bits("kept ties", packed), kind="stable")[:wanted]])
    return _unpack(packed)


def neighbors_of(ties: Ties, people: int) -> Neighbors:
    """Turn ties into rows, one for each person. O(ties log ties)."""
    ends = np.r_[ties.a, ties.b]
    order = np.argsort(ends, kind="stable")
    others = np.r_[ties.b, ties.a][order]
    counts = np.bincount(ends, minlength=people)
    return Neighbors(np.r_[0, np.cumsum(counts)].astype(np.int64), others.astype(np.int32))


def _attempts(roster: Roster, kind: int, rate: float) -> Pairs:
    """Candidates of one kind, packed; people who never worked at the same time are left out."""
    within = kind in (TEAM, MENTOR, COLLEAGUE, COHORT)
    people = roster.home if within else roster.people
    mean = rate * roster.plan.ties_per_person * roster.people / people
    draw = DRAWS[kind](roster)
    found: list[Pairs] = [np.empty(0, dtype=np.uint64)]
    begin = 0
    for some in blocks(people, _BLOCK):
        tries = (_sociable(roster, some) * mean + roster.dice.unit(f"tries {kind}", some)).astype(np.int64)
        source = np.repeat(some, tries)
        target = draw(source, begin + np.arange(len(source)))
        begin += len(source)
        good = (source != target) & (target >= 0)
        if within:
            good &= _together(roster, source, np.maximum(target, 0))
        found.append(_pack(source[good], target[good], kind))
    return np.concatenate(found)


def _sociable(roster: Roster, numbers: Numbers) -> NDArray[np.float64]:
    """How many people somebody gets to know, on average 1, with a heavy tail."""
    fraction = roster.dice.unit("sociable", numbers)
    drawn = np.minimum(0.5 / np.sqrt(1.0 - fraction), 12.0)
    return drawn / 0.98


def _together(roster: Roster, one: Numbers, other: Numbers) -> NDArray[np.bool_]:
    """Whether two people of the home company worked there at the same time for a while."""
    begin = np.maximum(roster.start[one], roster.start[other])
    end = np.minimum(roster.last(one), roster.last(other))
    long: NDArray[np.bool_] = end - begin >= _ENOUGH_OVERLAP
    return long


def _triangles(roster: Roster, ties: Ties, number: int, missing: int) -> Iterator[Pairs]:
    """Friends of friends who could have met, in blocks: two people whom a third one knows.

    At most a little more than `missing`; what stands already is dropped by `_unique` later.
    """
    rows = neighbors_of(ties, roster.people)
    spare = missing + missing // 8 + 8
    for attempt in blocks(2 * missing + 50, _BLOCK):
        packed = _close(roster, rows, number, attempt)[:spare]
        spare -= len(packed)
        yield packed


def _close(roster: Roster, rows: Neighbors, number: int, attempt: Numbers) -> Pairs:
    dice = roster.dice
    middle = rows.others[dice.below(f"corner {number}", attempt, len(rows.others))]
    degree = rows.start[middle + 1] - rows.start[middle]
    one = rows.others[rows.start[middle] + dice.below(f"one {number}", attempt, degree)]
    other = rows.others[rows.start[middle] + dice.below(f"other {number}", attempt, degree)]
    first, second = np.minimum(one, roster.home - 1), np.minimum(other, roster.home - 1)
    together = _together(roster, first, second) & (np.maximum(one, other) < roster.home)
    good = (one != other) & (together | dice.chance(f"met {number}", attempt, 0.25))
    kind = np.where(together, COLLEAGUE, FRIEND)
    return _pack(one[good], other[good], kind[good])


def _pack(one: Numbers, other: Numbers, kind: int | Numbers) -> Pairs:
    low, high = np.minimum(one, other).astype(np.uint64), np.maximum(one, other).astype(np.uint64)
    packed: Pairs = (((low << _NUMBER_BITS) | high) << _KIND_BITS) | np.asarray(kind, dtype=np.uint64)
    return packed


def _unpack(packed: Pairs) -> Ties:
    pair = packed >> _KIND_BITS
    return Ties(
        a=(pair >> _NUMBER_BITS).astype(np.int32),
        b=(pair & _NUMBER).astype(np.int32),
        kind=(packed & np.uint64(15)).astype(np.int8),
    )


def _unique(packed: Pairs) -> Pairs:
    """Each pair once, with the first of its kinds."""
    ordered = np.sort(packed)
    pair = ordered >> _KIND_BITS
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = pair[1:] != pair[:-1]
    return ordered[first]
