"""How another system names its columns and writes its dates and names: a TOML file, or the same as values."""

import json
import tomllib
from collections.abc import Mapping as Columns
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ingest.source import BadSource

COLUMNS: Final = (
    "employee_id",
    "name",
    "email",
    "personal_email",
    "title",
    "department",
    "location",
    "manager_id",
    "start_date",
    "end_date",
    "linkedin_url",
    "phone",
    "organization",
)
IDENTIFYING: Final = ("employee_id", "name", "email", "personal_email", "linkedin_url", "phone")

_FORMATS: Final = {"date", "name", "region"}
_NAME_FORMS: Final = ("first last", "last, first")


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns`: our names to the file's; no other column is read.

    `dates`: formats of strptime, tried in order; () for ISO. `last_first`: names are written "Last,
    First". `region` (ISO 3166, "US"): where phone numbers without a country code belong.
    """

    columns: Columns[str, str] = field(default_factory=lambda: {name: name for name in COLUMNS})
    dates: tuple[str, ...] = ()
    last_first: bool = False
    region: str = ""
    stated: bool = False  # somebody named these columns, so all of them have to be there

    def as_json(self) -> str:
        """For the job record; `from_json` is the inverse."""
        return json.dumps(
            {
                "columns": dict(self.columns),
                "dates": self.dates,
                "last_first": self.last_first,
                "region": self.region,
                "stated": self.stated,
            },
            sort_keys=True,
        )

    @staticmethod
    def from_json(text: str) -> "Mapping":
        """What `as_json` wrote."""
        held = json.loads(text)
        return Mapping(**{**held, "dates": tuple(held.get("dates", ()))})


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file. Raises BadSource, naming what is wrong in it."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadSource(path.name, 0, (error.strerror or str(error)).lower()) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSource(path.name, 0, f"not TOML: {error}") from error
    return mapping_of(path.name, document)


def mapping_of(file: str, document: dict[str, Any]) -> Mapping:
    """The mapping that a document with `columns` and `formats` states; `file` is what a BadSource names."""
    _refuse_others(file, document, {"columns", "formats"}, "section")
    columns, formats = (_section(file, document, name) for name in ("columns", "formats"))
    _refuse_others(file, columns, set(COLUMNS), "column")
    _refuse_others(file, formats, _FORMATS, "format")
    if not all(isinstance(name, str) and name.strip() for name in columns.values()):
        raise BadSource(file, 0, "[columns]: every column is the text of a header")
    named = {"columns": columns} if columns else {}
    return Mapping(
        **named,
        dates=_dates(file, formats.get("date", [])),
        last_first=_name_form(file, formats.get("name", _NAME_FORMS[0])),
        region=_region(file, formats.get("region", "")),
        stated=bool(columns),
    )


def _section(file: str, document: dict[str, Any], name: str) -> dict[str, Any]:
    section = document.get(name, {})
    if not isinstance(section, dict):
        raise BadSource(file, 0, f"[{name}] is a table of names and values")
    return section


def _refuse_others(file: str, given: dict[str, Any], known: set[str], what: str) -> None:
    if others := sorted(given.keys() - known):
        expected = ", ".join(sorted(known))
        raise BadSource(file, 0, f"unknown {what} {', '.join(others)}; known: {expected}")


def _dates(file: str, value: object) -> tuple[str, ...]:
    formats = [value] if isinstance(value, str) else value
    if not isinstance(formats, list) or not all(isinstance(form, str) and "%" in form for form in formats):
        raise BadSource(file, 0, '[formats] date: a list of formats such as "%m/%d/%Y"')
    if lacking := [form for form in formats if "%Y" not in form and "%y" not in form and "%F" not in form]:
        raise BadSource(file, 0, f"[formats] date: {lacking[0]!r} has no year")
    return tuple(form.replace("%F", "%Y-%m-%d") for form in formats)


def _name_form(file: str, value: object) -> bool:
    form = " ".join(str(value).lower().split())
    if form not in _NAME_FORMS:
        raise BadSource(file, 0, f"[formats] name: {' or '.join(map(repr, _NAME_FORMS))}")
    return form == _NAME_FORMS[1]


def _region(file: str, value: object) -> str:
    if not isinstance(value, str) or (value and not (len(value) == 2 and value.isalpha())):
        raise BadSource(file, 0, '[formats] region: two letters such as "US"')
    return value.upper()
