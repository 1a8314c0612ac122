"""Everybody by number: standing, folded name, present employer, department and place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.source_switches import latest_of, recency
from graph.identity.folding import fold
from graph.identity.names import name_tokens
from graph.keys import Key
from graph.model import Aspiration, Budget, Employment, Person, Preference, RehireStatus
from graph.resting import Rests, rests_of
from graph.returning import nothing_said, returning_of
from graph.snapshot.arrays import Growing
from graph.snapshot.numbering import Numbering
from graph.standing import standings_of, unknown

NAME_LENGTH: Final = 48
"""Names are compared by so many folded characters."""

FACETS: Final = np.dtype(
    [
        ("name", f"S{NAME_LENGTH}"),  # folded: lower case, no accents; "" while only private sources know
        ("employer", "i4"),  # of the latest employment, a number in `employers`; -1 unknown
        ("employer_until", "i4"),  # its last day
        ("department", "i4"),  # number in `words`, -1 unknown
        ("location", "i4"),  # as the person's record has it
        ("workplace", "i4"),  # as the latest employment has it
        ("home_department", "i4"),  # of the latest employment at home
        ("name_words", "u8"),  # equal where names have the same words in any order; 0 without a name
    ]
)
"""What people are searched and filtered by; from shared records only."""

WORDED: Final = ("department", "location", "workplace", "home_department")
"""The fields of FACETS that are numbers in `words`."""


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
    returning: Growing
    employers: Numbering
    words: Words
    blocked: dict[int, frozenset[int]]  # by the person who blocks: for whom they do not exist
    rests: dict[int, Rests]  # of those who ever rested
    version: int = 0  # goes up with every change
    rests_version: int = 0  # with every change of somebody's rests
    names_version: int = 0  # with every change of a name, and of who has one that may be known

    @classmethod
    def empty(cls, home: Key, keys: Iterable[Key], employers: Iterable[Key]) -> "PeopleTable":
        """A table for `keys`, of whom nothing is known yet."""
        ids = Numbering.of("person", keys)
        return cls(
            home,
            ids,
            Growing(unknown(len(ids))),
            Growing(no_facets(len(ids))),
            Growing(nothing_said(len(ids))),
            Numbering.of("organization", employers),
            Words(),
            {},
            {},
        )

    def add(self, key: Key) -> int:
        """The number of a person, who may be new."""
        number = self.ids.add(key)
        if number == len(self.standing):
            self.standing.append(unknown(1))
            self.facets.append(no_facets(1))
            self.returning.append(nothing_said(1))
        return number

    def put(
        self,
        number: int,
        person: Person | None,
        employments: Iterable[Employment],
        preference: Preference | None,
        budget: Budget | None,
        aspiration: Aspiration | None = None,
        rehire: RehireStatus | None = None,
    ) -> None:
        """Write what the records of one person say."""
        employments = [e for e in employments if not e.contributor]
        named = self._named(number)
        held = (person, employments, preference, budget)
        self.standing.rows[number] = standings_of([held], self.home)[0]
        self.facets.rows[number] = self._facets(person, employments)
        self.returning.rows[number] = returning_of(aspiration, rehire)
        blocked = [self.ids.number(k) for k in preference.blocked] if preference else []
        if blocked:
            self.blocked[number] = frozenset(blocked)
        else:
            self.blocked.pop(number, None)
        self._rest(number, rests_of(preference))
        self.version += 1
        self.names_version += named != self._named(number)

    def _named(self, number: int) -> tuple[object, ...]:
        """All that names of people are looked up by."""
        facets, standing = self.facets.rows[number], self.standing.rows[number]
        return facets["name"], facets["name_words"], standing["known"], standing["restricted"]

    def rests_of(self, key: Key) -> Rests:
        """When somebody rested; () for most."""
        return self.rests.get(self.ids.number(key), ()) if self.rests else ()

    def _rest(self, number: int, rests: Rests) -> None:
        if rests != self.rests.get(number, ()):
            self.rests_version += 1
            self.rests[number] = rests
        if not rests:
            self.rests.pop(number, None)

    def blockers(self, number: int) -> frozenset[int]:
        """Who blocked this person. O(people who block anybody)."""
        return frozenset(who for who, blocked in self.blocked.items() if number in blocked)

    def named(self, folded: str) -> NDArray[np.int64]:
        """Numbers of the people whose whole folded name this is. O(people)."""
        return np.flatnonzero(self.facets.rows["name"] == folded.encode()[:NAME_LENGTH])

    def folded_names(self) -> list[str]:
        """Every folded name by number. O(people)."""
        return [name.decode() for name in self.facets.rows["name"].tolist()]

    def places(self) -> Iterator[tuple[Key, str]]:
        """Everybody whose place is known, with it, folded. O(people)."""
        words = self.words.all()
        own, work = self.facets.rows["location"], self.facets.rows["workplace"]
        located = np.where(own >= 0, own, work)
        for number in np.flatnonzero(located >= 0).tolist():
            yield self.ids.key(number), words[located[number]]

    def _facets(self, person: Person | None, employments: list[Employment]) -> Any:
        row = no_facets(1)[0]
        if person is None or not person.name:
            return row
        row["name"] = fold(person.name).encode()[:NAME_LENGTH]
        latest = latest_of(employments)
        row["location"] = self.words.add(person.location)
        if latest is not None:
            row["workplace"] = self.words.add(latest.location)
            row["department"] = self.words.add(latest.department)
            row["employer"] = self.employers.add(latest.organization)
            row["employer_until"] = recency(latest)[0]
        at_home = latest_of([e for e in employments if e.organization == self.home])
        if at_home is not None:
            row["home_department"] = self.words.add(at_home.department)
        row["name_words"] = _words_of(person.name)
        return row


def _words_of(name: str) -> int:
    words = " ".join(sorted(name_tokens(name)))
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "little") if words else 0


def no_facets(people: int) -> NDArray[Any]:
    """Facets of `people` of whom nothing is known."""
    rows = np.zeros(people, FACETS)
    for name in ("employer", "department", "location", "workplace", "home_department"):
        rows[name] = -1
    return rows
