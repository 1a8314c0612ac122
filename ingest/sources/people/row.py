"""One row of an HR table, understood by itself."""

from collections.abc import Mapping as Columns
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.errors import InvalidValue
from graph.identity.identifiers import normalise
from graph.identity.names import last_first, looks_garbled, tidy_name
from graph.identity.phones import phone as normalised_phone
from ingest.draft import Identity
from ingest.moments import read_date, read_end
from ingest.source import BadRecord
from ingest.sources.people.mapping import Mapping

_SCHEMES: Final = (
    ("employee_id", "employee"),
    ("email", "email"),
    ("personal_email", "email"),
    ("linkedin_url", "linkedin"),
)
_STRICT: Final = frozenset({"employee_id", "email", "personal_email"})
_NOTHING: Final = frozenset(
    {"", "-", "--", "?", "n/a", "na", "nil", "none", "null", "#n/a", "tbd", "unknown", "not available"}
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What a row says. `identities` come in the order of their weight; `phone` only in addition.

    `columns` are the names of the columns that the file has: what it has not, it does not say.
    `manager` is an employee number or an address. `notes` is about what was left out or looks odd.
    """

    identities: tuple[Identity, ...]
    phone: str
    name: str
    title: str
    department: str
    location: str
    manager: Identity | None
    since: str
    until: str
    organization: str
    columns: frozenset[str]
    notes: tuple[str, ...] = ()


def read_row(columns: Columns[str, str], mapping: Mapping, today: date) -> PersonRow:
    """Understand one row. Raises BadRecord, naming the column and the value. About 15 µs, cached parts."""
    notes: list[str] = []
    name = columns.get("name", "")
    name = last_first(name) if mapping.last_first else tidy_name(name)
    if looks_garbled(name):
        notes.append(f"the name {name!r} looks garbled")
    identities = _identities(columns, notes)
    phone = _phone(columns.get("phone", ""), mapping.region, notes)
    if not (identities or phone or name):
        raise BadRecord("name", "neither a name nor anything else that says who this is")
    since = read_date(columns.get("start_date", ""), "start_date", today, mapping.dates)
    return PersonRow(
        identities=identities,
        phone=phone,
        name=name,
        title=columns.get("title", ""),
        department=columns.get("department", ""),
        location=columns.get("location", ""),
        manager=_manager(columns.get("manager_id", "")),
        since=since,
        until=read_end(columns.get("end_date", ""), "end_date", today, mapping.dates, since),
        organization=columns.get("organization", ""),
        columns=frozenset(columns),
        notes=tuple(notes),
    )


def identities_in(columns: Columns[str, str]) -> list[Identity]:
    """Every identifier that can be read in a row, however bad the rest of it is."""
    found = []
    for column, scheme in _SCHEMES:
        text = columns.get(column, "")
        if text.lower() not in _NOTHING:
            try:
                found.append((scheme, normalise(scheme, text)))
            except InvalidValue:
                continue
    return found


def _identities(columns: Columns[str, str], notes: list[str]) -> tuple[Identity, ...]:
    found: dict[Identity, None] = {}
    for column, scheme in _SCHEMES:
        text = columns.get(column, "")
        if text.lower() in _NOTHING:
            continue
        try:
            found[scheme, normalise(scheme, text)] = None
        except InvalidValue as error:
            if column in _STRICT:
                raise BadRecord(column, f"{text!r}: {error.reason}") from error
            notes.append(f"{column} {text!r} was left out: {error.reason}")
    return tuple(found)


def _phone(text: str, region: str, notes: list[str]) -> str:
    """A number that cannot be read is no reason to refuse somebody."""
    if text.lower() in _NOTHING:
        return ""
    try:
        return normalised_phone(text, region)
    except InvalidValue as error:
        notes.append(f"phone {text!r} was left out: {error.reason}")
        return ""


def _manager(text: str) -> Identity | None:
    if text.lower() in _NOTHING:
        return None
    scheme = "email" if "@" in text else "employee"
    try:
        return scheme, normalise(scheme, text)
    except InvalidValue as error:
        raise BadRecord("manager_id", f"{text!r}: {error.reason}") from error
