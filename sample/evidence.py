"""skills.csv: what people declare, what others endorse, what they wrote and what they spoke about."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample.addresses import Addresses
from sample.columns import blocks, iso_days
from sample.dice import Numbers, Whole
from sample.expertise import EXPERT, SLOTS, TALKER, Expertise
from sample.organization import Roster
from sample.phrases import PHRASES
from sample.places import COMPONENTS
from sample.skills import skills

HEADER = ("person", "skill", "kind", "by", "date", "text", "link", "audience")

KINDS = ("declared", "endorsed", "document", "talk")
DECLARED, ENDORSED, DOCUMENT, TALK = range(4)

_MOST = 512
"""Pieces of one person, so that a piece has a number of its own."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of evidence as columns."""

    number: Whole  # unique in the sample
    person: Whole
    kind: NDArray[np.int8]
    skill: Whole  # an index of skills()
    other: Whole  # who endorses or writes along; -1 nobody
    day: Whole


class Evidence:
    """All pieces of a sample, a block of people at a time."""

    def __init__(self, roster: Roster, expertise: Expertise) -> None:
        self._roster = roster
        self._expertise = expertise
        everybody = blocks(roster.people)
        total = sum(float(self._weights(block).sum()) for block in everybody)
        self._scale = roster.plan.evidence_per_person * roster.people / total

    def pieces(self, numbers: Numbers) -> Pieces:
        """What there is about these people."""
        dice = self._roster.dice
        counts = self._counts(numbers)
        person = np.repeat(numbers, counts)
        which = np.arange(len(person)) - np.repeat(np.cumsum(counts) - counts, counts)
        number = person * _MOST + which
        level = self._expertise.level(person)
        talker = level == TALKER
        fraction = dice.unit("slot", number)
        slot = (SLOTS * fraction * np.where(level == EXPERT, fraction * fraction, fraction)).astype(np.int64)
        mate = self._teammates(person, which, number)
        kind = self._kinds(person, which, number, mate)
        slot = np.where(kind == DECLARED, np.where(talker, which, 0), slot)
        together = dice.chance("together", number, 0.22)
        return Pieces(
            number=number,
            person=person,
            kind=kind,
            skill=self._expertise.skill(person, slot),
            other=np.where((kind == ENDORSED) | ((kind == DOCUMENT) & together), mate, -1),
            day=self._days(person, number, np.where(mate >= 0, mate, person)),
        )

    def _weights(self, numbers: Numbers) -> NDArray[np.float64]:
        """How much there is about each one, against others."""
        dice = self._roster.dice
        level = self._expertise.level(numbers)
        usual = 0.4 + 1.2 * dice.unit("weight", numbers)
        weight = np.select(
            [level == EXPERT, level == TALKER], [3.5 * usual, np.full(len(usual), 0.45)], usual
        )
        heard = dice.chance("outside heard", numbers, 0.2) * 0.6
        drawn: NDArray[np.float64] = np.where(numbers < self._roster.home, weight, heard)
        return drawn

    def _counts(self, numbers: Numbers) -> Whole:
        drawn = self._weights(numbers) * self._scale + self._roster.dice.unit("pieces", numbers)
        silent = (self._expertise.level(numbers) == TALKER) & (numbers < self._roster.home)
        counts: Whole = np.minimum(drawn.astype(np.int64), np.where(silent, SLOTS, _MOST))
        return counts

    def _teammates(self, person: Numbers, which: Numbers, number: Numbers) -> Whole:
        """A different teammate for each of a person's first pieces; -1 when they never overlapped."""
        roster = self._roster
        inside = np.minimum(person, roster.home - 1)
        team = roster.team[inside]
        size = roster.teams.size[team].astype(np.int64)
        place = inside - roster.teams.first[team]
        mate = roster.teams.first[team] + (place + which) % size
        begin = np.maximum(roster.start[inside], roster.start[mate])
        end = np.minimum(roster.last(inside), roster.last(mate))
        fits = (end - begin > 90) & (which > 0) & (which < size) & (person < roster.home) & (mate != person)
        found: Whole = np.where(fits, mate, -1)
        return found

    def _kinds(self, person: Numbers, which: Numbers, number: Numbers, mate: Numbers) -> NDArray[np.int8]:
        roster = self._roster
        inside = person < roster.home
        talker = (self._expertise.level(person) == TALKER) & inside
        drawn = roster.dice.pick("kind", number, (0.0, 0.32, 0.5, 0.18))
        kind = np.where((drawn == ENDORSED) & (mate < 0), DOCUMENT, drawn)
        says = (which == 0) & inside & roster.dice.chance("declares", person, 0.75)
        kind = np.where(talker | says, DECLARED, np.where(inside, kind, TALK))
        return kind.astype(np.int8)

    def _days(self, person: Numbers, number: Numbers, mate: Numbers) -> Whole:
        """A day on which both were there, later ones oftener."""
        roster = self._roster
        begin = np.maximum(roster.start[person], roster.start[mate]).astype(np.int64) + 15
        end = np.minimum(roster.last(person), roster.last(mate)).astype(np.int64) - 1
        length = np.maximum(end - begin, 0)
        back = (roster.dice.unit("piece day", number) ** 2 * np.minimum(length, 2500)).astype(np.int64)
        days: Whole = np.maximum(begin, end) - back
        return days


def rows(roster: Roster, evidence: Evidence, addresses: Addresses) -> Iterator[tuple[str, ...]]:
    """All rows; a document with two authors has two rows with one link."""
    for block in blocks(roster.people, 10_000):
        yield from _block_rows(roster, evidence.pieces(block), addresses)


def _block_rows(roster: Roster, pieces: Pieces, addresses: Addresses) -> Iterator[tuple[str, ...]]:
    columns = zip(
        addresses.work(pieces.person),
        addresses.work(np.maximum(pieces.other, 0)),
        pieces.other.tolist(),
        pieces.kind.tolist(),
        _labels(roster, pieces),
        iso_days(pieces.day),
        _texts(roster, pieces),
        _links(pieces, addresses.domain),
        roster.dice.chance("inside only", pieces.number, 0.05).tolist(),
        strict=True,
    )
    for person, mate, other, kind, label, day, text, link, inside in columns:
        by = mate if kind == ENDORSED else ""
        audience = "employees" if inside and kind in (DOCUMENT, TALK) else ""
        yield person, label, KINDS[kind], by, day, text, link, audience
        if kind == DOCUMENT and other >= 0:
            yield mate, label, KINDS[kind], "", day, text, link, audience


def _labels(roster: Roster, pieces: Pieces) -> list[str]:
    """The skill's label, now and then a synonym; a document may speak for itself."""
    known = skills()
    synonym = roster.dice.chance("synonym", pieces.number, 0.12).tolist()
    wordless = (pieces.kind == DOCUMENT) & roster.dice.chance("wordless", pieces.number, 0.25)
    return [
        "" if without else known[s].alternatives[0] if other else known[s].label
        for s, other, without in zip(pieces.skill.tolist(), synonym, wordless.tolist(), strict=True)
    ]


def _texts(roster: Roster, pieces: Pieces) -> list[str]:
    known, dice = skills(), roster.dice
    patterns = [PHRASES[kind] for kind in KINDS]
    pattern = dice.below("pattern", pieces.number, np.array([len(p) for p in patterns])[pieces.kind])
    phrase = dice.below("phrase", pieces.number, 12)
    component = dice.below("component", pieces.number, len(COMPONENTS))
    return [
        patterns[k][p].format(s=known[s].phrase(words), l=known[s].label, c=COMPONENTS[c])
        for k, p, s, words, c in zip(
            pieces.kind.tolist(),
            pattern.tolist(),
            pieces.skill.tolist(),
            phrase.tolist(),
            component.tolist(),
            strict=True,
        )
    ]


def _links(pieces: Pieces, domain: str) -> list[str]:
    sites = ("", "", f"https://docs.{domain}/d/", f"https://talks.{domain}/t/")
    return [
        f"{sites[kind]}{number:x}" if kind >= DOCUMENT else ""
        for kind, number in zip(pieces.kind.tolist(), pieces.number.tolist(), strict=True)
    ]
