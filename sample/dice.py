"""Chance as a function: the same (seed, stream, number) always falls the same way.

There is no state, so any part of a sample can be computed without the parts before it, and the
bytes do not depend on the version of a random library. Numbers are hashed with the finaliser of
SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
"""

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Unit = NDArray[np.float64]
Numbers = NDArray[Any]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


class Dice:
    """Draws for one seed. Every draw takes the name of a stream and an array of numbers."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._streams: dict[str, np.uint64] = {}

    def bits(self, stream: str, numbers: Numbers) -> NDArray[np.uint64]:
        """64 random bits for each number (>= 0). About 5 ns a number."""
        x = np.atleast_1d(np.asarray(numbers)).astype(np.uint64)
        x *= _GOLDEN
        x += self._stream(stream)
        x ^= x >> np.uint64(30)
        x *= _FIRST
        x ^= x >> np.uint64(27)
        x *= _SECOND
        x ^= x >> np.uint64(31)
        return x

    def unit(self, stream: str, numbers: Numbers) -> Unit:
        """A fraction in [0, 1) for each number."""
        result: Unit = (self.bits(stream, numbers) >> np.uint64(11)).astype(np.float64) * 2.0**-53
        return result

    def below(self, stream: str, numbers: Numbers, bound: int | Numbers) -> Whole:
        """A whole number in [0, bound) for each number; `bound` may differ from number to number."""
        drawn: Whole = (self.unit(stream, numbers) * bound).astype(np.int64)
        return drawn

    def pick(self, stream: str, numbers: Numbers, shares: Sequence[float]) -> Whole:
        """An index into `shares` for each number, as often as its share says."""
        edges = np.cumsum(np.asarray(shares, dtype=np.float64))
        found = np.searchsorted(edges, self.unit(stream, numbers) * edges[-1], side="right")
        place: Whole = np.minimum(found, len(shares) - 1).astype(np.int64)
        return place

    def chance(self, stream: str, numbers: Numbers, share: float | Unit) -> NDArray[np.bool_]:
        """True for about `share` of the numbers."""
        result: NDArray[np.bool_] = self.unit(stream, numbers) < share
        return result

    def one(self, stream: str, number: int, bound: int) -> int:
        """A single whole number in [0, bound)."""
        return int(self.below(stream, np.array([number]), bound)[0])

    def _stream(self, stream: str) -> np.uint64:
        if stream not in self._streams:
            digest = hashlib.blake2b(f"{self._seed}\x1f{stream}".encode(), digest_size=8).digest()
            self._streams[stream] = np.uint64(int.from_bytes(digest, "big"))
        return self._streams[stream]
