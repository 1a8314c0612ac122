"""Follow the store: take in what changed since a snapshot's revision, deletions included."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from typing import Final, NamedTuple

from graph.algorithms.decisions import about_defaults, decided_defaults
from graph.algorithms.mentions import Mentions
from graph.algorithms.pair_facts import Fact, Pair, all_adjacent, facts_of, total
from graph.algorithms.source_switches import Silenced, place_of, switch_changed, told
from graph.algorithms.tie_strength import Total
from graph.algorithms.withholding import WithheldTexts
from graph.keys import Key, kind_of, name_of, pair_of
from graph.model import (
    KINDS,
    Aspiration,
    Budget,
    Contact,
    Decision,
    Employment,
    Evidence,
    Person,
    Preference,
    Record,
    RehireStatus,
    Skill,
    Tie,
    Verdict,
    aspiration_key,
    budget_key,
    preference_key,
    rehire_key,
)
from graph.ports import MAX_KEYS, R, Store
from graph.resting import Rests, either, rests_of
from graph.snapshot.evidence import voters
from graph.snapshot.phrases import NOTED
from graph.snapshot.snapshot import Snapshot
from graph.snapshot.unused import NAMING, Unused, changed_unused, concerned

_CHUNK = 500

FOLLOWED: Final = frozenset(
    kind.KIND
    for kind in (
        Person,
        Preference,
        Budget,
        Aspiration,
        RehireStatus,
        Employment,
        Tie,
        Contact,
        Evidence,
        Skill,
        Verdict,
        Decision,
    )
)
"""The kinds that a snapshot holds something of; the changes of others pass it by."""

OTHERS: Final = frozenset(kind.KIND for kind in NOTED) - FOLLOWED
"""The kinds of which a snapshot holds nothing but which phrases they say."""
_SAID: Final = (Preference.KIND, Budget.KIND, Aspiration.KIND, RehireStatus.KIND)
"""Kinds of which there is one record a person, `kind:<name of the person>`."""

REBUILD = 200_000
"""More changes than this are faster taken in by building anew."""


class News(NamedTuple):
    """The keys that changed behind a snapshot, by kind (FOLLOWED ones only), and where that leads to.

    While somebody is restricted those of kinds that say how people are called, too. `changes` counts all.
    """

    revision: int
    keys: dict[str, set[Key]]
    changes: int


def news(store: Store, snapshot: Snapshot) -> News | None:
    """What changed behind the snapshot. None when there is more than REBUILD. O(changes)."""
    keys: dict[str, set[Key]] = defaultdict(set)
    position, count, followed = snapshot.position, 0, 0
    kinds = FOLLOWED | OTHERS | NAMING if snapshot.unused.each else FOLLOWED | OTHERS
    while True:
        feed = store.changes(position, MAX_KEYS)
        count += len(feed.changes)
        for change in feed.changes:
            kind = kind_of(change.key)
            if kind in kinds:
                keys[kind].add(change.key)
                followed += 1
        if followed > REBUILD:
            return None
        if feed.after is None:
            return News(feed.revision, keys, count)
        position = feed.after


def follow(store: Store, snapshot: Snapshot) -> bool:
    """Bring `snapshot` up to the store's revision; False when it should be built anew instead.

    Reads first, then writes the arrays while no question reads them. O(changes x their
    neighbourhood): a changed contact reads the facts about its pair, a person their employments. Of
    kinds that are not FOLLOWED nothing is read, and no question is waited for.
    """
    changed = news(store, snapshot)
    if changed is None:
        return False
    revision, keys, count = changed
    if switch_changed(keys.get("decision", set())):
        return False
    unused = changed_unused(store, snapshot.unused, keys)
    if unused is not snapshot.unused:
        for kind, more in _concerned(snapshot, unused).items():
            keys[kind] |= more
    for other in OTHERS:
        for said in _read(store, keys.get(other, set()), KINDS[other]).values():
            snapshot.phrases.note(said)
    if keys.keys().isdisjoint(FOLLOWED):
        snapshot.unused = unused
        snapshot.revision = revision
        snapshot.followed += count
        return True
    told_store = WithheldTexts(store, lambda _: unused.all, snapshot.phrases.note)
    people = _people_concerned(keys)
    read = _read_people(told_store, people)
    silenced = _silenced(snapshot, read)
    if silenced is None:
        return False
    defaults = any(map(about_defaults, keys.get("decision", ())))
    decided = decided_defaults(store) if defaults else snapshot.decided
    amounts = _amounts(store, snapshot, keys, people, read, silenced)
    evidence = _read(told_store, keys.get("evidence", set()), Evidence)
    skills = _read(told_store, keys.get("skill", set()), Skill)
    verdicts = _read(told_store, keys.get("verdict", set()), Verdict)
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
            showing = voters(record, table.ids, silenced) if record is not None else None
            if record is None or showing is None:
                snapshot.evidence.drop(key)
            else:
                snapshot.evidence.put(record, showing)
        for key in keys.get("skill", ()):
            if key in skills:
                snapshot.skills.put(skills[key])
            else:
                snapshot.skills.drop(key)
        for key in keys.get("verdict", ()):
            if key in verdicts:
                snapshot.disclaimers.put(verdicts[key])
            else:
                snapshot.disclaimers.drop(key)
        snapshot.gone |= keys.get("person", set()) - read.persons.keys()
        again = people.union(*(keys.get(kind, ()) for kind in ("evidence", "skill", "verdict")))
        snapshot.withheld = snapshot.withheld - again | told_store.withheld
        snapshot.unused = unused
        snapshot.silenced = silenced
        snapshot.decided = decided
        snapshot.revision = revision
        snapshot.followed += count
    return True


def _concerned(snapshot: Snapshot, unused: Unused) -> dict[str, set[Key]]:
    """What is to be read again when these people are those who are restricted."""
    new = [mentions for key, mentions in unused.each.items() if snapshot.unused.each.get(key) != mentions]
    with snapshot.sharing.reading():
        return concerned(
            snapshot.withheld,
            snapshot.people,
            snapshot.evidence,
            snapshot.skills.skills.values(),
            snapshot.disclaimers.held.values(),
            reduce(Mentions.__or__, new, Mentions()),
        )


def _silenced(snapshot: Snapshot, read: "_People") -> Silenced | None:
    """Whom each source says nothing of, now that these people are as they are.

    None when somebody who was there before came under a switch or from under one: what is held of them is
    then of another day.
    """
    switches, before = snapshot.switches, snapshot.silenced
    if not switches.off:
        return before
    persons = read.persons
    places = ((key, place_of(person, read.employments.get(key, ()))) for key, person in persons.items())
    now = switches.silenced(places)
    fresh = {key for key in persons if snapshot.people.ids.number(key) < 0}
    for source, _ in switches.off:
        was, is_ = before.get(source, frozenset()) & persons.keys(), now.get(source, frozenset())
        if was ^ is_ - fresh:
            return None
    return {
        source: before.get(source, frozenset()) | now.get(source, frozenset())
        for source in before.keys() | now.keys()
    }


def _people_concerned(keys: dict[str, set[Key]]) -> set[Key]:
    people = set(keys.get("person", ()))
    for kind in _SAID:
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
    store: Store,
    snapshot: Snapshot,
    keys: dict[str, set[Key]],
    people: set[Key],
    read: "_People",
    silenced: Silenced,
) -> dict[Pair, Total]:
    """What the pairs add up to of which a fact changed, or when one of the two rested."""
    pairs = {pair_of(key) for kind in ("tie", "contact") for key in keys.get(kind, ())}
    facts = facts_of(store, pairs) | _facts_about(store, _rested_otherwise(snapshot, people, read))
    for fact in chain.from_iterable(facts.values()):
        snapshot.phrases.note(fact)
    return {
        (a, b): total(
            told(known, silenced), rests=either(_rests(snapshot, read, a), _rests(snapshot, read, b))
        )
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
    aspirations: dict[Key, Aspiration]
    rehire: dict[Key, RehireStatus]

    def about(
        self, key: Key
    ) -> tuple[
        Person | None,
        list[Employment],
        Preference | None,
        Budget | None,
        Aspiration | None,
        RehireStatus | None,
    ]:
        return (
            self.persons.get(key),
            self.employments.get(key, []),
            self.preferences.get(key),
            self.budgets.get(key),
            self.aspirations.get(key),
            self.rehire.get(key),
        )


def _read_people(store: Store, people: set[Key]) -> _People:
    persons = _read(store, people, Person)
    named = (preference_key, budget_key, aspiration_key, rehire_key)
    said = _read(store, {make(key) for key in persons for make in named}, Record).values()
    employments: dict[Key, list[Employment]] = defaultdict(list)
    for chunk in _chunks(sorted(persons)):
        for employment in all_adjacent(store, chunk, Employment):
            employments[employment.person].append(employment)
    return _People(
        persons,
        employments,
        {p.person: p for p in said if isinstance(p, Preference)},
        {b.person: b for b in said if isinstance(b, Budget)},
        {a.person: a for a in said if isinstance(a, Aspiration)},
        {r.person: r for r in said if isinstance(r, RehireStatus)},
    )
