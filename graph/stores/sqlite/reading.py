"""What the reads of the port ask the tables. The caller gives a connection inside a transaction."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from graph.keys import NO_KEY, Key, kind_of, name_of
from graph.model import Record
from graph.ports import Changed, Feed, Page, Position, R, Seal, Seals, Stored
from graph.stores.records import decode
from graph.stores.sqlite.rows import as_array

_LAST = "SELECT ifnull(max(revision), 0) FROM seal"
_ONE = "SELECT revision, body FROM record WHERE key = ?"
_MANY = """SELECT record.key, revision, body
    FROM json_each(?) AS asked CROSS JOIN record ON record.key = asked.value"""
_IDS = """SELECT record.key, record.id
    FROM json_each(?) AS asked CROSS JOIN record ON record.key = asked.value"""
_REFERRERS = "SELECT key FROM reference WHERE target = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?"
_OWNED = "SELECT key FROM record WHERE key >= ? AND key < ? AND owner = ? ORDER BY key LIMIT ?"
_RANGE = "SELECT key, revision, body FROM record WHERE key >= ? AND key < ? ORDER BY key LIMIT ?"
_FEED = """SELECT key, revision, {deleted} FROM {table}
    WHERE (revision, key) > (?, ?) ORDER BY revision, key LIMIT ?"""
_WRITTEN = _FEED.format(table="record", deleted="0")
_DELETED = _FEED.format(table="tombstone", deleted="1")

_SEALS = "SELECT revision, at, digest, seal FROM seal WHERE revision > ? ORDER BY revision LIMIT ?"

_FIRST = Position(1)  # what is at revision 0 is a counter, which is in no feed

_LAST_CHARACTER = chr(0x10FFFF)


def last_revision(connection: sqlite3.Connection) -> int:
    """The revision of the last write; 0 when there was none."""
    return int(connection.execute(_LAST).fetchone()[0])


def found_at(connection: sqlite3.Connection, keys: Collection[Key]) -> dict[Key, Stored[Record]]:
    """The records at `keys`, in key order; absent ones are left out."""
    if len(keys) == 1 and all(key.isascii() for key in keys):
        (key,) = keys
        row = connection.execute(_ONE, (key,)).fetchone()
        return {} if row is None else {key: Stored(decode(kind_of(key), row[1]), row[0])}
    rows = connection.execute(_MANY, (as_array(keys),))
    return {key: Stored(decode(kind_of(key), body), revision) for key, revision, body in rows}


def referring(
    connection: sqlite3.Connection, keys: Collection[Key], kind: type[R], after: Key | None, limit: int
) -> Page[R]:
    """A page of the records of `kind` that refer to any of `keys`.

    Every target is asked for the first keys behind `after` only. Once more than a page is in
    hand the highest key still of use falls, and the remaining targets are asked below that.
    """
    low, high = max(f"{kind.KIND}:", _next(after)), f"{kind.KIND};"
    targets = connection.execute(_IDS, (as_array(keys),)).fetchall()
    found: set[Key] = set()
    for name, target in targets:
        found.update(key for (key,) in connection.execute(_REFERRERS, (target, low, high, limit + 1)))
        first, end = owned_range(kind.KIND, name)
        owned = (max(low, first), min(high, end), target, limit + 1)
        found.update(key for (key,) in connection.execute(_OWNED, owned))
        if len(found) > 2 * limit + 1:
            found = set(sorted(found)[: limit + 1])
            high = _next(max(found))
    here = sorted(found)[:limit]
    records = list(found_at(connection, here).values())
    return Page(last_revision(connection), records, here[-1] if len(found) > limit else None)  # type: ignore[arg-type]  # keys of `kind`


def owned_range(kind: str, owner: Key) -> tuple[str, str]:
    """The half-open range of keys of `kind` that begin with the name of `owner`."""
    return f"{kind}:{name_of(owner)}.", f"{kind}:{name_of(owner)}/"  # "/" follows "."


def scanned(
    connection: sqlite3.Connection,
    kind: type[R],
    beginnings: Sequence[str],
    after: Key | None,
    limit: int,
) -> Page[R]:
    """A page of the records of `kind` whose keys have one of the beginnings; () means any."""
    rows = list(
        islice(_rows(connection, ranges(kind.KIND, beginnings), after or NO_KEY, limit + 1), limit + 1)
    )
    records: list[Stored[R]] = [
        Stored(decode(kind.KIND, body), revision)  # type: ignore[arg-type]  # keys of `kind`
        for _, revision, body in rows[:limit]
    ]
    return Page(last_revision(connection), records, rows[limit - 1][0] if len(rows) > limit else None)


def _rows(
    connection: sqlite3.Connection, spans: Iterable[tuple[str, str]], after: Key, limit: int
) -> Iterator[tuple[Key, int, str]]:
    for low, high in spans:
        if high > after:
            yield from connection.execute(_RANGE, (max(low, _next(after)), high, limit))


def _next(key: str | None) -> str:
    """The least text behind `key`; no key holds a zero character, so nothing lies between."""
    return f"{key}\0" if key else ""


def ranges(kind: str, beginnings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Half-open ranges of keys, ascending and apart, that hold what begins so and is of `kind`."""
    whole = f"{kind}:"
    wanted = {
        b if b.startswith(whole) else whole for b in beginnings if b.startswith(whole) or whole.startswith(b)
    }
    covered: str | None = None
    for beginning in sorted(wanted if beginnings else {whole}):
        if covered is None or not beginning.startswith(covered):
            covered = beginning
            yield beginning, _behind(beginning)


def _behind(beginning: str) -> str:
    """The least text that is greater than everything that begins so."""
    head = beginning.rstrip(_LAST_CHARACTER)
    following = ord(head[-1]) + 1
    return head[:-1] + chr(0xE000 if following == 0xD800 else following)


def changed(connection: sqlite3.Connection, since: Position, limit: int) -> Feed:
    """What was last changed behind `since`: a merge of what was written and what was deleted."""
    since = max(since, _FIRST)
    rows = [
        Changed(key, revision, bool(deleted))
        for feed in (_WRITTEN, _DELETED)
        for key, revision, deleted in connection.execute(feed, (since.revision, since.key, limit + 1))
    ]
    rows.sort(key=lambda change: (change.revision, change.key))
    here = rows[:limit]
    after = Position(here[-1].revision, here[-1].key) if len(rows) > limit else None
    return Feed(last_revision(connection), here, after)


def sealed(connection: sqlite3.Connection, after: int, limit: int) -> Seals:
    """A page of the audit chain behind revision `after`."""
    rows = [Seal(*row) for row in connection.execute(_SEALS, (after, limit + 1))]
    here = rows[:limit]
    return Seals(last_revision(connection), here, here[-1].revision if len(rows) > limit else None)
