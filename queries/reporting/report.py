"""What every report is: rows of labels and figures, fit for a table, a chart and a CSV file alike."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from queries.csv_cells import safe
from queries.network import Network

Figure = int | float | None
"""None is what is not told: there may be nothing, or a group that is too small."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Row:
    """`labels` say what it is about, `values` are its figures, in the order of the report's columns."""

    labels: tuple[str, ...]
    values: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it is told; `as_of` is the day for which its figures stand."""

    name: str
    as_of: str
    labels: tuple[str, ...]
    measures: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is made from: the network, the day for which it stands, whom to tell how far it is."""

    network: Network
    day: date
    progress: Progress


def told(rows: list[Row], most: int) -> tuple[Row, ...]:
    """At most `most` of the rows in which anything is told, the largest first figure first, then by labels.

    So nothing of it follows from what is not told.
    """
    telling = [row for row in rows if any(value is not None for value in row.values)]
    telling.sort(key=lambda row: ([-(value or 0) for value in row.values], row.labels))
    return tuple(telling[:most])


def as_csv(report: Report) -> str:
    """The report as CSV with a heading; what is not told is empty, and no cell begins a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe(name) for name in (*report.labels, *report.measures)])
    for row in report.rows:
        writer.writerow([*map(safe, row.labels), *("" if value is None else value for value in row.values)])
    return text.getvalue()
