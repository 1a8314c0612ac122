"""Evidence by number, with postings: which evidence speaks of which term, and how much.

Shared evidence only; what belongs to one contributor never enters. Postings known when the snapshot was
built are arrays; later ones stand in a dict beside them. Evidence that changed gets a new number
and the old one dies, so postings are never changed.
"""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.source_switches import Silenced, source_of
from graph.algorithms.terms import (
    path_prefixes,
    path_term,
    path_words,
    skill_term,
    word_term,
    words,
)
from graph.dates import NO_DAY, day_number, last_day
from graph.keys import NO_KEY, Key
from graph.model import EVIDENCE_KINDS, Evidence
from graph.snapshot.arrays import Growing
from graph.snapshot.numbering import Numbering

EVIDENCE: Final = np.dtype(
    [
        ("key", "i4"),  # its number in `ids`
        ("kind", "u1"),  # place in EVIDENCE_KINDS
        ("alive", "?"),
        ("audience", "i2"),  # number in `audiences`
        ("source", "i2"),  # number in `sources`
        ("day", "i4"),  # NO_DAY when undated
        ("length", "f4"),  # words, for BM25
        ("files", "i4"),  # files of a commit
        ("start", "i8"),  # its people
        ("end", "i8"),
    ]
)
VOTER: Final = np.dtype([("person", "i4"), ("share", "f4")])
POSTING: Final = np.dtype([("evidence", "i4"), ("weight", "f4")])

_PORTION: Final = 20_000
"""How many pieces of evidence are held at once when a table is made."""

_NAME_WEIGHT: Final = 0.5
"""A word in the name of a file counts half of a word in a text."""


def terms_of(evidence: Evidence) -> dict[int, float]:
    """What `evidence` is found by: a word's weight is its count, a path's the part of the files below
    it, a skill's 1."""
    return _terms_of(evidence, words(evidence.text))


def _terms_of(evidence: Evidence, said: list[str]) -> dict[int, float]:
    """`terms_of` when the words of the text are known."""
    terms: dict[int, float] = {}
    for word, count in Counter(said).items():
        terms[word_term(word)] = float(count)
    for word in path_words(evidence.paths):
        term = word_term(word)
        terms[term] = terms.get(term, 0.0) + _NAME_WEIGHT
    folders = Counter(prefix for path in evidence.paths for prefix in path_prefixes(path))
    for folder, count in folders.items():
        terms[path_term(folder)] = count / len(evidence.paths)
    for skill in evidence.skills:
        terms[skill_term(skill)] = 1.0
    return terms


def heard_of(evidence: Evidence, silenced: Silenced) -> list[Key]:
    """The people whom `evidence` speaks for, NO_KEY for whom its source says nothing of.

    [] when it is nobody's to hear: private, or silent about everybody.
    """
    if evidence.contributor:
        return []
    hidden = silenced.get(source_of(evidence), frozenset()) if silenced else frozenset()
    heard = [NO_KEY if person in hidden else person for person in evidence.people]
    return heard if any(heard) else []


def voters(evidence: Evidence, ids: Numbering, silenced: Silenced) -> NDArray[np.int32] | None:
    """The numbers of `heard_of`, -1 for NO_KEY; None when it is nobody's to hear."""
    heard = heard_of(evidence, silenced)
    return ids.numbers(heard) if heard else None


@dataclass(slots=True)
class EvidenceTable:
    """Who showed what, when, and what it speaks of."""

    ids: Numbering  # of keys; `current` says which number of a row is theirs now
    current: Growing  # int32 by the number of a key; -1 when it is gone
    rows: Growing  # EVIDENCE
    voters: Growing  # VOTER
    terms: NDArray[np.uint64]  # sorted
    starts: NDArray[np.int64]  # one more than terms
    postings: NDArray[Any]  # POSTING
    audiences: list[str]
    sources: list[str]
    late: dict[int, list[tuple[int, float]]] = field(default_factory=dict)
    version: int = 0

    @classmethod
    def empty(cls, keys: Iterable[Key] = ()) -> "EvidenceTable":
        """A table without any evidence, with numbers for `keys`."""
        ids = Numbering.of("evidence", keys)
        return cls(
            ids,
            Growing(np.full(len(ids), -1, np.int32)),
            Growing(np.empty(0, EVIDENCE)),
            Growing(np.empty(0, VOTER)),
            np.empty(0, np.uint64),
            np.zeros(1, np.int64),
            np.empty(0, POSTING),
            [],
            [],
        )

    @classmethod
    def of(cls, evidence: Iterable[Evidence], people: Numbering, silenced: Silenced) -> "EvidenceTable":
        """A table of what may be heard of `evidence`, which comes in key order, each once.

        O(its words), in portions.
        """
        table = cls.empty()
        keys: list[Key] = []
        terms, numbers, weights = array("Q"), array("i"), array("f")
        audible = ((record, heard) for record in evidence if (heard := heard_of(record, silenced)))
        while portion := list(islice(audible, _PORTION)):
            showing = np.empty(sum(len(record.people) for record, _ in portion), VOTER)
            showing["person"] = people.numbers([key for _, named in portion for key in named])
            showing["share"] = [share for record, _ in portion for share in record.shares]
            start = table.voters.append(showing)
            rows = []
            for number, (record, _) in enumerate(portion, len(keys)):
                said = words(record.text)
                rows.append(table._row(record, number, start, len(said)))
                start += len(record.people)
                found = _terms_of(record, said)
                terms.extend(found)
                numbers.extend([number] * len(found))
                weights.extend(found.values())
            table.rows.append(np.array(rows, EVIDENCE))
            keys += [record.key for record, _ in portion]
        table.ids = Numbering.of("evidence", keys)
        table.current = Growing(np.arange(len(keys), dtype=np.int32))
        table.version = len(keys)
        postings = np.empty(len(terms), POSTING)
        postings["evidence"], postings["weight"] = numbers, weights
        table.terms, table.starts, table.postings = index(np.array(terms, np.uint64), postings)
        return table

    def put(self, evidence: Evidence, people: NDArray[np.int32]) -> None:
        """Take in evidence, new or changed; `people` are the numbers of evidence.people."""
        self.drop(evidence.key)
        number = self.add(evidence, people)
        for term, weight in terms_of(evidence).items():
            self.late.setdefault(term, []).append((number, weight))

    def add(self, evidence: Evidence, people: NDArray[np.int32]) -> int:
        """Like `put`, without the postings; returns the number of the new row."""
        voters = np.empty(len(people), VOTER)
        voters["person"], voters["share"] = people, evidence.shares
        start = self.voters.append(voters)
        key = self.ids.add(evidence.key)
        row = self._row(evidence, key, start, len(words(evidence.text)))
        number = self.rows.append(np.array([row], EVIDENCE))
        if key == len(self.current):
            self.current.append(np.array([number], np.int32))
        self.current.rows[key] = number
        self.version += 1
        return number

    def _row(self, evidence: Evidence, key: int, start: int, length: int) -> tuple[object, ...]:
        """The EVIDENCE of one record whose voters begin at `start` and whose text has `length` words."""
        day = last_day(evidence.at)
        return (
            key,
            EVIDENCE_KINDS.index(evidence.evidence_kind),
            True,
            _place(self.audiences, evidence.audience),
            _place(self.sources, evidence.source),
            NO_DAY if day is None else day_number(day),
            float(length),
            len(evidence.paths),
            start,
            start + len(evidence.people),
        )

    def drop(self, key: Key) -> None:
        """Evidence that went; unknown keys do not matter."""
        number = self.ids.number(key)
        if number >= 0 and self.current.rows[number] >= 0:
            self.rows.rows["alive"][self.current.rows[number]] = False
            self.current.rows[number] = -1
            self.version += 1

    def key(self, number: int) -> Key:
        """The key of a row."""
        return self.ids.key(int(self.rows.rows["key"][number]))

    def about(self, term: int) -> NDArray[Any]:
        """(m,) POSTING of a term, dead evidence included. O(m)."""
        place = int(np.searchsorted(self.terms, np.uint64(term)))
        if place < len(self.terms) and self.terms[place] == term:
            settled = self.postings[self.starts[place] : self.starts[place + 1]]
        else:
            settled = self.postings[:0]
        late = self.late.get(term)
        return np.concatenate([settled, np.array(late, POSTING)]) if late else settled


def _place(texts: list[str], text: str) -> int:
    if text not in texts:
        texts.append(text)
    return texts.index(text)


def index(terms: NDArray[np.uint64], postings: NDArray[Any]) -> tuple[Any, Any, Any]:
    """Group postings by term: (terms sorted, starts with one more, postings). O(p log p)."""
    order = np.argsort(terms, kind="stable")
    names, counts = np.unique(terms, return_counts=True)
    starts = np.zeros(len(names) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return names, starts, postings[order]
