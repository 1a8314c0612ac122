"""Arrays that searches write to, kept from one search to the next.

A search cleans up only what it touched, so an array of a million people is filled once and not once a
search. Each search borrows a set for itself; a deque hands them out to several threads safely.
"""

from collections import deque
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.best_paths_found import NEAR

MOST_IDLE: Final = 8
"""How many sets wait for the next search; more are made when more threads search at once."""


class Scratch(NamedTuple):
    """What `best_paths_found.Work` begins with, in that order."""

    marks: NDArray[np.int64]  # (n, 4), -1, 0, 0, 0 for everybody
    lists: NDArray[np.int32]  # (2, n)
    label_cost: NDArray[np.int64]
    label_third: NDArray[np.int32]


_idle: deque[Scratch] = deque(maxlen=MOST_IDLE)


def borrow(n: int, labels: int) -> Scratch:
    """A clean set for `n` people or more and `labels` labels or more. O(n) when it is new."""
    while True:
        try:
            scratch = _idle.pop()
        except IndexError:
            return _new(n, labels)
        if len(scratch.marks) < n:
            continue  # too small: others of its size go the same way
        if len(scratch.label_cost) >= labels:
            return scratch
        return Scratch(scratch.marks, scratch.lists, *_room(labels))


def give_back(scratch: Scratch) -> None:
    """Hand over a set for the next search; it must be clean again."""
    _idle.append(scratch)


def _new(n: int, labels: int) -> Scratch:
    marks = np.zeros((n, 4), dtype=np.int64)
    marks[:, NEAR] = -1
    return Scratch(marks, np.empty((2, n), dtype=np.int32), *_room(labels))


def _room(labels: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    return np.empty(labels, dtype=np.int64), np.empty(labels, dtype=np.int32)
