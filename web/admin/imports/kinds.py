"""What a file can be, and how it is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Kind:
    """One choice of the form. `own`: it speaks for who sends it alone, until they share it."""

    name: str
    format: str
    label: str
    hint: str
    own: bool = False


OWN: Final = (
    Kind(
        "my-linkedin",
        "LINKEDIN",
        "My LinkedIn export",
        "Connections.csv, or the whole export as it comes (.zip). Messages are never read.",
        own=True,
    ),
    Kind(
        "my-contacts",
        "CONTACTS",
        "My contacts",
        "A mail, meeting or call a row, in the columns at, from and to. Never what was said.",
        own=True,
    ),
    Kind(
        "my-ties",
        "TIES",
        "People I know",
        "Two people a row, in the columns person_a, person_b, kind and since.",
        own=True,
    ),
)
COMPANY: Final = (
    Kind(
        "people",
        "PEOPLE",
        "People, from HR",
        "An employment a row: employee_id, name, email, title, department, start_date, end_date …",
    ),
    Kind(
        "tours",
        "TOURS",
        "Tours of duty",
        "A tour a row, in the columns person, kind, mission, start, end, skills …",
    ),
    Kind(
        "skills", "SKILLS", "Skills", "Who knows what, in the columns person, skill, kind, date, text, link …"
    ),
    Kind(
        "contacts",
        "CONTACTS",
        "Contacts",
        "A mail, meeting or call a row, in the columns at, from and to. Never what was said.",
    ),
    Kind(
        "ties",
        "TIES",
        "Who knows whom",
        "Two people a row, in the columns person_a, person_b, kind, since and until.",
    ),
    Kind(
        "preferences",
        "PREFERENCES",
        "Preferences",
        "What people allow, as they said it elsewhere. A file never takes protection away.",
    ),
)

COLUMNS: Final = {
    "employee_id": "Employee number",
    "name": "Full name",
    "email": "E-mail",
    "personal_email": "Personal e-mail",
    "title": "Title",
    "department": "Department",
    "location": "Place",
    "manager_id": "Manager",
    "start_date": "Start",
    "end_date": "End",
    "linkedin_url": "LinkedIn profile",
    "phone": "Telephone",
    "organization": "Employer",
}
"""Columns of a table of people that may be called otherwise in the file."""

DATES: Final = {
    "": "2024-12-31",
    "%d.%m.%Y": "31.12.2024",
    "%d/%m/%Y": "31/12/2024",
    "%m/%d/%Y": "12/31/2024",
    "%d/%m/%y": "31/12/24",
    "%m/%d/%y": "12/31/24",
}
"""How dates stand in the file, and what that looks like."""

NAMES: Final = (
    "share",
    "full",
    "leavers",
    "dates",
    "last_first",
    "region",
    *(f"column-{n}" for n in COLUMNS),
)
"""The fields of the form that say how a file is read."""


def kind_of(name: str, kinds: Iterable[Kind]) -> Kind | None:
    """The kind of that name, if it is one of these."""
    return next((kind for kind in kinds if kind.name == name), None)


def said(given: Mapping[str, str]) -> dict[str, str]:
    """What of `given` says how a file is read, without what is left empty."""
    return {name: given[name].strip() for name in NAMES if given.get(name, "").strip()}


def options(kind: Kind, given: Mapping[str, str]) -> dict[str, Any]:
    """The same as the API has it."""
    leavers = given.get("leavers", "")
    read: dict[str, Any] = {"own": kind.own, "share": kind.own and given.get("share") == "yes"}
    if kind.format != "PEOPLE":
        return read
    return read | {
        "full": given.get("full") == "yes",
        "allowLeavers": int(leavers) if leavers.isdecimal() and len(leavers) < 8 else None,
        "mapping": {
            "columns": [
                {"field": name, "column": given[f"column-{name}"]}
                for name in COLUMNS
                if given.get(f"column-{name}")
            ],
            "dates": [given["dates"]] if given.get("dates") else [],
            "lastFirst": given.get("last_first") == "yes",
            "region": given.get("region", ""),
        },
    }
