"""The gates of a search: who exists for the viewer, who may connect and be reached, who blocked whom.

All by the numbers of the graph that is searched. Gates come before score: whom one of these leaves
out is as if not there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from graph.algorithms.pair_facts import all_adjacent
from graph.dates import day_number
from graph.keys import Key
from graph.model import Employment, Person, Preference, PrivateProfile, preference_key
from graph.ports import MAX_KEYS, TieGraph
from graph.standing import STANDING, Standings, standing_of
from policy.gates import Mask, Status, allowed, visible
from policy.viewer import Viewer
from queries.kept import allowed_people, visible_people
from queries.network import Network

Blocks = Mapping[int, frozenset[int]]
"""By the person who blocks: for whom they do not exist."""


@dataclass(frozen=True, slots=True)
class Gates:
    """(people,) who may stand inside a path and at its end, for one viewer, purpose and day."""

    connect: Mask
    reach: Mask
    blocks: Blocks

    def apart_from(self, person: int) -> set[int]:
        """Who does not exist for `person`, or for whom `person` does not. O(people who block anybody)."""
        return _blockers(self.blocks, person) | self.blocks.get(person, frozenset())


def gates(network: Network, viewer: Viewer, status: Status | None, purpose: str, graph: TieGraph) -> Gates:
    """From the read model when the graph is its own, else read from the store. O(people)."""
    day = day_number(network.today())
    own = _own_people(network, viewer)
    snapshot = network.read_model.current()
    people = snapshot.people
    if graph.keys is people.ids:
        with snapshot.sharing.reading():
            most = len(graph.start)  # who came after the graph was made is in no row of it
            seen = visible_people(snapshot, viewer, status, day)[:most]
            connect, reach = (
                allowed_people(snapshot, role, purpose, day, viewer.operator)[:most]
                for role in ("connect", "reached")
            )
            return _gates(viewer, graph, seen, connect, reach, dict(people.blocked), own, {})
    rows, blocks, outside = _read(network, graph)
    seen = visible(rows, viewer, status, day)
    connect, reach = (allowed(rows, role, purpose, day, viewer.operator) for role in ("connect", "reached"))
    return _gates(viewer, graph, seen, connect, reach, blocks, own, outside)


def _gates(
    viewer: Viewer,
    graph: TieGraph,
    seen: Mask,
    connect: Mask,
    reach: Mask,
    blocks: Blocks,
    own: Iterable[Key],
    outside: Mapping[Key, int],
) -> Gates:
    for number in (graph.keys.number(key) for key in own):
        if 0 <= number < len(seen):
            seen[number] = True
    asking = graph.keys.number(viewer.person) if viewer.person else -1
    asking = outside.get(viewer.person, -1) if asking < 0 else asking
    if asking >= 0:
        seen[[who for who in _blockers(blocks, asking) if who < len(seen)]] = False
    return Gates(seen & connect, seen & reach, blocks)


def _blockers(blocks: Blocks, person: int) -> set[int]:
    return {who for who, blocked in blocks.items() if person in blocked}


def _own_people(network: Network, viewer: Viewer) -> list[Key]:
    """The viewer, and those whom the viewer's own private source knows."""
    if not viewer.person:
        return []
    profiles = all_adjacent(network.store, [viewer.person], PrivateProfile)
    return [viewer.person, *(p.person for p in profiles if p.contributor == viewer.person)]


def _read(network: Network, graph: TieGraph) -> tuple[Standings, Blocks, dict[Key, int]]:
    """Standings and blocks by the graph's numbers; blocked people outside the graph get further numbers."""
    keys = [graph.keys.key(number) for number in range(len(graph.start))]
    rows = np.empty(len(keys), STANDING)
    blocks: dict[int, frozenset[int]] = {}
    outside: dict[Key, int] = {}
    for first in range(0, len(keys), MAX_KEYS // 2):
        chunk = keys[first : first + MAX_KEYS // 2]
        found = network.store.fetch([*chunk, *(preference_key(key) for key in chunk)]).found
        employments: dict[Key, list[Employment]] = {key: [] for key in chunk}
        for employment in all_adjacent(network.store, chunk, Employment):
            employments.get(employment.person, []).append(employment)
        for number, key in enumerate(chunk, first):
            person = found[key].record if key in found else None
            preference = found[preference_key(key)].record if preference_key(key) in found else None
            assert person is None or isinstance(person, Person)
            assert preference is None or isinstance(preference, Preference)
            rows[number] = standing_of(person, employments[key], preference, network.home)
            if preference is not None and preference.blocked:
                blocks[number] = frozenset(_number(graph, outside, other) for other in preference.blocked)
    return rows, blocks, outside


def _number(graph: TieGraph, outside: dict[Key, int], key: Key) -> int:
    number = graph.keys.number(key)
    return number if number >= 0 else outside.setdefault(key, len(graph.keys) + len(outside))
