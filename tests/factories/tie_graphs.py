"""TieGraphs out of plain ties."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from graph.keys import Key
from graph.ports import TieGraph

PlainTie = tuple[int, int, int]
"""One person, another, and the cost of their tie."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """People whose keys stand in the order of `ranks`."""

    ranks: Sequence[int]

    def key(self, number: int) -> Key:
        return Key(f"person:{self.ranks[number]:06}")

    def number(self, key: Key) -> int:
        rank = int(key.removeprefix("person:"))
        return self.ranks.index(rank) if rank in self.ranks else -1

    def __len__(self) -> int:
        return len(self.ranks)


def tie_graph(n: int, ties: Iterable[PlainTie], ranks: Sequence[int] | None = None) -> TieGraph:
    """A TieGraph of `n` people; rows stand in the arena in no order, with a gap before each."""
    ranks = list(range(n)) if ranks is None else ranks
    rows: list[list[tuple[int, int, int]]] = [[] for _ in range(n)]
    for a, b, cost in ties:
        rows[a].append((cost, ranks[b], b))
        rows[b].append((cost, ranks[a], a))
    start, end = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    neighbors, costs = [], []
    for person in sorted(range(n), key=lambda person: (person * 7) % 5):
        neighbors.append(person)  # a gap that a search must not read
        costs.append(0)
        start[person] = len(neighbors)
        for cost, _rank, other in sorted(rows[person]):
            neighbors.append(other)
            costs.append(cost)
        end[person] = len(neighbors)
    return TieGraph(
        start=start,
        end=end,
        neighbors=np.array(neighbors, dtype=np.int32),
        costs=np.array(costs, dtype=np.int32),
        rank=np.array(ranks, dtype=np.int32),
        keys=Numbered(ranks),
    )
