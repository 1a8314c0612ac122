"""How much of the asking, and of being named as an expert, falls to few: a figure a month, and no names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from graph.dates import day_number
from graph.keys import NO_KEY, Key
from graph.model import Introduction, Use
from graph.scans import every
from policy.reporting import busiest_share
from queries.decisions import kept_months
from queries.network import Network
from queries.reporting.counted import Counted, counted
from queries.reporting.months import whole_months
from queries.reporting.readings import parts
from queries.reporting.report import Asked, Report, Row

NAME: Final = "concentration"
TITLE: Final = "How much falls to few"
NOTE: Final = (
    "Of a hundred times that somebody was asked to introduce or to help (or was named in an answer for"
    " EXPERTISE), those that fell to the tenth of people to whom most fell. From fifty people on."
)

USES_READ: Final = 200_000
"""Counters of use are read letter by letter of people's names, which are random, until there are so many."""

PURPOSE: Final = "EXPERTISE"

_Months = Mapping[str, Counter[Key]]


def concentration(asked: Asked) -> Report:
    """Two shares for each whole month. O(introductions + USES_READ)."""
    network = asked.network
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        people = counted(snapshot, day_number(asked.day))
    asked.progress("requests")
    requests = whole_months(asked.day, kept_months(network, "retention/requests"))
    asks = _asks(network, requests, people)
    asked.progress("answers")
    uses = _uses(network, whole_months(asked.day, kept_months(network, "retention/use_log")), people)
    rows = [
        Row((month,), (busiest_share(_of(people, asks[month])), busiest_share(_of(people, uses[month]))))
        for month in requests
    ]
    measures = ("share of requests", "share of answers")
    return Report(NAME, asked.day.isoformat(), ("month",), measures, tuple(rows))


def _of(people: Counted, counts: Mapping[Key, int]) -> Iterable[int]:
    """The counts of those who count."""
    numbers = people.numbers(list(counts), people.counts)
    return (count for count, number in zip(counts.values(), numbers.tolist(), strict=True) if number >= 0)


def _asks(network: Network, months: list[str], people: Counted) -> _Months:
    """By month, on how many requests of askers who count somebody stands as connector or target."""
    found: dict[str, Counter[Key]] = defaultdict(Counter)
    asked = [one for one in every(network.store, Introduction) if one.asked[:7] in months]
    numbers = people.numbers([one.asker for one in asked], people.counts)
    for request, number in zip(asked, numbers.tolist(), strict=True):
        if number >= 0:
            found[request.asked[:7]].update({*request.connectors, request.target} - {NO_KEY})
    return found


def _uses(network: Network, months: list[str], people: Counted) -> _Months:
    """By month, how often answers for EXPERTISE named somebody who counts."""
    found: dict[str, Counter[Key]] = defaultdict(Counter)
    read = 0
    for beginning in parts(Use):
        uses = [use for use in every(network.store, Use, [beginning]) if use.purpose == PURPOSE]
        numbers = people.numbers([use.person for use in uses], people.counts)
        for use, number in zip(uses, numbers.tolist(), strict=True):
            if number >= 0 and use.day[:7] in months:
                found[use.day[:7]][use.person] += use.count
                read += 1
        if read >= USES_READ:
            break
    return found
