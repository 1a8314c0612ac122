"""Employments at the home organization, as the company knows them."""

from graph.dates import last_day
from graph.keys import Key
from graph.model import Employment
from graph.scans import all_adjacent
from queries.network import Network


def employments_at_home(network: Network, person: Key) -> list[Employment]:
    """Of `person`, oldest first; no private source counts. A round trip."""
    return sorted(
        (
            each
            for each in all_adjacent(network.store, [person], Employment)
            if each.person == person and each.organization == network.home and not each.contributor
        ),
        key=lambda each: (each.since, each.key),
    )


def is_over(employment: Employment, day: str) -> bool:
    """Whether an employment has ended before the ISO `day`."""
    end = last_day(employment.until)
    return end is not None and end.isoformat() < day
