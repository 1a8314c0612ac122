"""Ties from the read model: the whole snapshot as a TieGraph, a contributor's own ties laid over it."""

from collections.abc import Collection
from datetime import date

import numpy as np

from graph.algorithms.pair_facts import contributed_pairs, facts_of, rests_in, totals
from graph.algorithms.source_switches import Silenced, told
from graph.algorithms.tie_strength import costs, strengths
from graph.dates import day_number
from graph.keys import NO_KEY, Key
from graph.ports import Store, TieGraph
from graph.snapshot.numbering import Numbering
from graph.snapshot.read_model import ReadModel
from graph.snapshot.snapshot import Snapshot

Overlay = dict[tuple[Key, Key], float]
"""The strength of each pair that one contributor sees differently."""


class SnapshotTies:
    """The TieSource of the read model. O(1) for shared ties; a contributor's own cost a copy."""

    def __init__(self, store: Store, read_model: ReadModel) -> None:
        self._store = store
        self._read_model = read_model

    def around(
        self,
        sources: Collection[Key],
        targets: Collection[Key],
        hops: int,
        purpose: str,
        day: date,
        contributor: Key = NO_KEY,
    ) -> TieGraph:
        """The whole network; see TieSource."""
        snapshot = self._read_model.current()
        own = self._overlay(contributor, purpose, day, snapshot.silenced) if contributor else {}
        with snapshot.sharing.reading():
            graph = shared_graph(snapshot, purpose, day_number(day))
            return _overlaid(graph, snapshot.people.ids, own) if own else graph

    def _overlay(self, contributor: Key, purpose: str, day: date, silenced: Silenced) -> Overlay:
        pairs = sorted(contributed_pairs(self._store, contributor))
        facts = facts_of(self._store, pairs)
        rests = rests_in(self._store, {end for pair in pairs for end in pair})
        sums = totals({pair: told(facts[pair], silenced) for pair in pairs}, rests, contributor)
        return dict(zip(pairs, strengths(sums, purpose, day_number(day)).tolist(), strict=True))


def shared_graph(snapshot: Snapshot, purpose: str, day: int) -> TieGraph:
    """The shared ties of a snapshot; call it while reading."""
    rank = snapshot.rank()
    weights = snapshot.ties.weights(purpose, day, rank)
    return TieGraph(weights.start, weights.end, weights.neighbors, weights.costs, rank, snapshot.people.ids)


def _overlaid(graph: TieGraph, ids: Numbering, own: Overlay) -> TieGraph:
    """`graph` with the rows of the people concerned written anew behind the others."""
    changed: dict[int, dict[int, float]] = {}
    for (a, b), strength in own.items():
        one, other = ids.number(a), ids.number(b)
        if min(one, other) >= 0 and max(one, other) < len(graph.start):
            changed.setdefault(one, {})[other] = strength
            changed.setdefault(other, {})[one] = strength
    start, end = graph.start.copy(), graph.end.copy()
    neighbors, cost = [graph.neighbors], [graph.costs]
    length = len(graph.neighbors)
    for person, strengths_ in changed.items():
        row = slice(graph.start[person], graph.end[person])
        kept = ~np.isin(graph.neighbors[row], list(strengths_))
        known = [(other, strength) for other, strength in strengths_.items() if strength > 0]
        added = np.array([other for other, _ in known], np.int32)
        row_neighbors = np.concatenate([graph.neighbors[row][kept], added])
        row_costs = np.concatenate(
            [graph.costs[row][kept], costs(np.array([strength for _, strength in known], np.float64))]
        )
        order = np.lexsort((graph.rank[row_neighbors], row_costs))
        neighbors.append(row_neighbors[order])
        cost.append(row_costs[order])
        start[person], end[person] = length, length + len(order)
        length += len(order)
    return TieGraph(start, end, np.concatenate(neighbors), np.concatenate(cost), graph.rank, ids)
