"""Searching around blocks: two people of whom one blocked the other do not stand on one path together
as neighbours, nor with its two ends.

Whoever is asked to pass a request on learns of the person behind and of the person whom it is meant for.
"""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.best_paths import Path, best_paths_to_any
from graph.ports import TieGraph
from queries.path_gates import Gates


def search(
    graph: TieGraph, source: int, targets: Iterable[int], gates: Gates, hops: int, k: int, every: bool
) -> list[Path]:
    """The k best paths from `source` to any of `targets`, through the gates and around the blocks.

    A target that blocks or is blocked is searched for alone, the others together.
    """
    apart = gates.apart_from(source)
    goals = [t for t in targets if 0 <= t < len(gates.reach) and gates.reach[t] and t not in apart]
    touchy = {*gates.blocks, *(other for blocked in gates.blocks.values() for other in blocked)}
    groups = [[t for t in goals if t not in touchy], *([t] for t in goals if t in touchy)]
    found: list[Path] = []
    for group in groups:
        hidden = apart | (gates.apart_from(group[0]) if len(group) == 1 else set())
        connect = gates.connect.copy()
        connect[[who for who in hidden if 0 <= who < len(connect)]] = False
        found += _around(graph, source, np.array(group, np.int32), connect, gates, hops, k, every)
    found.sort(key=lambda path: (path.cost, len(path.people), [int(graph.rank[n]) for n in path.people]))
    return found[:k]


def _around(
    graph: TieGraph,
    source: int,
    targets: NDArray[np.int32],
    connect: NDArray[np.bool_],
    gates: Gates,
    hops: int,
    k: int,
    every: bool,
) -> list[Path]:
    """A search, and one more without the ties across a block if any path took one."""
    if not len(targets):
        return []
    ask = gates.ask
    found = best_paths_to_any(graph, source, targets, hops=hops, k=k, connect=connect, ask=ask, every=every)
    if not any(b in gates.apart_from(a) for path in found for a, b in pairwise(path.people)):
        return found
    parted = without_ties(graph, gates)
    return best_paths_to_any(parted, source, targets, hops=hops, k=k, connect=connect, ask=ask, every=every)


def without_ties(graph: TieGraph, gates: Gates) -> TieGraph:
    """`graph` without ties across a block. O(ties) for the copy."""
    start, end = graph.start.copy(), graph.end.copy()
    neighbors, costs, length = [graph.neighbors], [graph.costs], len(graph.neighbors)
    concerned = {*gates.blocks, *(other for blocked in gates.blocks.values() for other in blocked)}
    for person in sorted(n for n in concerned if 0 <= n < len(start)):
        row = slice(graph.start[person], graph.end[person])
        kept = ~np.isin(graph.neighbors[row], list(gates.apart_from(person)))
        neighbors.append(graph.neighbors[row][kept])
        costs.append(graph.costs[row][kept])
        start[person], end[person] = length, length + int(kept.sum())
        length = int(end[person])
    return TieGraph(start, end, np.concatenate(neighbors), np.concatenate(costs), graph.rank, graph.keys)
