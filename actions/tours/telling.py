"""What the two sides of a tour are told: somebody asks, answered or wrote, or a check-in is due."""

from datetime import UTC, date, datetime, time
from typing import Final

from actions.notices import notices, taken_back
from graph.keys import NO_KEY, Key
from graph.model import Tour
from graph.ports import Change
from policy.tours import check_in_due
from queries.network import Network
from queries.tours import check_in_months

PROPOSED: Final = "tour_proposed"
ANSWERED: Final = "tour_answered"
ENDED: Final = "tour_ended"
TO_SIGN: Final = "tour_to_sign"
CHECK_IN: Final = "tour_check_in"

_MORNING: Final = time(8, tzinfo=UTC)


def tell(network: Network, person: Key, template: str, tour: Tour, now: datetime) -> list[Change]:
    """Tell one side; nothing when nobody is there any more."""
    return list(notices(network, person, template, tour.key, now)) if person else []


def hushed(network: Network, tour: Tour, *templates: str) -> list[Change]:
    """What neither side has to be told any more of `templates`."""
    return list(taken_back(network, _sides(tour), templates, tour.key))


def reminders(network: Network, tour: Tour, last: str = "") -> list[Change]:
    """Both sides are told, once, when the check-in after `last` (a moment, "" for none yet) is due."""
    due = check_in_due(tour, last, check_in_months(network))
    if due is None:
        return []
    return [
        notice
        for person in _sides(tour)
        for notice in notices(network, person, CHECK_IN, tour.key, _morning(due, network.clock()))
    ]


def _morning(day: date, now: datetime) -> datetime:
    """On that day, by light; not before `now`, for the outbox reads in the order of time."""
    return max(datetime.combine(day, _MORNING), now)


def _sides(tour: Tour) -> list[Key]:
    return [person for person in (tour.person, tour.company_side) if person != NO_KEY]
