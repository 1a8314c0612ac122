"""Try quarantined records again: what was missing then may be there now."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from graph.errors import InvalidValue
from graph.keys import Key, KeyMaker
from graph.model import Job, Quarantined
from graph.ports import Store
from ingest.batch import COUNTERS, quarantined
from ingest.draft import Draft
from ingest.jobs import home_of, turn
from ingest.protected import ErasedRecord
from ingest.result import LISTED, Progress, Result
from ingest.source import BadRecord, Item, Problem, Retryable, Source, Stage

NO_COLUMNS: Final = "its columns are not known for certain: correct the file and ingest it again"

_BATCH: Final = 1_000


def retry_quarantine(
    store: Store,
    source: Source,
    job: Key,
    *,
    keys: KeyMaker,
    now: Callable[[], datetime],
    locks: Path,
    report: Callable[[Progress], None] = lambda _: None,
) -> Result:
    """Take in the quarantined records of `job` that can be taken in by now; the others stay.

    `source` is one of the job's format, `Retryable`, made without its input. A record that is taken leaves
    the quarantine, and the job's counts follow; the result has the job's counts and the problems that
    are left. A damaged record was kept without columns and stays, with a reason that says so.
    Raises InvalidValue for a job that is not there or still runs, or a format that cannot be tried again.
    """
    if not isinstance(source, Retryable):
        raise InvalidValue("format", source.format, "its records cannot be tried again one by one")
    home = home_of(store)
    with turn(locks, home, report):
        held = _job(store, job, source)
        draft = Draft(
            store,
            keys=keys,
            now=now(),
            source=held.source,
            contributor=held.contributor,
            home=home,
        )
        retry = _Retry(store, draft, source.mended())
        problems: list[Problem] = []
        records = _quarantined(draft, job)
        while batch := list(islice(records, _BATCH)):
            kept = retry.batch(batch, job)
            problems.extend(kept[: LISTED - len(problems)])
            held = _job(store, job, source)
            report(Progress("retry", **_counts(held)))
    return Result(
        job=job,
        format=held.format,
        source=held.source,
        state=held.state,
        problems=tuple(problems),
        notes=(*source.notes, *draft.switched.notes()),
        **_counts(held),
    )


def mend_quarantined(
    store: Store,
    source: Source,
    record: Key,
    columns: Mapping[str, str],
    *,
    keys: KeyMaker,
    now: Callable[[], datetime],
    locks: Path,
) -> Problem | None:
    """Take in one quarantined record with other values; `columns` has some of its columns.

    Returns what is wrong with it, and then nothing was written; None when it was taken in and has left the
    quarantine. Raises InvalidValue for what is not there or has no such column, and as `retry_quarantine`.
    """
    home = home_of(store)
    with turn(locks, home):
        held = store.fetch([record]).found.get(record)
        if held is None or not isinstance(held.record, Quarantined):
            raise InvalidValue("record", record, "there is no such record")
        job = _job(store, held.record.job, source)
        if not isinstance(source, Retryable):
            raise InvalidValue("format", source.format, "its records cannot be tried again one by one")
        draft = Draft(store, keys=keys, now=now(), source=job.source, contributor=job.contributor, home=home)
        retry = _Retry(store, draft, source.mended())
        return next(iter(retry.batch([_mended(held.record, columns)], job.key, strict=True)), None)


def _mended(record: Quarantined, columns: Mapping[str, str]) -> Quarantined:
    before: dict[str, str] = json.loads(record.columns)
    if others := sorted(columns.keys() - before.keys()):
        raise InvalidValue("columns", others[0], "the record has no such column")
    after = before | {name: value.strip() for name, value in columns.items()}
    return replace(record, columns=json.dumps(after, ensure_ascii=False, sort_keys=True))


@dataclass(slots=True)
class _Retry:
    store: Store
    draft: Draft
    stages: Sequence[Stage]

    def batch(self, records: Sequence[Quarantined], job: Key, strict: bool = False) -> list[Problem]:
        """Take in what can be; one transaction with the job's new counts. Returns what is left.

        When anything is left, a `strict` batch writes nothing.
        """
        stored = self.store.fetch([job]).found[job]
        assert isinstance(stored.record, Job)
        items = [_item(record) for record in records]
        for stage in self.stages:
            self.draft.load(stage.needs([item for item in items if item.columns], self.draft))
        self.draft.load([record.key for record in records])
        counts, kept = _counts(stored.record), []
        for record, item in zip(records, items, strict=True):
            problem = self._take(record, item)
            if problem is not None:
                kept.append(problem)
                self.draft.put(quarantined(problem, record.key, job))
                continue
            verdict = self.draft.verdict()
            self.draft.delete(record.key)
            counts[verdict] += 1
            counts["quarantined"] -= 1
        if strict and kept:
            return kept
        changes, expect = self.draft.changes()
        self.draft.clear()
        self.store.apply([*changes, replace(stored.record, **counts)], {**expect, job: stored.revision})
        return kept

    def _take(self, record: Quarantined, item: Item) -> Problem | None:
        self.draft.begin()
        if not item.columns:
            reason = record.reason if NO_COLUMNS in record.reason else f"{record.reason}; {NO_COLUMNS}"
            return Problem(record.file, record.line, record.field, reason, {}, item.checkpoint)
        try:
            for stage in self.stages:
                stage.take(item, self.draft)
        except ErasedRecord:
            self.draft.undo()
            self.draft.begin()
            return None
        except BadRecord as error:
            self.draft.undo()
            self.draft.begin()
            if self.draft.protected.names_erased(item.columns):
                return None
            return Problem(item.file, item.line, error.field, error.reason, item.columns, item.checkpoint)
        return None


def _job(store: Store, job: Key, source: Source) -> Job:
    held = store.fetch([job]).found.get(job)
    if held is None or not isinstance(held.record, Job):
        raise InvalidValue("job", job, "there is no such job")
    if held.record.format != source.format:
        raise InvalidValue("job", job, f"a job of format {held.record.format}, not {source.format}")
    if held.record.state == "running":
        raise InvalidValue("job", job, "still running")
    return held.record


def _counts(job: Job) -> dict[str, Any]:
    return {name: getattr(job, name) for name in COUNTERS}


def _quarantined(draft: Draft, job: Key) -> Iterator[Quarantined]:
    return draft.stored_adjacent(job, Quarantined)


def _item(record: Quarantined) -> Item:
    columns = json.loads(record.columns)
    return Item(record.file, record.line, str(record.line), columns)
