"""Follow the store: take in what changed since a snapshot's revision, deletions included."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from graph.algorithms.decisions import about_defaults, decided_defaults
from graph.algorithms.pair_facts import Fact, Pair, all_adjacent, facts_of, total
from graph.algorithms.tie_strength import Total
from graph.keys import Key, kind_of, name_of, pair_of
from graph.model import (
    Budget,
    Contact,
    Employment,
    Evidence,
    Person,
    Preference,
    Skill,
    Tie,
    budget_key,
    preference_key,
)
from graph.ports import MAX_KEYS, R, Store
from graph.resting import Rests, either, rests_of
from graph.snapshot.snapshot import Snapshot

_CHUNK = 500

REBUILD = 200_000
"""More changes than this are faster taken in by building anew."""


def changed_keys(store: Store, snapshot: Snapshot) -> tuple[int, dict[str, set[Key]]] | None:
    """The keys that changed behind the snapshot, by kind, and the revision that they lead to.

    None when there are more than REBUILD. O(changes).
    """
    keys: dict[str, set[Key]] = defaultdict(set)
    position, count = snapshot.position, 0
    while True:
        feed = store.changes(position, MAX_KEYS)
        for change in feed.changes:
            keys[kind_of(change.key)].add(change.key)
        count += len(feed.changes)
        if count > REBUILD:
            return None
        if feed.after is None:
            return feed.revision, keys
        position = feed.after


def follow(store: Store, snapshot: Snapshot) -> bool:
    """Bring `snapshot` up to the store's revision; False when it should be built anew instead.

    Reads first, then writes the arrays while no question reads them. O(changes x their
    neighbourhood): a changed contact reads the facts about its pair, a person their employments.
    """
    changed = changed_keys(store, snapshot)
    if changed is None:
        return False
    revision, keys = changed
    people = _people_concerned(keys)
    read = _read_people(store, people)
    defaults = any(map(about_defaults, keys.get("decision", ())))
    decided = decided_defaults(store) if defaults else snapshot.decided
    amounts = _amounts(store, snapshot, keys, people, read)
    evidence = _read(store, keys.get("evidence", set()), Evidence)
    skills = _read(store, keys.get("skill", set()), Skill)
    with snapshot.sharing.writing():
        table = snapshot.people
        for key in sorted(read.persons):  # all of them first: a preference names others of the same batch
            table.add(key)
        for key in sorted(people):
            if key in read.persons or table.ids.number(key) >= 0:
                table.put(table.add(key), *read.about(key))
        if amounts:
            numbered = {(table.add(a), table.add(b)): summed for (a, b), summed in amounts.items()}
            snapshot.ties.put(numbered, len(table.ids))
        for key in sorted(keys.get("evidence", ())):
            record = evidence.get(key)
            if record is None or record.contributor:
                snapshot.evidence.drop(key)
            else:
                snapshot.evidence.put(record, table.ids.numbers(record.people))
        for key in keys.get("skill", ()):
            if key in skills:
                snapshot.skills.put(skills[key])
            else:
                snapshot.skills.drop(key)
        snapshot.decided = decided
        snapshot.revision = revision
        snapshot.followed += sum(map(len, keys.values()))
    return True


def _people_concerned(keys: dict[str, set[Key]]) -> set[Key]:
    people = set(keys.get("person", ()))
    for kind in (Preference.KIND, Budget.KIND):
        people.update(Key(f"person:{name_of(key)}") for key in keys.get(kind, ()))
    for key in keys.get("employment", ()):
        people.update(pair_of(key))  # one of the two names is an organization's: nobody has it
    return people


def _chunks(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]


def _read(store: Store, keys: set[Key], kind: type[R]) -> dict[Key, R]:
    found: dict[Key, R] = {}
    for chunk in _chunks(sorted(keys)):
        for key, stored in store.fetch(chunk).found.items():
            if isinstance(stored.record, kind):
                found[key] = stored.record
    return found


def _amounts(
    store: Store, snapshot: Snapshot, keys: dict[str, set[Key]], people: set[Key], read: "_People"
) -> dict[Pair, Total]:
    """What the pairs add up to of which a fact changed, or when one of the two rested."""
    pairs = {pair_of(key) for kind in ("tie", "contact") for key in keys.get(kind, ())}
    facts = facts_of(store, pairs) | _facts_about(store, _rested_otherwise(snapshot, people, read))
    return {
        (a, b): total(known, rests=either(_rests(snapshot, read, a), _rests(snapshot, read, b)))
        for (a, b), known in facts.items()
    }


def _rests(snapshot: Snapshot, read: "_People", person: Key) -> Rests:
    """When somebody rested, as of now."""
    if person in read.persons:
        return rests_of(read.preferences.get(person))
    return snapshot.people.rests_of(person)


def _rested_otherwise(snapshot: Snapshot, people: set[Key], read: "_People") -> list[Key]:
    """Those of `people` whose rests are not those that the snapshot has: their ties age otherwise."""
    there = (key for key in sorted(people) if key in read.persons)
    return [key for key in there if _rests(snapshot, read, key) != snapshot.people.rests_of(key)]


def _facts_about(store: Store, people: Sequence[Key]) -> dict[Pair, list[Fact]]:
    """Every tie and contact of the pairs that these people are in. O(their facts)."""
    facts: dict[Pair, dict[Key, Fact]] = defaultdict(dict)
    for chunk in _chunks(people):
        concerned = {*chunk}
        found: Iterator[Fact] = chain(all_adjacent(store, chunk, Tie), all_adjacent(store, chunk, Contact))
        for fact in found:
            pair = pair_of(fact.key)
            # a fact may be adjacent through its contributor alone: then its pair is not whole
            if not concerned.isdisjoint(pair):
                facts[pair][fact.key] = fact
    return {pair: list(known.values()) for pair, known in facts.items()}


@dataclass(frozen=True, slots=True)
class _People:
    """Everything that the people table says about some people."""

    persons: dict[Key, Person]
    employments: dict[Key, list[Employment]]
    preferences: dict[Key, Preference]
    budgets: dict[Key, Budget]

    def about(self, key: Key) -> tuple[Person | None, list[Employment], Preference | None, Budget | None]:
        return (
            self.persons.get(key),
            self.employments.get(key, []),
            self.preferences.get(key),
            self.budgets.get(key),
        )


def _read_people(store: Store, people: set[Key]) -> _People:
    persons = _read(store, people, Person)
    preferences = _read(store, {preference_key(key) for key in persons}, Preference)
    budgets = _read(store, {budget_key(key) for key in persons}, Budget)
    employments: dict[Key, list[Employment]] = defaultdict(list)
    for chunk in _chunks(sorted(persons)):
        for employment in all_adjacent(store, chunk, Employment):
            employments[employment.person].append(employment)
    return _People(
        persons,
        employments,
        {p.person: p for p in preferences.values()},
        {b.person: b for b in budgets.values()},
    )
