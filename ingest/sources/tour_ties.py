"""Second pass over tours: a tie between two people whose tours of one mission overlap."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from graph.identity.folding import fold
from graph.keys import NO_KEY, Key, pair_of
from graph.model import Mission, Tie, Tour
from ingest.draft import Draft
from ingest.source import BadRecord, Item, Problem
from ingest.sources.overlaps import Together, working_together
from ingest.tables import Table

KIND = "tour"
"""`tie_kind` of these ties."""


class TourTieStage:
    """The ties of each person and mission of the file, also with tours that other files brought.

    Reads whole missions: a tie goes when tours have changed, or have become a crowd, and it no longer holds.
    """

    name = "tour ties"
    counts = False

    def __init__(self, table: Table | None) -> None:
        self._table = table
        self._together: dict[Key, dict[Key, list[Together]]] = {}  # of the present batch

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
        draft.load([key for item in items for key in draft.find_keys(item.columns["person"])])
        missions = sorted({_mission(item, draft) for item in items})
        draft.load_adjacent(missions, Tour)
        self._together = {mission: _by_person(draft.adjacent(mission, Tour)) for mission in missions}
        keys: list[Key] = []
        people: set[Key] = set()
        for item in items:
            try:
                person = draft.find(item.columns["person"], "person")
            except BadRecord:
                continue  # the first pass said so
            people.add(person)
            mission = _mission(item, draft)
            keys += (tie_key(t, mission, draft) for t in self._together[mission].get(person, ()))
        draft.load_adjacent(sorted(people), Tie)
        return keys

    def take(self, item: Item, draft: Draft) -> None:
        """Put the ties of this person on this mission, and take away those that no longer hold."""
        key = _mission(item, draft)
        mission = draft.get(key, Mission)
        if mission is None:
            return  # the row is in quarantine
        try:
            person = draft.find(item.columns["person"], "person")
        except BadRecord:
            return  # the first pass said so
        shared = self._shared(key, draft).get(person, ())
        ties = [_tie(together, mission, draft) for together in shared]
        for tie in ties:
            stored = draft.get(tie.key, Tie)
            if stored is None or _says(tie) != _says(stored):
                draft.put(tie)
        kept = {tie.key for tie in ties}
        for tie in draft.adjacent(person, Tie):
            gone = tie.tie_kind == KIND and tie.key not in kept
            if gone and tie.key == draft.keys.pair_key(Tie.KIND, tie.a, tie.b, KIND, key):
                draft.delete(tie.key)

    def _shared(self, mission: Key, draft: Draft) -> dict[Key, list[Together]]:
        if self._table is None:  # a single row tried again: its tour is not stored yet
            return _by_person(draft.adjacent(mission, Tour))
        return self._together[mission]


def _mission(item: Item, draft: Draft) -> Key:
    return draft.keys.key(Mission.KIND, fold(item.columns["mission"]))


def _by_person(tours: Sequence[Tour]) -> dict[Key, list[Together]]:
    found: dict[Key, list[Together]] = defaultdict(list)
    for together in working_together(tours):
        found[together.a].append(together)
        found[together.b].append(together)
    return found


def tie_key(together: Together, mission: Key, draft: Draft) -> Key:
    """The key of the one tie that a mission makes between two people."""
    return draft.keys.pair_key(Tie.KIND, together.a, together.b, KIND, mission)


def _says(tie: Tie) -> tuple[str, str, float]:
    return tie.since, tie.until, tie.trust


def _tie(together: Together, mission: Mission, draft: Draft) -> Tie:
    key = tie_key(together, mission.key, draft)
    a, b = pair_of(key)
    return Tie(
        key=key,
        a=a,
        b=b,
        tie_kind=KIND,
        reason=f"worked together on {mission.title}",
        since=together.since,
        until=together.until,
        trust=together.trust,
        currency=1.0,
        source=draft.source,
        contributor=NO_KEY,
    )
