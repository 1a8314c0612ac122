"""Everybody by number: standing, folded name, present employer, department and place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.dates import NO_DAY, day_number, first_day, last_day
from graph.identity.folding import fold
from graph.keys import Key
from graph.model import Employment, Person, Preference
from graph.snapshot.arrays import Growing
from graph.snapshot.numbering import Numbering
from graph.standing import OPEN, standing_of, unknown

NAME_LENGTH: Final = 48
"""Names are compared by so many folded characters."""

FACETS: Final = np.dtype(
    [
        ("name", f"S{NAME_LENGTH}"),  # folded: lower case, no accents; "" while only private sources know
        ("employer", "i4"),  # of the latest employment, a number in `employers`; -1 unknown
        ("employer_until", "i4"),  # its last day
        ("department", "i4"),  # number in `words`, -1 unknown
        ("location", "i4"),
    ]
)
"""What people are searched and filtered by; from shared records only."""


class Words:
    """Short texts by number, folded; for departments and places."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words = list(words)
        self._numbers = {word: number for number, word in enumerate(self._words)}

    def add(self, text: str) -> int:
        """The number of `text`, a new one if it had none; -1 for ""."""
        word = fold(text)
        if not word:
            return -1
        if word not in self._numbers:
            self._numbers[word] = len(self._words)
            self._words.append(word)
        return self._numbers[word]

    def containing(self, text: str) -> NDArray[np.int32]:
        """Numbers of the texts that contain `text`."""
        part = fold(text)
        return np.array([n for n, word in enumerate(self._words) if part in word], np.int32)

    def all(self) -> list[str]:
        """Every text by number."""
        return self._words


@dataclass(slots=True)
class PeopleTable:
    """The people of the network; arrays are by number."""

    home: Key
    ids: Numbering
    standing: Growing
    facets: Growing
    employers: Numbering
    words: Words
    blocked: dict[int, frozenset[int]]  # by the person who blocks: for whom they do not exist
    version: int = 0  # goes up with every change

    @classmethod
    def empty(cls, home: Key, keys: Iterable[Key], employers: Iterable[Key]) -> "PeopleTable":
        """A table for `keys`, of whom nothing is known yet."""
        ids = Numbering.of("person", keys)
        return cls(
            home,
            ids,
            Growing(unknown(len(ids))),
            Growing(no_facets(len(ids))),
            Numbering.of("organization", employers),
            Words(),
            {},
        )

    def add(self, key: Key) -> int:
        """The number of a person, who may be new."""
        number = self.ids.add(key)
        if number == len(self.standing):
            self.standing.append(unknown(1))
            self.facets.append(no_facets(1))
        return number

    def put(
        self,
        number: int,
        person: Person | None,
        employments: Iterable[Employment],
        preference: Preference | None,
    ) -> None:
        """Write what the records of one person say."""
        employments = [e for e in employments if not e.contributor]
        self.standing.rows[number] = standing_of(person, employments, preference, self.home)
        self.facets.rows[number] = self._facets(person, employments)
        blocked = [self.ids.number(k) for k in preference.blocked] if preference else []
        if blocked:
            self.blocked[number] = frozenset(blocked)
        else:
            self.blocked.pop(number, None)
        self.version += 1

    def blockers(self, number: int) -> frozenset[int]:
        """Who blocked this person. O(people who block anybody)."""
        return frozenset(who for who, blocked in self.blocked.items() if number in blocked)

    def named(self, folded: str) -> NDArray[np.int64]:
        """Numbers of the people whose whole folded name this is. O(people)."""
        return np.flatnonzero(self.facets.rows["name"] == folded.encode()[:NAME_LENGTH])

    def folded_names(self) -> list[str]:
        """Every folded name by number. O(people)."""
        return [name.decode() for name in self.facets.rows["name"].tolist()]

    def _facets(self, person: Person | None, employments: list[Employment]) -> Any:
        row = no_facets(1)[0]
        if person is None or not person.name:
            return row
        row["name"] = fold(person.name).encode()[:NAME_LENGTH]
        latest = max(employments, key=_recency, default=None)
        row["location"] = self.words.add(person.location or (latest.location if latest else ""))
        if latest is not None:
            row["department"] = self.words.add(latest.department)
            row["employer"] = self.employers.add(latest.organization)
            row["employer_until"] = _recency(latest)[0]
        return row


def _recency(employment: Employment) -> tuple[int, int, Key]:
    since, until = first_day(employment.since), last_day(employment.until)
    return (
        day_number(until) if until else OPEN,
        day_number(since) if since else NO_DAY,
        employment.key,
    )


def no_facets(people: int) -> NDArray[Any]:
    """Facets of `people` of whom nothing is known."""
    rows = np.zeros(people, FACETS)
    for name in ("employer", "department", "location"):
        rows[name] = -1
    return rows
