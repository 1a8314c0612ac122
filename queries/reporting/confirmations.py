"""When facts were last confirmed, added up by source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np

from graph.algorithms.pair_facts import counts
from graph.algorithms.source_switches import told
from graph.dates import day_number, last_day
from graph.model import Employment, Person, Tie
from graph.ports import Store
from graph.snapshot.snapshot import Snapshot
from policy.reporting import LEAST
from policy.viewer import Viewer
from queries.heard import audible
from queries.reporting.counted import Counted
from queries.reporting.readings import part_of, revision_of, stored

TIES_LOOKED_AT: Final = 100_000
"""About so many ties are looked at at most."""

DIRECTORY: Final = "directory"
"""The source of people: what all sources of the company say of them is one record."""


@dataclass(slots=True)
class Tally:
    """The facts of one source: how many, how many confirmed since each day, and about whom (up to LEAST)."""

    lately: list[int]
    whole: int = 0
    people: set[int] = field(default_factory=set)

    def add(self, lately: Iterable[int], people: Iterable[int], whole: int = 1) -> None:
        """Add facts about these people."""
        self.whole += whole
        self.lately = [count + fresh for count, fresh in zip(self.lately, lately, strict=True)]
        if len(self.people) < LEAST:
            self.people.update(people)


Tallies = dict[str, Tally]
"""By source."""


@dataclass(frozen=True, slots=True)
class Since:
    """Days, and the first revisions that were made on them."""

    days: tuple[date, ...]
    revisions: tuple[int, ...]

    @classmethod
    def of(cls, store: Store, days: Iterable[date]) -> "Since":
        """With the revisions of `store`."""
        days = tuple(days)
        return cls(days, tuple(revision_of(store, day) for day in days))

    def lately(self, revision: int, until: date | None = None) -> list[bool]:
        """Whether what is of this revision, or was so until a day, was confirmed since each day."""
        return [
            revision >= made or (until is not None and until >= day)
            for day, made in zip(self.days, self.revisions, strict=True)
        ]

    def of_source(self, tallies: Tallies, source: str) -> Tally:
        """The tally of `source`, a new one if it had none."""
        return tallies.setdefault(source, Tally([0] * len(self.days)))


def of_people(store: Store, people: Counted, since: Since) -> Tallies:
    """People, by when their record last changed. O(people)."""
    tallies: Tallies = {}
    for portion in stored(store, Person):
        numbers = people.numbers([one.record.key for one in portion], people.counts)
        for one, number in zip(portion, numbers.tolist(), strict=True):
            if number >= 0:
                since.of_source(tallies, DIRECTORY).add(since.lately(one.revision), (number,))
    return tallies


def of_employments(store: Store, people: Counted, since: Since) -> Tallies:
    """Employments that the company knows, by when their record last changed. O(employments)."""
    tallies: Tallies = {}
    showing = people.showing("employments")
    for portion in stored(store, Employment):
        numbers = people.numbers([one.record.person for one in portion], showing)
        for one, number in zip(portion, numbers.tolist(), strict=True):
            if number >= 0 and not one.record.contributor:
                since.of_source(tallies, one.record.source).add(since.lately(one.revision), (number,))
    return tallies


def of_ties(store: Store, snapshot: Snapshot, people: Counted, since: Since) -> Tallies:
    """Shared ties, by when they last changed or the two last met; of very many a part. O(ties looked at)."""
    tallies: Tallies = {}
    beginnings = part_of(Tie, len(snapshot.ties.pairs), TIES_LOOKED_AT)
    for portion in stored(store, Tie, beginnings):
        ends = people.numbers([end for one in portion for end in (one.record.a, one.record.b)], people.counts)
        pairs = ends.reshape(-1, 2).tolist()
        for one, (a, b) in zip(portion, pairs, strict=True):
            tie = one.record
            if min(a, b) >= 0 and counts(tie) and told([tie], snapshot.silenced):
                lately = since.lately(one.revision, last_day(tie.until))
                since.of_source(tallies, tie.source).add(lately, (a, b))
    return tallies


def of_skills(snapshot: Snapshot, people: Counted, since: Since) -> Tallies:
    """Evidence that everybody may read, by its own day. O(evidence)."""
    with snapshot.sharing.reading():
        heard = audible(snapshot, Viewer(), None, people.showing("skills"))
        rows, voters = snapshot.evidence.rows.rows[heard], snapshot.evidence.voters.rows["person"].copy()
        sources = list(snapshot.evidence.sources)
    tallies: Tallies = {}
    showing = np.append(people.showing("skills"), False)
    for number in np.unique(rows["source"]).tolist():
        own = rows[rows["source"] == number]
        lately = [int((own["day"] >= day_number(day)).sum()) for day in since.days]
        tally = since.of_source(tallies, sources[number])
        tally.add(lately, _some(own["start"], own["end"], voters, showing), len(own))
    return tallies


def _some(starts: np.ndarray, ends: np.ndarray, voters: np.ndarray, showing: np.ndarray) -> Iterator[int]:
    """The first LEAST people whom some evidence shows."""
    found: set[int] = set()
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        for person in voters[start:end].tolist():
            if showing[person] and person not in found:
                found.add(person)
                yield person
        if len(found) >= LEAST:
            return
