"""Who could begin a tour soon: by the tours that they are on, and by what they said of themselves.

Employees are free when no tour of theirs lasts for more than six months from today; alumni when they said
that they would come back, and may be found for RECRUITING. Others are not asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.dates import first_day, last_day, months_later
from graph.model import Aspiration, OfferedTour, Tour
from policy.gates import Status
from policy.tours import stands

SOON_MONTHS: Final = 6
"""So near must the end of a tour be; so much later than a tour may somebody's horizon begin."""

FOUND_FOR: Final = {Status.EMPLOYEE: "EXPERTISE", Status.ALUMNUS: "RECRUITING"}
"""The purpose for which somebody of each status must be found, to be matched with a tour."""


@dataclass(frozen=True, slots=True)
class Free:
    """Why somebody could begin soon. `until` is the planned end of their last tour, "" when on none."""

    returns: bool = False
    until: str = ""


def free(
    status: Status, tours: Iterable[Tour], aspiration: Aspiration, offer: OfferedTour, today: date
) -> Free | None:
    """Why somebody could begin the offered tour soon; None when they could not.

    `tours` are those that may be known of them, `aspiration` what they said.
    """
    if not _is_time(aspiration, offer, today):
        return None
    if status is Status.ALUMNUS:
        return Free(returns=True) if aspiration.open_to_return else None
    if status is not Status.EMPLOYEE:
        return None
    ends = sorted(end for tour in tours if (end := _end(tour)) is not None and end[0] >= today)
    if not ends:
        return Free()
    last, said = ends[-1]
    return Free(until=said) if last <= months_later(today, SOON_MONTHS) else None


def _end(tour: Tour) -> tuple[date, str] | None:
    """The last day of a tour that goes on, and how it is said; None when none is known or it is over."""
    said = tour.until or tour.planned_until
    last = last_day(said)
    goes_on = stands(tour) or (not tour.state and bool(tour.until))
    return (last, said) if last is not None and goes_on else None


def _is_time(aspiration: Aspiration, offer: OfferedTour, today: date) -> bool:
    """Whether the horizon, if there is one, begins soon enough after the tour does."""
    horizon, start = first_day(aspiration.horizon), first_day(offer.since) or today
    return horizon is None or horizon <= months_later(max(start, today), SOON_MONTHS)
