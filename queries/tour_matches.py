"""Who fits an offered tour? People who know what it needs and want to learn what it teaches.

For who speaks for the tour, recruiters and hr_partners. Gates come before score: who may not be found (for
EXPERTISE among employees, for RECRUITING among alumni), is not free, or does not show what they want to
learn, is as if not there. The read model proposes; every person of a page is read from the store and judged
again before the answer leaves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.dates import day_number
from graph.errors import Refused, SnapshotMoved
from graph.keys import Key
from graph.model import Aspiration, Evidence, OfferedTour, Tour, aspiration_key, has_stood
from graph.scans import all_adjacent
from graph.snapshot.snapshot import Snapshot
from policy.availability import FOUND_FOR, Free, free
from policy.gates import Mask, Status, statuses
from policy.tour_offers import OPEN, may_match
from policy.viewer import Viewer
from policy.visibility import audiences_of_matcher
from queries.bounds import check_number
from queries.disclaimed import disclaimed_in_store
from queries.heard import audible, telling_people
from queries.kept import allowed_people, shown_to
from queries.network import Network
from queries.offered_tours import offer_seen
from queries.sight import Card, Sight, look, viewer_status
from queries.tour_evidence import cited
from queries.tour_fit import SCORE_UNIT, Known, Wish, best_evidence, known, related, score, wishes

Place = tuple[int, Key]

_TRIES: Final = 3
_LOOK: Final = 50
"""People who are read from the store together, beyond those of a page."""


@dataclass(frozen=True, slots=True)
class TourMatches:
    """The question. `after` is where a page begins: behind (score as a whole number, key)."""

    offer: Key
    first: int = 20
    after: Place | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A tour and a person, with what each gains; `score` in (0, 1) orders matches and says nothing else."""

    offer: OfferedTour
    card: Card
    place: int  # the score as a whole number
    mission: tuple[tuple[Key, tuple[Evidence, ...]], ...]  # by needed skill, what shows it; at least one
    person: tuple[Wish, ...]  # at least one
    free: Free

    @property
    def score(self) -> float:
        """In (0, 1)."""
        return self.place / SCORE_UNIT

    @property
    def purpose(self) -> str:
        """What the person is found for."""
        return FOUND_FOR[self.card.status]


@dataclass(frozen=True, slots=True)
class MatchesPage:
    """Best first."""

    matches: tuple[Match, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class _Proposed:
    """What the read model proposes: (score as a whole number, key) in order, and what the scores rest on."""

    order: list[Place]
    wishes: Mapping[Key, tuple[Wish, ...]]
    known: Known
    seen: Mask


def tour_matches(network: Network, viewer: Viewer, question: TourMatches) -> MatchesPage:
    """Answer for `viewer`.

    Raises Refused (NOT_FOUND for an offer that there is not for the viewer, NOT_ALLOWED), InvalidValue
    (first < 1), SnapshotMoved when the network changed three times meanwhile. O(people + who wants to learn
    what it teaches + votes for what it needs), and a few round trips.
    """
    check_number("first", question.first, 1)
    offer = offer_seen(network, viewer, question.offer)
    if offer is None:
        raise Refused("NOT_FOUND", "there is no offer of that id", "tour")
    if not may_match(viewer, offer):
        raise Refused(
            "NOT_ALLOWED", "who fits is for who offers the tour, recruiters and HR partners", "tour"
        )
    if offer.state != OPEN:
        return MatchesPage((), False)
    for _ in range(_TRIES):
        status = viewer_status(network, viewer)
        snapshot = network.read_model.current()
        with snapshot.sharing.reading():
            near = sorted({skill for taught in offer.teaches for skill in related(snapshot, taught)})
        hopes = {one.person: one for one in all_adjacent(network.store, near, Aspiration)}
        with snapshot.sharing.reading():
            proposed = _propose(network, snapshot, viewer, status, offer, hopes)
        page = _page(network, snapshot, viewer, status, offer, proposed, question)
        if page is not None:
            return page
    raise SnapshotMoved


def _propose(
    network: Network,
    snapshot: Snapshot,
    viewer: Viewer,
    status: Status | None,
    offer: OfferedTour,
    hopes: Mapping[Key, Aspiration],
) -> _Proposed:
    day = day_number(network.today())
    seen = telling_people(snapshot, viewer, status, day)
    among = np.zeros(len(seen), bool)
    among[[n for n in snapshot.people.ids.numbers(sorted(hopes)).tolist() if 0 <= n < len(seen)]] = True
    among &= _may_be_matched(snapshot, viewer, status, day) & seen
    for key in (viewer.person, offer.by):
        number = snapshot.people.ids.number(key) if key else -1
        if number >= 0:
            among[number] = False
    heard = audible(snapshot, viewer, status, seen)
    there = known(snapshot, offer.needs, heard, among, day)
    order: list[Place] = []
    wished: dict[Key, tuple[Wish, ...]] = {}
    for number, part in zip(there.people.tolist(), there.part.tolist(), strict=True):
        key = snapshot.people.ids.key(number)
        wished[key] = wishes(snapshot, hopes[key], offer)
        if wished[key]:
            order.append((score(part, len(wished[key]), len(offer.teaches)), key))
    order.sort(key=lambda place: (-place[0], place[1]))
    return _Proposed(order, wished, there, seen)


def _may_be_matched(snapshot: Snapshot, viewer: Viewer, status: Status | None, day: int) -> Mask:
    """(people,) who may be found for what their status asks, and shows what they would like."""
    are = statuses(snapshot.people.standing.rows, day)
    may = np.zeros(len(are), bool)
    for each, purpose in FOUND_FOR.items():
        may |= (are == each) & allowed_people(snapshot, "found", purpose, day, viewer.operator)
    return may & shown_to(snapshot, audiences_of_matcher(viewer, status), "aspirations")


def _page(
    network: Network,
    snapshot: Snapshot,
    viewer: Viewer,
    status: Status | None,
    offer: OfferedTour,
    proposed: _Proposed,
    question: TourMatches,
) -> MatchesPage | None:
    """The page by what the store says now; None when a cited piece is gone meanwhile."""
    behind = [
        place for place in proposed.order if question.after is None or _is_behind(place, question.after)
    ]
    found: list[tuple[Place, Card, Free]] = []
    size = question.first + _LOOK
    for start in range(0, len(behind), size):
        part = behind[start : start + size]
        found += _judged(network, viewer, status, offer, part)
        if len(found) > question.first:
            break
    page, more = found[: question.first], len(found) > question.first
    with snapshot.sharing.reading():
        best = {
            key: best_evidence(snapshot, proposed.known.cast, snapshot.people.ids.number(key))
            for (_, key), _, _ in page
        }
    shown = cited(network, snapshot, viewer, status, proposed.seen, best)
    if shown is None or _has_disclaimed(network, snapshot, best):
        return None
    return MatchesPage(
        tuple(
            Match(offer, card, place, shown[key], proposed.wishes[key], why)
            for (place, key), card, why in page
        ),
        more,
    )


def _has_disclaimed(
    network: Network, snapshot: Snapshot, best: Mapping[Key, Mapping[Key, Sequence[Key]]]
) -> bool:
    """Whether somebody of the page has said since that a skill they are cited for is not theirs."""
    if network.store.revision() == snapshot.revision:
        return False
    skills = {skill for by_skill in best.values() for skill in by_skill}
    return any(
        disclaimed_in_store(
            network, [k for k in best if skill in best[k]], snapshot.skills.skills[skill].label, [skill]
        )
        for skill in sorted(skills & snapshot.skills.skills.keys())
    )


def _is_behind(place: Place, after: Place) -> bool:
    return (-place[0], place[1]) > (-after[0], after[1])


def _judged(
    network: Network, viewer: Viewer, status: Status | None, offer: OfferedTour, part: Sequence[Place]
) -> list[tuple[Place, Card, Free]]:
    """Those of `part` who may be matched as the store has them now, and are free."""
    keys = [key for _, key in part]
    sight = look(network, viewer, [*keys, *([offer.by] if offer.by else [])])
    may = _allowed(network, viewer, sight, keys)
    may &= sight.showing(keys, "skills", viewer)
    may &= sight.showing_to(audiences_of_matcher(viewer, status), keys, "aspirations", viewer)
    may = {key for key in may if not (offer.by and sight.apart(offer.by, key))}
    tours = _tours_shown(network, viewer, sight, may)
    said = network.store.fetch([aspiration_key(key) for key in may]).found
    found = []
    for place in part:
        held = said.get(aspiration_key(place[1]))
        if place[1] not in may or held is None or not isinstance(held.record, Aspiration):
            continue
        card = sight.cards[place[1]]
        why = free(card.status, tours.get(place[1], ()), held.record, offer, network.today())
        if why is not None:
            found.append((place, card, why))
    return found


def _allowed(network: Network, viewer: Viewer, sight: Sight, keys: Sequence[Key]) -> set[Key]:
    """Who may be found for what their status asks; nobody whom only the viewer's own source knows."""
    day = day_number(network.today())
    may: set[Key] = set()
    for status, purpose in FOUND_FOR.items():
        own = [key for key in keys if key in sight.cards and sight.cards[key].status is status]
        may |= sight.allowed(own, "found", purpose, day, viewer) if own else set()
    return {key for key in may if not sight.cards[key].private}


def _tours_shown(
    network: Network, viewer: Viewer, sight: Sight, keys: Iterable[Key]
) -> dict[Key, list[Tour]]:
    """By person, the tours that stand or stood and are shown to the viewer: hidden ones bind nobody."""
    showing = sorted(sight.showing([*keys], "tours", viewer))
    found: dict[Key, list[Tour]] = {}
    for tour in all_adjacent(network.store, showing, Tour) if showing else ():
        if tour.person in showing and has_stood(tour):
            found.setdefault(tour.person, []).append(tour)
    return found
