"""`kith ingest tours FILE.csv`: tours of duty, what they show of a person, and who worked together."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from graph.algorithms.tour_facts import evidence_key, evidence_of, mission_key
from graph.identity.folding import fold
from graph.keys import NO_KEY, Key
from graph.model import TOUR_KINDS, Mission, Tour
from ingest.draft import NOBODY, Draft
from ingest.moments import read_date, read_end
from ingest.source import BadRecord, Item, Problem, Stage
from ingest.sources.content import fingerprint
from ingest.sources.repeats import FirstRows
from ingest.sources.tour_ties import TourTieStage
from ingest.tables import Table

COLUMNS: Final = {
    name: name
    for name in (
        "person", "kind", "mission", "department", "start", "planned_end", "end", "outcome", "skills",
    )
}  # fmt: skip


class ToursSource:
    """One table of tours, shared with the company."""

    format = "tours"
    contributor = NO_KEY

    def __init__(self, path: Path) -> None:
        """Open the table. Raises BadSource and WrongSource."""
        self._table = Table(path, COLUMNS, required=("person", "kind", "mission"))
        self.name = f"tours:{self._table.name}"
        self.fingerprint = fingerprint(self.format, self._table.content_hash)
        self.notes = list(self._table.notes)

    def stages(self) -> Sequence[Stage]:
        """The tours; then, when all of them are there, ties between those who shared a mission."""
        return [TourStage(self._table), TourTieStage(self._table)]


class _Row(NamedTuple):
    """One row, read."""

    tour: Key
    person: Key
    mission: Key
    title: str
    kind: str
    department: str
    start: str
    planned_end: str
    end: str
    outcome: str
    skills: tuple[str, ...]


class TourStage:
    """One tour a row, with its mission and the evidence that it is."""

    name = "tours"
    counts = True

    def __init__(self, table: Table | None) -> None:
        self._rows = FirstRows(table, _words)
        self._read: dict[int, _Row] = {}  # of the present batch: needs and take read a row once

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The rows behind the line `after`."""
        return self._rows.items(after)

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """The tours, missions and evidence, once the people are known."""
        known = draft.find_each(item.columns["person"] for item in items)
        self._read.clear()
        for item in items:
            try:
                self._read[item.line] = _row(item, draft, known)
            except BadRecord:
                continue  # take says so
        rows = self._read.values()
        return [key for row in rows for key in (row.tour, evidence_key(draft.keys, row.tour), row.mission)]

    def take(self, item: Item, draft: Draft) -> None:
        """Put the tour. Raises BadRecord, also for a row that contradicts an earlier one."""
        row = self._read.get(item.line) or _row(item, draft)
        if draft.get(row.mission, Mission) is None:
            draft.put(Mission(key=row.mission, title=row.title))
        tour = _tour(row, draft)
        stored = draft.get(tour.key, Tour)
        if stored is not None and replace(tour, source=stored.source) == stored:
            tour = stored  # the same fact in another file is no change
        self._rows.refuse_other(tour.key, item, stored is None or tour == stored, "mission")
        draft.subject(tour.key)
        draft.put(tour)
        draft.put(evidence_of(draft.keys, tour, row.title))


def _words(columns: Mapping[str, str]) -> tuple[str, ...]:
    return columns["person"].casefold(), fold(columns["mission"]), columns.get("start", "")


def _row(item: Item, draft: Draft, known: Mapping[str, Key] = NOBODY) -> _Row:
    columns, today = item.columns, draft.now.date()
    kind = columns["kind"].casefold()
    if kind not in TOUR_KINDS:
        raise BadRecord("kind", f"{columns['kind']!r} is not one of {', '.join(TOUR_KINDS)}")
    title = " ".join(columns["mission"].split())
    if not fold(title):
        raise BadRecord("mission", "a tour needs a mission")
    start = read_date(columns.get("start", ""), "start", today)
    planned_end = read_end(columns.get("planned_end", ""), "planned_end", today, since=start)
    end = read_end(columns.get("end", ""), "end", today, since=start)
    person = known.get(columns["person"]) or draft.find(columns["person"], "person")
    skills = (" ".join(label.split()) for label in columns.get("skills", "").split(";"))
    return _Row(
        tour=draft.keys.key(Tour.KIND, person, fold(title), start),  # known by its person, mission and start
        person=person,
        mission=mission_key(draft.keys, title),
        title=title,
        kind=kind,
        department=columns.get("department", ""),
        start=start,
        planned_end=planned_end,
        end=end,
        outcome=columns.get("outcome", ""),
        skills=tuple(label for label in skills if label),
    )


def _tour(row: _Row, draft: Draft) -> Tour:
    return Tour(
        key=row.tour,
        person=row.person,
        mission=row.mission,
        tour_kind=row.kind,
        department=row.department,
        since=row.start,
        planned_until=row.planned_end,
        until=row.end,
        outcome=row.outcome,
        skills=tuple(sorted({draft.skill(label) for label in row.skills})),
        source=draft.source,
    )
