"""Who knows about X? People ranked by the evidence that they know, with that evidence.

The read model proposes; the people and the evidence of the page are read from the store and judged
again before the answer leaves. Evidence outside the viewer's audience neither shows nor scores.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.evidence_votes import Votes, activity, scores, votes
from graph.dates import day_number
from graph.errors import SnapshotMoved, TopicNotFound
from graph.keys import Key
from graph.model import Evidence
from graph.snapshot.snapshot import Snapshot
from policy.gates import Mask, Status, allowed, readable, visible
from policy.viewer import Viewer
from queries.network import Network
from queries.own_evidence import own_votes
from queries.people_filter import PeopleFilter, fitting
from queries.sight import Card, look, viewer_status
from queries.topics import Matches, matches, near_topics

PURPOSE: Final = "EXPERTISE"
SCORE_UNIT: Final = 10**9
"""Scores are ordered, and kept in cursors, as whole numbers of 1 / SCORE_UNIT."""

_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class WhoKnows:
    """The question. `after` is where a page begins: behind (score as a whole number, key)."""

    about: str
    first: int = 10
    evidence: int = 3
    filter: PeopleFilter = PeopleFilter()
    after: tuple[int, Key] | None = None


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
class _Ranked:
    """What the read model proposes: people in order, and the votes they got."""

    people: list[tuple[int, Key]]  # (score as a whole number, key), best first
    evidence: dict[Key, list[tuple[Key, float]]]  # of each person on the page
    skills: tuple[Key, ...]
    more: bool


def who_knows(network: Network, viewer: Viewer, question: WhoKnows) -> Experts:
    """Answer for `viewer`.

    Raises TopicNotFound (with near topics) when nothing that the viewer may read speaks of the
    topic, SnapshotMoved when the network changed three times meanwhile. O(evidence that matches)
    and a few round trips to the store.
    """
    barred: set[Key] = set()
    status = viewer_status(network, viewer)
    for _ in range(_TRIES):
        snapshot = network.read_model.current()
        with snapshot.sharing.reading():
            ranked = _rank(network, snapshot, viewer, status, question, barred)
        keys = [key for _, key in ranked.people]
        sight = look(network, viewer, keys)
        may = sight.allowed(keys, "found", PURPOSE, day_number(network.today()), viewer)
        shown = _read_evidence(network, viewer, status, ranked)
        if may == set(keys) and shown is not None:
            experts = tuple(
                Expert(sight.cards[key], place / SCORE_UNIT, place, shown[key])
                for place, key in ranked.people
            )
            return Experts(question.about, ranked.skills, experts, ranked.more, sight.revision)
        barred |= set(keys) - may
    raise SnapshotMoved


def _rank(
    network: Network,
    snapshot: Snapshot,
    viewer: Viewer,
    status: Status | None,
    question: WhoKnows,
    barred: set[Key],
) -> _Ranked:
    day = day_number(network.today())
    audible = _readable(snapshot, viewer, status)
    matched = matches(snapshot, question.about, audible, day)
    cast = _votes(snapshot, matched, day)
    own = own_votes(network, viewer, snapshot, question.about, matched.skills, day)
    if not len(cast.person) and not own.votes and not matched.skills:
        raise TopicNotFound(question.about, near_topics(snapshot, question.about))
    cast = own.added_to(cast)
    people, score = scores(cast, _activity(snapshot, audible, day))
    may = _candidates(network, snapshot, viewer, status, question.filter, barred)
    kept = may[people]
    people, places = people[kept], np.round(score[kept] * SCORE_UNIT).astype(np.int64)
    order = np.lexsort((snapshot.rank()[people], -places))
    keyed = [(int(places[i]), int(people[i])) for i in order]
    page, more = _page(snapshot, keyed, question)
    evidence = _best_evidence(snapshot, cast, [number for _, number in page], question.evidence, own.keys)
    return _Ranked(
        [(place, snapshot.people.ids.key(number)) for place, number in page],
        evidence,
        tuple(matched.skills),
        more,
    )


def _readable(snapshot: Snapshot, viewer: Viewer, status: Status | None) -> NDArray[np.bool_]:
    table = snapshot.evidence
    by_audience = np.array([readable(a, viewer, status) for a in table.audiences], bool)
    rows = table.rows.rows
    return rows["alive"] & by_audience[rows["audience"]] if len(rows) else np.zeros(0, bool)


def _votes(snapshot: Snapshot, matched: Matches, day: int) -> Votes:
    numbers = matched.numbers()
    table = snapshot.evidence
    cast = votes(table.rows.rows, table.voters.rows, numbers, matched.match[numbers], day)
    known = cast.person >= 0
    return Votes(cast.evidence[known], cast.person[known], cast.kind[known], cast.worth[known])


def _activity(snapshot: Snapshot, audible: NDArray[np.bool_], day: int) -> NDArray[np.float64]:
    table = snapshot.evidence
    key = (day, table.version, len(snapshot.people.ids), audible.tobytes() if not audible.all() else b"")
    kept = snapshot.kept.get("activity")
    if kept is None or kept[0] != key:
        rows = table.rows.rows[audible]
        kept = (key, activity(rows, table.voters.rows, len(snapshot.people.ids), day))
        snapshot.kept["activity"] = kept
    result: NDArray[np.float64] = kept[1]
    return result


def _candidates(
    network: Network,
    snapshot: Snapshot,
    viewer: Viewer,
    status: Status | None,
    wanted: PeopleFilter,
    barred: set[Key],
) -> Mask:
    day = day_number(network.today())
    standings = snapshot.people.standing.rows
    may = allowed(standings, "found", PURPOSE, day, viewer.operator)
    may &= visible(standings, viewer, status, day) & fitting(network, snapshot, wanted, day)
    number = snapshot.people.ids.number(viewer.person) if viewer.person else -1
    if number >= 0:
        may[list(snapshot.people.blockers(number))] = False
        may[number] = not wanted.exclude_self
    for key in barred:
        may[snapshot.people.ids.number(key)] = False
    return may


def _page(
    snapshot: Snapshot, ordered: list[tuple[int, int]], question: WhoKnows
) -> tuple[list[tuple[int, int]], bool]:
    if question.after is not None:
        place, key = question.after
        ordered = [(p, n) for p, n in ordered if (-p, snapshot.people.ids.key(n)) > (-place, key)]
    return ordered[: question.first], len(ordered) > question.first


def _best_evidence(
    snapshot: Snapshot, cast: Votes, people: list[int], most: int, own: dict[int, Key]
) -> dict[Key, list[tuple[Key, float]]]:
    """The votes that counted most for each of `people`; of equal ones the lesser key."""
    found: dict[Key, list[tuple[Key, float]]] = {}
    for person in people:
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
    network: Network, viewer: Viewer, status: Status | None, ranked: _Ranked
) -> dict[Key, tuple[Shown, ...]] | None:
    """The evidence of a page from the store; None when a piece is gone or not for this viewer."""
    wanted = {key for proposed in ranked.evidence.values() for key, _ in proposed}
    found = network.store.fetch(sorted(wanted)).found
    shown: dict[Key, tuple[Shown, ...]] = defaultdict(tuple)
    for person, proposed in ranked.evidence.items():
        for key, weight in proposed:
            record = found[key].record if key in found else None
            if not isinstance(record, Evidence) or person not in record.people:
                return None
            if record.contributor and record.contributor != viewer.person:
                return None
            if not readable(record.audience, viewer, status):
                return None
            shown[person] += (Shown(record, weight),)
    return shown
