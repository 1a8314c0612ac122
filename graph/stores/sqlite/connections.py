"""How the file is opened: one connection that writes, and a pool of connections that only read."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from graph.errors import StoreUnavailable

PAGE_BYTES: Final = 4096
_WRITER_CACHE_KIB: Final = 256 * 1024
_READER_CACHE_KIB: Final = 32 * 1024
_MAPPED_BYTES: Final = 2**28  # scattered reads take 40% less time; more would count as our memory
_CHECKPOINT_PAGES: Final = 65_536
_WAL_KEPT_BYTES: Final = 64 * 2**20
_BUSY_S: Final = 10.0  # only for the moments in which another process opens or recovers the log


def log_of(path: Path) -> Path:
    """The write-ahead log of the file at `path`; it is not always there."""
    return path.with_name(path.name + "-wal")


def open_writer(path: Path, synced: bool = True) -> sqlite3.Connection:
    """The connection that writes. Opened, used and closed under the write lock only.

    Without `synced` a power cut may undo the last writes, the latest first; nothing is ever half there.
    """
    connection = _connect(path, "rwc")
    try:
        for pragma in (
            f"page_size = {PAGE_BYTES}",  # of a new file; an old one keeps its own
            "journal_mode = WAL",
            f"synchronous = {'FULL' if synced else 'NORMAL'}",  # full outlives a power cut
            "secure_delete = ON",
            "temp_store = MEMORY",  # no personal text in temporary files
            f"cache_size = -{_WRITER_CACHE_KIB}",
            f"wal_autocheckpoint = {_CHECKPOINT_PAGES}",
            f"journal_size_limit = {_WAL_KEPT_BYTES}",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


class Readers:
    """Connections that only read; each is used by one thread at a time and then handed back.

    `mode=ro` never checkpoints, not even when the last one closes. In a folder that cannot be
    written to and that holds no log, the file is opened as one that nobody changes; such a
    connection is dropped as soon as a log appears.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._log = log_of(path)
        self._lock = threading.Lock()
        self._idle: list[tuple[sqlite3.Connection, bool]] | None = []

    @contextmanager
    def one(self) -> Iterator[sqlite3.Connection]:
        """A connection for this block. StoreUnavailable when closed or when it cannot be opened."""
        connection, immutable = self._take()
        try:
            yield connection
        except BaseException:
            connection.close()  # whatever state it is in: the next one starts afresh
            raise
        with self._lock:
            if self._idle is not None:
                self._idle.append((connection, immutable))
                return
        connection.close()

    def close(self) -> None:
        """Close the idle connections; those in use close when they come back."""
        with self._lock:
            idle, self._idle = self._idle or [], None
        for connection, _ in idle:
            connection.close()

    def _take(self) -> tuple[sqlite3.Connection, bool]:
        with self._lock:
            if self._idle is None:
                raise StoreUnavailable(str(self._path), "the store has been closed")
            found = self._idle.pop() if self._idle else None
        if found is not None and found[1] and self._log.exists():
            found[0].close()
            found = None
        return found or self._open()

    def _open(self) -> tuple[sqlite3.Connection, bool]:
        connection = _connect(self._path, "ro")
        try:
            _prepare_reader(connection)
        except sqlite3.Error as error:
            connection.close()
            if not self._unwritable_folder():
                raise
            if self._log.exists():
                raise StoreUnavailable(
                    str(self._path),
                    f"its folder cannot be written to and holds unfinished writes ({self._log.name}): "
                    "open it once where it can be written",
                ) from error
            connection = _connect(self._path, "ro&immutable=1")
            _prepare_reader(connection)
            return connection, True
        return connection, False

    def _unwritable_folder(self) -> bool:
        effective = os.access in os.supports_effective_ids
        return self._path.exists() and not os.access(self._path.parent, os.W_OK, effective_ids=effective)


def _prepare_reader(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA cache_size = -{_READER_CACHE_KIB}")
    connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        timeout=_BUSY_S,
        isolation_level=None,
        check_same_thread=False,
    )
