"""Which open tours fit me? Those that need what I know, and teach what I want to learn."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph.dates import day_number
from graph.errors import SnapshotMoved
from graph.keys import NO_KEY, Key
from graph.model import Aspiration, OfferedTour
from graph.scans import all_adjacent
from graph.snapshot.snapshot import Snapshot
from policy.availability import FOUND_FOR, free
from policy.gates import Status
from policy.tour_offers import OPEN
from policy.viewer import Viewer
from queries.aspirations import aspiration_of
from queries.bounds import check_number
from queries.heard import audible, showing_one, telling_people
from queries.network import Network
from queries.offered_tours import without_hidden
from queries.sight import look
from queries.tour_evidence import Cited, cited
from queries.tour_fit import Known, Wish, best_evidence, known, related, score, wishes
from queries.tour_matches import Match, MatchesPage, Place
from queries.tours import tours_seen

_TRIES = 3


@dataclass(frozen=True, slots=True)
class _Fit:
    """An offer, what its mission gains (0: nothing) and by which votes, and what the viewer would learn."""

    offer: OfferedTour
    place: int
    known: Known
    wishes: tuple[Wish, ...]


def tours_for_me(
    network: Network, viewer: Viewer, first: int = 20, after: Place | None = None
) -> MatchesPage:
    """Open offers that fit the viewer, best first; none for who never worked here, or is not free.

    The viewer needs nobody's leave to be matched for their own eyes. Raises InvalidValue (first < 1),
    SnapshotMoved. O(offers near what they want to learn + evidence).
    """
    check_number("first", first, 1)
    for _ in range(_TRIES):
        sight = look(network, viewer, [viewer.person])
        card = sight.cards.get(viewer.person)
        if card is None or card.status not in FOUND_FOR:
            return MatchesPage((), False)
        aspiration, _ = aspiration_of(network.store, viewer.person)
        snapshot = network.read_model.current()
        with snapshot.sharing.reading():
            near = sorted({skill for wanted in aspiration.learn for skill in related(snapshot, wanted)})
        offers = _offers(network, viewer, near)
        with snapshot.sharing.reading():
            fits = _fits(network, snapshot, viewer, card.status, aspiration, offers)
        own = tours_seen(network, viewer, [viewer.person])[viewer.person]
        whys = {fit.offer.key: free(card.status, own, aspiration, fit.offer, network.today()) for fit in fits}
        fits = [fit for fit in fits if whys[fit.offer.key] is not None and _is_behind(fit, after)]
        facts = _cited(network, snapshot, viewer, card.status, fits[:first])
        if facts is not None:
            matches = tuple(
                Match(fit.offer, card, fit.place, facts[fit.offer.key], fit.wishes, why)
                for fit in fits[:first]
                if (why := whys[fit.offer.key]) is not None
            )
            return MatchesPage(matches, len(fits) > first)
    raise SnapshotMoved


def _offers(network: Network, viewer: Viewer, near: list[Key]) -> list[OfferedTour]:
    """Open offers of others near these skills, but of nobody whom the viewer blocks."""
    told = all_adjacent(network.store, near, OfferedTour) if near else ()
    found = [one for one in told if one.state == OPEN and one.by != viewer.person]
    sight = look(network, viewer, {one.by for one in found})
    shown = without_hidden(network, viewer, found)
    return [one for one in shown if not (one.by and sight.apart(viewer.person, one.by))]


def _fits(
    network: Network,
    snapshot: Snapshot,
    viewer: Viewer,
    status: Status,
    aspiration: Aspiration,
    offers: Iterable[OfferedTour],
) -> list[_Fit]:
    """The offers that need what the viewer knows and teach what they want, best first."""
    day = day_number(network.today())
    seen = telling_people(snapshot, viewer, status, day)
    me = np.zeros(len(seen), bool)
    number = snapshot.people.ids.number(viewer.person)
    if not 0 <= number < len(seen):
        return []
    me[number] = True
    heard = audible(snapshot, viewer, status, seen) & showing_one(snapshot, number)
    fits = []
    for offer in offers:
        there, wished = known(snapshot, offer.needs, heard, me, day), wishes(snapshot, aspiration, offer)
        if len(there.part) and wished:
            place = score(float(there.part[0]), len(wished), len(offer.teaches))
            fits.append(_Fit(offer, place, there, wished))
    return sorted(fits, key=lambda fit: (-fit.place, fit.offer.key))


def _is_behind(fit: _Fit, after: Place | None) -> bool:
    return after is None or (-fit.place, fit.offer.key) > (-after[0], after[1])


def _cited(
    network: Network, snapshot: Snapshot, viewer: Viewer, status: Status, fits: list[_Fit]
) -> dict[Key, Cited] | None:
    """By offer, the evidence for what it needs; None when a piece is gone meanwhile."""
    day = day_number(network.today())
    me = viewer.person or NO_KEY
    shown: dict[Key, Cited] = {}
    with snapshot.sharing.reading():
        seen = telling_people(snapshot, viewer, status, day)
        number = snapshot.people.ids.number(me)
        best = {fit.offer.key: best_evidence(snapshot, fit.known.cast, number) for fit in fits}
    for key, by_skill in best.items():
        facts = cited(network, snapshot, viewer, status, seen, {me: by_skill})
        if facts is None:
            return None
        shown[key] = facts[me]
    return shown
