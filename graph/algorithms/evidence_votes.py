"""Who knows: documents vote for their people.

Balog's Model 2 and Macdonald's voting model: each piece of evidence that matches a topic votes for the
people who showed it, with how well it matches x each one's share x its age. A person's votes are
added up by kind of evidence; the square roots of the kinds' sums are added and squared: so a second
kind is worth more than more of the first. Present activity is a prior.

The numbers were chosen on the git histories of four repositories by what people worked on in
the following year; see docs/benchmarks.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.dates import NO_DAY
from graph.model import EVIDENCE_KINDS

HALF_LIFE: Final = {
    "declared": 1460.0,
    "endorsed": 1095.0,
    "tour": 1825.0,
    "commit": 180.0,
    "document": 730.0,
    "talk": 1095.0,
    "insight": 365.0,
}
"""Days after which a vote of each kind counts half."""

KIND_WEIGHT: Final = {
    "declared": 0.5,
    "endorsed": 0.8,
    "tour": 0.9,
    "commit": 0.7,
    "document": 1.0,
    "talk": 1.0,
    "insight": 0.8,
}
"""What one vote of each kind is worth."""

UNDATED: Final = 0.4
"""What is left of a vote whose day is not known."""

ACTIVITY_HALF_LIFE: Final = 90.0
_ACTIVITY_MIDDLE: Final = 1.0
NEUTRAL_ACTIVITY: Final = _ACTIVITY_MIDDLE
"""What counts for people of whose activity nothing may be told."""

_LEAST_PRIOR: Final = 0.1

BM25_K1: Final = 1.2
BM25_B: Final = 0.4

_HALF_LIVES: Final = np.array([HALF_LIFE[kind] for kind in EVIDENCE_KINDS])
_WEIGHTS: Final = np.array([KIND_WEIGHT[kind] for kind in EVIDENCE_KINDS])
_ACTIVE: Final = np.array([kind != "declared" for kind in EVIDENCE_KINDS])


KeptBack = Callable[[NDArray[np.int32], NDArray[np.int32]], NDArray[np.float64]]
"""(n,) factors >= 1 for n people's votes of n days: what did not age."""


@dataclass(frozen=True, slots=True)
class Ballots:
    """What a vote of each piece of evidence needs on one day, by evidence number, each in its own array.

    Rows are only ever added and what stands here never changes: ballots hold until there are more rows.
    """

    start: NDArray[np.int64]  # (n,) its first voter
    voters: NDArray[np.int32]  # (n,) how many there are
    kind: NDArray[np.uint8]  # (n,)
    left: NDArray[np.float64]  # (n,) what its age leaves of a vote, in (0, 1]
    length: NDArray[np.float32]  # (n,) words


def ballots(rows: NDArray[Any], day: int) -> Ballots:
    """The ballots of `rows` (EVIDENCE) on `day`. O(evidence)."""
    start, kind = np.ascontiguousarray(rows["start"]), np.ascontiguousarray(rows["kind"])
    return Ballots(
        start,
        (rows["end"] - start).astype(np.int32),
        kind,
        left(rows["day"], day, half_lives(kind)),
        np.ascontiguousarray(rows["length"]),
    )


@dataclass(frozen=True, slots=True)
class Votes:
    """One vote a row: evidence number, person number, what it is worth before kinds are added."""

    evidence: NDArray[np.int32]
    person: NDArray[np.int32]
    kind: NDArray[np.uint8]
    worth: NDArray[np.float64]


def bm25(counts: NDArray[np.float64], lengths: NDArray[np.float32], average: float) -> NDArray[np.float64]:
    """The part of a word's weight that each document earns, in [0, 1) (Robertson and Zaragoza, 2009)."""
    norm = BM25_K1 * (1 - BM25_B + BM25_B * lengths / max(average, 1.0))
    return counts / (counts + norm)


def idf(documents: int, holding: int) -> float:
    """How telling a word is: ln(1 + (N - n + 0.5) / (n + 0.5))."""
    return float(np.log1p((documents - holding + 0.5) / (holding + 0.5)))


def half_lives(kinds: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Days after which a vote of each of `kinds` counts half."""
    return _HALF_LIVES[kinds]


def left(days: NDArray[np.int32], day: int, half_lives: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """(n,) what is left on `day` of votes cast on `days`, in (0, 1]; the future counts as today."""
    age = np.maximum(day - days.astype(np.float64), 0.0)
    return np.where(days == NO_DAY, UNDATED, np.exp2(-age / half_lives))


def votes(
    cast: Ballots, voters: NDArray[Any], numbers: NDArray[np.int32], match: NDArray[np.float64]
) -> Votes:
    """The votes of matching evidence for people who have a number. O(votes).

    `voters` (VOTER) is the whole table, `numbers` (m,) the evidence that matches and `match` (m,) how
    well, > 0.
    """
    at = numbers.astype(np.intp)
    place, lengths = cast.start.take(at), cast.voters.take(at)
    kind, worth = cast.kind.take(at), match * cast.left.take(at)
    if not (lengths == 1).all():
        which = np.repeat(np.arange(len(at)), lengths)
        place = (place - (np.cumsum(lengths) - lengths)).take(which) + np.arange(len(which))
        numbers, kind, worth = numbers.take(which), kind.take(which), worth.take(which)
    person, worth = voters["person"][place], worth * voters["share"][place]
    known = person >= 0
    if known.all():
        return Votes(numbers, person, kind, worth)
    return Votes(numbers[known], person[known], kind[known], worth[known])


def scores(cast: Votes, activity: NDArray[np.float64]) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """(people, their scores in (0, 1)) from votes and present `activity` (n,) by person.

    O(votes + people).
    """
    voted = np.zeros(len(activity), bool)
    voted[cast.person] = True
    people = np.flatnonzero(voted).astype(np.int32)
    place = np.empty(len(activity), np.int32)
    place[people] = np.arange(len(people), dtype=np.int32)
    kinds = len(EVIDENCE_KINDS)
    slot = place[cast.person] * kinds + cast.kind
    sums = np.bincount(slot, cast.worth, len(people) * kinds).reshape(-1, kinds)
    total = (np.sqrt(sums) @ _WEIGHTS) ** 2
    active = activity[people]
    prior = _LEAST_PRIOR + (1 - _LEAST_PRIOR) * active / (active + _ACTIVITY_MIDDLE)
    weighed = total * prior
    return people, weighed / (1 + weighed)


def activity(
    rows: NDArray[Any], voters: NDArray[Any], people: int, day: int, kept_back: KeptBack | None = None
) -> NDArray[np.float64]:
    """(people,) how much each one shows at present; `rows` are those that count. O(evidence).

    `kept_back` says what the share of each (person, day) is multiplied with.
    """
    counted = rows[_ACTIVE[rows["kind"]] & (rows["day"] != NO_DAY)]
    lengths = counted["end"] - counted["start"]
    which = np.repeat(np.arange(len(counted)), lengths)
    offset = np.arange(len(which)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    voter = voters[counted["start"][which] + offset]
    active = left(counted["day"], day, ACTIVITY_HALF_LIFE)[which] * voter["share"]
    known = voter["person"] >= 0
    person, active = voter["person"][known], active[known]
    if kept_back is not None:
        active = active * kept_back(person, counted["day"][which][known])
    return np.bincount(person, active, people).astype(np.float64)
