"""Second pass, with an organization: authors worked there from their first to their last commit."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from graph.keys import Key
from graph.model import Employment
from ingest.source import Item, Problem
from ingest.sources.git.cast import Cast
from ingest.sources.git.history import Activity, History
from ingest.sources.git.period import Period

if TYPE_CHECKING:
    from ingest.draft import Draft

STILL_THERE: Final = 365 * 86_400
"""Seconds after a commit in which somebody is taken to be still there."""


class EmploymentStage:
    """People active in the period, by address; a checkpoint is an address."""

    name = "employments"
    counts = False

    def __init__(self, source: str, history: History, organization: str, period: Period) -> None:
        self._source = source
        self._file = history.repository.name
        self._organization = organization
        self._until = period.until
        self._cast = Cast(history.active)
        self._known: dict[str, Key] = {}

    def items(self, after: str) -> Iterator[Item | Problem]:
        """Everybody active, in order of address, behind the address `after`."""
        for number, email in enumerate(sorted(self._cast.active), 1):
            if email > after:
                yield Item(self._file, number, email, {"email": email}, email)

    def needs(self, items: Sequence[Item], draft: "Draft") -> Collection[Key]:
        """The identifiers; also finds out which addresses are one person's."""
        self._known = self._cast.known(draft)
        return [key for item in items for key in self._cast.keys(str(item.value), draft)]

    def take(self, item: Item, draft: "Draft") -> None:
        """Put one employment a person. Raises BadRecord."""
        email = str(item.value)
        person = self._known[email] = self._cast.person(email, draft)
        organization = draft.organization(self._organization)
        key = draft.keys.pair_key("employment", person, organization, self._source)
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

    def _activity(self, email: str, person: Key) -> Activity:
        """What all the addresses of a person show together."""
        own = [
            self._cast.active[each]
            for each in sorted({email, *(e for e, known in self._known.items() if known == person)})
        ]
        return Activity(
            own[0].name,
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
