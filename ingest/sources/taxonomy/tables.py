"""The tables of a taxonomy: files known by their header, read one behind the other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.source import BadRecord, Item, Problem, WrongSource
from ingest.sources.content import files_in
from ingest.sources.taxonomy.concepts import Concept, Link
from ingest.tables import Table, folded

Meaning = Callable[[Mapping[str, str]], tuple[Concept, ...] | tuple[Link, ...]]
"""What the columns of a row stand for. Raises BadRecord."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of table: our names for its columns, those that it is known by, those that it must lack."""

    name: str
    columns: Mapping[str, str]
    required: tuple[str, ...]
    absent: tuple[str, ...] = ()  # headers of tables that look alike


def open_tables(
    paths: Sequence[Path], layouts: Sequence[Layout], endings: tuple[str, ...], notes: list[str]
) -> list[tuple[Layout, Table]]:
    """The tables at `paths`, each with its layout, in the order of `layouts`, then of paths.

    Other files in a folder are passed over with a note. Raises WrongSource for another file that was
    named itself, or when nothing is left; BadSource.
    """
    found = []
    for path in files_in(list(paths), endings):
        try:
            found.append(_open(path, layouts))
        except WrongSource as error:
            if path in paths:
                raise
            notes.append(f"{error.file} passed over: none of the tables {', '.join(o.name for o in layouts)}")
    if not found:
        place = paths[0].name if paths else ""
        raise WrongSource(place, f"holds none of the tables {', '.join(o.name for o in layouts)}")
    for _, table in found:
        notes.extend(table.notes)
    return sorted(found, key=lambda pair: layouts.index(pair[0]))


def _open(path: Path, layouts: Sequence[Layout]) -> tuple[Layout, Table]:
    first: WrongSource | None = None
    for layout in layouts:
        try:
            table = Table(path, layout.columns, required=layout.required)
        except WrongSource as error:
            first = first or error
            continue
        if {folded(name) for name in layout.absent}.isdisjoint(folded(name) for name in table.header):
            return layout, table
    raise first or WrongSource(path.name, "a table of something else")


def rows(tables: Sequence[Table], after: str, meaning: Meaning) -> Iterator[Item | Problem]:
    """The rows of all tables behind the checkpoint `after` ("number of the table:line")."""
    number, _, line = after.partition(":")
    for place, table in enumerate(tables):
        if place < int(number or 0):
            continue
        start = line if place == int(number or 0) else ""
        for item in table.items(start):
            marked = item._replace(checkpoint=f"{place}:{item.line}")
            yield _with_meaning(marked, meaning) if isinstance(marked, Item) else marked


def _with_meaning(item: Item, meaning: Meaning) -> Item | Problem:
    try:
        return item._replace(value=meaning(item.columns))
    except BadRecord as error:
        return Problem(item.file, item.line, error.field, error.reason, item.columns, item.checkpoint)


def labelled(columns: Mapping[str, str], column: str) -> str:
    """The label in a column, with single spaces. Raises BadRecord when there is none."""
    label = " ".join(columns.get(column, "").split())
    if not any(character.isalnum() for character in label):
        raise BadRecord(column, f"{label!r} is not a label")
    return label


def named(columns: Mapping[str, str], column: str) -> str:
    """The uri in a column. Raises BadRecord when it is none."""
    uri = columns.get(column, "")
    scheme, colon, rest = uri.partition(":")
    if not (scheme and colon and rest) or any(character.isspace() for character in uri):
        raise BadRecord(column, f"{uri!r} is not a uri")
    return uri
