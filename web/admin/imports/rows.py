"""Rows that could not be taken in, as they stand on a page: what is wrong, and the values to put right."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from web.admin.imports.kinds import COLUMNS

MENDABLE: Final = frozenset({"people", "tours", "skills", "preferences", "contacts", "ties"})
"""Formats whose rows can be tried again one by one."""

VALUE: Final = "value-"
"""What the names of fields begin with in which the values of a row stand."""


_ORDER: Final = {name: place for place, name in enumerate(COLUMNS)}


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row."""

    column: str
    value: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the cells that say something or are at fault, and the names of those that are empty."""

    id: str
    file: str
    line: int
    field: str
    reason: str
    problem: str
    cells: tuple[Cell, ...]
    empty: tuple[Cell, ...]


def row(record: Mapping[str, Any], typed: Mapping[str, str], problem: str, field: str) -> Row:
    """A record of the API; `typed` is what somebody typed into its form that was refused, {} for nobody."""
    held: dict[str, str] = json.loads(record["columns"])
    fault = field or record["field"]
    names = sorted(held, key=lambda name: _ORDER.get(name, len(_ORDER)))
    cells = [Cell(name, typed.get(f"{VALUE}{name}", held[name]), name == fault) for name in names]
    told = sorted((cell for cell in cells if cell.value or cell.wrong), key=lambda cell: not cell.wrong)
    empty = tuple(cell for cell in cells if not (cell.value or cell.wrong))
    return Row(
        record["id"],
        record["file"],
        record["line"],
        record["field"],
        record["reason"],
        problem,
        tuple(told),
        empty,
    )


def values(form: Mapping[str, str]) -> list[dict[str, str]]:
    """What was typed, as the API has it."""
    return [
        {"name": name.removeprefix(VALUE), "value": value}
        for name, value in form.items()
        if name.startswith(VALUE)
    ]
