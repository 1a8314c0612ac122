"""Build a snapshot from a store: one pass over each kind of record that questions need."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import cast

import numpy as np

from graph.algorithms.decisions import decided_defaults
from graph.algorithms.pair_facts import total
from graph.algorithms.source_switches import Silenced, read_switches
from graph.algorithms.source_switches import told as audible
from graph.algorithms.tie_strength import AMOUNTS, Total
from graph.algorithms.withholding import WithheldTexts
from graph.errors import NotInitialised
from graph.keys import Key, name_of
from graph.model import (
    Aspiration,
    Budget,
    Contact,
    Employment,
    Evidence,
    Installation,
    Mission,
    Organization,
    Person,
    Preference,
    PrivateProfile,
    RehireStatus,
    Skill,
    Tie,
    Tour,
    Verdict,
)
from graph.ports import Store
from graph.resting import Rests, either
from graph.scans import every
from graph.snapshot.disclaimers import Disclaimers
from graph.snapshot.evidence import EvidenceTable
from graph.snapshot.people import PeopleTable
from graph.snapshot.phrases import Phrases
from graph.snapshot.skills import SkillTable
from graph.snapshot.snapshot import Snapshot
from graph.snapshot.ties import TieTable
from graph.snapshot.unused import Unused, restricted

Report = Callable[[str], None]


def installation(store: Store) -> Installation:
    """The record about whose network it is. Raises NotInitialised."""
    for stored in store.scan(Installation, limit=1).records:
        return stored.record
    raise NotInitialised(type(store).__name__)


def build(store: Store, report: Report = lambda _: None) -> Snapshot:
    """Read the whole store into arrays. O(records); the caller follows what changed meanwhile."""
    home = installation(store).home
    revision = store.revision()
    preferences = {preference.person: preference for preference in every(store, Preference)}
    unused = Unused.read(store, restricted(preferences.values()))
    report("people")
    phrases = Phrases.for_people(sum(1 for _ in every(store, Person)))
    told = WithheldTexts(store, lambda _: unused.all, phrases.note)
    people = _people(told, home, preferences)
    switches = read_switches(store)
    silenced = switches.silenced(people.places())
    report("ties")
    ties = _ties(store, people, silenced, phrases)
    report("evidence")
    evidence = EvidenceTable.of(every(told, Evidence), people.ids, silenced)
    report("skills")
    skills = SkillTable.of(every(told, Skill))
    disclaimers = Disclaimers.of(every(told, Verdict))
    decided = decided_defaults(store)
    for kind in (Mission, Organization, PrivateProfile, Tour):
        for record in every(store, kind):
            phrases.note(record)
    return Snapshot(
        revision,
        people,
        ties,
        evidence,
        skills,
        disclaimers,
        switches,
        silenced,
        decided,
        unused=unused,
        withheld=told.withheld,
        phrases=phrases,
    )


def _people(store: Store, home: Key, preferences: Mapping[Key, Preference]) -> PeopleTable:
    persons = {person.key: person for person in every(store, Person)}
    table = PeopleTable.empty(home, persons, (o.key for o in every(store, Organization)))
    employments: dict[Key, list[Employment]] = defaultdict(list)
    for employment in every(store, Employment):
        employments[employment.person].append(employment)
    budgets = {budget.person: budget for budget in every(store, Budget)}
    aspirations = {aspiration.person: aspiration for aspiration in every(store, Aspiration)}
    rehire = {status.person: status for status in every(store, RehireStatus)}
    for key, person in persons.items():
        number = table.ids.number(key)
        said = (preferences.get(key), budgets.get(key), aspirations.get(key), rehire.get(key))
        table.put(number, person, employments.pop(key, ()), *said)
    return table


def _pair_name(record: Tie | Contact) -> str:
    return name_of(record.key).rpartition(".")[0]


def _either(pair_name: str, rested: Mapping[Key, Rests]) -> Rests:
    one, other = (rested.get(Key(f"person:{end}"), ()) for end in pair_name.split("."))
    return either(one, other)


def _ties(store: Store, people: PeopleTable, silenced: Silenced, phrases: Phrases) -> TieTable:
    """Ties and contacts come in key order, so the facts about a pair come together."""
    facts: Iterator[Tie | Contact] = heapq.merge(
        cast(Iterator[Tie | Contact], every(store, Tie)), every(store, Contact), key=_pair_name
    )
    names: list[str] = []
    sums: list[Total] = []
    rested = {key: people.rests_of(key) for key in map(people.ids.key, people.rests)}
    for name, group in groupby(facts, _pair_name):
        rests = _either(name, rested) if rested else ()
        known = list(group)
        for fact in known:
            phrases.note(fact)
        summed = total(audible(known, silenced), rests=rests)
        if summed[-1]:
            names.append(name)
            sums.append(summed)
    ends = [Key(f"person:{end}") for name in names for end in name.split(".")]
    numbers = people.ids.numbers(ends).reshape(-1, 2)
    return TieTable.of(
        len(people.ids),
        np.ascontiguousarray(numbers[:, 0]),
        np.ascontiguousarray(numbers[:, 1]),
        np.array(sums, AMOUNTS),
    )
