"""The standing of everybody in a graph that is to be searched, by the graph's numbers."""

from dataclasses import dataclass

import numpy as np

from graph.algorithms.pair_facts import all_adjacent
from graph.keys import Key, name_of
from graph.model import Employment, Person, Preference, PrivateProfile
from graph.ports import MAX_KEYS, People, TieGraph
from graph.standing import STANDING, Standings, standing_of
from policy.gates import Mask, Status, statuses
from policy.viewer import Viewer
from queries.network import Network


@dataclass(frozen=True, slots=True)
class StandingOfGraph:
    """Standings by number, and who blocked whom."""

    rows: Standings
    people: People
    blocked: dict[int, frozenset[int]]

    def viewer(self, viewer: Viewer, day: int) -> Status | None:
        """What the viewer is to the home organization; None for machine accounts."""
        number = self.people.number(viewer.person) if viewer.person else -1
        if number < 0:
            return None
        return Status(statuses(self.rows[number : number + 1], day)[0])

    def hide_blockers(self, seen: Mask, viewer: Viewer) -> None:
        """Those who blocked the viewer do not exist for the viewer."""
        number = self.people.number(viewer.person) if viewer.person else -1
        for who, blocked in self.blocked.items():
            if number in blocked:
                seen[who] = False

    def show_own(self, seen: Mask, network: Network, viewer: Viewer) -> None:
        """The viewer, and those whom the viewer's own private source knows, exist for the viewer."""
        if not viewer.person:
            return
        profiles = all_adjacent(network.store, [viewer.person], PrivateProfile)
        own = [p.person for p in profiles if p.contributor == viewer.person]
        for key in (viewer.person, *own):
            number = self.people.number(key)
            blocks = self.blocked.get(number, frozenset())
            if 0 <= number < len(seen) and self.people.number(viewer.person) not in blocks:
                seen[number] = True


def standings_of(network: Network, graph: TieGraph) -> StandingOfGraph:
    """From the read model when the graph is its own, else read from the store. O(people)."""
    snapshot = network.read_model.current()
    people = snapshot.people
    if graph.keys is people.ids:
        with snapshot.sharing.reading():
            rows = people.standing.rows[: len(graph.start)].copy()
            return StandingOfGraph(rows, graph.keys, dict(people.blocked))
    return _read(network, graph)


def _read(network: Network, graph: TieGraph) -> StandingOfGraph:
    keys = [graph.keys.key(number) for number in range(len(graph.start))]
    rows = np.empty(len(keys), STANDING)
    blocked: dict[int, frozenset[int]] = {}
    for first in range(0, len(keys), MAX_KEYS // 2):
        chunk = keys[first : first + MAX_KEYS // 2]
        found = network.store.fetch([*chunk, *(_preference(key) for key in chunk)]).found
        employments: dict[Key, list[Employment]] = {key: [] for key in chunk}
        for employment in all_adjacent(network.store, chunk, Employment):
            employments.get(employment.person, []).append(employment)
        for number, key in enumerate(chunk, first):
            person = found[key].record if key in found else None
            preference = found[_preference(key)].record if _preference(key) in found else None
            assert person is None or isinstance(person, Person)
            assert preference is None or isinstance(preference, Preference)
            rows[number] = standing_of(person, employments[key], preference, network.home)
            if preference is not None and preference.blocked:
                blocked[number] = frozenset(graph.keys.number(other) for other in preference.blocked)
    return StandingOfGraph(rows, graph.keys, blocked)


def _preference(person: Key) -> Key:
    return Key(f"preference:{name_of(person)}")
