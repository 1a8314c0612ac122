"""How much being near counts where people are ranked who are to be asked, and the best way to each."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.keys import Key
from graph.ports import People
from policy.gates import Status
from policy.viewer import Viewer
from policy.warmth import path_strengths
from queries.closeness import Closeness, best_ways, closeness
from queries.network import Network
from queries.warm_paths import WarmPath

MAX_HOPS: Final = 3


class Nearness:
    """Of one viewer, for one purpose: being near counts, and never more than twice.

    The read model proposes (`factors`), and what is told of a page is read from the store and judged again
    (`ways`).
    """

    def __init__(self, network: Network, viewer: Viewer, purpose: str) -> None:
        self._network, self._viewer, self._purpose = network, viewer, purpose
        self._people: People | None = None
        self._close: Closeness | None = None
        self._costs: dict[int, int] = {}

    def factors(
        self, status: Status | None, people: People, numbers: NDArray[np.int32]
    ) -> NDArray[np.float64]:
        """(n,) in [0.5, 1]: (1 + s) / 2, s from what the best path costs and 0 where none leads.

        `numbers` are people of the read model. Cost as of `closeness`.
        """
        self._people, self._close, self._costs = people, None, {}
        if not self._viewer.person or not len(numbers):
            return np.full(len(numbers), 0.5)
        self._close = closeness(self._network, self._viewer, status, people, numbers, self._purpose, MAX_HOPS)
        self._costs = dict(zip(numbers.tolist(), self._close.costs.tolist(), strict=True))
        return np.asarray((1 + path_strengths(self._close.costs)) / 2)

    def ways(self, keys: Iterable[Key]) -> dict[Key, WarmPath] | None:
        """The best path to each of these, of those last asked for; None when the store says otherwise.

        A search for each, and a few round trips.
        """
        if self._close is None or self._people is None:
            return {}
        costs = {key: self._costs[self._people.number(key)] for key in keys}
        return best_ways(self._network, self._viewer, self._close, costs)
