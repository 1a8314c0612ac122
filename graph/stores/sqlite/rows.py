"""Many rows a statement.

Other threads run while SQLite runs a statement, but after every statement and every row that it
hands over Python's lock is taken again: a thousand rows one by one may wait a thousand times for a
thread that is busy. Together they also take a third less time.
"""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import Any, Final

import msgspec

from graph.keys import Key

_VALUES: Final = 4_000  # in one statement; older SQLite takes 32,766
_CONDITIONS: Final = 200  # in one statement; SQLite takes 1,000
_IDS = """SELECT json_group_array(json_array(record.key, record.id))
    FROM json_each(?) AS asked CROSS JOIN record ON record.key = asked.value"""
_HELD = """SELECT json_group_array(json_array(record.key, record.id, revision, body))
    FROM json_each(?) AS asked CROSS JOIN record ON record.key = asked.value"""

Held = tuple[Key, int, int, str]
"""A record as the file holds it: key, id, revision and body."""


def as_array(keys: Iterable[Key]) -> str:
    """Keys as the JSON array that a statement joins with: each once, in order, no impossible ones."""
    ordered = sorted(set(keys))
    whole = "".join(ordered)
    if "\0" in whole or not whole.isascii():
        ordered = [key for key in ordered if _is_possible(key)]
    return msgspec.json.encode(ordered).decode()


def _is_possible(key: str) -> bool:
    """Whether a record could have this key: SQL text ends at a zero character, and is Unicode."""
    return "\0" not in key and (key.isascii() or key == key.encode(errors="ignore").decode())


def ids_of(connection: sqlite3.Connection, keys: Collection[Key]) -> dict[Key, int]:
    """The ids of the records at `keys`; absent ones are left out."""
    (found,) = connection.execute(_IDS, (as_array(keys),)).fetchone()
    return dict(msgspec.json.decode(found, type=list[tuple[Key, int]]))


def held_at(connection: sqlite3.Connection, keys: Collection[Key]) -> list[Held]:
    """The records at `keys`, uncoded; absent ones are left out."""
    (found,) = connection.execute(_HELD, (as_array(keys),)).fetchone()
    return msgspec.json.decode(found, type=list[Held])


def write_rows(connection: sqlite3.Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run `statement` with the `rows` in the place of its `{rows}`, as often as it takes."""
    if rows:
        width = len(rows[0])
        _run(connection, statement, f"({', '.join('?' * width)})", ", ", rows, _VALUES // width)


def delete_references(connection: sqlite3.Connection, rows: Sequence[tuple[int, Key]]) -> None:
    """Delete from the reference table. Spelt out, for in a list SQLite would look for the targets only."""
    _run(
        connection,
        "DELETE FROM reference WHERE {rows}",
        "(target = ? AND key = ?)",
        " OR ",
        rows,
        _CONDITIONS,
    )


def _run(
    connection: sqlite3.Connection,
    statement: str,
    row: str,
    joint: str,
    rows: Sequence[tuple[Any, ...]],
    at_once: int,
) -> None:
    for start in range(0, len(rows), at_once):
        part = rows[start : start + at_once]
        connection.execute(
            statement.format(rows=joint.join([row] * len(part))), list(chain.from_iterable(part))
        )
