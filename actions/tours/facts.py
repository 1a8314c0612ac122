"""What a tour says beside itself, written with it: ties between those who worked together, and evidence."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from graph.algorithms.tour_facts import (
    AGREED,
    counted,
    evidence_key,
    evidence_of,
    says_the_same,
    tie_of,
    ties_of,
)
from graph.algorithms.working_together import Together
from graph.keys import Key
from graph.model import IN_KITH, Mission, Preference, Record, Tie, Tour, preference_key
from graph.ports import MAX_KEYS, Change, Deletion, Store, Stored
from graph.scans import all_adjacent, every
from queries.network import Network


@dataclass(slots=True)
class Facts:
    """Changes to be written with a tour, and the revisions that they rest on."""

    changes: list[Change] = field(default_factory=list)
    expect: dict[Key, int] = field(default_factory=dict)


def facts(network: Network, after: Tour) -> Facts:
    """What changes beside a tour that becomes `after`: the ties of its mission, and its evidence.

    The same mission's tours are looked at as they are now; that none of them moves meanwhile is expected.
    O(tours of the mission) and a few round trips.
    """
    store, today = network.store, network.today()
    mission = store.fetch([after.mission]).found[after.mission].record
    assert isinstance(mission, Mission)
    there = _tours_of(store, mission.key)
    before = [stored.record for stored in there]
    now = [*(tour for tour in before if tour.key != after.key), after]
    found = Facts(expect={s.record.key: s.revision for s in there if s.record.state})
    was, is_ = (ties_of(network.keys, mission.key, tours, today) for tours in (before, now))
    held = {key: stored.record for key, stored in store.fetch(_differing(was, is_)).found.items()}
    new = {key: is_[key] for key in _differing(was, is_) if not _is_held(held.get(key), is_[key])}
    found.changes += _ties(store, new, mission)
    found.changes += [Deletion(key) for key in was if key not in is_]
    if counted([after], today):
        found.changes.append(evidence_of(network.keys, after, mission.title))
    return found


def begin(network: Network) -> int:
    """Write what tours say that have begun since they were agreed on; how many records that made.

    For once a day. Safe to stop and to repeat. O(tours planned in kith, and those of their missions).
    """
    today, written = network.today(), 0
    for mission in sorted({tour.mission for tour in counted(_in_kith(network.store), today)}):
        written += _mend(network, mission)
    return written


def _mend(network: Network, mission: Key) -> int:
    """Put what the tours of one mission say and is not there yet."""
    store, keys, today = network.store, network.keys, network.today()
    title = store.fetch([mission]).found[mission].record
    assert isinstance(title, Mission)
    tours = list(all_adjacent(store, [mission], Tour))
    together = ties_of(keys, mission, tours, today)
    own = {evidence_key(keys, t.key): t for t in counted(tours, today) if t.state}
    wanted = [*together, *own]
    held: dict[Key, Stored[Record]] = {}
    for start in range(0, len(wanted), MAX_KEYS):
        held.update(store.fetch(wanted[start : start + MAX_KEYS]).found)
    new: list[Change] = [evidence_of(keys, tour, title.title) for key, tour in own.items() if key not in held]
    new += _ties(store, {key: one for key, one in together.items() if key not in held}, title)
    for start in range(0, len(new), MAX_KEYS):
        store.apply(new[start : start + MAX_KEYS])
    return len(new)


def _ties(store: Store, new: Mapping[Key, Together], mission: Mission) -> list[Change]:
    """The new ties, but none of who objects to being inferred about: that is what working beside is."""
    people = {person for together in new.values() for person in (together.a, together.b)}
    silent = _objecting(store, people)
    return [
        tie_of(key, together, mission, AGREED)
        for key, together in new.items()
        if silent.isdisjoint((together.a, together.b))
    ]


def _objecting(store: Store, people: Collection[Key]) -> set[Key]:
    keys = sorted(map(preference_key, people))
    found: set[Key] = set()
    for start in range(0, len(keys), MAX_KEYS):
        said = store.fetch(keys[start : start + MAX_KEYS]).found.values()
        found |= {s.record.person for s in said if isinstance(s.record, Preference) and s.record.objected}
    return found


def _is_held(tie: object, together: Together) -> bool:
    return isinstance(tie, Tie) and says_the_same(tie, together)


def _in_kith(store: Store) -> list[Tour]:
    return list(every(store, Tour, [IN_KITH]))


def _tours_of(store: Store, mission: Key) -> list[Stored[Tour]]:
    found: list[Stored[Tour]] = []
    after: Key | None = None
    while True:
        page = store.adjacent([mission], Tour, after, MAX_KEYS)
        found += page.records
        after = page.after
        if after is None:
            return found


def _differing(was: Mapping[Key, object], is_: Mapping[Key, object]) -> list[Key]:
    return [key for key, together in is_.items() if was.get(key) != together]
