"""`SqliteStore`: the Store port over one SQLite file."""

import sqlite3
import weakref
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from graph.dates import iso
from graph.errors import InvalidValue, StoreUnavailable
from graph.keys import Key
from graph.ports import PAGE, Change, Feed, Page, Position, R, Read, Seals
from graph.stores.records import may_expect, within_bounds
from graph.stores.sqlite import reading, writing
from graph.stores.sqlite.apart import WritingProcess
from graph.stores.sqlite.connections import Readers
from graph.stores.sqlite.writer import Writer

WAIT_S: Final = 600.0
"""How long a write waits for its turn, unless told otherwise, in seconds."""


def _now() -> datetime:
    return datetime.now(UTC)


class SqliteStore:
    """Keeps records in one file; implements `graph.ports.Store`.

    Any number of processes and threads may have a store at the same path. Readers never wait and
    see whole revisions; writers take turns. Two small lock files stand beside the file.
    """

    def __init__(
        self,
        path: Path,
        *,
        create: bool = True,
        wait_s: float = WAIT_S,
        on_wait: Callable[[], None] | None = None,
        clock: Callable[[], datetime] = _now,
        sync_at_close: bool = False,
    ) -> None:
        """Open the file at `path`; with `create`, make it and its folder when there is none.

        A file of an older version is brought up to date. A write waits at most `wait_s` seconds
        for other writers; `on_wait` is called once a wait when it takes more than a second. `clock`
        dates the audit chain. A write that has returned outlives a power cut; with `sync_at_close` only
        once the store has been closed, so that many writes in a row need not wait for the disk. Raises
        StoreUnavailable when the file is missing, not ours, corrupt or written by a newer version.
        """
        self.path = path
        self._clock = clock
        self._wait_s = wait_s
        self._on_wait = on_wait
        self._readers = Readers(path)
        self._writer = Writer(path, wait_s, on_wait, sync_at_close)
        self._closing = weakref.finalize(self, _close, self._readers, self._writer)
        with self._translated():
            self._writer.prepare(self._readers, create)

    def apply(
        self,
        changes: Sequence[Change],
        expect: Mapping[Key, int] | None = None,
        key: str | None = None,
    ) -> int:
        """See `Store.apply`. Also raises InvalidValue for a record that could not be read back."""
        batch = writing.batch_of(changes)
        may_expect(expect or {})
        with self._translated(), self._writer.transaction() as connection:
            if key is not None:
                first = writing.first_revision(connection, key)
                if first is not None:
                    return first
            return writing.write(connection, batch, expect or {}, key, iso(self._clock()))

    def apart(self) -> WritingProcess:
        """A process that writes to the same file; implements `graph.ports.WritesApart`."""
        return WritingProcess(self.path, self._wait_s, self._on_wait, self._clock)

    def fetch(self, keys: Collection[Key]) -> Read:
        """See `Store.fetch`."""
        within_bounds(len(keys))
        with self._snapshot() as connection:
            found = reading.found_at(connection, keys)
            return Read(reading.last_revision(connection), found)

    def adjacent(
        self, keys: Collection[Key], kind: type[R], after: Key | None = None, limit: int = PAGE
    ) -> Page[R]:
        """See `Store.adjacent`. O(keys + page)."""
        within_bounds(len(keys))
        _check_limit(limit)
        with self._snapshot() as connection:
            return reading.referring(connection, keys, kind, after, limit)

    def scan(
        self,
        kind: type[R],
        beginnings: Sequence[str] = (),
        after: Key | None = None,
        limit: int = PAGE,
    ) -> Page[R]:
        """See `Store.scan`. O(beginnings + page)."""
        within_bounds(len(beginnings))
        _check_limit(limit)
        with self._snapshot() as connection:
            return reading.scanned(connection, kind, beginnings, after, limit)

    def changes(self, since: Position, limit: int = PAGE) -> Feed:
        """See `Store.changes`. O(page)."""
        _check_limit(limit)
        with self._snapshot() as connection:
            return reading.changed(connection, since, limit)

    def seals(self, after: int = 0, limit: int = PAGE) -> Seals:
        """See `Store.seals`. O(page)."""
        _check_limit(limit)
        with self._snapshot() as connection:
            return reading.sealed(connection, after, limit)

    def revision(self) -> int:
        """See `Store.revision`."""
        with self._translated(), self._readers.one() as connection:
            return reading.last_revision(connection)

    def scrub(self) -> bool:
        """Empty the write-ahead log, so that no file holds what has been deleted or replaced.

        False when a reader still needs the log: nothing is lost, try again a moment later.
        Raises StoreUnavailable.
        """
        with self._translated():
            return self._writer.scrub()

    def close(self) -> None:
        """See `Store.close`. Waits for its turn: closing a writer may move its log into the file."""
        with self._translated():
            self._closing()

    @contextmanager
    def _snapshot(self) -> Iterator[sqlite3.Connection]:
        with self._translated(), self._readers.one() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except InvalidValue as error:
            raise StoreUnavailable(str(self.path), f"it holds a damaged record: {error}") from error
        except (sqlite3.OperationalError, OSError) as error:
            raise StoreUnavailable(str(self.path), str(error)) from error
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:
                raise  # a mistake of ours: say so
            raise StoreUnavailable(str(self.path), str(error)) from error


def _check_limit(limit: int) -> None:
    if limit < 1:
        raise InvalidValue("limit", str(limit), "a page holds at least one record")
    within_bounds(limit)


def _close(readers: Readers, writer: Writer) -> None:
    readers.close()
    writer.close()
