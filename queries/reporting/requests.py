"""Requests for introductions by outcome and month, and those that were agreed and not closed yet."""

from collections import Counter
from typing import Final

from graph.dates import day_number
from graph.model import Introduction
from graph.scans import every
from policy.reporting import band, line
from queries.decisions import kept_months
from queries.network import Network
from queries.reporting.counted import counted
from queries.reporting.months import whole_months
from queries.reporting.report import Asked, Report, Row

NAME: Final = "requests"
TITLE: Final = "Requests for introductions by outcome"
NOTE: Final = (
    "For each whole month that is over; a request that came to nothing counts when its deadline came,"
    " whatever the cause. Requests that were agreed and not closed yet count for the month of the agreement."
)

AGREED: Final = "agreed"
NOT_THIS_TIME: Final = "not this time"
OTHER: Final = "other"
TOTAL: Final = "total"
OPEN: Final = "agreed, not closed yet"

_Counted = Counter[tuple[str, str]]
"""Requests by month and outcome."""


def requests(asked: Asked) -> Report:
    """By month, oldest first: the same outcomes each; those that are rare everywhere are one, "other".

    O(introductions).
    """
    months = whole_months(asked.day, kept_months(asked.network, "retention/requests"))
    asked.progress("requests")
    over, still_open = _counted(asked.network, day_number(asked.day), months)
    outcomes = _outcomes(over)
    rows = []
    for month in months:
        counts = [over[month, outcome] for outcome in outcomes]
        rest = sum(n for (at, outcome), n in over.items() if at == month and outcome not in outcomes)
        told = line([*counts, rest])
        rows.append(Row((month,), (*told.parts, told.total, band(still_open[month]))))
    measures = (*outcomes, OTHER, TOTAL, OPEN)
    return Report(NAME, asked.day.isoformat(), ("month",), measures, tuple(rows))


def _counted(network: Network, day: int, months: list[str]) -> tuple[_Counted, Counter[str]]:
    """Requests of people who count: those that are over, and by month those that wait to be closed."""
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        people = counted(snapshot, day)
    found = list(every(network.store, Introduction))
    numbers = people.numbers([request.asker for request in found], people.counts)
    over: _Counted = Counter()
    still_open: Counter[str] = Counter()
    for request, number in zip(found, numbers.tolist(), strict=True):
        if number >= 0 and request.ended and _month(request) in months:
            over[_month(request), request.outcome or _outcome(request)] += 1
        elif number >= 0 and request.agreed and not request.ended:
            still_open[request.agreed[:7]] += 1
    return over, still_open


def _month(request: Introduction) -> str:
    """When the asker heard how a request ended: a failure shows at its deadline, whenever it came."""
    return (request.ended if request.agreed else max(request.ended, request.deadline))[:7]


def _outcome(request: Introduction) -> str:
    return AGREED if request.agreed else NOT_THIS_TIME


def _outcomes(over: _Counted) -> list[str]:
    """The columns: outcomes that are no rarity, so that a column itself singles nobody out."""
    sums: Counter[str] = Counter()
    for (_, outcome), count in over.items():
        sums[outcome] += count
    common = {outcome for outcome, count in sums.items() if band(count) is not None}
    return sorted(common | {AGREED, NOT_THIS_TIME})
