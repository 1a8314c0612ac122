"""Where messages and progress go: stderr, plain where nobody watches."""

import os
import sys

from rich.console import Console


class Messages(Console):
    """A console on stderr whose reader may go away without ending the work."""

    def __init__(self) -> None:
        super().__init__(stderr=True, force_terminal=sys.stderr.isatty(), highlight=False)

    def on_broken_pipe(self) -> None:
        """Say nothing more: an ingest goes on when its progress is no longer read."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
