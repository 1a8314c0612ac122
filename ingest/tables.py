"""Delimited tables as other systems write them, streamed: rows out, damaged rows named."""

import csv
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from ingest.lines import LONGEST_LINE, Line, TextFile
from ingest.source import BadSource, Item, Problem, WrongSource

DELIMITERS = ",;\t"
_TORN = str.maketrans("", "", '"\0')
LONGEST_RECORD = 200
"""The most physical lines that one record may span: a quote that stays open longer is a mistake."""


class Row(NamedTuple):
    """The cells of one record; `line` is the physical line where it begins."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Damaged:
    """A record whose cells cannot be told apart for certain; `cells` is what it seems to hold."""

    line: int
    reason: str
    cells: Sequence[str] = ()


def folded(header: str) -> str:
    """A column's name as it is compared: without case, spaces, underscores, hyphens and BOM."""
    return re.sub(r"[\s_\-\ufeff\u200b]+", "", header).casefold()


class Table:
    """One file with a header. Nothing but the current record is held in memory."""

    def __init__(
        self,
        path: Path,
        columns: Mapping[str, str],
        *,
        required: Collection[str] = (),
        any_of: Collection[str] = (),
        preamble: int = 0,
    ) -> None:
        """Open `path` and find its header.

        `columns` maps our names to the file's. All of `required` and at least one of `any_of` (our
        names) have to be there; `preamble` lines of notes may come before the header. Reads the
        whole file once, for its hash and its encoding. Raises BadSource and WrongSource.
        """
        self.columns = columns
        self._file = TextFile(path)
        self.name = self._file.name
        self.notes: list[str] = list(self._file.notes)
        self._header_line, self._delimiter, self.header = self._find_header(preamble, required, any_of)
        self._places = {
            ours: place for ours, name in columns.items() if (place := self._place(name)) is not None
        }
        self._chosen = _chooser(list(self._places.values()))

    @property
    def content_hash(self) -> str:
        """SHA-256 of the file's bytes, in hex."""
        return self._file.content_hash

    @property
    def present(self) -> frozenset[str]:
        """Our names of the columns that the file has."""
        return frozenset(self._places)

    def items(self, after: str = "") -> Iterator[Item | Problem]:
        """The records from behind the line `after` on, with the mapped columns only.

        A damaged record has no columns: what stands in which is uncertain, and an unmapped value
        must not be kept.
        """
        start = int(after) if after else 0
        name, columns_of = self.name, self.columns_of
        for record in self.records():
            line = record.line
            if line <= start:
                continue
            if isinstance(record, Damaged):
                yield Problem(name, line, "", record.reason, {}, str(line))
            else:
                yield Item(name, line, str(line), columns_of(record))

    def columns_of(self, row: Row) -> dict[str, str]:
        """The mapped columns of a row, stripped."""
        return dict(zip(self._places, map(str.strip, self._chosen(row.cells)), strict=True))

    def records(self) -> Iterator[Row | Damaged]:
        """Every record behind the header, as it stands in the file; blank ones are passed over."""
        lines = Lines(self._file.lines())
        width, delimiter = len(self.header), self._delimiter
        record: Row | Damaged
        for line in iter(lines.next, None):
            number, text, fault = line
            if number <= self._header_line:
                continue
            if '"' not in text and not fault:
                cells = text.rstrip("\r\n").split(delimiter)
                record = Row(number, cells) if len(cells) == width else _fitted(number, cells, width)
            else:
                record = self._simple(line, width) or self._quoted(line, lines, width)
            if isinstance(record, Damaged) or any(map(str.strip, record.cells)):
                yield record

    def _simple(self, line: Line, width: int) -> Row | Damaged | None:
        """A record whose quotes are in order and end on its line; else None."""
        number, text, fault = line
        if fault:
            return Damaged(number, fault, self._torn(line))
        try:
            cells = next(csv.reader((text,), delimiter=self._delimiter, strict=True))
        except csv.Error:
            return None
        return Row(number, cells) if len(cells) == width else None

    def _quoted(self, first: Line, lines: "Lines", width: int) -> Row | Damaged:
        """A record with quotes, which may go on over several lines.

        When its quotes do not end where its cells do, only its first line is given up.
        """
        ahead: list[Line] = []
        texts = _continued(first, lines, ahead)
        try:
            cells = next(csv.reader(texts, delimiter=self._delimiter, strict=True))
        except csv.Error as error:
            reason = f"line {first.number} has a quote that is not closed where its field ends ({error})"
        else:
            record = _fitted(first.number, cells, width)
            if isinstance(record, Row) and self._swallows_rows(ahead, width):
                last = ahead[-1].number
                return Damaged(
                    first.number, f"a quote from here to line {last} holds what looks like rows", cells
                )
            if isinstance(record, Row) or not ahead:
                return record
            reason = f"line {first.number} opens a quote that is closed on line {ahead[-1].number} only"
        lines.give_back(ahead)
        return Damaged(first.number, reason, self._torn(first))

    def _swallows_rows(self, ahead: Sequence[Line], width: int) -> bool:
        """Whether all lines inside a quoted field have as many cells as a row: somebody forgot a quote.

        Then neither the record nor those lines can be trusted, and none of them is taken.
        """
        inside = [line.text for line in ahead[:-1]]
        if ahead and ahead[-1].text.rstrip().endswith('"') and ahead[-1].text.count('"') == 1:
            inside.append(ahead[-1].text)
        return width > 2 and bool(inside) and all(text.count(self._delimiter) == width - 1 for text in inside)

    def _torn(self, line: Line) -> list[str]:
        text = line.text.translate(_TORN).rstrip("\r\n")
        return [cell.strip() for cell in text.split(self._delimiter)]

    def _place(self, name: str) -> int | None:
        wanted = folded(name)
        return next((i for i, found in enumerate(self.header) if folded(found) == wanted), None)

    def _find_header(
        self, preamble: int, required: Collection[str], any_of: Collection[str]
    ) -> tuple[int, str, list[str]]:
        first: list[str] | None = None
        skipped = 0
        for line in self._file.lines():
            text = line.text.strip("\r\n")
            if line.fault:
                raise BadSource(self.name, line.number, line.fault)
            if not text.strip() or re.fullmatch(r"sep=.", text, re.IGNORECASE):
                continue
            delimiter, header = self._split_header(text)
            if not self._missing(header, required, any_of):
                self._refuse_twins(header, line.number)
                return line.number, delimiter, header
            first = first or header
            skipped += 1
            if skipped > preamble:
                break
        if first is None:
            raise BadSource(self.name, 0, "the file is empty")
        raise WrongSource(self.name, self._expectation(first, required, any_of))

    def _split_header(self, text: str) -> tuple[str, list[str]]:
        """The delimiter that finds most of the columns, and the header split by it."""
        names = {folded(name) for name in self.columns.values()}
        ways = [(delimiter, _split(text, delimiter)) for delimiter in DELIMITERS]
        return max(ways, key=lambda way: (sum(folded(cell) in names for cell in way[1]), len(way[1])))

    def _missing(self, header: list[str], required: Collection[str], any_of: Collection[str]) -> list[str]:
        found = {folded(cell) for cell in header}
        missing = [self.columns[name] for name in required if folded(self.columns[name]) not in found]
        choices = [self.columns[name] for name in any_of if name in self.columns]
        if any_of and not any(folded(choice) in found for choice in choices):
            missing.append(" or ".join(choices))
        return missing

    def _refuse_twins(self, header: list[str], line: int) -> None:
        found = [folded(cell) for cell in header]
        for name in self.columns.values():
            if found.count(folded(name)) > 1:
                raise WrongSource(self.name, f"line {line}: the column {name!r} stands there more than once")

    def _expectation(self, header: list[str], required: Collection[str], any_of: Collection[str]) -> str:
        missing = ", ".join(self._missing(header, required, any_of))
        found = ", ".join(_shown(cell) for cell in header[:20])
        return f"columns expected and not found: {missing}; found: {found}"


class Lines:
    """Physical lines, with the way back for those that were read ahead."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._ahead: list[Line] = []

    def next(self) -> Line | None:
        """The next line; None at the end."""
        return self._ahead.pop() if self._ahead else next(self._lines, None)

    def give_back(self, lines: Sequence[Line]) -> None:
        """Read these lines (in file order) again."""
        self._ahead.extend(reversed(lines))


def _continued(first: Line, lines: Lines, ahead: list[Line]) -> Iterator[str]:
    """The text of `first` and, as far as they are asked for, of the lines behind it."""
    yield first.text
    length = len(first.text)
    while len(ahead) < LONGEST_RECORD and length < LONGEST_LINE:
        line = lines.next()
        if line is None:
            return
        ahead.append(line)
        if line.fault:
            return
        length += len(line.text)
        yield line.text


def _fitted(line: int, cells: list[str], width: int) -> Row | Damaged:
    """The record with as many cells as the header has; empty cells too many do no harm."""
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) == width or (len(cells) == 1 and not cells[0].strip()):
        return Row(line, cells)
    return Damaged(line, f"{len(cells)} fields where the header has {width}", cells)


def _chooser(places: list[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """A function from cells to those at `places`."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: tuple(cells[place] for place in places)


def _split(text: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:  # a cell that is longer than any name of a column
        cells = text.split(delimiter)
    while len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [cell.strip() for cell in cells]


def _shown(cell: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in cell[:60])
