"""Evidence does not age on the rest days of its person: votes and activity as they are then."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.evidence_votes import Votes, half_lives
from graph.dates import NO_DAY
from graph.resting import Rests


@dataclass(frozen=True, slots=True)
class RestTable:
    """Everybody's rests as arrays: a row for each who ever rested, as wide as the most rests of anybody."""

    row: NDArray[np.int32]  # by person number, and one more for nobody (-1); -1 for who never rested
    first: NDArray[np.int64]  # (rows, most)
    last: NDArray[np.int64]  # (rows, most); before `first` where there is no rest

    @classmethod
    def of(cls, rests: Mapping[int, Rests], people: int) -> "RestTable":
        """From rests by person number, of `people` in all. O(people)."""
        row = np.full(people + 1, -1, np.int32)
        row[list(rests)] = np.arange(len(rests), dtype=np.int32)
        most = max(map(len, rests.values()), default=0)
        days = np.zeros((len(rests), most, 2), np.int64)
        days[:, :, 1] = -1
        for own, spans in zip(days, rests.values(), strict=True):
            own[: len(spans)] = spans
        return cls(row, days[:, :, 0], days[:, :, 1])

    def rested(self, rows: NDArray[np.int32], days: NDArray[np.int32] | int) -> NDArray[np.int64]:
        """(n,) how many of the days up to each of `days` are rest days of the person in each of `rows`."""
        first, last = self.first[rows], self.last[rows]
        until = np.broadcast_to(days, len(rows)).astype(np.int64)[:, None]
        return np.asarray(np.clip(until - first + 1, 0, last - first + 1).sum(axis=1))


def unaged(cast: Votes, rows: NDArray[Any], rests: RestTable | None, day: int) -> Votes:
    """`cast` on `day`, where what people showed did not age while they rested.

    `rows` (EVIDENCE) is the table that the votes' evidence numbers are of. O(votes), O(1) without rests.
    """
    if rests is None:
        return cast
    days = rows["day"][cast.evidence]
    return replace(cast, worth=cast.worth * kept_back(cast.person, days, half_lives(cast.kind), rests, day))


def kept_back(
    person: NDArray[np.int32],
    days: NDArray[np.int32],
    half_life: NDArray[np.float64] | float,
    rests: RestTable,
    day: int,
) -> NDArray[np.float64]:
    """(n,) what each vote is to be multiplied with, >= 1, so that it is as if rest days were no days.

    Votes of `person` (-1: nobody) cast on `days` (NO_DAY: undated, they do not age) that halve every
    `half_life` days; the future counts as today. O(n).
    """
    factor = np.ones(len(person))
    row = rests.row[person]
    votes = np.flatnonzero((row >= 0) & (days != NO_DAY))
    row = row[votes]
    paused = np.maximum(rests.rested(row, day) - rests.rested(row, days[votes]), 0)
    factor[votes] = np.exp2(paused / np.broadcast_to(half_life, len(person))[votes])
    return factor
