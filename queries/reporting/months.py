"""The months that a report looks back on."""

from datetime import date
from typing import Final

from graph.dates import months_later

MONTHS: Final = 12
"""How far back a report goes at most."""


def whole_months(day: date, kept: int) -> list[str]:
    """The whole months that are over on `day` and of which nothing is gone yet (2024-05), oldest first.

    `kept` is for how many months the records stay that are counted.
    """
    first = day.replace(day=1)
    backwards = range(min(MONTHS, kept - 1), 0, -1)
    return [months_later(first, -back).isoformat()[:7] for back in backwards]
