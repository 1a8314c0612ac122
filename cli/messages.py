"""Where messages go: stderr, a line each, plain where nobody watches."""

import os
import sys


class Messages:
    """Lines on stderr, whose reader may go away without ending the work."""

    def __init__(self) -> None:
        self._heard = sys.stderr is not None
        self.watched = self._heard and sys.stderr.isatty()
        """Whether it is a terminal, where a line may move."""

    def say(self, message: str) -> None:
        """Write a line. An ingest goes on when what it says is no longer read."""
        if not self._heard:
            return
        try:
            print(message, file=sys.stderr, flush=True)
        except BrokenPipeError:
            self._heard = False
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
