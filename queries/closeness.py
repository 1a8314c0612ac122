"""How warm the best path from somebody to each of many people is, and these paths: gates as in warmPaths."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.best_paths import UNREACHED, strongest_from
from graph.dates import day_number
from graph.keys import Key
from graph.ports import People, TieGraph
from policy.gates import Status
from policy.viewer import Viewer
from queries.blocked_ties import search, without_ties
from queries.network import Network
from queries.path_gates import Gates, gates
from queries.reasons import reasons
from queries.sight import look
from queries.staying_off import staying_off
from queries.warm_paths import WarmPath, across_blocks, agree, extra_along, path_along, ties_along


@dataclass(frozen=True, slots=True)
class _Keys(Collection[Key]):
    """The keys of numbered people, looked up as they are asked for: a read model needs none of them."""

    people: People
    numbers: NDArray[np.int32]

    def __iter__(self) -> Iterator[Key]:
        return (self.people.key(int(number)) for number in self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.people.number(Key(key)) in self.numbers


@dataclass(frozen=True, slots=True)
class Closeness:
    """From the viewer: what the best path to each of the people costs, UNREACHED where none leads."""

    costs: NDArray[np.int64]
    _graph: TieGraph
    _gates: Gates
    _source: int
    _hops: int
    _purpose: str

    def way(self, key: Key) -> tuple[int, tuple[Key, ...]] | None:
        """The best path to one of the people, and what it costs. One search."""
        target = self._graph.keys.number(key)
        if self._source < 0 or target < 0:
            return None
        found = search(self._graph, self._source, [target], self._gates, self._hops, 1, False)
        people = [tuple(self._graph.keys.key(number) for number in path.people) for path in found]
        return (found[0].cost, people[0]) if found else None


def closeness(
    network: Network,
    viewer: Viewer,
    status: Status | None,
    people: People,
    numbers: NDArray[np.int32],
    purpose: str,
    hops: int,
) -> Closeness:
    """Closeness of the viewer to the people of these `numbers`, in their order.

    O(ties of the people within `hops` - 1), and a search for each of them who blocks or is blocked.
    """
    asked = _Keys(people, numbers)
    graph = network.ties.around([viewer.person], asked, hops, purpose, network.today(), viewer.person)
    through = gates(network, viewer, status, purpose, graph)
    for key in staying_off(network, viewer.person, network.clock()):
        number = graph.keys.number(key)
        if 0 <= number < len(through.connect):
            through.connect[number] = through.reach[number] = False
    source = graph.keys.number(viewer.person) if viewer.person else -1
    source = source if source < len(graph.start) else -1
    own = numbers if graph.keys is people else np.array([graph.keys.number(k) for k in asked], np.int32)
    costs = _costs(graph, through, source, own, hops)
    return Closeness(costs, graph, through, source, hops, purpose)


def _costs(
    graph: TieGraph, through: Gates, source: int, numbers: NDArray[np.int32], hops: int
) -> NDArray[np.int64]:
    found = np.full(len(numbers), UNREACHED, np.int64)
    there = (numbers >= 0) & (numbers < len(graph.start))
    if source < 0 or not there.any():
        return found
    apart = through.apart_from(source)
    may = through.reach.copy()
    connect = through.connect.copy()
    hidden = [who for who in apart if 0 <= who < len(may)]
    may[hidden] = connect[hidden] = False
    # a tie across a block that does not end a path begins so near; one that ends it is searched for below
    near = _within(graph, source, hops - 2)
    parted = without_ties(graph, through, near) if through.blocks else graph
    least = strongest_from(parted, source, hops, connect, through.ask)
    least[~may] = UNREACHED
    least[source] = UNREACHED
    asked = {*numbers[there].tolist()}
    for target in sorted(asked & through.touchy()):
        if least[target] != UNREACHED:
            paths = search(graph, source, [target], through, hops, 1, False)
            least[target] = paths[0].cost if paths else UNREACHED
    found[there] = least[numbers[there]]
    return found


def _within(graph: TieGraph, source: int, steps: int) -> NDArray[np.int32]:
    """Who is so many ties from `source`, or fewer; `source` too."""
    found = np.array([source], np.int32)
    for _ in range(steps):
        rows = [graph.neighbors[graph.start[n] : graph.end[n]] for n in found.tolist()]
        found = np.unique(np.concatenate([found, *rows]))
    return found


def best_ways(
    network: Network, viewer: Viewer, close: Closeness, costs: Mapping[Key, int]
) -> dict[Key, WarmPath] | None:
    """The best path to each of some people, as warmPaths shows it; `costs` are what `close` said of them.

    Read from the store and judged again: None when it says otherwise, or was written to meanwhile. A few
    round trips, whatever their number.
    """
    purpose, people = close._purpose, []
    for key, cost in costs.items():
        way = close.way(key) if cost != UNREACHED else None
        if (way[0] if way else UNREACHED) != cost:
            return None
        if way is not None:
            people.append((cost, way[1]))
    ways = [keys for _, keys in people]
    day = day_number(network.today())
    sight = look(network, viewer, {key for keys in ways for key in keys})
    inside, ends = {key for keys in ways for key in keys[1:-1]}, {keys[-1] for keys in ways}
    if inside - sight.allowed(inside, "connect", purpose, day, viewer):
        return None
    if ends - sight.allowed(ends, "reached", purpose, day, viewer) or across_blocks(ways, sight):
        return None
    facts, strength = ties_along(network, ways, sight, purpose, viewer.person)
    if not agree([cost for cost, _ in people], ways, strength, extra_along(ways, sight, day)):
        return None
    why = reasons(network, viewer, sight, facts, viewer.person)
    return (
        {keys[-1]: path_along(keys, sight, strength, why) for keys in ways} if sight.holds(network) else None
    )
