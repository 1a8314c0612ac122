"""One batch: items taken into a draft until it is full, and what they came to."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.keys import Key
from graph.model import Job, Quarantined
from graph.ports import MAX_KEYS
from ingest.draft import Draft
from ingest.protected import ErasedRecord
from ingest.source import BadRecord, Item, Problem, Stage

FULL: Final = 16_000
"""Pending records at which a batch is written."""

_OVERFLOW: Final = MAX_KEYS - 10  # the store's limit, less the job record and some room

COUNTERS: Final = ("read", "new", "changed", "unchanged", "quarantined")
VERDICTS: Final = ("unknown", "new", "changed", "unchanged", "quarantined")
_NUMBERS: Final = {verdict: number for number, verdict in enumerate(VERDICTS)}


class Verdicts:
    """What became of each input row, one byte a row, for problems that a later stage finds."""

    def __init__(self) -> None:
        self._files: dict[str, bytearray] = {}

    def of(self, file: str, line: int) -> str:
        """The verdict on a row; "unknown" when an earlier process read it."""
        rows = self._files.get(file, b"")
        return VERDICTS[rows[line]] if line < len(rows) else "unknown"

    def note(self, file: str, line: int, verdict: str) -> None:
        """Remember the verdict on a row."""
        rows = self._files.setdefault(file, bytearray())
        if line >= len(rows):
            rows.extend(bytes(line + 1 - len(rows)))
        rows[line] = _NUMBERS[verdict]


@dataclass(slots=True)
class Taken:
    """What a batch came to, to be added to the job when the batch is written."""

    items: int = 0
    checkpoint: str = ""
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTERS, 0))
    verdicts: list[tuple[str, int, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def quarantine_key(draft: Draft, job: Key, file: str, line: int) -> Key:
    """One record a row: its later problems are not counted again."""
    return draft.keys.key(Quarantined.KIND, job, file, str(line))


def take_batch(
    stage: Stage,
    items: Sequence[Item | Problem],
    draft: Draft,
    job: Job,
    verdicts: Verdicts,
    pause: Callable[[], None],
) -> Taken:
    """Take items from the first on until the draft is full; says how many were taken."""
    draft.load(stage.needs([item for item in items if isinstance(item, Item)], draft))
    draft.load([quarantine_key(draft, job.key, i.file, i.line) for i in items if isinstance(i, Problem)])
    taken = Taken()
    start = len(draft)
    for item in items:
        pause()
        draft.begin()
        verdict, problem = _take(stage, item, draft)
        pending = len(draft) - start
        if pending > _OVERFLOW and taken.items:
            draft.undo()
            break
        if problem is not None:
            _quarantine(problem, stage, draft, job, verdicts, taken)
        elif stage.counts:
            taken.counts["read"] += 1
            taken.counts[verdict] += 1
            taken.verdicts.append((item.file, item.line, verdict))
        taken.items += 1
        taken.checkpoint = item.checkpoint
        if pending >= FULL:
            break
    return taken


def _take(stage: Stage, item: Item | Problem, draft: Draft) -> tuple[str, Problem | None]:
    if isinstance(item, Problem):
        named = draft.protected.names_erased(item.columns)
        return ("unchanged", None) if named else ("quarantined", item)
    try:
        stage.take(item, draft)
    except ErasedRecord:
        draft.undo()
        return "unchanged", None
    except BadRecord as error:
        draft.undo()
        if draft.protected.names_erased(item.columns):
            return "unchanged", None
        return "quarantined", Problem(
            item.file, item.line, error.field, error.reason, item.columns, item.checkpoint
        )
    return draft.verdict(), None


def _quarantine(
    problem: Problem, stage: Stage, draft: Draft, job: Job, verdicts: Verdicts, taken: Taken
) -> None:
    key = quarantine_key(draft, job.key, problem.file, problem.line)
    counted_before = not stage.counts
    if counted_before and draft.get(key, Quarantined) is not None:
        return  # a second pass over a row that was refused in the first
    draft.put(quarantined(problem, key, job.key))
    taken.problems.append(problem)
    taken.counts["quarantined"] += 1
    if not counted_before:
        taken.counts["read"] += 1
    else:
        _uncount(problem, verdicts.of(problem.file, problem.line), job, taken)
    taken.verdicts.append((problem.file, problem.line, "quarantined"))


def _uncount(problem: Problem, verdict: str, job: Job, taken: Taken) -> None:
    """A row is counted once: what the first pass said of it does not stand any more."""
    if verdict == "unknown":
        have = {name: getattr(job, name) + taken.counts[name] for name in ("new", "changed", "unchanged")}
        verdict = next((name for name, number in have.items() if number > 0), "")
    if verdict in taken.counts:
        taken.counts[verdict] -= 1


def quarantined(problem: Problem, key: Key, job: Key) -> Quarantined:
    """The record that keeps a problem, with the mapped columns only."""
    return Quarantined(
        key=key,
        job=job,
        file=problem.file,
        line=problem.line,
        field=problem.field,
        reason=problem.reason,
        columns=json.dumps(dict(problem.columns), ensure_ascii=False, sort_keys=True),
    )
