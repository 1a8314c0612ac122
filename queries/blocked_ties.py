"""Searching around blocks: two people of whom one blocked the other do not stand on one path together
as neighbours, nor with its two ends.

Whoever is asked to pass a request on learns of the person behind and of the person whom it is meant for.
"""

from collections.abc import Iterable
from itertools import chain, pairwise

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
    touchy = gates.touchy()
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


def without_ties(graph: TieGraph, gates: Gates, of: NDArray[np.integer] | None = None) -> TieGraph:
    """`graph` without ties across a block: itself where there is none. Else O(ties) for the copy.

    `of` are those whose rows of ties matter, when not all do.
    """
    people, others = _apart(gates, len(graph.start))
    concerned = np.unique(people) if of is None else np.intersect1d(people, of)
    lengths = graph.end[concerned] - graph.start[concerned]
    owner = np.repeat(np.arange(len(concerned)), lengths)
    place = np.arange(len(owner)) + np.repeat(graph.start[concerned] - np.cumsum(lengths) + lengths, lengths)
    across = _among(_coded(concerned[owner], graph.neighbors[place]), np.sort(_coded(people, others)))
    if not across.any():
        return graph
    parted = np.zeros(len(concerned), bool)
    parted[owner[across]] = True
    kept = parted[owner] & ~across
    counts = np.bincount(owner[kept], minlength=len(concerned))
    start, end = graph.start.copy(), graph.end.copy()
    end[concerned[parted]] = len(graph.neighbors) + np.cumsum(counts)[parted]
    start[concerned[parted]] = end[concerned[parted]] - counts[parted]
    return TieGraph(
        start,
        end,
        np.concatenate([graph.neighbors, graph.neighbors[place[kept]]]),
        np.concatenate([graph.costs, graph.costs[place[kept]]]),
        graph.rank,
        graph.keys,
    )


def _apart(gates: Gates, people: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every block from both sides: who of the graph, which holds so many, is apart from whom."""
    blocks = gates.blocks
    who = np.repeat(np.fromiter(blocks, np.int64, len(blocks)), [len(whom) for whom in blocks.values()])
    whom = np.fromiter(chain.from_iterable(blocks.values()), np.int64, len(who))
    one, other = np.concatenate([who, whom]), np.concatenate([whom, who])
    there = (one >= 0) & (one < people)
    return one[there], other[there]


def _among(codes: NDArray[np.int64], asked: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of `codes` are among the few that are `asked` for, in order."""
    if not len(asked):
        return np.zeros(len(codes), bool)
    return np.asarray(asked[np.searchsorted(asked, codes).clip(max=len(asked) - 1)] == codes)


def _coded(one: NDArray[np.integer], other: NDArray[np.integer]) -> NDArray[np.int64]:
    """Pairs of numbers of people, a number each."""
    return (one.astype(np.int64) << 32) | other
