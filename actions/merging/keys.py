"""Keys of records when the person whom they are made of becomes another: those that the next import makes.

Most keys have the person's name in them; some are a hash in which the person has a part. How these are made
is tried: the way that leads to the key that a record has leads to the key that it gets.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from graph.identity.folding import fold
from graph.keys import Key, KeyMaker
from graph.model import (
    Contact,
    Employment,
    Evidence,
    PrivateProfile,
    Record,
    Tie,
    Tour,
    Verdict,
    Webhook,
)
from policy.merging import renamed_key

_LINKEDIN: Final = "linkedin"


@dataclass(frozen=True, slots=True)
class Side:
    """What keys are made of on one side: the person, their employments and tours in one order."""

    person: Key
    employments: list[Key]
    tours: list[Key]


@dataclass(frozen=True, slots=True)
class Labels:
    """Titles of missions and labels of skills, by their keys."""

    texts: Mapping[Key, str]

    def of(self, key: Key) -> str:
        """The folded text, "" for none."""
        return fold(self.texts.get(key, ""))


def new_key(keys: KeyMaker, before: Record, after: Record, sides: tuple[Side, Side], labels: Labels) -> Key:
    """The key of `after`, which is `before` on the other side, under its old key."""
    one, other = sides
    ways = zip(_ways(keys, before, one, labels), _ways(keys, after, other, labels), strict=True)
    made = next((new for old, new in ways if old == before.key), None)
    return made or renamed_key(before.key, one.person, other.person)


def _ways(keys: KeyMaker, record: Record, side: Side, labels: Labels) -> Iterator[Key]:
    """The keys that the record could have, in the same order on both sides."""
    match record:
        case PrivateProfile():
            yield keys.key(record.KIND, record.person, record.contributor, record.source)
        case Verdict():
            yield keys.key(record.KIND, record.by, record.expert, record.topic)
        case Webhook():
            yield keys.key(record.KIND, record.person, record.url)
        case Tour():
            yield keys.key(record.KIND, record.person, labels.of(record.mission), record.since)
        case Contact():
            parts = (record.at, record.contact_kind, record.sender, record.contributor)
            yield keys.pair_key(record.KIND, record.sender, record.recipient, *parts)
        case Employment():
            yield keys.pair_key(record.KIND, record.person, record.organization, _LINKEDIN, side.person)
        case Tie():
            yield from (keys.pair_key(record.KIND, record.a, record.b, *way) for way in _tie(record, side))
        case Evidence():
            yield from (keys.key(record.KIND, *way) for way in _evidence(record, side, labels))


def _tie(tie: Tie, side: Side) -> Iterator[tuple[str, ...]]:
    other = tie.b if tie.a == side.person else tie.a
    yield from ((source, person) for source in (_LINKEDIN, "correction") for person in (side.person, other))
    yield "stated", tie.tie_kind, tie.contributor
    yield from (("hr", "manager", employment) for employment in side.employments)


def _evidence(evidence: Evidence, side: Side, labels: Labels) -> Iterator[tuple[str, ...]]:
    skill = next(iter(evidence.skills), Key(""))
    kind, endorser, contributor = evidence.evidence_kind, evidence.endorser, evidence.contributor
    yield "link", evidence.link, endorser, contributor
    for person in (side.person, *evidence.people[:1]):
        yield "self", "declared", person, skill
        yield "self", "endorsed", endorser, person, skill
        yield "answer", endorser, person, evidence.text
        yield _LINKEDIN, person, kind, skill, endorser
        for label in (labels.of(skill), ""):
            yield "stated", person, label, kind, endorser, evidence.at, evidence.text, contributor
    yield from ((tour,) for tour in side.tours)
