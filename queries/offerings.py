"""Events and mentoring that are open to me."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass

from graph.keys import Key
from graph.model import Offering, Participation
from graph.scans import all_adjacent, every
from policy.offerings import EVENT, OPEN, PURPOSE_OF, is_over
from policy.viewer import Viewer
from queries.bounds import check_number
from queries.first_shown import first_shown
from queries.listed import is_listed_by, is_listed_to
from queries.network import Network
from queries.sight import Card, look

Place = tuple[str, Key]


@dataclass(frozen=True, slots=True)
class OfferingShown:
    """One offering. `participants` are for who holds it; others are told whether they take part."""

    record: Offering
    host: Card | None
    mine: bool
    taking_part: bool
    participants: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class OfferingPage:
    """Events by their day, mentoring newest first."""

    offerings: tuple[OfferingShown, ...]
    more: bool


def place(record: Offering) -> Place:
    """Where an offering stands."""
    return (record.on if record.offering_kind == EVENT else record.at), record.key


def offerings(
    network: Network, viewer: Viewer, kind: str, first: int = 20, after: Place | None = None
) -> OfferingPage:
    """What is open: listed to the viewer, held by them, or taken part in by them.

    Raises InvalidValue (first < 1). `after` is behind a place. O(offerings), what the viewer takes
    part in, and who takes part in theirs on a page.
    """
    check_number("first", first, 1)
    today, later = network.today(), kind == EVENT
    there = [
        one
        for one in every(network.store, Offering)
        if one.offering_kind == kind and one.state == OPEN and not is_over(one.on, today)
    ]
    there.sort(key=place, reverse=not later)
    if after is not None:
        there = [one for one in there if place(one) != after and (place(one) > after) == later]
    own = _own_parts(network, viewer)
    if not is_listed_to(network, viewer, PURPOSE_OF[kind]):
        there = [one for one in there if _is_mine(one, viewer) or one.key in own]
    shown = first_shown(there, first + 1, lambda some: _shown(network, viewer, some, own))
    return OfferingPage(tuple(shown[:first]), len(shown) > first)


def shown_offerings(network: Network, viewer: Viewer, records: Iterable[Offering]) -> list[OfferingShown]:
    """Those of `records` that are there for the viewer. A few round trips, O(who takes part in theirs)."""
    return _shown(network, viewer, list(records), _own_parts(network, viewer))


def _shown(
    network: Network, viewer: Viewer, records: Collection[Offering], own: Set[Key]
) -> list[OfferingShown]:
    """`own` are the offerings that the viewer takes part in."""
    taking = _taking_part(network, [one for one in records if _is_mine(one, viewer)])
    named = {person for people in taking.values() for person in people}
    sight = look(network, viewer, {viewer.person, *named, *(one.by for one in records)})
    listed = {
        kind: is_listed_by(sight, network, viewer, PURPOSE_OF[kind])
        for kind in {one.offering_kind for one in records}
    }
    found = []
    for one in records:
        mine, part = _is_mine(one, viewer), one.key in own
        host = sight.cards.get(one.by)
        if (mine or part or listed[one.offering_kind]) and (host is not None or one.offering_kind == EVENT):
            participants = _cards(taking[one.key], sight.cards) if mine else ()
            found.append(OfferingShown(one, host, mine, part, participants))
    return found


def _is_mine(one: Offering, viewer: Viewer) -> bool:
    return bool(viewer.person) and one.by == viewer.person


def _own_parts(network: Network, viewer: Viewer) -> Set[Key]:
    """What the viewer takes part in; nothing for machine accounts."""
    if not viewer.person:
        return frozenset()
    return {one.offering for one in all_adjacent(network.store, [viewer.person], Participation)}


def _taking_part(network: Network, records: Collection[Offering]) -> dict[Key, list[Key]]:
    """By offering, who takes part, in key order."""
    found: dict[Key, list[Key]] = defaultdict(list)
    keys = [one.key for one in records]
    for one in all_adjacent(network.store, keys, Participation) if keys else ():
        found[one.offering].append(one.person)
    return found


def _cards(people: Iterable[Key], cards: Mapping[Key, Card]) -> tuple[Card, ...]:
    return tuple(cards[person] for person in people if person in cards)
