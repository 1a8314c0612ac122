"""Work that takes longer than an answer should: it is begun once, and who asked looks again."""

from collections.abc import Callable
from threading import Lock, Thread
from threading import enumerate as enumerate_threads
from typing import Final

from queries.network import Network

MOMENT_S: Final = 0.3
"""How long somebody waits who would rather come back."""

_BEGINNING: Final = Lock()
"""Held while it is looked whether somebody does it, and begun if not."""


def begun_for_a_moment(network: Network, called: str, work: Callable[[], None]) -> None:
    """Begin `work` in a thread of its own unless it is being done, and wait for its end or a moment.

    One at a time for each name and store, in this process.
    """
    _begun(f"{called} {id(network.store)}", work).join(MOMENT_S)


def _begun(name: str, work: Callable[[], None]) -> Thread:
    with _BEGINNING:
        for thread in enumerate_threads():
            if thread.name == name:
                return thread
        thread = Thread(target=work, name=name, daemon=True)
        thread.start()
        return thread
