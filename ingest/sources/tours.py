"""`kith ingest tours FILE.csv`: tours of duty, what they show of a person, and who worked together."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graph.algorithms.tour_facts import evidence_key, evidence_of, mission_key
from graph.identity.folding import fold
from graph.keys import NO_KEY, Key
from graph.model import TOUR_KINDS, Mission, Tour
from ingest.draft import Draft
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


@dataclass(frozen=True, slots=True)
class _Row:
    """One row, read."""

    kind: str
    mission: str
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

    def items(self, after: str) -> Iterator[Item | Problem]:
        """The rows behind the line `after`."""
        return self._rows.items(after)

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        """The tours, missions and evidence, once the people are known."""
        draft.load([key for item in items for key in draft.find_keys(item.columns["person"])])
        keys: list[Key] = []
        for item in items:
            try:
                tour = tour_key(item, draft)
            except BadRecord:
                continue  # take says so
            keys += (tour, evidence_key(draft.keys, tour), mission_key(draft.keys, item.columns["mission"]))
        return keys

    def take(self, item: Item, draft: Draft) -> None:
        """Put the tour. Raises BadRecord, also for a row that contradicts an earlier one."""
        row = _row(item, draft)
        tour = self._tour(item, row, draft)
        stored = draft.get(tour.key, Tour)
        if stored is not None and replace(tour, source=stored.source) == stored:
            tour = stored  # the same fact in another file is no change
        self._rows.refuse_other(tour.key, item, stored is None or tour == stored, "mission")
        draft.subject(tour.key)
        draft.put(tour)
        draft.put(evidence_of(draft.keys, tour, row.mission))

    @staticmethod
    def _tour(item: Item, row: _Row, draft: Draft) -> Tour:
        person = draft.find(item.columns["person"], "person")
        mission = mission_key(draft.keys, row.mission)
        if draft.get(mission, Mission) is None:
            draft.put(Mission(key=mission, title=row.mission))
        return Tour(
            key=tour_key(item, draft),
            person=person,
            mission=mission,
            tour_kind=row.kind,
            department=row.department,
            since=row.start,
            planned_until=row.planned_end,
            until=row.end,
            outcome=row.outcome,
            skills=tuple(sorted({draft.skill(label) for label in row.skills})),
            source=draft.source,
        )


def tour_key(item: Item, draft: Draft) -> Key:
    """A tour is known by its person, mission and start. Raises BadRecord."""
    columns = item.columns
    person = draft.find(columns["person"], "person")
    start = read_date(columns.get("start", ""), "start", draft.now.date())
    return draft.key(Tour.KIND, person, fold(columns["mission"]), start)


def _words(columns: Mapping[str, str]) -> tuple[str, ...]:
    return columns["person"].casefold(), fold(columns["mission"]), columns.get("start", "")


def _row(item: Item, draft: Draft) -> _Row:
    columns, today = item.columns, draft.now.date()
    kind = columns["kind"].casefold()
    if kind not in TOUR_KINDS:
        raise BadRecord("kind", f"{columns['kind']!r} is not one of {', '.join(TOUR_KINDS)}")
    mission = " ".join(columns["mission"].split())
    if not fold(mission):
        raise BadRecord("mission", "a tour needs a mission")
    start = read_date(columns.get("start", ""), "start", today)
    skills = (" ".join(label.split()) for label in columns.get("skills", "").split(";"))
    return _Row(
        kind=kind,
        mission=mission,
        department=columns.get("department", ""),
        start=start,
        planned_end=read_end(columns.get("planned_end", ""), "planned_end", today, since=start),
        end=read_end(columns.get("end", ""), "end", today, since=start),
        outcome=columns.get("outcome", ""),
        skills=tuple(label for label in skills if label),
    )
