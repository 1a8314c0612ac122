"""What is held of somebody's tours, of what they offer, and of where they would like to go; in words.

Who does not exist for the person is not named. What the two sides of a tour promised and noted is told to
the person, and to the operator who acts on the person's request; not to a privacy officer.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graph.keys import NO_KEY, Key
from graph.model import Aspiration, CheckIn, Mission, OfferedTour, Skill, Tour, aspiration_key
from graph.scans import all_adjacent
from policy.tours import Side, side_of
from queries.named import names_for
from queries.network import Network


@dataclass(frozen=True, slots=True)
class SideHeld:
    """A tour planned in kith in which the person is one side (`side`); `other` is on the other one."""

    side: str
    other: str
    mission: str
    kind: str
    since: str
    planned_until: str
    until: str
    state: str
    accepted: tuple[str, ...]
    person_gives: str
    company_gives: str
    outcome: str
    skills: tuple[str, ...]
    signed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckInHeld:
    """A check-in of a tour in which the person is a side; `by` says who noted it."""

    mission: str
    at: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class OfferHeld:
    """A tour that the person offered."""

    mission: str
    kind: str
    state: str
    offered: str
    needs: tuple[str, ...]
    teaches: tuple[str, ...]
    company_gives: str


@dataclass(frozen=True, slots=True)
class AspirationHeld:
    """Where the person would like to go."""

    goals: str
    learn: tuple[str, ...]
    horizon: str
    open_to_return: bool
    gives: str
    likes: str
    confirmed: str


@dataclass(frozen=True, slots=True)
class TourRecords:
    """Everything of these kinds about one person."""

    sides: tuple[SideHeld, ...] = ()
    check_ins: tuple[CheckInHeld, ...] = ()
    offered: tuple[OfferHeld, ...] = ()
    aspiration: AspirationHeld | None = None


def tour_records(network: Network, person: Key, promises: bool = True) -> TourRecords:
    """What is held; without `promises`, not what is between the two sides of a tour. O(their tours)."""
    store = network.store
    tours = [t for t in all_adjacent(store, [person], Tour) if t.state and side_of(t, person) is not None]
    names = names_for(network, person, {k for t in tours for k in (t.person, t.company_side)} - {NO_KEY})
    there = [tour for tour in tours if tour.person in names]
    offers = list(all_adjacent(store, [person], OfferedTour))
    held = store.fetch([aspiration_key(person)]).found.get(aspiration_key(person))
    aspiration = held.record if held is not None and isinstance(held.record, Aspiration) else None
    words = _words(network, there, offers, aspiration)
    notes = _notes(network, person, there, words) if promises else ()
    return TourRecords(
        tuple(_side(tour, person, names, words, promises) for tour in there),
        notes,
        tuple(_offer(offer, words) for offer in offers),
        _aspiration(aspiration, words) if aspiration is not None else None,
    )


def _words(
    network: Network, tours: Iterable[Tour], offers: Iterable[OfferedTour], aspiration: Aspiration | None
) -> dict[Key, str]:
    """Titles of missions and labels of skills, by key."""
    keys: set[Key] = set(aspiration.learn) if aspiration is not None else set()
    for tour in tours:
        keys |= {tour.mission, *tour.skills}
    for offer in offers:
        keys |= {offer.mission, *offer.needs, *offer.teaches}
    found = (stored.record for stored in network.store.fetch(sorted(keys)).found.values())
    return {
        r.key: r.title if isinstance(r, Mission) else r.label for r in found if isinstance(r, Mission | Skill)
    }


def _said(keys: Collection[Key], words: dict[Key, str]) -> tuple[str, ...]:
    return tuple(words.get(key, "") for key in keys)


def _side(tour: Tour, person: Key, names: dict[Key, str], words: dict[Key, str], promises: bool) -> SideHeld:
    side = side_of(tour, person)
    other = tour.company_side if side is Side.PERSON else tour.person
    return SideHeld(
        side=str(side),
        other=names.get(other, "") if other else "",
        mission=words.get(tour.mission, ""),
        kind=tour.tour_kind,
        since=tour.since,
        planned_until=tour.planned_until,
        until=tour.until,
        state=tour.state,
        accepted=tour.accepted,
        person_gives=tour.person_gives if promises else "",
        company_gives=tour.company_gives if promises else "",
        outcome=tour.outcome if promises else "",
        skills=_said(tour.skills, words),
        signed=tour.signed,
    )


def _notes(
    network: Network, person: Key, tours: list[Tour], words: dict[Key, str]
) -> tuple[CheckInHeld, ...]:
    missions = {tour.key: words.get(tour.mission, "") for tour in tours}
    told = list(all_adjacent(network.store, sorted(missions), CheckIn)) if missions else []
    names = names_for(network, person, {one.by for one in told})
    return tuple(
        CheckInHeld(missions[one.tour], one.at, names[one.by], one.text) for one in told if one.by in names
    )


def _offer(offer: OfferedTour, words: dict[Key, str]) -> OfferHeld:
    return OfferHeld(
        words.get(offer.mission, ""),
        offer.tour_kind,
        offer.state,
        offer.offered,
        _said(offer.needs, words),
        _said(offer.teaches, words),
        offer.company_gives,
    )


def _aspiration(record: Aspiration, words: dict[Key, str]) -> AspirationHeld:
    return AspirationHeld(
        record.goals,
        _said(record.learn, words),
        record.horizon,
        record.open_to_return,
        record.gives,
        record.likes,
        record.confirmed,
    )
