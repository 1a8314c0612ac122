"""Somebody comes back: a second employee number for a person who had one and has left."""

from typing import NamedTuple

from graph.dates import first_day, last_day
from graph.identity.names import name_tokens
from graph.keys import Key
from graph.model import Employment, Identifier, Person
from ingest.draft import Draft
from ingest.recognition import EMPLOYEE
from ingest.sources.people.row import PersonRow
from policy.exits import HR_OR_EXIT


class Stay(NamedTuple):
    """From when to when somebody worked here; partial dates, `until` "" when it has not ended."""

    since: str
    until: str

    def before(self, other: "Stay") -> bool:
        """Whether this one is over, for certain, before the other begins."""
        ends, begins = last_day(self.until), first_day(other.since)
        return ends is not None and begins is not None and ends < begins

    def apart(self, other: "Stay") -> bool:
        """Whether the two have, for certain, no day in common."""
        return self.before(other) or other.before(self)

    def __str__(self) -> str:
        return f"{self.since or 'an unknown day'} to {self.until or 'now'}"


def stay_of(row: PersonRow | Employment) -> Stay:
    """The stay that a row or an employment speaks of."""
    return Stay(row.since, row.until)


def why_not_back(row: PersonRow, person: Key, organization: Key, draft: Draft) -> str:
    """Why the row cannot be a new stay of `person`, who had another employee number; "" when it can.

    It can when none of their employments here overlaps it and the names do not speak against it: companies
    give an address that has become free to the next of that name.
    """
    if organization != draft.home:
        return "it is about another employer"
    if not row.since:
        return "nothing says when the second employment began"
    stays = [stay_of(each) for each in _here(person, draft)]
    if not stays:
        return "nothing says that they have left"
    shared = next((stay for stay in stays if not stay.apart(stay_of(row))), None)
    if shared is not None:
        return f"the two were employed here at the same time ({shared} and {stay_of(row)})"
    known = draft.get(person, Person)
    if row.name and known is not None and known.name and not name_tokens(row.name) & name_tokens(known.name):
        return f"{known.name!r} and {row.name!r} have no name in common"
    return ""


def comes_back(row: PersonRow, person: Key, organization: Key, draft: Draft) -> bool:
    """Whether the row is about `person`, of whom it has nothing but the telephone and the whole name."""
    known = draft.get(person, Person)
    return (
        known is not None
        and _has_number(person, draft)
        and any(scheme == EMPLOYEE for scheme, _ in row.identities)
        and name_tokens(row.name) == name_tokens(known.name) != frozenset()
        and not why_not_back(row, person, organization, draft)
    )


def is_outdated(row: PersonRow, person: Key, draft: Draft) -> bool:
    """Whether a later stay, under another employee number, says the name and the place."""
    begins = first_day(row.since)
    later = [first_day(each.since) for each in _here(person, draft)]
    if begins is None or not any(day is not None and day > begins for day in later):
        return False
    numbers = {each.value for each in draft.adjacent(person, Identifier) if each.scheme == EMPLOYEE}
    return len(numbers | {value for scheme, value in row.identities if scheme == EMPLOYEE}) > 1


def _here(person: Key, draft: Draft) -> list[Employment]:
    return [
        each
        for each in draft.adjacent(person, Employment)
        if each.person == person
        and each.organization == draft.home
        and each.source in HR_OR_EXIT
        and not each.contributor
    ]


def _has_number(person: Key, draft: Draft) -> bool:
    return any(each.scheme == EMPLOYEE for each in draft.adjacent(person, Identifier))
