"""The HR table as a source."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from graph.keys import NO_KEY, Key
from graph.model import Job
from ingest.draft import Draft
from ingest.source import Stage
from ingest.sources.people.facts import HR
from ingest.sources.people.leavers import TooManyLeavers, find_leavers
from ingest.sources.people.mapping import IDENTIFYING, Mapping
from ingest.sources.people.reading import Reading
from ingest.sources.people.stages import LeaverStage, ManagerStage, PeopleStage
from ingest.tables import Table

__all__ = ["PeopleSource", "TooManyLeavers"]


class PeopleSource:
    """Employees and former employees; implements `ingest.source.Source`, `Checked` and `Retryable`."""

    format = "people"
    name = HR
    contributor: Key = NO_KEY

    def __init__(
        self,
        path: Path | None,
        mapping: Mapping | None = None,
        *,
        today: date,
        full: bool = False,
        allow_leavers: int | None = None,
    ) -> None:
        """Open the table at `path` (None: only to try quarantined records again).

        `full`: the file names every employee, so who is missing has left `today`; more than 5% only
        when `allow_leavers` says so. Raises BadSource and WrongSource.
        """
        self._mapping = mapping or Mapping()
        self._today = today
        self._full = full
        self._allow_leavers = allow_leavers
        self._leavers: list[Key] = []  # employments; filled by check()
        self._table = _table(path, self._mapping) if path is not None else None
        self._reading = Reading(self._table, self._mapping, today)
        if self._table is not None:
            self._reading.notes.extend(self._table.notes)

    @staticmethod
    def of_job(job: Job, today: date) -> "PeopleSource":
        """The source that a job's quarantined records are tried again with."""
        return PeopleSource(None, Mapping.from_json(job.options), today=today)

    @property
    def fingerprint(self) -> str:
        """A hash of the file, the mapping and `full`; not of the day."""
        content = self._table.content_hash if self._table is not None else ""
        parts = (self.format, content, self.options, str(self._full))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()

    @property
    def options(self) -> str:
        """The mapping as JSON."""
        return self._mapping.as_json()

    @property
    def notes(self) -> list[str]:
        """What people should know about the file."""
        return self._reading.notes

    def check(self, draft: Draft) -> None:
        """Find out who has left. Raises TooManyLeavers before anything is written."""
        if self._full and self._table is not None:
            self._leavers[:] = find_leavers(
                self._table, self._mapping, draft, self._today, self._allow_leavers
            )
            if self._leavers:
                self._reading.note(
                    f"{self._table.name}: {len(self._leavers)} people are no longer in it and have left"
                    f" on {self._today.isoformat()}"
                )

    def stages(self) -> Sequence[Stage]:
        """People, managers, leavers."""
        people = PeopleStage(self._reading)
        stages: list[Stage] = [people, ManagerStage(self._reading, people)]
        if self._full and self._table is not None:
            stages.append(LeaverStage(self._table.name, self._today, self._leavers))
        return stages

    def mended(self) -> Sequence[Stage]:
        """People and managers, for single records."""
        people = PeopleStage(self._reading)
        return [people, ManagerStage(self._reading, people)]


def _table(path: Path, mapping: Mapping) -> Table:
    required = tuple(mapping.columns) if mapping.stated else ()
    return Table(path, mapping.columns, required=required, any_of=IDENTIFYING)
