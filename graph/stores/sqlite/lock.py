"""Who may write: one thread of one process at a time, in turns.

SQLite up to 3.51.2 can corrupt a write-ahead log when two connections write or checkpoint at
the same moment, so every write, checkpoint and close of a writing connection happens in here.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from graph.errors import StoreUnavailable

_POLL_S = 0.005
_PATIENCE_S = 1.0  # how long a wait may last before it is worth a word


class WriteLock:
    """Held by whoever writes to the file at `path`; taken again by its holder it would deadlock.

    Waiting processes pass a second lock, the turnstile, one by one: a process that writes batch
    after batch finds it taken by whoever waits, and lets them go first.
    """

    def __init__(self, path: Path, wait_s: float, on_wait: Callable[[], None] | None) -> None:
        """Wait at most `wait_s` seconds for a turn; `on_wait` is told once when it takes a while."""
        self._path = path
        self._wait_s = wait_s
        self._on_wait = on_wait
        self._thread = threading.Lock()
        self._turnstile = _file_lock(path.with_name(path.name + ".turn"))
        self._file = _file_lock(path.with_name(path.name + ".lock"))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock. Raises StoreUnavailable when it cannot be had in time, or not at all."""
        deadline = time.monotonic() + self._wait_s
        if not self._thread.acquire(timeout=self._wait_s):
            raise self._too_long()
        try:
            self._enter(deadline)
            try:
                yield
            finally:
                self._file.release()
        finally:
            self._thread.release()

    def _enter(self, deadline: float) -> None:
        try:
            with ExitStack() as turn:
                for lock in (self._turnstile, self._file):
                    self._acquire(lock, deadline)
                    if lock is self._turnstile:
                        turn.callback(lock.release)
        except Timeout as error:
            raise self._too_long() from error
        except (OSError, NotImplementedError) as error:
            raise StoreUnavailable(str(self._path), f"cannot be locked for writing: {error}") from error

    def _acquire(self, lock: FileLock, deadline: float) -> None:
        left = max(0.0, deadline - time.monotonic())
        try:
            lock.acquire(timeout=min(left, _PATIENCE_S), poll_interval=_POLL_S)
        except Timeout:
            if left <= _PATIENCE_S:
                raise
            if self._on_wait is not None:
                self._on_wait()
            lock.acquire(timeout=left - _PATIENCE_S, poll_interval=_POLL_S)

    def _too_long(self) -> StoreUnavailable:
        return StoreUnavailable(
            str(self._path), f"somebody else has been writing to it for {self._wait_s:g} seconds"
        )


def _file_lock(path: Path) -> FileLock:
    return FileLock(path, thread_local=False)
