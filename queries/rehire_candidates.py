"""Who might come back for a role: alumni who may be found for it, ranked, with what speaks for each.

Gates come before score: who has not said yes to RECRUITING, rests, is spent, blocks the viewer or may not be
taken back now is as if not there. What somebody does not show to the viewer is as if it were not known, and
private sources count for nothing but the viewer's own ties. The read model proposes; what is told of a page
is read from the store, compared and judged again.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.best_paths import UNREACHED
from graph.dates import NO_DAY, day_number
from graph.errors import Refused, SnapshotMoved
from graph.keys import Key
from graph.snapshot.snapshot import Snapshot
from policy.gates import Mask, Status
from policy.rehire_ranking import available, barred, recency, returning, scores, shown
from policy.roles import PURPOSE, Wanted, may_recruit
from policy.viewer import Viewer
from policy.warmth import path_strengths
from queries.bounds import check_number
from queries.closeness import Closeness, best_ways, closeness
from queries.duplicates_listed import Listed, listed_once
from queries.heard import audible, seen_people
from queries.kept import allowed_people, shown_people, statuses_on, unspent_part
from queries.network import Network
from queries.people_filter import PeopleFilter, fitting
from queries.rehire_reasons import Candidate, Told, explained, read_about
from queries.role_topics import Standing, best_evidence, needs, standing
from queries.sight import viewer_status
from queries.topics import KnownSkills

SCORE_UNIT: Final = 10**9
"""Scores are ordered, and kept in cursors, as whole numbers of 1 / SCORE_UNIT."""

MAX_HOPS: Final = 4
EVIDENCE: Final = 3
"""Pieces of evidence that are told of each component."""

_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class RehireFilter:
    """All that is given must fit. Days of leaving are compared with the last day here."""

    left_after: date | None = None
    left_before: date | None = None
    former_department: str = ""
    available_by: date | None = None
    location: str = ""
    open_to_return: bool | None = None


@dataclass(frozen=True, slots=True)
class RehireCandidates:
    """The question. `after` is where a page begins: behind (score as a whole number, key)."""

    role: Wanted
    filter: RehireFilter = RehireFilter()
    first: int = 20
    after: tuple[int, Key] | None = None
    hops: int = 3


@dataclass(frozen=True, slots=True)
class Candidates:
    """A page of the answer, best first."""

    candidates: tuple[Candidate, ...]
    more: bool
    revision: int


@dataclass(frozen=True, slots=True)
class _Field:
    """Those among whom is chosen: by number, with their components but for warmth, (5, n)."""

    people: NDArray[np.int32]
    parts: NDArray[np.float64]
    unspent: NDArray[np.float64]
    known: Standing


def rehire_candidates(network: Network, viewer: Viewer, question: RehireCandidates) -> Candidates:
    """Answer for `viewer`, a recruiter or hr_partner.

    Raises Refused: NOT_ALLOWED for others, BAD_INPUT for a role that asks for nothing or for what nobody can
    be; InvalidValue (first < 1, hops not in 1..MAX_HOPS); SnapshotMoved when the network changed three times
    meanwhile. O(people + evidence that matches + ties within the hops), and a few round trips.
    """
    if not may_recruit(viewer):
        raise Refused("NOT_ALLOWED", "rehire candidates are for recruiters and hr_partners")
    check_number("first", question.first, 1)
    check_number("maxHops", question.hops, 1, MAX_HOPS)
    for _ in range(_TRIES):
        answer = _attempt(network, viewer, question)
        if answer is not None:
            return answer
    raise SnapshotMoved


def _attempt(network: Network, viewer: Viewer, question: RehireCandidates) -> Candidates | None:
    status = viewer_status(network, viewer)
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        field = _field(network, snapshot, viewer, status, question)
    close = _close(network, snapshot, viewer, status, field, question.hops)
    if close is not None:
        field.parts[4] = path_strengths(close.costs)
    score = scores(field.parts, network.rehire_weights, field.unspent)
    places = np.round(score * SCORE_UNIT).astype(np.int64)
    listed = listed_once(network, snapshot, viewer, field.people, places, question.first, question.after)
    page = listed[: question.first]
    told = _told(snapshot, field, close, page)
    held = read_about(network, viewer, status, snapshot, [one.key for one in listed], told)
    if held is None:
        return None
    costs = {one.key: told[one.key].cost for one in page}
    ways = best_ways(network, viewer, close, costs) if close is not None else {}
    if ways is None or not held.sight.holds(network):
        return None
    found = tuple(
        explained(network, held, told[one.key], one, one.place / SCORE_UNIT, ways.get(one.key))
        for one in page
    )
    return Candidates(found, len(listed) > question.first, held.sight.revision)


def _field(
    network: Network,
    snapshot: Snapshot,
    viewer: Viewer,
    status: Status | None,
    question: RehireCandidates,
) -> _Field:
    """Gates, filters and components, from what the viewer may know alone. O(people + votes)."""
    day = day_number(network.today())
    people, rows = snapshot.people, snapshot.people.returning.rows
    seen = seen_people(snapshot, viewer, status, day)
    telling = seen & shown_people(snapshot, viewer, status, "skills")
    heard = audible(snapshot, viewer, status, telling)
    known = KnownSkills(snapshot, heard)
    wanted = needs(snapshot, known, heard, question.role)
    may = seen & allowed_people(snapshot, "found", PURPOSE, day, viewer.operator)
    may &= statuses_on(snapshot, day) == Status.ALUMNUS
    concerned = np.flatnonzero(may)
    may[concerned] = ~barred(rows[concerned], network.clock())
    number = people.ids.number(viewer.person) if viewer.person else -1
    if number >= 0:
        may[number] = False
    employments = shown_people(snapshot, viewer, status, "employments")
    left = np.where(employments, people.standing.rows["home_until"], NO_DAY)
    may &= _filtered(network, snapshot, viewer, status, question.filter, left, day)
    known_of = standing(snapshot, known, heard, telling & may, wanted, day)
    chosen = np.flatnonzero(may & known_of.fits).astype(np.int32)
    parts = np.zeros((5, len(chosen)))
    parts[0], parts[1] = shown(known_of.knowledge[chosen]), shown(known_of.tours[chosen])
    parts[2] = returning(rows[chosen], day)
    parts[3] = recency(left[chosen], day)
    return _Field(chosen, parts, unspent_part(snapshot, day)[chosen], known_of)


def _filtered(
    network: Network,
    snapshot: Snapshot,
    viewer: Viewer,
    status: Status | None,
    wanted: RehireFilter,
    left: NDArray[np.int32],
    day: int,
) -> Mask:
    """(people,) who fits; `left` is the last day here where the viewer is shown it, else NO_DAY."""
    people = snapshot.people
    fits = fitting(network, snapshot, viewer, status, PeopleFilter(location=wanted.location), day)
    if wanted.left_after is not None:
        fits &= left > day_number(wanted.left_after)
    if wanted.left_before is not None:
        fits &= (left != NO_DAY) & (left < day_number(wanted.left_before))
    if wanted.former_department:
        departments = people.words.containing(wanted.former_department)
        fits &= (left != NO_DAY) & np.isin(people.facets.rows["home_department"], departments)
    if wanted.available_by is not None:
        fits &= available(people.returning.rows, day_number(wanted.available_by))
    if wanted.open_to_return is not None:
        fits &= people.returning.rows["open"] == wanted.open_to_return
    return fits


def _close(
    network: Network, snapshot: Snapshot, viewer: Viewer, status: Status | None, field: _Field, hops: int
) -> Closeness | None:
    """How warm the paths of the viewer are; None when nobody is to be reached, or no person asks."""
    if not viewer.person or not len(field.people):
        return None
    return closeness(network, viewer, status, snapshot.people.ids, field.people, PURPOSE, hops)


def _told(snapshot: Snapshot, field: _Field, close: Closeness | None, page: list[Listed]) -> dict[Key, Told]:
    """What the read model says of each on the page, to be compared with what the store says."""
    with snapshot.sharing.reading():
        numbers = [one.number for one in page]
        evidence = best_evidence(snapshot, field.known, numbers, EVIDENCE)
        at = np.searchsorted(field.people, np.array(numbers, np.int32))
        rows: Any = snapshot.people.standing.rows
        return {
            one.key: Told(
                evidence.get(one.number, {}),
                rows[one.number].copy(),
                snapshot.people.returning.rows[one.number].copy(),
                tuple(field.parts[:, place].tolist()),
                UNREACHED if close is None else int(close.costs[place]),
            )
            for one, place in zip(page, at.tolist(), strict=True)
        }
