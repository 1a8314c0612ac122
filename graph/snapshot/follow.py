"""Follow the store: take in what changed since a snapshot's revision, deletions included."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.algorithms.pair_facts import all_adjacent, facts_of, total
from graph.keys import Key, kind_of, name_of, pair_of
from graph.model import Employment, Evidence, Person, Preference, Skill, preference_key
from graph.ports import MAX_KEYS, R, Store
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
    persons, employments, preferences = _read_people(store, people)
    pairs = {pair_of(key) for kind in ("tie", "contact") for key in keys.get(kind, ())}
    amounts = {pair: total(facts) for pair, facts in facts_of(store, pairs).items()}
    evidence = _read(store, keys.get("evidence", set()), Evidence)
    skills = _read(store, keys.get("skill", set()), Skill)
    with snapshot.sharing.writing():
        table = snapshot.people
        for key in sorted(persons):  # all of them first: a preference names others of the same batch
            table.add(key)
        for key in sorted(people):
            if key in persons or table.ids.number(key) >= 0:
                number = table.add(key)
                table.put(number, persons.get(key), employments[key], preferences.get(key))
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
        snapshot.gone |= keys.get("person", set()) - persons.keys()
        snapshot.revision = revision
        snapshot.followed += sum(map(len, keys.values()))
    return True


def _people_concerned(keys: dict[str, set[Key]]) -> set[Key]:
    people = set(keys.get("person", ()))
    people.update(Key(f"person:{name_of(key)}") for key in keys.get("preference", ()))
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


def _read_people(
    store: Store, people: set[Key]
) -> tuple[dict[Key, Person], dict[Key, list[Employment]], dict[Key, Preference]]:
    persons = _read(store, people, Person)
    wanted = {preference_key(key) for key in persons}
    preferences = {p.person: p for p in _read(store, wanted, Preference).values()}
    employments: dict[Key, list[Employment]] = defaultdict(list)
    for chunk in _chunks(sorted(persons)):
        for employment in all_adjacent(store, chunk, Employment):
            employments[employment.person].append(employment)
    return persons, employments, preferences
