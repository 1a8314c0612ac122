"""How often Python looks for cyclic garbage while records come in."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

_NEW_OBJECTS: Final = 1_000_000

_LOCK: Final = Lock()
_before: list[tuple[int, int, int]] = []
"""The thresholds before each of those who are at it now; the first are Python's own."""


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look less often: records come by the ten thousand, and are never part of a cycle.

    At Python's own thresholds the search takes a sixth of the time of an ingest. Of several threads at it
    the last sets things back.
    """
    with _LOCK:
        _before.append(gc.get_threshold())
        gc.set_threshold(max(_before[0][0], _NEW_OBJECTS), *_before[0][1:])
    try:
        yield
    finally:
        with _LOCK:
            own = _before[0]
            _before.pop()
            if not _before:
                gc.set_threshold(*own)
