"""Those who are restricted: how they may be named, and what of the read model that concerns."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Final

import numpy as np

from graph.algorithms.mentions import Mentions, mentions_of_each
from graph.algorithms.terms import word_term
from graph.keys import Key, kind_of, name_of
from graph.model import Evidence, Identifier, Person, Preference, PrivateProfile, Skill, Verdict
from graph.ports import MAX_KEYS, Store
from graph.scans import every
from graph.snapshot.evidence import EvidenceTable
from graph.snapshot.people import WORDED, PeopleTable

NAMING: Final = frozenset({Identifier.KIND, PrivateProfile.KIND, Person.KIND})
"""The kinds that say how somebody may be named."""


@dataclass(frozen=True, slots=True)
class Unused:
    """How each of those who are restricted may be named; texts that do so are as if they were not there."""

    each: Mapping[Key, Mentions] = field(default_factory=dict)
    all: Mentions = Mentions()

    @classmethod
    def read(cls, store: Store, people: Collection[Key]) -> "Unused":
        """Of these people. A few round trips for 500 of them, none for nobody."""
        if not people:
            return NOBODY
        each = mentions_of_each(store, people)
        return cls(each, reduce(Mentions.__or__, each.values(), Mentions()))

    def but(self, person: Key) -> Mentions:
        """How all of them but `person` may be named."""
        if person not in self.each:
            return self.all
        others = (mentions for key, mentions in self.each.items() if key != person)
        return reduce(Mentions.__or__, others, Mentions())


NOBODY: Final = Unused()


def restricted(preferences: Iterable[Preference]) -> set[Key]:
    """Those who say in `preferences` that they are restricted."""
    return {preference.person for preference in preferences if preference.restricted}


def read_unused(store: Store) -> Unused:
    """Everybody who is restricted. O(preferences)."""
    return Unused.read(store, restricted(every(store, Preference)))


def changed_unused(store: Store, before: Unused, keys: Mapping[str, Collection[Key]]) -> Unused:
    """Who is restricted now that the records at `keys` have changed; `before` itself when all is as it was.

    A few round trips when somebody's preference has changed, or how somebody restricted is called.
    """
    said = sorted(keys.get(Preference.KIND, ()))
    people = set(before.each) - {Key(f"{Person.KIND}:{name_of(key)}") for key in said}
    for start in range(0, len(said), MAX_KEYS):
        found = store.fetch(said[start : start + MAX_KEYS]).found.values()
        people |= restricted(s.record for s in found if isinstance(s.record, Preference))
    renamed = before.each and any(keys.get(kind) for kind in NAMING)
    if people == before.each.keys() and not renamed:
        return before
    after = Unused.read(store, people)
    return before if after == before else after


def concerned(
    withheld: Collection[Key],
    people: PeopleTable,
    evidence: EvidenceTable,
    skills: Iterable[Skill],
    verdicts: Iterable[Verdict],
    mentions: Mentions,
) -> dict[str, set[Key]]:
    """What is to be read again when `mentions` are what is withheld from now on, by kind.

    What texts were `withheld` of, and what names somebody. O(skills + distinct places and departments).
    """
    found: dict[str, set[Key]] = defaultdict(set)
    for key in withheld:
        found[kind_of(key)].add(key)
    if mentions:
        found[Evidence.KIND].update(evidence_naming(evidence, mentions))
        found[Person.KIND].update(_worded(people, mentions))
        named = (s.key for s in skills if any(map(mentions.label_in, (s.label, *s.alternatives))))
        found[Skill.KIND].update(named)
        found[Verdict.KIND].update(v.key for v in verdicts if mentions.said_by(v.topic))
    return {kind: keys for kind, keys in found.items() if keys}


def evidence_naming(table: EvidenceTable, mentions: Mentions) -> Iterator[Key]:
    """Shared evidence that holds every word of a name or an address. O(postings of those words)."""
    for words in mentions.topics():
        posted = [np.unique(table.about(word_term(word))["evidence"]) for word in set(words)]
        together = posted[0]
        for each in posted[1:]:
            together = np.intersect1d(together, each, assume_unique=True)
        yield from (table.key(int(n)) for n in together if table.rows.rows["alive"][n])


def _worded(people: PeopleTable, mentions: Mentions) -> Iterator[Key]:
    """Those whose department or place, as it is folded, may name somebody."""
    numbers = [number for number, word in enumerate(people.words.all()) if mentions.label_in(word)]
    if numbers:
        facets = people.facets.rows
        said = np.logical_or.reduce([np.isin(facets[name], numbers) for name in WORDED])
        yield from (people.ids.key(int(number)) for number in np.flatnonzero(said))
