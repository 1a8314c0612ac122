"""A report in sections: rows of one sort, each with figures as words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from web.admin.reports.catalogue import SECTIONS, Kind
from web.locale import day, number
from web.words import source
from web.words.admin import FEW

_WHAT: Final = "what"
_MONTH: Final = "month"
_SOURCE: Final = "source"

Figure = float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it is about, its figures, and the same in words."""

    labels: tuple[str, ...]
    values: tuple[Figure, ...]
    said: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is about, in a line."""
        return ", ".join(filter(None, self.labels))


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one sort; measures of which no row says anything are left out where that means nothing."""

    what: str
    title: str
    labels: tuple[str, ...]
    measures: tuple[str, ...]
    lines: tuple[Line, ...]


def sections(report: Mapping[str, Any], kind: Kind) -> list[Section]:
    """The report of the API in sections, in the order in which its rows first come."""
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    sorted_out = report["labels"][0] == _WHAT
    for row in report["rows"]:
        rows[row["labels"][0] if sorted_out else ""].append(row)
    return [_section(what, found, report, kind) for what, found in rows.items()]


def _section(what: str, rows: Sequence[Mapping[str, Any]], report: Mapping[str, Any], kind: Kind) -> Section:
    first = 1 if what else 0
    labels = [n for n in range(first, len(report["labels"])) if any(row["labels"][n] for row in rows)]
    every = range(len(report["measures"]))
    # what is told of groups alone is not there for ties; a group that is too small is another matter
    kept = [n for n in every if kind.field != "bridges" or any(r["values"][n] is not None for r in rows)]
    lines = tuple(
        Line(
            tuple(_label(report["labels"][n], row["labels"][n]) for n in labels),
            tuple(row["values"][n] for n in kept),
            tuple(_said(row["values"][n], kind) for n in kept),
        )
        for row in rows
    )
    names = tuple(report["labels"][n] for n in labels)
    measures = tuple(report["measures"][n] for n in kept)
    return Section(what, SECTIONS.get(what, what.capitalize()), names, measures, lines)


def _label(name: str, text: str) -> str:
    return day(text) if name == _MONTH else source(text) if name == _SOURCE else text


def _said(value: Figure, kind: Kind) -> str:
    if value is None:
        return "too few to tell" if kind.shares else FEW
    return f"{number(value)} of 100" if kind.shares else number(value)
