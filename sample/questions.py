"""Good questions for this very company: topics with experts, and people a warm path leads between."""

from dataclasses import dataclass

import numpy as np

from sample.addresses import Addresses
from sample.consent import Consent
from sample.evidence import DECLARED, Evidence
from sample.network import Neighbors
from sample.organization import Roster
from sample.repository import Repository
from sample.skills import skills

_LOOKED_AT = 20_000  # people whose evidence decides which topics are good


@dataclass(frozen=True, slots=True)
class Question:
    """`kith` with `arguments`, and why it is worth asking."""

    arguments: tuple[str, ...]
    why: str


def topics(roster: Roster, evidence: Evidence) -> list[Question]:
    """Two topics with several experts, the second by a synonym."""
    pieces = evidence.pieces(np.arange(min(roster.people, _LOOKED_AT)))
    shown = pieces.kind != DECLARED
    votes = np.bincount(pieces.skill[shown], minlength=len(skills()))
    best = np.argsort(-votes, kind="stable")[:2].tolist()
    first, second = (skills()[place] for place in best)
    return [
        Question(
            ("who-knows", first.label), f"{votes[best[0]]} pieces of evidence besides what people declare"
        ),
        Question(("who-knows", second.alternatives[0]), f"another word for {second.label}"),
    ]


def introductions(
    roster: Roster, neighbors: Neighbors, consent: Consent, addresses: Addresses
) -> list[Question]:
    """An employee, an alumnus who agreed to be asked, and somebody outside whom only the alumnus knows."""
    alumni = np.flatnonzero(~roster.employee)
    alumni = alumni[consent.warm(alumni)]
    for alumnus in alumni[np.argsort(roster.dice.bits("asked", alumni), kind="stable")].tolist():
        found = _through(roster, neighbors, consent, alumnus)
        if found:
            asker, target = found
            who, whom, between = addresses.work(np.array([asker, target, alumnus]))
            return [Question(("paths", who, whom), f"two hops lead through {between}, who left and said yes")]
    return []


def folders(repository: Repository) -> list[Question]:
    """A folder of the repository is a topic as well."""
    busiest = repository.folders[min(repository.folders)]
    return [Question(("who-knows", busiest), f"a folder of {repository.filename}")]


def _through(roster: Roster, neighbors: Neighbors, consent: Consent, alumnus: int) -> tuple[int, int] | None:
    """(an employee, somebody outside) who both know the alumnus and not each other."""
    known = neighbors.of(alumnus).astype(np.int64)
    known = known[~consent.closed(known)]
    inside = known[known < roster.home]
    inside = inside[roster.employee[inside]]
    for target in known[known >= roster.home].tolist():
        strangers = inside[~np.isin(inside, neighbors.of(target))]
        if len(strangers):
            return int(strangers[0]), target
    return None
