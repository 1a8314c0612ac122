"""The one connection of this process that writes, and the lock that it is used under."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import StoreUnavailable
from graph.stores.sqlite.connections import Readers, log_of, open_writer
from graph.stores.sqlite.lock import WriteLock
from graph.stores.sqlite.migrations import VERSION, migrate, version_of


class Writer:
    """Opens the writing connection when it is first needed, and again after a failure."""

    def __init__(
        self, path: Path, wait_s: float, on_wait: Callable[[], None] | None, sync_at_close: bool = False
    ) -> None:
        self._path = path
        self._sync_at_close = sync_at_close
        self._lock = WriteLock(path, wait_s, on_wait)
        self._connection: sqlite3.Connection | None = None
        self._closed = False

    def prepare(self, readers: Readers, create: bool) -> None:
        """See that the file is there and of our version. Writes only when it must."""
        if self._path.exists():
            with readers.one() as connection:
                version = self._known(version_of(connection))
            if version == VERSION:
                return
        elif not create:
            raise StoreUnavailable(str(self._path), "there is no such file")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._lock.held():
            connection = self._open()
            migrate(connection, self._known(version_of(connection)))

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Hold the lock and a write transaction; committed at the end of the block, or rolled back."""
        with self._lock.held():
            connection = self._open()
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            except sqlite3.Error:
                self._shut()  # rolls back; the next write starts with a fresh connection
                raise
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    def scrub(self) -> bool:
        """Move the whole log into the file and empty it; False when a reader was in the way."""
        with self._lock.held():
            connection = self._open()
            try:
                connection.execute("PRAGMA busy_timeout = 0")  # nobody else can write meanwhile
                (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                self._shut()
            return not busy

    def close(self) -> None:
        """Close the connection, if any, under the lock. A second close does nothing."""
        self._closed = True
        if self._connection is not None:
            with self._lock.held():
                self._shut()
                if self._sync_at_close:
                    _sync(log_of(self._path))

    def _open(self) -> sqlite3.Connection:
        if self._closed:
            raise StoreUnavailable(str(self._path), "the store has been closed")
        if self._connection is None:
            self._connection = open_writer(self._path, synced=not self._sync_at_close)
        return self._connection

    def _shut(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _known(self, version: int) -> int:
        if version < 0:
            raise StoreUnavailable(str(self._path), "this is a database, but not one of kith")
        if version > VERSION:
            reason = f"written by a newer kith (version {version} of the tables, this one knows {VERSION})"
            raise StoreUnavailable(str(self._path), reason)
        return version


def _sync(log: Path) -> None:
    """Have the disk keep what is in the log; without one all of it is in the file already."""
    try:
        opened = os.open(log, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
