"""Whose turn it is: what one request asks is asked in a worker thread, one question after another.

Python runs one thread at a time. Questions of one answer that are asked at once hasten nothing: each gives
its turn away at every read of the store, and waits up to 5 ms to get it back.
"""

from collections.abc import Callable
from typing import TypeVar

from anyio import Lock, to_thread

T = TypeVar("T")


class Turns:
    """Of one request. Other requests have their own, and wait for none of these."""

    def __init__(self) -> None:
        self._turn = Lock(fast_acquire=True)

    async def ask(self, question: Callable[[], T]) -> T:
        """What `question` answers; the event loop goes on meanwhile."""
        async with self._turn:
            return await to_thread.run_sync(question)
