"""What an offered tour and a person have to give each other: the stored facts, and how much they weigh.

The mission gains what somebody knows of the skills that it needs, by the votes of evidence as whoKnows
counts them, but without present activity: who is away, or has left, knows no less. The person gains what
they want to learn of what the tour teaches. The score is the geometric mean of both parts, so without a fact
for each side there is no match.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.evidence_rests import unaged
from graph.algorithms.evidence_votes import NEUTRAL_ACTIVITY, Votes, scores, votes
from graph.keys import Key
from graph.model import Aspiration, OfferedTour
from graph.snapshot.snapshot import Snapshot
from policy.gates import Mask
from queries.disclaimed import disclaimed
from queries.kept import ballots_on, rests_kept
from queries.topics import skill_matches

SCORE_UNIT: Final = 10**9
"""Scores are ordered, and kept in cursors, as whole numbers of 1 / SCORE_UNIT."""

_MOST_EVIDENCE: Final = 3
"""So many pieces of evidence are cited for each skill."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants to learn `wanted`, and the tour teaches `taught`: the same, or one is the wider one."""

    wanted: Key
    taught: Key


@dataclass(frozen=True, slots=True)
class Known:
    """How well people know what a tour needs: by needed skill, the votes and the scores that they make."""

    people: NDArray[np.int32]  # (n,) who knows any of it, ascending
    part: NDArray[np.float64]  # (n,) the mean of their scores over all that is needed, in (0, 1)
    cast: Mapping[Key, Votes]


def related(snapshot: Snapshot, skill: Key) -> set[Key]:
    """`skill`, what is narrower and what is broader: learning one of these is learning some of it."""
    return {*snapshot.skills.with_narrower(skill), *snapshot.skills.with_broader(skill)}


def wishes(snapshot: Snapshot, aspiration: Aspiration, offer: OfferedTour) -> tuple[Wish, ...]:
    """What the person would learn of what the offer teaches, each taught skill once; the same skill first."""
    found: dict[Key, Wish] = {}
    for taught in offer.teaches:
        near = related(snapshot, taught)
        fits = sorted((w for w in aspiration.learn if w in near), key=lambda w: (w != taught, w))
        if fits:
            found[taught] = Wish(fits[0], taught)
    return tuple(found[key] for key in sorted(found))


def known(snapshot: Snapshot, needs: Sequence[Key], heard: NDArray[np.bool_], among: Mask, day: int) -> Known:
    """What those `among` the people (mask) know of `needs`, by `heard` evidence. O(votes of that evidence).

    Nobody is cited for what they said is not their topic.
    """
    cast = {need: _votes(snapshot, need, heard, among, day) for need in needs}
    total = np.zeros(len(among))
    for one in cast.values():
        total[_numbers(one)] += _scores(one)
    people = np.flatnonzero(total).astype(np.int32)
    return Known(people, total[people] / max(len(needs), 1), cast)


def score(mission: float, wished: int, taught: int) -> int:
    """The score as a whole number: sqrt(what the mission gains x the part of the tour that is wanted)."""
    return round(sqrt(mission * wished / taught) * SCORE_UNIT)


def best_evidence(snapshot: Snapshot, cast: Mapping[Key, Votes], person: int) -> dict[Key, list[Key]]:
    """By needed skill, the evidence whose votes counted most for a person; of equal ones the lesser key."""
    found: dict[Key, list[Key]] = {}
    for need, one in cast.items():
        mine = np.flatnonzero(one.person == person)
        if not len(mine):
            continue
        named = [snapshot.evidence.key(n) for n in one.evidence[mine].tolist()]
        best = sorted(zip(one.worth[mine].tolist(), named, strict=True), key=lambda each: (-each[0], each[1]))
        found[need] = [key for _, key in best[:_MOST_EVIDENCE]]
    return found


def evidence_keys(best: Iterable[Mapping[Key, Collection[Key]]]) -> list[Key]:
    """Every piece of evidence that is cited, once."""
    return sorted({key for own in best for keys in own.values() for key in keys})


def _votes(snapshot: Snapshot, need: Key, heard: NDArray[np.bool_], among: Mask, day: int) -> Votes:
    found = skill_matches(snapshot, [need], heard)
    cast = votes(ballots_on(snapshot, day), snapshot.evidence.voters.rows, *found.found())
    label = snapshot.skills.skills[need].label if need in snapshot.skills.skills else ""
    fits = among.copy()
    fits[disclaimed(snapshot, label, [need])] = False
    kept = fits[cast.person]
    cast = Votes(cast.evidence[kept], cast.person[kept], cast.kind[kept], cast.worth[kept])
    return unaged(cast, snapshot.evidence.rows.rows, rests_kept(snapshot), day)


def _numbers(cast: Votes) -> NDArray[np.int32]:
    return np.unique(cast.person)


def _scores(cast: Votes) -> NDArray[np.float64]:
    """Beside `_numbers`: the scores that the votes make, whoever is active. O(votes)."""
    people, place = np.unique(cast.person, return_inverse=True)
    own = Votes(cast.evidence, place.astype(np.int32), cast.kind, cast.worth)
    return scores(own, np.full(len(people), NEUTRAL_ACTIVITY))[1]
