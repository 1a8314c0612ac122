"""Topics that would be lost: few employees know them, or many of those who do are near the end of a tour."""

from typing import Final

import numpy as np

from graph.dates import day_number, months_later
from policy.gates import Mask, Status
from policy.reporting import LEAST, SOON_MONTHS, bands
from queries.reporting.counted import Counted
from queries.reporting.knowledge import known_topics
from queries.reporting.report import Asked, Report, Row
from queries.reporting.tours import under_way

NAME: Final = "topics-at-risk"
TITLE: Final = "Topics that would be lost"
NOTE: Final = (
    "Topics that fewer than ten employees know, or of whose experts half or more may be on a tour that ends"
    f" within {SOON_MONTHS} months; with the alumni who know them and agreed to be found."
)
MOST: Final = 250

_FEW: Final = LEAST
"""The band of topics that few know."""


def topics_at_risk(asked: Asked) -> Report:
    """Topics at risk, the fewest experts first. O(evidence + tours).

    Which topics are listed follows from the figures that are told, not from counts.
    """
    asked.progress("who knows what")
    people, known = known_topics(asked.network.read_model.current(), day_number(asked.day))
    experts = people.may("found", "EXPERTISE")
    asked.progress("whose tour ends")
    ending = _ending(asked, people)
    holders = bands(known.holders(experts & people.is_(Status.EMPLOYEE)))
    leaving = bands(known.holders(experts & people.is_(Status.EMPLOYEE) & ending))
    alumni = bands(known.holders(experts & people.is_(Status.ALUMNUS)))
    at_risk = (holders == _FEW) | ((leaving > 0) & (2 * leaving >= holders))
    rows = [
        Row((known.labels[n],), (int(holders[n]), int(leaving[n]) or None, int(alumni[n]) or None))
        for n in np.flatnonzero(at_risk).tolist()
    ]
    rows.sort(key=lambda row: (row.values[0] or 0, -(row.values[1] or 0), row.labels))
    return Report(
        NAME,
        asked.day.isoformat(),
        ("topic",),
        ("employees who know it", "their tour ends soon", "alumni who know it"),
        tuple(rows[:MOST]),
    )


def _ending(asked: Asked, people: Counted) -> Mask:
    """(people,) who is on a tour that ends soon."""
    soon = months_later(asked.day, SOON_MONTHS)
    ending = np.zeros(len(people.counts), bool)
    tours = under_way(asked.network, people, asked.day)
    ending[[tour.person for tour in tours if tour.ends is not None and tour.ends <= soon]] = True
    return ending
