"""The ties: rows of neighbours in one arena, what each pair adds up to, and weights by purpose and day.

A row table (start, end) points into an append-only arena of entries (neighbour, pair); changing a row
appends its new form and moves the two pointers. A pair's amounts are changed in place. For each
purpose and day the costs are derived once, with every row sorted by them, beside the arena.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.tie_strength import AMOUNTS, costs, strengths
from graph.snapshot.arrays import Growing

ROW: Final = np.dtype([("start", "i8"), ("end", "i8")])
ENTRY: Final = np.dtype([("neighbor", "i4"), ("pair", "i4")])

_KEPT: Final = 4
"""How many (purpose, day) weights are kept; the least recently used goes."""


@dataclass(slots=True)
class Weights:
    """Ties for one purpose and day, in the form of a TieGraph."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    neighbors: NDArray[np.int32]
    costs: NDArray[np.int32]


@dataclass(slots=True)
class TieTable:
    """Shared ties by people's numbers."""

    rows: Growing  # ROW, one a person
    entries: Growing  # ENTRY
    pairs: Growing  # AMOUNTS
    version: int = 0
    _weights: "OrderedDict[tuple[str, int], tuple[tuple[int, int], Weights]]" = field(
        default_factory=OrderedDict
    )

    @classmethod
    def of(cls, people: int, one: NDArray[np.int32], other: NDArray[np.int32], amounts: Any) -> "TieTable":
        """Build from pairs (`one[i]`, `other[i]`) of people's numbers. O(pairs log pairs)."""
        pairs = np.arange(len(one), dtype=np.int32)
        source = np.concatenate([one, other])
        entries = np.empty(len(source), ENTRY)
        order = np.argsort(source, kind="stable")
        entries["neighbor"] = np.concatenate([other, one])[order]
        entries["pair"] = np.concatenate([pairs, pairs])[order]
        rows = np.empty(people, ROW)
        rows["end"] = np.cumsum(np.bincount(source, minlength=people))
        rows["start"][1:] = rows["end"][:-1]
        rows["start"][:1] = 0
        return cls(Growing(rows), Growing(entries), Growing(amounts))

    def put(self, amounts: Mapping[tuple[int, int], tuple[float, ...]], people: int) -> None:
        """Write what pairs of people now add up to; `people` is how many there are in all.

        O(ties of the people concerned). A pair that is no tie any more stays with known = False.
        """
        self._make_room(people)
        new: dict[int, list[tuple[int, int]]] = {}
        for (one, other), amount in amounts.items():
            pair = self.pair(one, other)
            if pair >= 0:
                self.pairs.rows[pair] = amount
            else:
                pair = self.pairs.append(np.array([amount], AMOUNTS))
                new.setdefault(one, []).append((other, pair))
                new.setdefault(other, []).append((one, pair))
        for person, added in new.items():
            row = self.entries_of(person)
            start = self.entries.append(np.concatenate([row, np.array(added, ENTRY)]))
            self.rows.rows[person] = (start, len(self.entries))
        self.version += 1

    def entries_of(self, person: int) -> NDArray[Any]:
        """The entries of one person, in no order."""
        if person >= len(self.rows):
            return np.empty(0, ENTRY)
        start, end = self.rows.rows[person]
        return self.entries.rows[start:end]

    def pair(self, one: int, other: int) -> int:
        """The number of a pair, -1 when the two were never tied. O(fewer ties of the two)."""
        a, b = self.entries_of(one), self.entries_of(other)
        row, sought = (a, other) if len(a) <= len(b) else (b, one)
        found = np.flatnonzero(row["neighbor"] == sought)
        return int(row["pair"][found[0]]) if len(found) else -1

    def weights(self, purpose: str, day: int, rank: NDArray[np.int32]) -> Weights:
        """Costs for `purpose` on `day`, rows sorted by (cost, rank of the neighbour).

        `rank` (people,) is the place of each person's key in key order. O(ties) when these weights
        are not kept, else O(1).
        """
        self._make_room(len(rank))
        wanted, version = (purpose, day), (self.version, len(rank))
        kept = self._weights.get(wanted)
        if kept is None or kept[0] != version:
            kept = self._weights[wanted] = (version, self._derive(purpose, day, rank))
        self._weights.move_to_end(wanted)
        while len(self._weights) > _KEPT:
            self._weights.popitem(last=False)
        return kept[1]

    def _make_room(self, people: int) -> None:
        if people > len(self.rows):
            self.rows.append(np.zeros(people - len(self.rows), ROW))

    def _derive(self, purpose: str, day: int, rank: NDArray[np.int32]) -> Weights:
        # only here: who only asks who knows need not wait a second for Numba
        from graph.algorithms.row_order import NO_TIE, sort_rows

        strength = strengths(self.pairs.rows, purpose, day)
        known = strength > 0
        cost = np.full(len(strength), NO_TIE, np.int32)
        cost[known] = costs(strength[known])
        rows, entries = self.rows.rows, self.entries.rows
        weights = Weights(
            rows["start"].copy(),
            rows["end"].copy(),
            np.empty(len(entries), np.int32),
            np.empty(len(entries), np.int32),
        )
        by_rank = np.empty_like(rank)
        by_rank[rank] = np.arange(len(rank), dtype=np.int32)
        sort_rows(
            weights.start,
            weights.end,
            entries["neighbor"],
            entries["pair"],
            cost,
            rank,
            by_rank,
            weights.neighbors,
            weights.costs,
        )
        return weights
