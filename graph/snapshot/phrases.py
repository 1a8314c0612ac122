"""Which phrases stand in the texts of the kinds of which there are many: so that few erasures read them all.

A phrase is two words beside each other, or a long number, and is kept as one bit (Bloom, 1970): a kind may
be looked through in vain, and is never passed over wrongly. Nothing can be read back from the bits. What was
said once stays said until the read model is built anew.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.mentions import Mentions
from graph.identity.names import name_key
from graph.model import (
    Contact,
    Employment,
    Evidence,
    Mission,
    Organization,
    Person,
    PrivateProfile,
    Record,
    Tie,
    Tour,
)
from graph.model.texts import FREE

NOTED: Final[tuple[type[Record], ...]] = (
    Contact,
    Employment,
    Evidence,
    Mission,
    Organization,
    Person,
    PrivateProfile,
    Tie,
    Tour,
)
"""The kinds whose phrases are kept, in the order of the rows of the array."""

_PLACE: Final = {kind: number for number, kind in enumerate(NOTED)}
_FOUND_BY_WORDS: Final = ("text", "paths")
_BITS_EACH: Final = 64  # for each of the people: some ten phrases are said of one
_FEWEST, _MOST = 2**16, 2**24
_DIGITS: Final = 5
_KEPT: Final = 100_000


class Phrases:
    """The bits of each kind."""

    def __init__(self, bits: NDArray[np.uint8]) -> None:
        """`bits` is (kinds, bytes), 8 bits in each; the bytes of a row are a power of two."""
        self._rows = [bytearray(row.tobytes()) for row in bits]
        self._last = bits.shape[1] * 8 - 1
        self._said: set[tuple[int, str]] = set()

    @classmethod
    def for_people(cls, people: int) -> "Phrases":
        """Without any, with room for what is said of so many people."""
        bits = min(max(people * _BITS_EACH, _FEWEST), _MOST)
        return cls(np.zeros((len(NOTED), 2 ** (bits - 1).bit_length() // 8), np.uint8))

    def note(self, record: Record) -> None:
        """Take in the texts of a record. O(words), O(1) for texts that came lately."""
        place = _PLACE.get(type(record))
        if place is None:
            return
        for text in _texts(record):
            said = (place, text)
            if said not in self._said:
                self._note(place, text)
                if len(self._said) >= _KEPT:
                    self._said.clear()
                self._said.add(said)

    def may_name(self, kind: type[Record], mentions: Mentions) -> bool:
        """Whether a text of `kind` may hold a name or an address: always for kinds that are not NOTED."""
        place = _PLACE.get(kind)
        return place is None or any(self._holds(place, phrase) for phrase in mentions.phrases())

    def array(self) -> NDArray[np.uint8]:
        """The bits, to be saved."""
        return np.array([np.frombuffer(row, np.uint8) for row in self._rows])

    def _note(self, place: int, text: str) -> None:
        row = self._rows[place]
        for mark in _marks(text):
            bit = mark & self._last
            row[bit >> 3] |= 1 << (bit & 7)

    def _holds(self, place: int, phrase: str) -> bool:
        row = self._rows[place]
        bits = (mark & self._last for mark in _marks(phrase))
        return all(row[bit >> 3] >> (bit & 7) & 1 for bit in bits)


def _texts(record: Record) -> Iterable[str]:
    """The texts of a record but those that shared evidence is found by in the read model."""
    shared = isinstance(record, Evidence) and not record.contributor
    for name, _ in FREE[type(record)]:
        if not (shared and name in _FOUND_BY_WORDS):
            value: Any = getattr(record, name)
            yield from (value,) if isinstance(value, str) else value


@lru_cache(maxsize=_KEPT)
def _marks(text: str) -> tuple[int, ...]:
    said = name_key(text).split()
    numbers = (word for word in said if sum(map(str.isdigit, word)) >= _DIGITS)
    return tuple(crc32(phrase.encode()) for phrase in (*map(" ".join, pairwise(said)), *numbers))
