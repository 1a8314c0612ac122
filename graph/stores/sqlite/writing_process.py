"""The program of `WritingProcess`: reads calls from standard input, writes, answers on standard output."""

import gc
import os
import signal
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from graph.errors import KithError
from graph.stores.sqlite.calls import Answer, Call, answer, read_call, receive, send
from graph.stores.sqlite.store import SqliteStore


def main(path: str, wait_s: str) -> None:
    """Write what is asked for until there is no more to read, or nobody to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked decides what a Ctrl-C stops
    gc.disable()  # records come by the ten thousand, and are never part of a cycle
    writing = _Writing(Path(path), float(wait_s))
    try:
        with suppress(BrokenPipeError):
            while message := receive(sys.stdin.buffer):
                writing.say(writing.write(read_call(message)))
    finally:
        writing.store.close()


class _Writing:
    def __init__(self, path: Path, wait_s: float) -> None:
        self._answers = os.fdopen(sys.stdout.fileno(), "wb", buffering=0, closefd=False)
        self._at: datetime
        self.store = SqliteStore(
            path,
            create=False,
            wait_s=wait_s,
            on_wait=lambda: self.say(Answer(waiting=True)),
            clock=lambda: self._at,
            sync_at_close=True,
        )

    def say(self, said: Answer) -> None:
        """Send an answer. Raises BrokenPipeError when nobody is there any more."""
        send(answer(said), self._answers)

    def write(self, call: Call) -> Answer:
        """Do what the call says."""
        self._at = call.at
        try:
            return Answer(self.store.apply(call.changes(), call.expect, call.key))
        except KithError as error:
            refusal = Answer.refusal(error)
            if refusal is None:
                raise
            return refusal


if __name__ == "__main__":
    main(*sys.argv[1:])
