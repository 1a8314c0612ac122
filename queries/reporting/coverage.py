"""Which companies and topics the network covers: how many know a topic, or have been at a company."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.dates import day_number
from graph.keys import Key
from graph.model import Employment, Organization
from graph.scans import every
from policy.reporting import bands
from queries.network import Network
from queries.reporting.counted import Counted
from queries.reporting.knowledge import Knowledge, known_topics
from queries.reporting.report import Asked, Report, Row, told

NAME: Final = "coverage"
TITLE: Final = "What the network covers"
NOTE: Final = (
    "People who may be found as experts on a topic, or asked to help with it through somebody who knows them;"
    " for companies, people who work or worked there."
)
MOST: Final = 250
"""So many topics, and so many companies, at most."""

_PURPOSE: Final = "EXPERTISE"
_PORTION: Final = 20_000


def coverage(asked: Asked) -> Report:
    """Topics and companies with how many people may be found and reached. O(evidence + employments)."""
    asked.progress("who knows what")
    day = day_number(asked.day)
    people, known = known_topics(asked.network.read_model.current(), day)
    asked.progress("who has been where")
    topics = told(_topics(people, known), MOST)
    companies = told(_companies(asked.network, people), MOST)
    return Report(
        NAME,
        asked.day.isoformat(),
        ("what", "name"),
        ("may be found", "may be reached"),
        (*topics, *companies),
    )


def _topics(people: Counted, known: Knowledge) -> list[Row]:
    found, reached = (bands(known.holders(people.may(role, _PURPOSE))) for role in ("found", "reached"))
    return _rows("topic", known.labels, found, reached)


def _companies(network: Network, people: Counted) -> list[Row]:
    """People count once for a company, however often they were there; the home organization is left out."""
    keys: list[Key] = []
    numbers: list[NDArray[np.int64]] = []
    order: dict[Key, int] = {}
    portion: list[Employment] = []
    showing = people.showing("employments")

    def take() -> None:
        persons = people.numbers([one.person for one in portion], showing).astype(np.int64)
        places = np.array([order.setdefault(one.organization, len(order)) for one in portion], np.int64)
        numbers.append((places * len(showing) + persons)[persons >= 0])

    for employment in every(network.store, Employment):
        if not employment.contributor and employment.organization != network.home:
            portion.append(employment)
        if len(portion) == _PORTION:
            take()
            portion = []
    take()
    keys = list(order)
    company, person = np.divmod(np.unique(np.concatenate(numbers)), max(1, len(showing)))
    found, reached = (
        bands(np.bincount(company[people.may(role, _PURPOSE)[person]], minlength=len(keys)))
        for role in ("found", "reached")
    )
    return _rows("company", _names(network, keys, found + reached > 0), found, reached)


def _names(network: Network, keys: list[Key], wanted: NDArray[np.bool_]) -> list[str]:
    """What the organizations are called; "" for those that are not wanted."""
    asked = [key for key, want in zip(keys, wanted.tolist(), strict=True) if want]
    names: dict[Key, str] = {}
    for first in range(0, len(asked), _PORTION):
        for key, stored in network.store.fetch(asked[first : first + _PORTION]).found.items():
            if isinstance(stored.record, Organization):
                names[key] = stored.record.name
    return [names.get(key, "") for key in keys]


def _rows(what: str, names: list[str], found: NDArray[np.int64], reached: NDArray[np.int64]) -> list[Row]:
    return [
        Row((what, names[n]), (int(found[n]) or None, int(reached[n]) or None))
        for n in np.flatnonzero(found + reached).tolist()
    ]
