"""Who is called what: names and the addresses made of them, computed from a person's number."""

import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample.cultures import CULTURES
from sample.dice import Dice, Numbers

_LETTERS = str.maketrans(
    {"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_NAMESAKES = 300
"""One in so many people has the name of somebody else."""


def plain(text: str) -> str:
    """Small letters a-z, digits and hyphens only: `plain("Ó Súilleabháin") == "osuilleabhain"`."""
    spread = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(c for c in spread if c.isascii() and (c.isalnum() or c == "-"))


@dataclass(frozen=True, slots=True)
class _Word:
    shown: str
    address: str


def _word(entry: str) -> _Word:
    shown, _, address = entry.partition("=")
    return _Word(shown, address or plain(shown))


class Names:
    """The names of people 0 .. n-1; 16 bytes a person."""

    def __init__(self, dice: Dice, people: int) -> None:
        self._first = [_word(w) for c in CULTURES for w in c.first]
        self._family = [_word(w) for c in CULTURES for w in c.family]
        self._family_first = [c.family_first for c in CULTURES]
        numbers = np.arange(people, dtype=np.int64)
        chosen = _lend(numbers)
        culture = dice.pick("culture", chosen, [c.share for c in CULTURES])
        self._culture = culture.astype(np.int8)
        self._given = _choose(dice, "first", chosen, culture, [len(c.first) for c in CULTURES])
        family = _choose(dice, "family", chosen, culture, [len(c.family) for c in CULTURES])
        alone = dice.chance("single", chosen, np.array([c.single for c in CULTURES])[culture])
        self._surname = np.where(alone, -1, family).astype(np.int16)
        self._more = self._extra(dice, chosen, culture, alone)
        self._rank = _occurrences(self._address_numbers())

    def full(self, numbers: Numbers) -> list[str]:
        """Whole names, as an HR system shows them."""
        columns = zip(
            self._culture[numbers].tolist(),
            self._given[numbers].tolist(),
            self._surname[numbers].tolist(),
            self._more[numbers].tolist(),
            strict=True,
        )
        return [self._full(*row) for row in columns]

    def local(self, numbers: Numbers, spare: bool = False) -> list[str]:
        """What stands before the @: unique among all people; with `spare`, a second one, unique too."""
        first, family = self._first, self._family
        step, least = (7, 11) if spare else (1, 1)
        return [
            (first[g].address if s < 0 else f"{first[g].address}.{family[s].address}")
            + (str(r * step + least) if r or spare else "")
            for g, s, r in zip(
                self._given[numbers].tolist(),
                self._surname[numbers].tolist(),
                self._rank[numbers].tolist(),
                strict=True,
            )
        ]

    def parts(self, number: int) -> tuple[str, str]:
        """First and family name apart ("" when there is none): LinkedIn keeps two columns."""
        surname = int(self._surname[number])
        return self._first[self._given[number]].shown, self._family[surname].shown if surname >= 0 else ""

    def _full(self, culture: int, given: int, surname: int, more: int) -> str:
        first = self._first[given].shown
        if surname < 0:
            return first
        family = self._family[surname].shown
        if self._family_first[culture]:
            return f"{family} {first}"
        if more < 0:
            return f"{first} {family}"
        if CULTURES[culture].two_families:
            return f"{first} {family} {self._family[more].shown}"
        return f"{first} {self._first[more].shown[0]}. {family}"

    def _extra(
        self, dice: Dice, chosen: Numbers, culture: Numbers, alone: NDArray[np.bool_]
    ) -> NDArray[np.int16]:
        """A second family name where that is the custom, else now and then a middle initial; -1 is none."""
        family = _choose(dice, "second", chosen, culture, [len(c.family) for c in CULTURES])
        middle = _choose(dice, "middle", chosen, culture, [len(c.first) for c in CULTURES])
        two = np.array([c.two_families for c in CULTURES])[culture]
        has = dice.chance("more", chosen, np.where(two, 0.6, 0.15)) & ~alone
        return np.where(has, np.where(two, family, middle), -1).astype(np.int16)

    def _address_numbers(self) -> NDArray[np.int32]:
        """Equal numbers for people whose names look alike in an address, whatever their accents."""
        first = _alike([w.address for w in self._first])
        family = _alike([w.address for w in self._family] + [""])
        return (first[self._given] * np.int32(len(family)) + family[self._surname]).astype(np.int32)


def _lend(numbers: Numbers) -> Numbers:
    """Whose name each person has: their own, or in a few places that of somebody a little before them."""
    return np.where(numbers % _NAMESAKES == 41, numbers - 17, numbers)


def _choose(
    dice: Dice, stream: str, numbers: Numbers, culture: Numbers, sizes: list[int]
) -> NDArray[np.int16]:
    """An index into the joined lists of all cultures; early words of a list come oftener."""
    begin = np.cumsum([0, *sizes[:-1]])
    fraction = dice.unit(stream, numbers)
    within = (fraction * np.sqrt(fraction) * np.array(sizes)[culture]).astype(np.int64)
    chosen: NDArray[np.int16] = (begin[culture] + within).astype(np.int16)
    return chosen


def _alike(words: list[str]) -> NDArray[np.int32]:
    place: dict[str, int] = {}
    return np.array([place.setdefault(word, len(place)) for word in words], dtype=np.int32)


def _occurrences(values: NDArray[np.int32]) -> NDArray[np.int32]:
    """0 for the first person with a value, 1 for the second, ..."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    lengths = np.diff(np.r_[starts, len(values)])
    ranks = np.empty(len(values), dtype=np.int32)
    ranks[order] = np.arange(len(values)) - np.repeat(starts, lengths)
    return ranks
