"""Who knows about X? People ranked by the evidence that they know, with that evidence.

A score is taken times the part of the expert's capacity that is left. The read model proposes; the
people and the evidence of the page are read from the store and judged again before the answer leaves.
Evidence outside the viewer's audience neither shows nor scores.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.evidence_rests import unaged
from graph.algorithms.evidence_votes import Votes, scores, votes
from graph.dates import day_number
from graph.errors import SnapshotMoved, TopicNotFound
from graph.keys import Key
from graph.model import Evidence
from graph.snapshot.snapshot import Snapshot
from policy.gates import Mask, Status
from policy.viewer import Viewer
from queries.bounds import check_number
from queries.disclaimed import disclaimed, disclaimed_in_store
from queries.heard import activity_heard, audible, hidden_in, may_read, telling_people, withheld
from queries.kept import allowed_people, ballots_on, rests_kept, unspent_part
from queries.nearness import Nearness
from queries.network import Network
from queries.own_evidence import OwnEvidence, own_evidence, own_votes
from queries.people_filter import PeopleFilter, fitting
from queries.places import best_places
from queries.sight import Card, look, viewer_status
from queries.topics import KnownSkills, Matches, matches

PURPOSE: Final = "EXPERTISE"
SCORE_UNIT: Final = 10**9
"""Scores are ordered, and kept in cursors, as whole numbers of 1 / SCORE_UNIT."""

_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class WhoKnows:
    """The question. `after` is where a page begins: behind (score as a whole number, key).

    `purpose` is that for which those who are named may be found.
    """

    about: str
    first: int = 10
    evidence: int = 3
    filter: PeopleFilter = PeopleFilter()
    after: tuple[int, Key] | None = None
    purpose: str = PURPOSE


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of evidence and what its vote was worth, in (0, 1]."""

    evidence: Evidence
    weight: float


@dataclass(frozen=True, slots=True)
class Expert:
    """Somebody who knows; `score` in (0, 1) orders experts and says nothing by itself."""

    card: Card
    score: float
    place: int  # the score as a whole number
    evidence: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Experts:
    """A page of the answer, best first; `skills` are those that the topic names."""

    about: str
    skills: tuple[Key, ...]
    experts: tuple[Expert, ...]
    more: bool
    revision: int


@dataclass(frozen=True, slots=True)
class _Heard:
    """Everybody whom the read model names, in no order, and why."""

    people: NDArray[np.int32]
    score: NDArray[np.float64]  # (people,) in (0, 1], times the part of their capacity that is left
    cast: Votes
    own: dict[int, Key]  # the viewer's own evidence among the votes
    skills: tuple[Key, ...]
    seen: Mask  # (all people,) who exists for the viewer and shows them their skills
    revision: int  # of the read model when it proposed


@dataclass(frozen=True, slots=True)
class _Ranked:
    """What the read model proposes: people in order, and the votes they got."""

    people: list[tuple[int, Key]]  # (score as a whole number, key), best first; one more than the page
    evidence: dict[Key, list[tuple[Key, float]]]  # of each person on the page
    skills: tuple[Key, ...]
    seen: Mask
    unspent: list[float]  # beside people: the part of each one's capacity that is left
    revision: int


def who_knows(network: Network, viewer: Viewer, question: WhoKnows, near: Nearness | None = None) -> Experts:
    """Answer for `viewer`; with `near`, a score is taken times what being near counts.

    Raises TopicNotFound (with near topics) when the topic names no skill and nothing that the viewer
    may read speaks of it for anybody who may be found, whatever the filter; InvalidValue (first < 1,
    evidence < 0); SnapshotMoved when the network changed three times meanwhile. O(evidence that
    matches) and a few round trips to the store.
    """
    check_number("first", question.first, 1)
    check_number("evidence", question.evidence, 0)
    try:
        answer = _answer(network, viewer, question, near)
    except TopicNotFound:
        network.uses.unanswered(network.today(), question.about)
        raise
    if not answer.experts and question.after is None:
        network.uses.unanswered(network.today(), question.about)
    return answer


def _answer(network: Network, viewer: Viewer, question: WhoKnows, near: Nearness | None) -> Experts:
    barred: set[Key] = set()
    for _ in range(_TRIES):
        status = viewer_status(network, viewer)
        mine = own_evidence(network, viewer)
        snapshot = network.read_model.current()
        with snapshot.sharing.reading():
            heard = _heard(network, snapshot, viewer, status, mine, question, barred)
        if near is not None:
            factors = near.factors(status, snapshot.people.ids, heard.people)
            heard = replace(heard, score=heard.score * factors)
        with snapshot.sharing.reading():
            ranked = _ranked(network, snapshot, viewer, question, heard)
        keys = [key for _, key in ranked.people]
        sight = look(network, viewer, keys)
        day = day_number(network.today())
        may = sight.allowed(keys, "found", question.purpose, day, viewer) & sight.showing(
            keys, "skills", viewer
        )
        if sight.revision != ranked.revision:
            if network.read_model.current() is not snapshot:
                continue  # it was built anew, for a rule that holds from now on
            may -= disclaimed_in_store(network, may, question.about, ranked.skills)
        agreed = ranked.unspent == _unspent(sight.unspent(keys, day), keys, viewer)
        shown = _read_evidence(network, snapshot, viewer, status, mine, ranked)
        if may == set(keys) and agreed and shown is not None and sight.holds(network):
            experts = tuple(
                Expert(sight.cards[key], place / SCORE_UNIT, place, shown[key])
                for place, key in ranked.people[: question.first]
            )
            more = len(keys) > question.first
            return Experts(question.about, ranked.skills, experts, more, sight.revision)
        barred |= set(keys) - may
    raise SnapshotMoved


def _heard(
    network: Network,
    snapshot: Snapshot,
    viewer: Viewer,
    status: Status | None,
    mine: OwnEvidence,
    question: WhoKnows,
    barred: set[Key],
) -> _Heard:
    day = day_number(network.today())
    seen = telling_people(snapshot, viewer, status, day)
    heard = audible(snapshot, viewer, status, seen)
    known = KnownSkills(snapshot, heard, mine.skills())
    matched = matches(snapshot, question.about, heard, known, day)
    own = own_votes(snapshot, mine, question.about, matched.skills, day)
    cast = own.added_to(_votes(snapshot, matched, day))
    people, score = scores(cast, activity_heard(snapshot, heard, day))
    candidates = _candidates(snapshot, viewer, seen, barred, day, question.purpose)
    candidates[disclaimed(snapshot, question.about, matched.skills)] = False
    if not matched.skills and not candidates[people].any():
        raise TopicNotFound(question.about, known.near(question.about))
    may = candidates & fitting(network, snapshot, viewer, status, question.filter, day)
    number = snapshot.people.ids.number(viewer.person) if viewer.person else -1
    if number >= 0 and question.filter.exclude_self:
        may[number] = False
    left = unspent_part(snapshot, day)[people]
    left[people == number] = 1.0  # nobody asks themself
    kept = may[people]
    return _Heard(
        people[kept], (score * left)[kept], cast, own.keys, tuple(matched.skills), seen, snapshot.revision
    )


def _ranked(
    network: Network, snapshot: Snapshot, viewer: Viewer, question: WhoKnows, heard: _Heard
) -> _Ranked:
    day = day_number(network.today())
    places = np.round(heard.score * SCORE_UNIT).astype(np.int64)
    page = best_places(snapshot, heard.people, places, question.first, question.after)
    told = [number for _, number in page[: question.first]]
    keys = [snapshot.people.ids.key(number) for _, number in page]
    return _Ranked(
        [(place, key) for (place, _), key in zip(page, keys, strict=True)],
        _best_evidence(snapshot, heard.cast, told, question.evidence, heard.own),
        heard.skills,
        heard.seen,
        _unspent(unspent_part(snapshot, day)[[number for _, number in page]], keys, viewer),
        heard.revision,
    )


def _unspent(parts: NDArray[np.float64], people: list[Key], viewer: Viewer) -> list[float]:
    """What each one's score was taken times; 1 for the viewer: nobody asks themself."""
    return [1.0 if key == viewer.person else part for part, key in zip(parts.tolist(), people, strict=True)]


def _votes(snapshot: Snapshot, matched: Matches, day: int) -> Votes:
    cast = votes(ballots_on(snapshot, day), snapshot.evidence.voters.rows, *matched.found())
    return unaged(cast, snapshot.evidence.rows.rows, rests_kept(snapshot), day)


def _candidates(
    snapshot: Snapshot, viewer: Viewer, seen: Mask, barred: set[Key], day: int, purpose: str
) -> Mask:
    """(people,) who may be found, and the viewer: everybody finds themselves."""
    may = seen & allowed_people(snapshot, "found", purpose, day, viewer.operator)
    number = snapshot.people.ids.number(viewer.person) if viewer.person else -1
    if number >= 0:
        may[number] = seen[number]
    may[[snapshot.people.ids.number(key) for key in barred]] = False  # these were proposed: they have numbers
    return may


def _best_evidence(
    snapshot: Snapshot, cast: Votes, people: list[int], most: int, own: dict[int, Key]
) -> dict[Key, list[tuple[Key, float]]]:
    """The votes that counted most for each of `people`; of equal ones the lesser key."""
    found: dict[Key, list[tuple[Key, float]]] = {}
    for person in people if most else ():
        mine = np.flatnonzero(cast.person == person)
        worth = cast.worth[mine]
        if len(mine) > most * 4:
            least = np.partition(worth, len(worth) - most)[len(worth) - most]
            mine, worth = mine[worth >= least], worth[worth >= least]
        numbers = cast.evidence[mine].tolist()
        named = [own[n] if n < 0 else snapshot.evidence.key(n) for n in numbers]
        best = sorted(zip(named, worth.tolist(), strict=True), key=lambda one: (-one[1], one[0]))
        found[snapshot.people.ids.key(person)] = best[:most]
    return found


def _read_evidence(
    network: Network,
    snapshot: Snapshot,
    viewer: Viewer,
    status: Status | None,
    mine: OwnEvidence,
    ranked: _Ranked,
) -> dict[Key, tuple[Shown, ...]] | None:
    """The evidence of a page from the store; None when a piece is gone or not for this viewer.

    Others whose work it is too are named in it only if they exist for the viewer.
    """
    wanted = {key for proposed in ranked.evidence.values() for key, _ in proposed}
    found = network.store.fetch(sorted(wanted)).found
    records = [stored.record for stored in found.values() if isinstance(stored.record, Evidence)]
    with snapshot.sharing.reading():
        named = [key for record in records for key in (*record.people, record.endorser)]
        hidden = hidden_in(snapshot, named, ranked.seen)
    shown: dict[Key, tuple[Shown, ...]] = defaultdict(tuple)
    for person, proposed in ranked.evidence.items():
        for key, weight in proposed:
            record = found[key].record if key in found else None
            if not isinstance(record, Evidence) or person not in record.people:
                return None
            if not may_read(record, viewer, status):
                return None
            known = mine.people if record.contributor else mine.private
            shown[person] += (Shown(withheld(record, hidden - known), weight),)
    return shown
