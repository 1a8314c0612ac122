"""Events and mentoring that are open to me."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from graph.keys import Key
from graph.model import Offering, Participation
from graph.scans import all_adjacent, every
from policy.offerings import EVENT, OPEN, PURPOSE_OF, is_over
from policy.viewer import Viewer
from queries.bounds import check_number
from queries.first_shown import first_shown
from queries.listed import is_listed_to
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

    Raises InvalidValue (first < 1). `after` is behind a place. O(offerings), and who takes part in a page.
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
    shown = first_shown(there, first + 1, lambda some: shown_offerings(network, viewer, some))
    return OfferingPage(tuple(shown[:first]), len(shown) > first)


def shown_offerings(network: Network, viewer: Viewer, records: Iterable[Offering]) -> list[OfferingShown]:
    """Those of `records` that are there for the viewer. A few round trips, and O(who takes part)."""
    there = list(records)
    listed = {
        kind: is_listed_to(network, viewer, PURPOSE_OF[kind]) for kind in {o.offering_kind for o in there}
    }
    taking = _taking_part(network, there)
    held = {person for one in there if one.by == viewer.person for person in taking[one.key]}
    cards = look(network, viewer, {*held, *(one.by for one in there)}).cards
    found = []
    for one in there:
        mine = bool(viewer.person) and one.by == viewer.person
        part = viewer.person in taking[one.key]
        host = cards.get(one.by)
        if (mine or part or listed[one.offering_kind]) and (host is not None or one.offering_kind == EVENT):
            participants = _cards(taking[one.key], cards) if mine else ()
            found.append(OfferingShown(one, host, mine, part, participants))
    return found


def _taking_part(network: Network, records: Collection[Offering]) -> dict[Key, list[Key]]:
    """By offering, who takes part, in key order."""
    found: dict[Key, list[Key]] = defaultdict(list)
    keys = [one.key for one in records]
    for one in all_adjacent(network.store, keys, Participation) if keys else ():
        found[one.offering].append(one.person)
    return found


def _cards(people: Iterable[Key], cards: Mapping[Key, Card]) -> tuple[Card, ...]:
    return tuple(cards[person] for person in people if person in cards)
