"""Rows of a table that were refused, tried again from their columns alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.keys import Key
from graph.model import Job
from ingest.source import Stage
from ingest.sources.contacts import ContactStage, LeftOut
from ingest.sources.preferences import PreferenceStage
from ingest.sources.skills import SkillStage
from ingest.sources.ties import TieStage
from ingest.sources.tour_ties import TourTieStage
from ingest.sources.tours import TourStage

_STAGES: Final[Mapping[str, Callable[[date], Sequence[Stage]]]] = {
    "ties": lambda _: [TieStage(None)],
    "contacts": lambda _: [ContactStage(None, LeftOut())],
    "skills": lambda _: [SkillStage(None)],
    "tours": lambda _: [TourStage(None), TourTieStage(None)],
    "preferences": lambda today: [PreferenceStage(None, today, set(), set())],
}

FORMATS: Final = frozenset(_STAGES)
"""The formats whose rows can be tried again here."""


@dataclass(frozen=True, slots=True)
class RefusedRows:
    """A source without its file (see ingest.source.Retryable)."""

    format: str
    name: str
    contributor: Key
    today: date
    fingerprint: str = ""
    options: str = "{}"
    notes: list[str] = field(default_factory=list)

    @staticmethod
    def of_job(job: Job, today: date) -> "RefusedRows":
        """The source to try the refused rows of `job` again with; its format is one of FORMATS."""
        return RefusedRows(job.format, job.source, job.contributor, today, job.fingerprint, job.options)

    def stages(self) -> Sequence[Stage]:
        """What `mended` says; there are no items."""
        return self.mended()

    def mended(self) -> Sequence[Stage]:
        """The stages of the format, for single rows."""
        return _STAGES[self.format](self.today)
