"""Tours of duty as somebody may see them: others see what stands, the two sides see what they promised."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from graph.keys import NO_KEY, Key
from graph.model import CheckIn, Tour, has_stood, is_signed
from graph.ports import MAX_KEYS, Store, Stored
from graph.scans import all_adjacent
from policy.decisions import TOUR_CHECK_IN
from policy.tours import CHECK_IN_MONTHS, check_in_due, side_of, waits_for
from policy.viewer import Viewer
from queries.decisions import decided
from queries.network import Network
from queries.sight import look

Place = tuple[str, Key]
"""Where a tour stands in a list: its start, and its key."""


@dataclass(frozen=True, slots=True)
class ToursPage:
    """Latest start first."""

    tours: tuple[Tour, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class CheckIns:
    """What the two sides noted, oldest first, and when they are to look at it next."""

    notes: tuple[CheckIn, ...] = ()
    due: date | None = None


def tours_at(store: Store, keys: Collection[Key]) -> dict[Key, Stored[Tour]]:
    """The tours at `keys`, as they are stored."""
    found = store.fetch(sorted(keys)).found
    return {
        key: Stored(stored.record, stored.revision)
        for key, stored in found.items()
        if isinstance(stored.record, Tour)
    }


def tours_of(store: Store, people: Collection[Key]) -> list[Stored[Tour]]:
    """Every tour that names one of `people`, with its revision. O(their tours)."""
    found: list[Stored[Tour]] = []
    after: Key | None = None
    while people:
        page = store.adjacent(sorted(people), Tour, after, MAX_KEYS)
        found += page.records
        after = page.after
        if after is None:
            break
    return found


def place(tour: Tour) -> Place:
    """Where `tour` stands."""
    return tour.since, tour.key


def as_shown(tour: Tour, viewer: Key) -> Tour:
    """`tour` without what is between its two sides, unless `viewer` is one of them."""
    if side_of(tour, viewer) is not None:
        return tour
    return replace(
        tour,
        outcome="",
        skills=tour.skills if is_signed(tour) else (),
        company_side=NO_KEY,
        offer=NO_KEY,
        person_gives="",
        company_gives="",
        accepted=(),
        signed=(),
    )


def tours_seen(network: Network, viewer: Viewer, people: Collection[Key]) -> dict[Key, tuple[Tour, ...]]:
    """The tours of those of `people` who show them to the viewer, oldest first. O(their tours).

    Who speaks for the company in a tour sees it in any case; what was only proposed, nobody else.
    """
    sight = look(network, viewer, people)
    showing = sight.showing(people, "tours", viewer)
    there = sorted(key for key in sight.cards if key in {*people} and not sight.cards[key].private)
    found: dict[Key, list[Tour]] = {key: [] for key in people}
    for tour in all_adjacent(network.store, there, Tour) if there else ():
        mine = side_of(tour, viewer.person) is not None
        if tour.person in found and (mine or (tour.person in showing and has_stood(tour))):
            found[tour.person].append(as_shown(tour, viewer.person))
    return {key: tuple(sorted(own, key=lambda t: (t.since, t.until, t.key))) for key, own in found.items()}


def my_tours(
    network: Network, viewer: Viewer, waiting: bool = False, first: int = 20, after: Place | None = None
) -> ToursPage:
    """Tours in which the viewer is one of the sides; with `waiting`, those that wait for the viewer's answer.

    Not with somebody who does not exist for the viewer. O(the viewer's tours).
    """
    own = with_known(network, viewer, _of(network.store, viewer.person))
    if waiting:
        own = [tour for tour in own if waits_for(tour) is side_of(tour, viewer.person)]
    own.sort(key=place, reverse=True)
    behind = [tour for tour in own if after is None or place(tour) < after]
    return ToursPage(tuple(behind[:first]), len(behind) > first)


def with_known(network: Network, viewer: Viewer, tours: Iterable[Tour]) -> list[Tour]:
    """Those of the viewer's tours that there are for the viewer.

    Of the viewer's own all; that somebody hidden speaks for the company is left out of them. Of those in
    which the viewer speaks for the company, those of people who exist for the viewer.
    """
    own = list(tours)
    others = {key for tour in own for key in (tour.person, tour.company_side)} - {viewer.person, NO_KEY}
    known = {*look(network, viewer, others).cards} | {viewer.person} if others else {viewer.person}
    return [
        tour if tour.company_side in known else replace(tour, company_side=NO_KEY)
        for tour in own
        if tour.person in known
    ]


def check_ins_seen(network: Network, viewer: Viewer, keys: Collection[Key]) -> dict[Key, CheckIns]:
    """The check-ins of those tours of `keys` in which the viewer is a side. A few round trips."""
    found = (stored.record for stored in tours_at(network.store, keys).values())
    mine = [tour for tour in found if side_of(tour, viewer.person) is not None]
    notes = notes_of(network, viewer, mine)
    months = check_in_months(network) if mine else CHECK_IN_MONTHS
    seen = {
        tour.key: CheckIns(
            notes[tour.key], check_in_due(tour, max((n.at for n in notes[tour.key]), default=""), months)
        )
        for tour in mine
    }
    return {key: seen.get(key, CheckIns()) for key in keys}


def notes_of(network: Network, viewer: Viewer, tours: Collection[Tour]) -> dict[Key, tuple[CheckIn, ...]]:
    """By tour, what people who exist for the viewer noted, oldest first."""
    notes: dict[Key, list[CheckIn]] = {tour.key: [] for tour in tours}
    told = list(all_adjacent(network.store, sorted(notes), CheckIn)) if notes else []
    known = {*look(network, viewer, {one.by for one in told}).cards} if told else set()
    for one in told:
        if one.by in known:
            notes[one.tour].append(one)
    return {key: tuple(sorted(own, key=lambda n: (n.at, n.key))) for key, own in notes.items()}


def check_in_months(network: Network) -> int:
    """After how many months a check-in is due, as decided."""
    decision = decided(network, TOUR_CHECK_IN)
    return int(decision.value) if decision is not None else CHECK_IN_MONTHS


def _of(store: Store, person: Key) -> list[Tour]:
    return list(all_adjacent(store, [person], Tour)) if person else []
