"""Whether somebody is being answered: who works beside it in the same process gives way.

Threads share Python's lock, and a thread that reads the store again and again gives it away so shortly that
another hardly gets hold of it: beside an import a page took ten times as long.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

_MOMENT_S: Final = 0.001

_LOCK: Final = Lock()
_answered: list[int] = [0]


@contextmanager
def answering() -> Iterator[None]:
    """Somebody is being answered until it ends."""
    _count(1)
    try:
        yield
    finally:
        _count(-1)


@contextmanager
def waiting() -> Iterator[None]:
    """Who is being answered waits for who works beside, until it ends."""
    _count(-1)
    try:
        yield
    finally:
        _count(1)


def give_way() -> None:
    """Rest for a moment if somebody is being answered. Call it between small steps."""
    if _answered[0] > 0:
        time.sleep(_MOMENT_S)


def _count(more: int) -> None:
    with _LOCK:
        _answered[0] += more
