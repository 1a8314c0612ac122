"""Second pass, with an organization: authors worked there from their first to their last commit."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from graph.algorithms.source_switches import GIT
from graph.keys import Key
from graph.model import Employment, Person
from ingest.draft import Draft
from ingest.protected import ErasedRecord
from ingest.source import BadRecord, Item, Problem
from ingest.sources.git.cast import identifiers, known_people
from ingest.sources.git.history import Activity, History
from ingest.sources.git.period import Period

STILL_THERE: Final = 365 * 86_400
"""Seconds after a commit in which somebody is taken to be still there."""


class EmploymentStage:
    """People active in the period, by address; a checkpoint is an address."""

    name = "employments"
    counts = False

    def __init__(
        self, source: str, history: History, organization: str, period: Period, notes: list[str]
    ) -> None:
        self._source = source
        self._file = history.repository.name
        self._organization = organization
        self._until = period.until
        self._notes = notes
        self._active = history.active
        self._addresses: dict[Key, set[str]] | None = None  # of each person

    def items(self, after: str) -> Iterator[Item | Problem]:
        """Everybody active, in order of address, behind the address `after`."""
        for number, email in enumerate(sorted(self._active), 1):
            if email > after:
                yield Item(self._file, number, email, {"email": email}, email)

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """The employments, of people known or new; people are fetched at once."""
        if self._addresses is None:
            self._addresses = defaultdict(set)
            for email, person in known_people(self._active, draft).items():
                self._addresses[person].add(email)
        people = [identifiers(str(item.value)) for item in items]
        draft.load_people(people)
        known = [(draft.known(found), found[0]) for found in people]
        draft.load_adjacent([key for key, _ in known if key], Employment)
        organization = draft.organization_key(self._organization)
        expected = [key or draft.keys.key(Person.KIND, *first) for key, first in known]
        return [organization, *(self._key(person, organization, draft) for person in expected)]

    def take(self, item: Item, draft: Draft) -> None:
        """Put one employment a person; whose identifiers contradict each other gets none."""
        email = str(item.value)
        known = draft.known(identifiers(email))
        if known and draft.switched.among([known], GIT):
            return
        try:
            person = draft.person(identifiers(email), name=self._active[email].name)
        except ErasedRecord:
            return
        except BadRecord as error:  # the commits are in quarantine, and this is not their row
            note = f"no employment for {email}: {error}"
            self._notes.extend(() if note in self._notes else (note,))
            return
        organization = draft.organization(self._organization)
        key = self._key(person, organization, draft)
        there = [e for e in draft.adjacent(person, Employment) if e.organization == organization]
        if any(not e.contributor and not e.source.startswith("git:") for e in there):
            return  # the company knows better than its commits
        activity = self._activity(email, person)
        new = Employment(
            key=key,
            person=person,
            organization=organization,
            since=_day(activity.first),
            until=self._end(activity, draft.now),
            source=self._source,
        )
        before = next((e for e in there if e.key == key), None)
        draft.put(_extended(before, new, activity) if before else new)

    def _key(self, person: Key, organization: Key, draft: Draft) -> Key:
        return draft.keys.pair_key(Employment.KIND, person, organization, self._source)

    def _activity(self, email: str, person: Key) -> Activity:
        """What all the addresses of a person show together."""
        assert self._addresses is not None
        self._addresses[person].add(email)  # the next address may be theirs, too
        own = [self._active[each] for each in self._addresses[person]]
        return Activity(
            self._active[email].name,
            min(each.first for each in own),
            max(each.last for each in own),
            any(each.later for each in own),
        )

    def _end(self, activity: Activity, now: datetime) -> str:
        end = int(now.timestamp())
        if self._until is not None:
            end = min(end, self._until)
        return "" if end - activity.last < STILL_THERE else _day(activity.last)


def _extended(before: Employment, new: Employment, activity: Activity) -> Employment:
    """`new`, without what a narrower period takes from what is known already."""
    since = min(before.since, new.since)
    if before.until == "":
        until = "" if activity.later else new.until
    else:
        until = before.until if before.until >= _day(activity.last) else new.until
    return replace(new, since=since, until=until)


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()
