"""Reports: figures about many people, for those who run the network. None names anybody.

A report counts what is over: whole months only, and only those that are still kept whole. So a figure does
not change from one reading to the next, and the difference of two readings says nothing.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.algorithms.pair_facts import every
from graph.dates import months_later
from graph.errors import Refused
from graph.model import Introduction
from policy.suppression import LEAST, shown
from policy.viewer import Viewer
from queries.decisions import kept_months
from queries.network import Network

MONTHS: Final = 12
"""How far back a report goes at most."""

AGREED: Final = "agreed"
NOT_THIS_TIME: Final = "not this time"
OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class MonthOfRequests:
    """How many requests ended in a month (2024-05), by outcome; None where a group is too small to show."""

    month: str
    outcomes: tuple[tuple[str, int | None], ...]
    total: int | None


def introductions_report(network: Network, viewer: Viewer) -> tuple[MonthOfRequests, ...]:
    """Requests for introductions by outcome and month, oldest month first.

    Every month lists the same outcomes; those that are rare everywhere are one, "other". Raises Refused for
    who does not run the network. O(introductions).
    """
    if not (viewer.operator or viewer.has("network_admin")):
        raise Refused("NOT_ALLOWED", "reports are for network admins")
    months = _months(network.today(), kept_months(network, "retention/requests"))
    counted = Counter(
        (_month(ended), _outcome(ended))
        for ended in every(network.store, Introduction)
        if ended.ended and _month(ended) in months
    )
    outcomes = _outcomes(counted)
    return tuple(_line(month, outcomes, counted) for month in months)


def _months(today: date, kept: int) -> list[str]:
    """The whole months that are over and of which nothing is gone yet, oldest first."""
    first = today.replace(day=1)
    backwards = range(min(MONTHS, kept - 1), 0, -1)
    return [months_later(first, -back).isoformat()[:7] for back in backwards]


def _month(request: Introduction) -> str:
    """When the asker heard how a request ended: a failure shows at its deadline, whenever it came."""
    return (request.ended if request.agreed else max(request.ended, request.deadline))[:7]


def _outcome(request: Introduction) -> str:
    return request.outcome or (AGREED if request.agreed else NOT_THIS_TIME)


def _outcomes(counted: Counter[tuple[str, str]]) -> list[str]:
    """The columns: outcomes that are no rarity, so that a column itself singles nobody out."""
    sums: Counter[str] = Counter()
    for (_, outcome), count in counted.items():
        sums[outcome] += count
    common = {outcome for outcome, count in sums.items() if count >= LEAST}
    return [*sorted(common | {AGREED, NOT_THIS_TIME}), OTHER]


def _line(month: str, outcomes: list[str], counted: Counter[tuple[str, str]]) -> MonthOfRequests:
    counts = [counted[month, outcome] for outcome in outcomes[:-1]]
    rest = sum(n for (at, outcome), n in counted.items() if at == month and outcome not in outcomes[:-1])
    line = shown([*counts, rest])
    return MonthOfRequests(month, tuple(zip(outcomes, line.counts, strict=True)), line.total)
