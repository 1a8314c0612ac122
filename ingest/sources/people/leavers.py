"""Who is missing from a complete file, and the guard against a file that is complete by mistake only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from graph.errors import InvalidValue
from graph.identity.identifiers import normalise
from graph.keys import Key
from graph.model import Employment, Identifier
from ingest.draft import Draft
from ingest.source import BadRecord, BadSource
from ingest.sources.people.facts import name_only_key
from ingest.sources.people.mapping import Mapping
from ingest.sources.people.row import identities_in, read_row
from ingest.sources.people.stages import is_open
from ingest.tables import Damaged, Row, Table
from policy.exits import HR_OR_EXIT

MOST_LEAVERS: Final = 0.05
"""The share of the employees that a file may let go without being asked."""

_CHUNK: Final = 5_000


@dataclass
class TooManyLeavers(BadSource):
    """`leavers` of `employees` people are missing from the file, and `allowed` may be."""

    leavers: int = 0
    employees: int = 0
    allowed: int = 0

    def __str__(self) -> str:
        return (
            f"{self.file}: {self.leavers} of {self.employees} employees are not in it, and {self.allowed} may"
            f" leave at once; if they have all left, allow {self.leavers} leavers"
        )


def find_leavers(table: Table, mapping: Mapping, draft: Draft, today: date, allow: int | None) -> list[Key]:
    """The open employments at home (from HR) of people who are nowhere in the file.

    A row that is refused for another reason still says that somebody is there; so does every cell of a
    damaged row. Raises TooManyLeavers. Reads the file once.
    """
    present = _present(table, mapping, draft, today)
    employees = 0
    leavers: list[Key] = []
    for employment in draft.stored_adjacent(draft.home, Employment):
        ours = (
            employment.organization == draft.home
            and employment.source in HR_OR_EXIT
            and not employment.contributor
        )
        if ours and is_open(employment, today):
            employees += 1
            if employment.person not in present:
                leavers.append(employment.key)
    allowed = max(int(employees * MOST_LEAVERS), allow or 0)
    if len(leavers) > allowed:
        raise TooManyLeavers(table.name, 0, "too many leavers", len(leavers), employees, allowed)
    return leavers


def _present(table: Table, mapping: Mapping, draft: Draft, today: date) -> set[Key]:
    present: set[Key] = set()
    records = table.records()
    while chunk := list(islice(records, _CHUNK)):
        keys = [key for record in chunk for key in _keys(record, table, mapping, draft, today)]
        draft.load([key for key in keys if key.startswith(Identifier.KIND)])
        for key in keys:
            found = draft.get(key, Identifier) if key.startswith(Identifier.KIND) else None
            present.add(found.person if found is not None else key)
        draft.clear()
    return present


def _keys(record: Row | Damaged, table: Table, mapping: Mapping, draft: Draft, today: date) -> Iterator[Key]:
    """The keys of the identifiers of a row; of the person when a name is all it has."""
    if isinstance(record, Damaged):
        for cell in record.cells:
            for scheme in ("employee", "email"):
                try:
                    yield draft.identifier_key(scheme, normalise(scheme, cell))
                except InvalidValue:
                    continue
        return
    columns = table.columns_of(record)
    identities = identities_in(columns)
    if not identities:
        try:
            row = read_row(columns, mapping, today)
        except BadRecord:
            return
        yield draft.identifier_key("phone", row.phone) if row.phone else name_only_key(row, draft)
    for identity in identities:
        yield draft.identifier_key(*identity)
