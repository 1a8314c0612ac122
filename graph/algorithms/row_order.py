"""Rows of ties in the order in which a search reads them: by (cost, rank of the neighbour)."""

from collections.abc import Callable
from threading import Lock
from typing import Any, Final

import numpy as np
from numba import types

from graph.algorithms.kernels import compiled, read_only

NO_TIE: Final = np.int32(2**31 - 1)
"""The cost of a pair that is no tie."""

_SPACED: Final = types.Array(types.int32, 1, "A", readonly=True)  # a field of a structured array
_WRITTEN: Final = types.Array(types.int32, 1, "C")

_SIGNATURE: Final = (
    read_only(types.int64),
    types.Array(types.int64, 1, "C"),
    _SPACED,
    _SPACED,
    read_only(types.int32),
    read_only(types.int32),
    read_only(types.int32),
    _WRITTEN,
    _WRITTEN,
)

_compiling = Lock()
_compiled: list[Callable[..., None]] = []  # empty until the first call


def sort_rows(*arrays: Any) -> None:
    """Sort each row of ties; see `_sort_rows`. O(ties x log of the longest row)."""
    with _compiling:
        if not _compiled:
            _compiled.append(compiled(_sort_rows, _SIGNATURE, counts=True))
    _compiled[0](*arrays)


def _sort_rows(
    start: Any,
    end: Any,
    neighbor: Any,
    pair: Any,
    cost: Any,
    rank: Any,
    by_rank: Any,
    neighbors: Any,
    costs: Any,
) -> None:
    """From entries (`neighbor`, `pair`) to `neighbors` and `costs`; `by_rank` is the inverse of `rank`.

    Pairs that are no tie are left out, and `end` is brought forward by as many.
    """
    for person in range(len(start)):
        first, last = start[person], end[person]
        keys = np.empty(last - first, np.int64)
        count = 0
        for i in range(first, last):
            c = cost[pair[i]]
            if c != NO_TIE:
                keys[count] = (np.int64(c) << 32) | np.int64(rank[neighbor[i]])
                count += 1
        ordered = np.sort(keys[:count])
        for i in range(count):
            neighbors[first + i] = by_rank[ordered[i] & 0xFFFFFFFF]
            costs[first + i] = np.int32(ordered[i] >> 32)
        end[person] = first + count
