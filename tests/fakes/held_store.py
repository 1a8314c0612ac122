"""A store in which reading the whole record takes as long as somebody likes."""

from collections.abc import Callable
from datetime import datetime
from threading import Event

from graph.ports import MAX_KEYS, PAGE, Seals
from tests.fakes.memory_store import MemoryStore


class HeldStore(MemoryStore):
    """Who reads all seals waits until `go` is set; everything else is as fast as ever."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(clock)
        self.go = Event()

    def seals(self, after: int = 0, limit: int = PAGE) -> Seals:
        if limit == MAX_KEYS:
            assert self.go.wait(60)
        return super().seals(after, limit)
