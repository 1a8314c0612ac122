"""An array that can grow at its end."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


class Growing:
    """Rows that are appended and changed in place.

    Starts on any array, a memory-mapped one included (opened copy-on-write, so that pages which nobody
    changes stay shared between processes); the first append moves it to memory of its own. An
    append costs O(rows appended), amortised.
    """

    def __init__(self, rows: NDArray[Any]) -> None:
        self._room = rows
        self._used = len(rows)

    def __len__(self) -> int:
        return self._used

    @property
    def rows(self) -> NDArray[Any]:
        """The rows in use: a view, good until the next append."""
        return self._room[: self._used]

    def append(self, rows: NDArray[Any]) -> int:
        """Add rows and return the number of the first of them."""
        first, needed = self._used, self._used + len(rows)
        if needed > len(self._room):
            room = np.empty(max(needed, len(self._room) + len(self._room) // 4 + 64), self._room.dtype)
            room[:first] = self._room[:first]
            self._room = room
        self._room[first:needed] = rows
        self._used = needed
        return first
