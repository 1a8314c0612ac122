"""The reports that there are, by the names by which they are asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from policy.reporting import LEAST
from queries.reporting import (
    bridges,
    concentration,
    coverage,
    freshness,
    requests,
    topics_at_risk,
    tours_ending,
)
from queries.reporting.report import Asked, Report

SUPPRESSED: Final = (
    f"Groups under {LEAST} are not shown. Figures are the lower ends of bands (5, 10, 20, 50, 100, ...),"
    " shares are rounded down; they stand for the whole month. Nobody counts who is restricted, unknown to"
    " the company, or hidden from somebody."
)
"""What is said beneath every report."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One report: what makes it, what it is called, and what its figures mean."""

    make: Callable[[Asked], Report]
    title: str
    note: str


REPORTS: Final = MappingProxyType(
    {
        module.NAME: Kind(make, module.TITLE, module.NOTE)
        for module, make in (
            (coverage, coverage.coverage),
            (topics_at_risk, topics_at_risk.topics_at_risk),
            (bridges, bridges.bridges),
            (concentration, concentration.concentration),
            (requests, requests.requests),
            (freshness, freshness.freshness),
            (tours_ending, tours_ending.tours_ending),
        )
    }
)
"""In the order in which they are listed."""
