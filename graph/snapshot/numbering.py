"""Numbers for keys: arrays speak of people, evidence and organizations by number."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.keys import Key, name_of

_NAME: Final = np.dtype("S16")


class Numbering:
    """Keys of one kind, numbered from 0; numbers are never reused.

    The keys known when a snapshot was built are sorted and looked up by bisection, later ones in a dict.
    Looking up is O(log n), adding O(1).
    """

    def __init__(self, kind: str, names: NDArray[np.bytes_]) -> None:
        """Take `names`: sorted, without the kind, 16 characters each."""
        self._kind = kind
        self._names = names
        self._late: list[bytes] = []
        self._numbers: dict[bytes, int] = {}

    @classmethod
    def of(cls, kind: str, keys: Iterable[Key]) -> "Numbering":
        """Number `keys` in key order."""
        return cls(kind, np.sort(np.array([name_of(k).encode() for k in keys], _NAME)))

    def __len__(self) -> int:
        return len(self._names) + len(self._late)

    def key(self, number: int) -> Key:
        """The key with this number. IndexError when there is none."""
        if number < 0:
            raise IndexError(number)
        settled = len(self._names)
        name = self._names[number] if number < settled else self._late[number - settled]
        return Key(f"{self._kind}:{name.decode()}")

    def number(self, key: Key) -> int:
        """The number of `key`, or -1."""
        name = name_of(key).encode()
        place = int(np.searchsorted(self._names, name))
        if place < len(self._names) and self._names[place] == name:
            return place
        return self._numbers.get(name, -1)

    def numbers(self, keys: Iterable[Key]) -> NDArray[np.int32]:
        """The number of each key, -1 where it has none. O(keys x log n), in one pass."""
        asked = np.array([name_of(k).encode() for k in keys], _NAME)
        if len(self._names) == 0:
            found = np.full(len(asked), -1, np.int32)
        else:
            places = np.searchsorted(self._names, asked).clip(max=len(self._names) - 1)
            found = np.where(self._names[places] == asked, places, -1).astype(np.int32)
        if self._numbers:
            for i in np.flatnonzero(found < 0):
                found[i] = self._numbers.get(asked[i], -1)
        return found

    def add(self, key: Key) -> int:
        """The number of `key`, a new one if it had none."""
        number = self.number(key)
        if number < 0:
            number = len(self)
            name = name_of(key).encode()
            self._late.append(name)
            self._numbers[name] = number
        return number

    def names(self) -> NDArray[np.bytes_]:
        """(n,) the names by number."""
        return np.concatenate([self._names, np.array(self._late, _NAME)]) if self._late else self._names

    def rank(self) -> NDArray[np.int32]:
        """(n,) the place of each number in key order. O(n) without late keys, else O(n log n)."""
        if not self._late:
            return np.arange(len(self), dtype=np.int32)
        rank = np.empty(len(self), np.int32)
        rank[np.argsort(self.names(), kind="stable")] = np.arange(len(self), dtype=np.int32)
        return rank
