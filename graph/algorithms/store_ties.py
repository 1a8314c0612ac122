"""Ties straight from a store, for networks larger than the memory of one machine.

Fetches the half neighbourhoods of the sources and of the targets, one round trip (a page) a layer, and
makes a small TieGraph of the same form as the read model's. Works on any store.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

import numpy as np

from graph.algorithms.pair_facts import Fact, Pair, rests_in, totals
from graph.algorithms.source_switches import read_switches, silenced_in_store, told
from graph.algorithms.tie_strength import costs, strengths
from graph.dates import day_number
from graph.keys import NO_KEY, Key, pair_of
from graph.model import Contact, Tie
from graph.ports import Store, TieGraph
from graph.scans import all_adjacent


class FoundPeople:
    """Numbers for the people of a small graph, in key order."""

    def __init__(self, keys: Collection[Key]) -> None:
        self._keys = sorted(keys)
        self._numbers = {key: number for number, key in enumerate(self._keys)}

    def key(self, number: int) -> Key:
        """The key with this number. IndexError when there is none."""
        if number < 0:
            raise IndexError(number)
        return self._keys[number]

    def number(self, key: Key) -> int:
        """The number of `key`, or -1."""
        return self._numbers.get(key, -1)

    def __len__(self) -> int:
        return len(self._keys)


class StoreTies:
    """The TieSource of a bare store. O(ties within half the hops of sources and targets)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def around(
        self,
        sources: Collection[Key],
        targets: Collection[Key],
        hops: int,
        purpose: str,
        day: date,
        contributor: Key = NO_KEY,
    ) -> TieGraph:
        """The ties on paths of at most `hops`; see TieSource."""
        facts: dict[Pair, list[Fact]] = {}
        people = self._spread(sources, (hops + 1) // 2, facts)
        people |= self._spread(targets, hops // 2, facts)
        pairs = sorted(facts)
        silenced = silenced_in_store(
            self._store, read_switches(self._store), {end for pair in pairs for end in pair}
        )
        rests = rests_in(self._store, people)
        sums = totals({pair: told(facts[pair], silenced) for pair in pairs}, rests, contributor)
        strength = strengths(sums, purpose, day_number(day))
        known = [(pair, s) for pair, s in zip(pairs, strength.tolist(), strict=True) if s > 0]
        return _graph(FoundPeople(people), known)

    def _spread(self, start: Collection[Key], layers: int, facts: dict[Pair, list[Fact]]) -> set[Key]:
        """Read the facts of everybody within `layers - 1` ties of `start`; returns who was met."""
        seen, layer = set(start), set(start)
        for _ in range(layers):
            fresh: dict[Pair, dict[Key, Fact]] = defaultdict(dict)
            for fact in self._touching(sorted(layer)):
                pair = pair_of(fact.key)
                # a fact may be adjacent through its contributor alone: then its pair is not whole
                if pair not in facts and not layer.isdisjoint(pair):
                    fresh[pair][fact.key] = fact
            facts.update({pair: list(found.values()) for pair, found in fresh.items()})
            layer = {end for pair in fresh for end in pair} - seen
            seen |= layer
        return seen

    def _touching(self, people: list[Key]) -> Iterator[Fact]:
        for first in range(0, len(people), _CHUNK):
            chunk = people[first : first + _CHUNK]
            yield from all_adjacent(self._store, chunk, Tie)
            yield from all_adjacent(self._store, chunk, Contact)


_CHUNK = 1_000


def _graph(people: FoundPeople, ties: list[tuple[Pair, float]]) -> TieGraph:
    n = len(people)
    one = np.array([people.number(a) for (a, _), _ in ties], np.int32)
    other = np.array([people.number(b) for (_, b), _ in ties], np.int32)
    cost = costs(np.array([strength for _, strength in ties], np.float64))
    source, neighbors = np.concatenate([one, other]), np.concatenate([other, one])
    doubled = np.concatenate([cost, cost])
    order = np.lexsort((neighbors, doubled, source))
    end = np.cumsum(np.bincount(source, minlength=n)).astype(np.int64)
    start = np.concatenate([np.zeros(1, np.int64), end])[:n]
    return TieGraph(start, end, neighbors[order], doubled[order], np.arange(n, dtype=np.int32), people)
