"""The rows of an HR table as items, each understood once; what is wrong in the file alone is found here."""

from collections.abc import Container, Iterator
from datetime import date
from typing import Final

from ingest.source import BadRecord, Item, Problem
from ingest.sources.people.mapping import Mapping
from ingest.sources.people.row import PersonRow, read_row
from ingest.sources.people.seen import Seen
from ingest.tables import Table

_NOTED: Final = 100


class Reading:
    """One file; the same rows for every stage, in the same order."""

    def __init__(self, table: Table | None, mapping: Mapping, today: date) -> None:
        """`table` None when only single records are tried again."""
        self.mapping = mapping
        self.today = today
        self.notes: list[str] = []
        self._table = table
        self._noted = 0

    def items(self, after: str, *, noting: bool = False) -> Iterator[Item | Problem]:
        """Rows behind the line `after`; `value` is (PersonRow, whether it is the person's first).

        Reads from the start, for a row may contradict one before `after`.
        """
        if self._table is None:
            return
        start = int(after) if after else 0
        seen = Seen()
        for item in self._table.items():
            understood = self._understood(item, seen)
            if item.line <= start:
                continue
            if noting and isinstance(understood, Item):
                self._note(understood)
            yield understood

    def plain_items(self, after: str, lines: Container[int]) -> Iterator[Item]:
        """The rows on these lines, behind the line `after`, as they stand in the file."""
        if self._table is not None:
            for item in self._table.items(after):
                if item.line in lines and isinstance(item, Item):
                    yield item

    def row_of(self, item: Item) -> tuple[PersonRow, bool]:
        """The row of an item, and whether it is the person's first. Raises BadRecord."""
        if isinstance(item.value, tuple):
            row, first = item.value
            assert isinstance(row, PersonRow)
            return row, bool(first)
        return read_row(item.columns, self.mapping, self.today), True

    def note(self, text: str) -> None:
        """Tell people something about the file; after a hundred such notes only their number."""
        self._noted += 1
        if self._noted <= _NOTED:
            self.notes.append(text)
        elif self._noted == _NOTED + 1:
            self.notes.append("")
        if self._noted > _NOTED:
            self.notes[-1] = f"and {self._noted - _NOTED} more such notes"

    def _understood(self, item: Item | Problem, seen: Seen) -> Item | Problem:
        if isinstance(item, Problem):
            return item
        try:
            row = read_row(item.columns, self.mapping, self.today)
        except BadRecord as error:
            return Problem(item.file, item.line, error.field, error.reason, item.columns, item.checkpoint)
        first, reason = seen.judge(row, item.line)
        if reason:
            # without columns: trying it again would let it win over the first row
            return Problem(item.file, item.line, _column(row), reason, {}, item.checkpoint)
        return _with(item, row, first)

    def _note(self, item: Item) -> None:
        row, _ = self.row_of(item)
        for note in row.notes:
            self.note(f"{item.file} line {item.line}: {note}")


def _with(item: Item, row: PersonRow, first: bool) -> Item:
    return Item(item.file, item.line, item.checkpoint, item.columns, (row, first))


def _column(row: PersonRow) -> str:
    schemes = [scheme for scheme, _ in row.identities]
    return "employee_id" if "employee" in schemes else (schemes[0] if schemes else "name")
