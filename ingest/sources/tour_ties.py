"""Second pass over tours: a tie between two people whose tours of one mission overlap."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from graph.algorithms.tour_facts import KIND, mission_key, says_the_same, tie_of, ties_of
from graph.algorithms.working_together import Together
from graph.identity.folding import fold
from graph.keys import Key
from graph.model import Mission, Tie, Tour
from ingest.draft import Draft
from ingest.source import Item, Problem
from ingest.tables import Table

_ByPerson = dict[Key, dict[Key, Together]]
"""Of one mission: for each person, the ties that are to be there."""


class TourTieStage:
    """The ties of each person and mission of the file, also with tours that other files brought.

    Reads whole missions: a tie goes when tours have changed, or have become a crowd, and it no longer holds.
    """

    name = "tour ties"
    counts = False

    def __init__(self, table: Table | None) -> None:
        self._table = table
        # Of the present batch:
        self._people: dict[str, Key] = {}
        self._together: dict[Key, _ByPerson] = {}  # by mission
        self._standing: dict[Key, list[Tie]] = {}  # by person

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The rows behind the line `after`, of each person and mission the first one only."""
        start = int(after) if after else 0
        seen: set[int] = set()
        for item in self._table.items() if self._table else ():
            if isinstance(item, Item):
                words = hash((item.columns["person"].casefold(), fold(item.columns["mission"])))
                if words not in seen and item.line > start:
                    yield item
                seen.add(words)

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """The ties that are to be there, and those of the people that may have to go."""
        self._people = draft.find_each(item.columns["person"] for item in items)
        missions = sorted({_mission(item, draft) for item in items})
        draft.load_adjacent(missions, Tour)
        self._together = {mission: _by_person(mission, draft) for mission in missions}
        people = sorted(set(self._people.values()))
        draft.load_adjacent(people, Tie)
        self._standing = {person: _tour_ties(person, draft) for person in people}
        return [tie for own in self._together.values() for ties in own.values() for tie in ties]

    def take(self, item: Item, draft: Draft) -> None:
        """Put the ties of this person on this mission, and take away those that no longer hold."""
        key = _mission(item, draft)
        mission = draft.get(key, Mission)
        person = self._people.get(item.columns["person"])
        if mission is None or person is None:
            return  # the row is in quarantine
        shared = self._shared(key, draft).get(person, {})
        for tie, together in shared.items():
            stored = draft.get(tie, Tie)
            if stored is None or not says_the_same(stored, together):
                draft.put(tie_of(tie, together, mission, draft.source))
        for there in self._stood(person, draft):
            gone = there.key not in shared
            if gone and there.key == draft.keys.pair_key(Tie.KIND, there.a, there.b, KIND, key):
                draft.delete(there.key)

    def _shared(self, mission: Key, draft: Draft) -> _ByPerson:
        if self._table is None:  # a single row tried again: its tour is not stored yet
            return _by_person(mission, draft)
        return self._together[mission]

    def _stood(self, person: Key, draft: Draft) -> list[Tie]:
        """The tour ties that were there before: whole missions are read, so what is put here holds."""
        return _tour_ties(person, draft) if self._table is None else self._standing[person]


def _tour_ties(person: Key, draft: Draft) -> list[Tie]:
    return [tie for tie in draft.adjacent(person, Tie) if tie.tie_kind == KIND]


def _mission(item: Item, draft: Draft) -> Key:
    return mission_key(draft.keys, item.columns["mission"])


def _by_person(mission: Key, draft: Draft) -> _ByPerson:
    found: _ByPerson = defaultdict(dict)
    ties = ties_of(draft.keys, mission, draft.adjacent(mission, Tour), draft.now.date())
    for key, together in ties.items():
        found[together.a][key] = found[together.b][key] = together
    return found
