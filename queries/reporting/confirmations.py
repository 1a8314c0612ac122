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

LOOKED_AT: Final = 50_000
"""About so many people, with their employments, and so many ties are looked at at most."""

DIRECTORY: Final = "directory"
"""The source of people: what all sources of the company say of them is one record."""


@dataclass(slots=True)
class Tally:
    """The facts of one source, by since how many of the days they are confirmed; about whom, up to LEAST."""

    since: list[int]
    people: set[int] = field(default_factory=set)

    def add(self, days: int, *people: int) -> None:
        """Add a fact about these people that was confirmed since so many of the days."""
        self.since[days] += 1
        if len(self.people) < LEAST:
            self.people.update(people)

    def whole(self) -> int:
        """How many facts there are."""
        return sum(self.since)

    def lately(self) -> list[int]:
        """How many were confirmed since each of the days, the latest day first."""
        return [sum(self.since[days:]) for days in range(len(self.since) - 1, 0, -1)]


Tallies = dict[str, Tally]
"""By source."""


@dataclass(frozen=True, slots=True)
class Since:
    """Days, the latest first, and the first revisions that were made on them."""

    days: tuple[date, ...]
    revisions: tuple[int, ...]

    @classmethod
    def of(cls, store: Store, days: Iterable[date]) -> "Since":
        """With the revisions of `store`."""
        days = tuple(days)
        return cls(days, tuple(revision_of(store, day) for day in days))

    def count(self, revision: int, until: date | None = None) -> int:
        """Since how many of the days it is confirmed: what is of this revision, or was so until a day."""
        made = sum(revision >= first for first in self.revisions)
        return made if until is None else max(made, sum(until >= day for day in self.days))

    def of_source(self, tallies: Tallies, source: str) -> Tally:
        """The tally of `source`, a new one if it had none."""
        found = tallies.get(source)
        if found is None:
            found = tallies[source] = Tally([0] * (len(self.days) + 1))
        return found


def of_people(store: Store, people: Counted, since: Since) -> Tallies:
    """People, by when their record last changed. O(people looked at)."""
    tallies: Tallies = {}
    for portion in stored(store, Person, part_of(Person, int(people.counts.sum()), LOOKED_AT)):
        numbers = people.numbers([one.record.key for one in portion], people.counts)
        for one, number in zip(portion, numbers.tolist(), strict=True):
            if number >= 0:
                since.of_source(tallies, DIRECTORY).add(since.count(one.revision), number)
    return tallies


def of_employments(store: Store, people: Counted, since: Since) -> Tallies:
    """Employments that the company knows, by when their record last changed. O(employments looked at)."""
    tallies: Tallies = {}
    showing = people.showing("employments")
    for portion in stored(store, Employment, part_of(Employment, int(people.counts.sum()), LOOKED_AT)):
        numbers = people.numbers([one.record.person for one in portion], showing)
        for one, number in zip(portion, numbers.tolist(), strict=True):
            if number >= 0 and not one.record.contributor:
                since.of_source(tallies, one.record.source).add(since.count(one.revision), number)
    return tallies


def of_ties(store: Store, snapshot: Snapshot, people: Counted, since: Since) -> Tallies:
    """Shared ties, by when they last changed or the two last met. O(ties looked at)."""
    tallies: Tallies = {}
    for portion in stored(store, Tie, part_of(Tie, len(snapshot.ties.pairs), LOOKED_AT)):
        ends = people.numbers([end for one in portion for end in (one.record.a, one.record.b)], people.counts)
        for one, (a, b) in zip(portion, ends.reshape(-1, 2).tolist(), strict=True):
            tie = one.record
            if a >= 0 and b >= 0 and counts(tie) and told([tie], snapshot.silenced):
                days = since.count(one.revision, last_day(tie.until))
                since.of_source(tallies, tie.source).add(days, a, b)
    return tallies


def of_skills(snapshot: Snapshot, people: Counted, since: Since) -> Tallies:
    """Evidence that everybody may read, by its own day. O(evidence)."""
    with snapshot.sharing.reading():
        heard = audible(snapshot, Viewer(), None, people.showing("skills"))
        rows, voters = snapshot.evidence.rows.rows[heard], snapshot.evidence.voters.rows["person"].copy()
        sources = list(snapshot.evidence.sources)
    tallies: Tallies = {}
    showing = np.append(people.showing("skills"), False)
    days = np.sum([rows["day"] >= day_number(day) for day in since.days], axis=0)
    for number in np.unique(rows["source"]).tolist():
        own = rows["source"] == number
        tally = since.of_source(tallies, sources[number])
        tally.since = np.bincount(days[own], minlength=len(since.days) + 1).tolist()
        tally.people.update(_some(rows["start"][own], rows["end"][own], voters, showing))
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
