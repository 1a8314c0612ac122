"""The gates of a search: who exists for the viewer, who may connect and be reached, who blocked whom.

All by the numbers of the graph that is searched. Gates come before score: whom one of these leaves
out is as if not there.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.dates import day_number
from graph.keys import Key
from graph.model import (
    Budget,
    Employment,
    Person,
    Preference,
    PrivateProfile,
    budget_key,
    preference_key,
)
from graph.ports import MAX_KEYS, TieGraph
from graph.scans import all_adjacent
from graph.snapshot.snapshot import Snapshot
from graph.standing import STANDING, Held, Standings, standings_of
from policy.budgets import extra_costs, unspent
from policy.gates import Mask, Status, allowed, visible
from policy.viewer import Viewer
from queries.kept import allowed_people, extra_of, kept, visible_people
from queries.network import Network

Blocks = Mapping[int, frozenset[int]]
"""By the person who blocks: for whom they do not exist."""


@dataclass(frozen=True, slots=True)
class Gates:
    """(people,) who may stand inside a path and at its end, for one viewer, purpose and day.

    `ask` (people,) is what a connector costs extra, because little of their capacity is left; None when
    nobody costs anything.
    """

    connect: Mask
    reach: Mask
    blocks: Blocks
    ask: NDArray[np.int32] | None
    apart: Blocks  # by everybody who blocks or is blocked: those apart from them, see `both_ways`

    def apart_from(self, person: int) -> frozenset[int]:
        """Who does not exist for `person`, or for whom `person` does not. O(1)."""
        return self.apart.get(person, frozenset())

    def touchy(self) -> Set[int]:
        """Who blocks or is blocked: nobody apart from them stands on a path to them."""
        return self.apart.keys()


def gates(network: Network, viewer: Viewer, status: Status | None, purpose: str, graph: TieGraph) -> Gates:
    """From the read model when the graph is its own, else read from the store. O(people)."""
    day = day_number(network.today())
    own = _own_people(network, viewer)
    snapshot = network.read_model.current()
    if graph.keys is snapshot.people.ids:
        with snapshot.sharing.reading():
            return _from_read_model(snapshot, viewer, status, purpose, graph, own, day)
    rows, blocks, outside = _read(network, graph)
    seen = visible(rows, viewer, status, day)
    connect, reach = (
        allowed(rows, role, purpose, day, viewer.operator, snapshot.decided)
        for role in ("connect", "reached")
    )
    _reveal(viewer, graph, seen, rows["restricted"], own)
    _hide_blockers(viewer, graph, seen, blocks, outside)
    return Gates(seen & connect, seen & reach, blocks, extra_costs(unspent(rows, day)), both_ways(blocks))


def _from_read_model(
    snapshot: Snapshot,
    viewer: Viewer,
    status: Status | None,
    purpose: str,
    graph: TieGraph,
    own: Iterable[Key],
    day: int,
) -> Gates:
    people = snapshot.people
    most = len(graph.start)  # who came after the graph was made is in no row of it
    seen = visible_people(snapshot, viewer, status, day)[:most]
    connect, reach = (
        allowed_people(snapshot, role, purpose, day, viewer.operator)[:most]
        for role in ("connect", "reached")
    )
    extra = extra_of(snapshot, day)
    blocks, apart = kept(snapshot, "blocks", people.version, lambda: _blocks(people.blocked), most=1)
    _reveal(viewer, graph, seen, people.standing.rows["restricted"], own)
    _hide_blockers(viewer, graph, seen, blocks, {})
    return Gates(seen & connect, seen & reach, blocks, None if extra is None else extra[:most], apart)


def _reveal(viewer: Viewer, graph: TieGraph, seen: Mask, restricted: Mask, own: Iterable[Key]) -> None:
    """The viewer, and whom the viewer's own source knows, exist for the viewer unless they are restricted."""
    for key in own:
        number = graph.keys.number(key)
        if 0 <= number < len(seen):
            seen[number] = not restricted[number] or key == viewer.person


def _hide_blockers(
    viewer: Viewer, graph: TieGraph, seen: Mask, blocks: Blocks, outside: Mapping[Key, int]
) -> None:
    asking = graph.keys.number(viewer.person) if viewer.person else -1
    asking = outside.get(viewer.person, -1) if asking < 0 else asking
    if asking >= 0:
        seen[[who for who in _blockers(blocks, asking) if who < len(seen)]] = False


def _blocks(blocked: Blocks) -> tuple[Blocks, Blocks]:
    """What stands in the read model now, and the same from both sides."""
    blocks = dict(blocked)
    return blocks, both_ways(blocks)


def both_ways(blocks: Blocks) -> Blocks:
    """By everybody who blocks or is blocked: those apart from them. O(blocks)."""
    found: dict[int, set[int]] = {}
    for who, blocked in blocks.items():
        found.setdefault(who, set()).update(blocked)
        for other in blocked:
            found.setdefault(other, set()).add(who)
    return {who: frozenset(others) for who, others in found.items()}


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
    for first in range(0, len(keys), MAX_KEYS // 3):
        chunk = keys[first : first + MAX_KEYS // 3]
        said = [named(key) for named in (preference_key, budget_key) for key in chunk]
        found = network.store.fetch([*chunk, *said]).found
        employments: dict[Key, list[Employment]] = {key: [] for key in chunk}
        for employment in all_adjacent(network.store, chunk, Employment):
            employments.get(employment.person, []).append(employment)
        held: list[Held] = []
        for number, key in enumerate(chunk, first):
            person = found[key].record if key in found else None
            preference = found[preference_key(key)].record if preference_key(key) in found else None
            budget = found[budget_key(key)].record if budget_key(key) in found else None
            assert person is None or isinstance(person, Person)
            assert preference is None or isinstance(preference, Preference)
            assert budget is None or isinstance(budget, Budget)
            held.append((person, employments[key], preference, budget))
            if preference is not None and preference.blocked:
                blocks[number] = frozenset(_number(graph, outside, other) for other in preference.blocked)
        rows[first : first + len(chunk)] = standings_of(held, network.home)
    return rows, blocks, outside


def _number(graph: TieGraph, outside: dict[Key, int], key: Key) -> int:
    number = graph.keys.number(key)
    return number if number >= 0 else outside.setdefault(key, len(graph.keys) + len(outside))
