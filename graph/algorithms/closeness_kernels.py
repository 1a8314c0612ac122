"""The loop of `strongest_from`: layers outward from one person."""

from typing import Any

import numpy as np
from numba import types

from graph.algorithms.kernels import read_only

Array = np.ndarray[Any, Any]


def spread(
    start: Array,
    end: Array,
    neighbors: Array,
    costs: Array,
    connect: Array,
    ask: Array,
    source: int,
    hops: int,
    least: Array,
    people: Array,
    reached: Array,
    queued: Array,
) -> None:
    """Lower `least` (n,) to the least cost over at most `hops` ties.

    `ask` (n,) is what somebody inside a path costs extra, >= 0; empty when nobody does.

    Room to work in: `people` int32 (2, n), `reached` int64 (n,), `queued` int8 (n,), all 0. A layer
    reads the costs that the layer before it left, so that no way grows by two ties in one layer.
    """
    least[source] = 0
    people[0, 0] = source
    count = 1
    for layer in range(1, hops + 1):
        here, there = (layer - 1) % 2, layer % 2
        for i in range(count):
            reached[i] = least[people[here, i]]
        found = 0
        for i in range(count):
            person = people[here, i]
            so_far = reached[i]
            if ask.size and person != source:
                so_far += ask[person]
            for j in range(start[person], end[person]):
                other, cost = neighbors[j], so_far + costs[j]
                if cost >= least[other]:
                    continue
                least[other] = cost
                if connect[other] and queued[other] != layer:
                    queued[other] = layer
                    people[there, found] = other
                    found += 1
        count = found


SIGNATURE = (
    *(read_only(types.int64),) * 2,
    *(read_only(types.int32),) * 2,
    read_only(types.boolean),
    read_only(types.int32),
    types.int64,
    types.int64,
    types.int64[::1],
    types.int32[:, ::1],
    types.int64[::1],
    types.int8[::1],
)
