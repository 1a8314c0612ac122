"""Tours that wait for somebody: for everybody who works here or has worked here."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from graph.keys import NO_KEY, Key
from graph.model import OfferedTour
from graph.scans import all_adjacent, every
from policy.tour_offers import OPEN, sees_offers
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import look, viewer_status

Place = tuple[str, Key]


@dataclass(frozen=True, slots=True)
class OffersPage:
    """Newest first."""

    offers: tuple[OfferedTour, ...]
    more: bool


def place(offer: OfferedTour) -> Place:
    """Where an offer stands in the list."""
    return offer.offered, offer.key


def offer_seen(network: Network, viewer: Viewer, key: Key) -> OfferedTour | None:
    """The offer at `key`; None when there is none for the viewer.

    That somebody hidden offers it is left out. Closed ones are for who offered them, and for the company.
    """
    stored = network.store.fetch([key]).found.get(key)
    record = stored.record if stored is not None else None
    if not isinstance(record, OfferedTour) or not sees_offers(viewer, viewer_status(network, viewer)):
        return None
    closed = record.state != OPEN and record.by != viewer.person
    if closed and not sees_offers(viewer, None):
        return None
    return without_hidden(network, viewer, [record])[0]


def offered_tours(
    network: Network, viewer: Viewer, mine: bool = False, first: int = 20, after: Place | None = None
) -> OffersPage:
    """Open offers, or with `mine` all that the viewer made. `after` is behind a place. O(offers)."""
    if mine:
        made = all_adjacent(network.store, [viewer.person], OfferedTour) if viewer.person else ()
        found = list(made)
    elif sees_offers(viewer, viewer_status(network, viewer)):
        found = [offer for offer in every(network.store, OfferedTour) if offer.state == OPEN]
    else:
        found = []
    found.sort(key=place, reverse=True)
    behind = [offer for offer in found if after is None or place(offer) < after]
    page = without_hidden(network, viewer, behind[:first])
    return OffersPage(tuple(page), len(behind) > first)


def open_offer(network: Network, viewer: Viewer, key: Key) -> OffersPage:
    """The page with the open offer at `key` alone; nothing when there is none for the viewer."""
    found = offer_seen(network, viewer, key)
    return OffersPage((found,) if found is not None and found.state == OPEN else (), False)


def without_hidden(network: Network, viewer: Viewer, offers: Collection[OfferedTour]) -> list[OfferedTour]:
    """The offers, without the names of those who do not exist for the viewer."""
    known = {*look(network, viewer, {one.by for one in offers}).cards} if offers else set()
    return [one if one.by in known else replace(one, by=NO_KEY) for one in offers]
