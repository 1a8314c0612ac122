"""Follow the store: take in what changed since a snapshot's revision, deletions included."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from typing import Final

from graph.algorithms.decisions import about_defaults, decided_defaults
from graph.algorithms.mentions import Mentions
from graph.algorithms.pair_facts import Fact, Pair, facts_of, total
from graph.algorithms.source_switches import Silenced, place_of, switch_changed, told
from graph.algorithms.tie_strength import Total
from graph.algorithms.withholding import WithheldTexts
from graph.keys import Key, name_of, pair_of
from graph.model import (
    KINDS,
    Aspiration,
    Budget,
    Contact,
    Evidence,
    Preference,
    RehireStatus,
    Skill,
    Tie,
    Verdict,
)
from graph.ports import Store
from graph.resting import Rests, either, rests_of
from graph.scans import all_adjacent
from graph.snapshot.evidence import voters
from graph.snapshot.news import FOLLOWED, OTHERS, news
from graph.snapshot.people_read import PeopleRead, chunks, read, read_people
from graph.snapshot.snapshot import RESTRICTED, Snapshot
from graph.snapshot.unused import Unused, changed_unused, concerned

_SAID: Final = (Preference.KIND, Budget.KIND, Aspiration.KIND, RehireStatus.KIND)
"""Kinds of which there is one record a person, `kind:<name of the person>`."""


def follow(store: Store, snapshot: Snapshot) -> bool:
    """Bring `snapshot` up to the store's revision; False when it should be built anew instead.

    Reads first, then writes the arrays while no question reads them. O(changes x their
    neighbourhood): a changed contact reads the facts about its pair, a person their employments. Of
    kinds that are not FOLLOWED nothing is read, and no question is waited for.
    """
    changed = news(store, snapshot)
    if changed is None:
        return False
    revision, keys, count, kinds = changed
    if switch_changed(keys.get("decision", set())):
        return False
    unused = changed_unused(store, snapshot.unused, keys)
    if unused is not snapshot.unused:
        for kind, more in _concerned(snapshot, unused).items():
            keys[kind] |= more
        kinds.add(RESTRICTED)
    snapshot.changed.update(dict.fromkeys(kinds, revision))
    for other in OTHERS:
        for said in read(store, keys.get(other, set()), KINDS[other]).values():
            snapshot.phrases.note(said)
    if keys.keys().isdisjoint(FOLLOWED):
        snapshot.unused = unused
        snapshot.revision = revision
        snapshot.followed += count
        return True
    taken = _taken(store, snapshot, keys, unused)
    if taken is None:
        return False
    with snapshot.sharing.writing():
        _write_people(snapshot, taken)
        _write_evidence(snapshot, taken)
        snapshot.gone |= keys.get("person", set()) - taken.people.persons.keys()
        again = taken.concerned.union(*(keys.get(kind, ()) for kind in ("evidence", "skill", "verdict")))
        snapshot.withheld = snapshot.withheld - again | taken.withheld
        snapshot.unused = unused
        snapshot.silenced = taken.silenced
        snapshot.decided = taken.decided
        snapshot.revision = revision
        snapshot.followed += count
    return True


@dataclass(frozen=True, slots=True)
class _Taken:
    """What was read of all that changed, before anything is written."""

    keys: dict[str, set[Key]]
    concerned: set[Key]  # people
    people: PeopleRead
    silenced: Silenced
    decided: Mapping[str, str]
    amounts: dict[Pair, Total]
    evidence: dict[Key, Evidence]
    skills: dict[Key, Skill]
    verdicts: dict[Key, Verdict]
    withheld: set[Key]


def _taken(store: Store, snapshot: Snapshot, keys: dict[str, set[Key]], unused: Unused) -> _Taken | None:
    """Read what changed; None when the snapshot should be built anew instead."""
    told_store = WithheldTexts(store, lambda _: unused.all, snapshot.phrases.note)
    people = _people_concerned(keys)
    known = read_people(told_store, people)
    silenced = _silenced(snapshot, known)
    if silenced is None:
        return None
    defaults = any(map(about_defaults, keys.get("decision", ())))
    return _Taken(
        keys,
        people,
        known,
        silenced,
        decided_defaults(store) if defaults else snapshot.decided,
        _amounts(store, snapshot, keys, people, known, silenced),
        read(told_store, keys.get("evidence", set()), Evidence),
        read(told_store, keys.get("skill", set()), Skill),
        read(told_store, keys.get("verdict", set()), Verdict),
        told_store.withheld,
    )


def _write_people(snapshot: Snapshot, taken: _Taken) -> None:
    table, persons = snapshot.people, taken.people.persons
    for key in sorted(persons):  # all of them first: a preference names others of the same batch
        table.add(key)
    for key in sorted(taken.concerned):
        if key in persons or table.ids.number(key) >= 0:
            table.put(table.add(key), *taken.people.about(key))
    if taken.amounts:
        numbered = {(table.add(a), table.add(b)): summed for (a, b), summed in taken.amounts.items()}
        snapshot.ties.put(numbered, len(table.ids))


def _write_evidence(snapshot: Snapshot, taken: _Taken) -> None:
    """Evidence, with skills and what was said of suggestions."""
    for key in sorted(taken.keys.get("evidence", ())):
        record = taken.evidence.get(key)
        showing = voters(record, snapshot.people.ids, taken.silenced) if record is not None else None
        if record is None or showing is None:
            snapshot.evidence.drop(key)
        else:
            snapshot.evidence.put(record, showing)
    for key in taken.keys.get("skill", ()):
        if key in taken.skills:
            snapshot.skills.put(taken.skills[key])
        else:
            snapshot.skills.drop(key)
    for key in taken.keys.get("verdict", ()):
        if key in taken.verdicts:
            snapshot.disclaimers.put(taken.verdicts[key])
        else:
            snapshot.disclaimers.drop(key)


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


def _silenced(snapshot: Snapshot, known: PeopleRead) -> Silenced | None:
    """Whom each source says nothing of, now that these people are as they are.

    None when somebody who was there before came under a switch or from under one: what is held of them is
    then of another day.
    """
    switches, before = snapshot.switches, snapshot.silenced
    if not switches.off:
        return before
    persons = known.persons
    places = ((key, place_of(person, known.employments.get(key, ()))) for key, person in persons.items())
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


def _amounts(
    store: Store,
    snapshot: Snapshot,
    keys: dict[str, set[Key]],
    people: set[Key],
    known: PeopleRead,
    silenced: Silenced,
) -> dict[Pair, Total]:
    """What the pairs add up to of which a fact changed, or when one of the two rested."""
    pairs = {pair_of(key) for kind in ("tie", "contact") for key in keys.get(kind, ())}
    facts = facts_of(store, pairs) | _facts_about(store, _rested_otherwise(snapshot, people, known))
    for fact in chain.from_iterable(facts.values()):
        snapshot.phrases.note(fact)
    return {
        (a, b): total(
            told(said, silenced), rests=either(_rests(snapshot, known, a), _rests(snapshot, known, b))
        )
        for (a, b), said in facts.items()
    }


def _rests(snapshot: Snapshot, known: PeopleRead, person: Key) -> Rests:
    """When somebody rested, as of now."""
    if person in known.persons:
        return rests_of(known.preferences.get(person))
    return snapshot.people.rests_of(person)


def _rested_otherwise(snapshot: Snapshot, people: set[Key], known: PeopleRead) -> list[Key]:
    """Those of `people` whose rests are not those that the snapshot has: their ties age otherwise."""
    there = (key for key in sorted(people) if key in known.persons)
    return [key for key in there if _rests(snapshot, known, key) != snapshot.people.rests_of(key)]


def _facts_about(store: Store, people: Sequence[Key]) -> dict[Pair, list[Fact]]:
    """Every tie and contact of the pairs that these people are in. O(their facts)."""
    facts: dict[Pair, dict[Key, Fact]] = defaultdict(dict)
    for chunk in chunks(people):
        concerned = {*chunk}
        found: Iterator[Fact] = chain(all_adjacent(store, chunk, Tie), all_adjacent(store, chunk, Contact))
        for fact in found:
            pair = pair_of(fact.key)
            # a fact may be adjacent through its contributor alone: then its pair is not whole
            if not concerned.isdisjoint(pair):
                facts[pair][fact.key] = fact
    return {pair: list(known.values()) for pair, known in facts.items()}
