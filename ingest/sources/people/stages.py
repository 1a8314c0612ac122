"""The passes over an HR table: people, then managers who stood further down, then who has left."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from graph.keys import NO_KEY, Key
from graph.model import Employment, Person
from ingest.draft import Draft, Identity
from ingest.source import BadRecord, Item, Problem
from ingest.sources.people.facts import (
    employment_key,
    employment_of,
    end_employment,
    manager_of,
    name_only_key,
    organization_of,
    put_employment,
    put_person,
    set_manager,
    tie_key,
)
from ingest.sources.people.reading import Reading
from ingest.sources.people.row import PersonRow


class Open(NamedTuple):
    """An employment whose manager could not be found yet."""

    employment: Key
    manager: Identity


class PeopleStage:
    """People, their employments, and their managers where these are known already."""

    name = "people"
    counts = True

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.open: dict[int, Open] = {}
        """Lines whose manager was not known yet."""
        self.whole = False
        """Whether this process has read every row from the first, so that `open` is complete."""
        self._phones: set[int] = set()

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The rows of the file."""
        yield from self._reading.items(after, noting=True)
        self.whole = not after

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """Identifiers, their owners, the owners' employments, managers and organizations."""
        rows = _rows(self._reading, items)
        draft.load_people([_all_identities(row) for row in rows])
        draft.load([draft.identifier_key(*row.manager) for row in rows if row.manager])
        people = [_person(row, draft) for row in rows]
        draft.load_adjacent(people, Employment)
        wanted: set[Key] = set()
        for row, person in zip(rows, people, strict=True):
            organization = _organization_key(row, draft)
            wanted.add(organization)
            if draft.get(person, Person) is None:
                continue  # nothing is known about somebody new
            there = employment_of(row, person, organization, draft)
            employment = there.key if there else employment_key(row, person, organization, draft)
            wanted.add(employment)
            managers = {manager_of(row, draft), there.manager if there else NO_KEY}
            wanted.update(tie_key(person, manager, employment, draft) for manager in managers if manager)
        return wanted

    def take(self, item: Item, draft: Draft) -> None:
        """Put the person and the employment. Raises BadRecord."""
        row, first = self._reading.row_of(item)
        person = put_person(row, first, draft)
        if row.phone and draft.known((("phone", row.phone),)) != person and item.line not in self._phones:
            self._phones.add(item.line)
            self._reading.note(f"{item.file} line {item.line}: phone left out, somebody else has it")
        manager = manager_of(row, draft)
        employment = put_employment(row, person, manager, draft)
        draft.subject(employment)
        if manager is None and row.manager is not None:
            self.open[item.line] = Open(employment, row.manager)


class ManagerStage:
    """Managers who were not known when their report's row was read; an item's value is `Open`."""

    name = "managers"
    counts = False

    def __init__(self, reading: Reading, people: PeopleStage) -> None:
        self._reading = reading
        self._people = people

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The rows whose manager is open; every row with one when an earlier process read the people."""
        if self._people.whole:
            opened = self._people.open
            for item in self._reading.plain_items(after, opened) if opened else ():
                yield item._replace(value=opened[item.line])
            return
        for understood in self._reading.items(after):
            if isinstance(understood, Item) and self._reading.row_of(understood)[0].manager is not None:
                yield understood

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """The employments, managers, and the ties between them and their reports."""
        rest = [item for item in items if not isinstance(item.value, Open)]
        wanted = set(self._people.needs(rest, draft))
        opened = [item.value for item in items if isinstance(item.value, Open)]
        wanted.update(each.employment for each in opened)
        draft.load([draft.identifier_key(*each.manager) for each in opened])
        draft.load(wanted)
        ties = set()
        for each in opened:
            there, manager = draft.get(each.employment, Employment), draft.known((each.manager,))
            if there is not None and manager:
                ties.add(tie_key(there.person, manager, there.key, draft))
        return ties

    def take(self, item: Item, draft: Draft) -> None:
        """Put the manager. Raises BadRecord when nobody is that manager."""
        opened = item.value if isinstance(item.value, Open) else self._open(item, draft)
        there = draft.get(opened.employment, Employment) if opened is not None else None
        if opened is None or there is None:
            return  # the row itself was refused, or names no other manager
        manager = draft.known((opened.manager,))
        if not manager:
            raise BadRecord("manager_id", f"nobody has the employee number or address {opened.manager[1]!r}")
        set_manager(there, manager, draft)

    def _open(self, item: Item, draft: Draft) -> "Open | None":
        row, _ = self._reading.row_of(item)
        if row.manager is None or row.manager in row.identities:
            return None
        there = employment_of(row, _person(row, draft), organization_of(row, draft), draft)
        return Open(there.key, row.manager) if there is not None else None


class LeaverStage:
    """Who is employed here and does not stand in a complete file has left."""

    name = "leavers"
    counts = False

    def __init__(self, file: str, today: date, leavers: Sequence[Key]) -> None:
        """`leavers` are the keys of open employments; they may still be found before the first item."""
        self._file = file
        self._today = today
        self._leavers = leavers

    def items(self, after: str) -> Iterator[Item | Problem]:
        """One item an employment, in key order."""
        for key in sorted(self._leavers):
            if key > after:
                yield Item(self._file, 0, key, _NO_COLUMNS, key)

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """The employments."""
        return [Key(item.checkpoint) for item in items]

    def take(self, item: Item, draft: Draft) -> None:
        """End the employment today."""
        there = draft.get(Key(item.checkpoint), Employment)
        if there is not None and is_open(there, self._today):
            end_employment(there, self._today, draft)


_NO_COLUMNS: Mapping[str, str] = {}


def is_open(employment: Employment, today: date) -> bool:
    """Whether somebody still works there after `today`."""
    return not employment.until or employment.until > today.isoformat()


def _rows(reading: Reading, items: Sequence[Item]) -> list[PersonRow]:
    rows = []
    for item in items:
        try:
            rows.append(reading.row_of(item)[0])
        except BadRecord:  # take() says so
            continue
    return rows


def _all_identities(row: PersonRow) -> tuple[tuple[str, str], ...]:
    return (*row.identities, ("phone", row.phone)) if row.phone else row.identities


def _person(row: PersonRow, draft: Draft) -> Key:
    """Who the row is about, or the key of who will be."""
    identities = _all_identities(row)
    if not identities:
        return name_only_key(row, draft)
    return draft.known(identities) or draft.key(Person.KIND, *identities[0])


def _organization_key(row: PersonRow, draft: Draft) -> Key:
    try:
        return organization_of(row, draft)
    except BadRecord:  # take() says so
        return draft.home
