"""A process that writes to the file while this one goes on."""

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from graph.errors import StoreUnavailable
from graph.keys import Key
from graph.ports import Change
from graph.stores.sqlite import calls

_PROGRAM = "graph.stores.sqlite.writing_process"


class WritingProcess:
    """Another process with a store at the same path; implements `graph.ports.Apart`.

    It reads calls from a pipe and ends where the pipe does: when this one is closed, or its process
    is gone, however that came about. A call that had arrived whole is still written.
    """

    def __init__(
        self,
        path: Path,
        wait_s: float,
        on_wait: Callable[[], None] | None,
        clock: Callable[[], datetime],
    ) -> None:
        """Start it; the parameters are those of `SqliteStore`. Raises StoreUnavailable."""
        self._path = path
        self._on_wait = on_wait
        self._clock = clock
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own words, no shell
                [sys.executable, "-P", "-m", _PROGRAM, str(path.absolute()), str(wait_s)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        except OSError as error:
            raise StoreUnavailable(str(path), f"no process can be started to write: {error}") from error

    @property
    def pid(self) -> int:
        """Its number among the processes of this machine."""
        return self._process.pid

    def begin(
        self,
        changes: Sequence[Change],
        expect: Mapping[Key, int] | None = None,
        key: str | None = None,
    ) -> None:
        """See `Apart.begin`. Raises InvalidValue, and StoreUnavailable when the process is gone."""
        message = calls.call(changes, expect, key, self._clock())
        assert self._process.stdin is not None
        try:
            calls.send(message, self._process.stdin)
        except OSError as error:
            raise self._gone() from error

    def end(self) -> int:
        """See `Apart.end`."""
        assert self._process.stdout is not None
        while message := calls.receive(self._process.stdout):
            answer = calls.read_answer(message)
            if not answer.waiting:
                return answer.settled()
            if self._on_wait is not None:
                self._on_wait()
        raise self._gone()

    def close(self) -> None:
        """See `Apart.close`."""
        # Not by `with self._process`: a pipe to a process that is gone cannot be flushed.
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is self._process.stdout:
                self._process.wait()
            try:
                if pipe is not None:
                    pipe.close()
            except BrokenPipeError:
                continue

    def _gone(self) -> StoreUnavailable:
        code = self._process.wait()
        return StoreUnavailable(str(self._path), f"the process that writes has ended (code {code})")
