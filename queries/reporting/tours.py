"""Tours that are under way, of people who show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.dates import first_day, last_day
from graph.keys import Key
from graph.model import CheckIn, Tour
from graph.scans import every
from policy.gates import Mask
from queries.network import Network
from queries.reporting.counted import Counted

STANDING: Final = ("", "standing")
"""States of a tour that has begun: "" is one that was read from a file."""

_PORTION: Final = 20_000


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A tour that has begun and not ended; `ends` is the last day that is planned, if any is."""

    key: Key
    person: int  # number of the person
    department: str
    began: date | None
    ends: date | None


def under_way(network: Network, people: Counted, day: date) -> Iterator[UnderWay]:
    """The tours that are under way on `day`. O(tours)."""
    showing = people.showing("tours")
    portion: list[Tour] = []
    for tour in every(network.store, Tour):
        if not tour.until and tour.state in STANDING and _begun(tour, day):
            portion.append(tour)
        if len(portion) == _PORTION:
            yield from _of(people, showing, portion)
            portion = []
    yield from _of(people, showing, portion)


def _begun(tour: Tour, day: date) -> bool:
    began = first_day(tour.since)
    return began is None or began <= day


def _of(people: Counted, showing: Mask, tours: list[Tour]) -> Iterator[UnderWay]:
    numbers = people.numbers([tour.person for tour in tours], showing)
    for tour, number in zip(tours, numbers.tolist(), strict=True):
        if number >= 0:
            yield UnderWay(
                tour.key,
                number,
                tour.department,
                first_day(tour.since),
                last_day(tour.planned_until),
            )


def last_check_ins(network: Network) -> dict[Key, date]:
    """By tour, the day of its last check-in; what was noted is not read. O(check-ins)."""
    found: dict[Key, date] = {}
    for note in every(network.store, CheckIn):
        at = last_day(note.at)
        if at is not None and (note.tour not in found or found[note.tour] < at):
            found[note.tour] = at
    return found
