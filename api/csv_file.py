"""CSV files for people to take along."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from queries.csv_cells import safe

MEDIA_TYPE: Final = "text/csv; charset=utf-8"


def csv_file(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table with a line of names; no cell begins a formula."""
    text = io.StringIO()
    csv.writer(text).writerows([safe(cell) for cell in row] for row in (columns, *rows))
    return text.getvalue().encode()
