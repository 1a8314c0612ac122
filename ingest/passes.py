"""The stages of a source, one after another: items are read and drafted, drafts are written and counted."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from graph.errors import Conflict, MissingReference
from graph.keys import Key
from graph.model import Job, Quarantined
from graph.ports import Change, Store
from ingest.batch import COUNTERS, Taken, Verdicts, take_batch
from ingest.draft import Draft
from ingest.ledger import CANCELLED, DONE, CancelAskedError, Ledger
from ingest.result import LISTED, Progress, Result
from ingest.source import Item, Problem, Source, Stage

_LARGEST_BATCH: Final = 16_000
_CHANGES: Final = 12_000
"""How many records a batch is to change, if items go on as before; below batch.FULL."""

_ATTEMPTS: Final = 5


def never() -> None:
    """Who works alone need not give way to anybody."""


@dataclass(frozen=True, slots=True)
class _Drafted:
    """A batch that is ready to be written: the items it was made of, the job after it, the changes."""

    items: Sequence[Item | Problem]
    taken: Taken
    job: Job
    changes: Sequence[Change]
    expect: dict[Key, int]


@dataclass(slots=True)
class Pass:
    """One pass through the stages of a source; without a ledger nothing is written.

    When the store has somebody else to write for us, a batch is drafted on top of the one that is being
    written. What a batch came to counts once it is there: whoever was faster has it drafted again,
    and with it what was drafted on top.
    """

    store: Store
    source: Source
    draft: Draft
    job: Job
    ledger: Ledger | None
    report: Callable[[Progress], None]
    first: int
    most: int = 0  # the items of each stage that are looked at; 0 for all
    pause: Callable[[], None] = never
    verdicts: Verdicts = field(default_factory=Verdicts)
    problems: list[Problem] = field(default_factory=list)
    size: int = field(init=False)
    begun: int = 0
    conflicts: int = 0  # in a row
    returns: bool = False  # whether a later stage comes back to rows and may refuse them
    whole: bool = True  # whether there was nothing behind what was looked at

    def __post_init__(self) -> None:
        self.size = self.first

    def go(self, stages: Sequence[Stage]) -> Result:
        """All stages from the checkpoint on, and the result."""
        resumed = bool(self.job.checkpoint)
        if resumed:
            self._recall()
        self.returns = not all(stage.counts for stage in stages)
        state = DONE
        try:
            for stage, after in _from_checkpoint(stages, self.job.checkpoint):
                if self.whole or stage.counts:  # a second pass looks for what is behind those rows too
                    self._stage(stage, after)
        except CancelAskedError:
            state = CANCELLED
        finally:
            if self.ledger is not None:
                self.ledger.rejoin()
        if self.ledger is not None:
            self.ledger.end(state)
            self.job = self.ledger.job
        return Result(
            job=self.job.key,
            format=self.job.format,
            source=self.job.source,
            state=state,
            problems=tuple(self.problems),
            notes=(*self.source.notes, *self.draft.switched.notes()),
            dry_run=self.ledger is None,
            resumed=resumed,
            whole=self.whole,
            **{name: getattr(self.job, name) for name in COUNTERS},
        )

    def _stage(self, stage: Stage, after: str) -> None:
        reading = self._cut(stage.items(after)) if self.most else iter(stage.items(after))
        waiting: list[Item | Problem] = []
        flying: _Drafted | None = None
        while True:
            waiting.extend(self._read(reading, self.size - len(waiting)))
            if self.ledger is not None and self.begun and len(waiting) >= self.size:
                self.ledger.part()  # there is enough to do for two
            drafted = self._draft(stage, waiting) if waiting else None
            if flying is not None and not self._land(flying, waiting):
                flying = None
                continue
            if drafted is None:
                return
            del waiting[: drafted.taken.items]
            flying = self._begin(drafted, waiting)

    def _cut(self, items: Iterator[Item | Problem]) -> Iterator[Item | Problem]:
        """The first `most` of `items`."""
        yield from islice(items, self.most)
        self.whole = self.whole and next(items, None) is None

    def _read(self, reading: Iterator[Item | Problem], number: int) -> Iterator[Item | Problem]:
        for item in islice(reading, max(number, 0)):
            yield item
            if self.ledger is not None:
                self.ledger.beat()

    def _draft(self, stage: Stage, items: Sequence[Item | Problem]) -> _Drafted:
        base = self.job
        if self.ledger is not None:
            self.draft.start()
            base = self.ledger.latest
        taken = take_batch(stage, items, self.draft, base, self.verdicts, self.pause)
        job = _counted(base, taken, f"{stage.name}|{taken.checkpoint}")
        changes, expect = ([], {}) if self.ledger is None else self.draft.changes()
        return _Drafted(items[: taken.items], taken, job, changes, expect)

    def _begin(self, drafted: _Drafted, waiting: list[Item | Problem]) -> _Drafted | None:
        """Have a batch written; None when it has landed already, or waits again."""
        if self.ledger is None:
            self._count(drafted)
            return None
        self.ledger.begin(drafted.job, drafted.changes, drafted.expect)
        self.draft.begun(drafted.changes)
        self.begun += 1
        if self.begun > 1:
            self.size = _next_size(self.size, len(drafted.changes) / drafted.taken.items, self.first)
        if self.ledger.is_apart:
            return drafted
        self._land(drafted, waiting)
        return None

    def _land(self, flying: _Drafted, waiting: list[Item | Problem]) -> bool:
        """Whether a batch has been written and what was drafted on top of it stands.

        When somebody else was faster its items wait again.
        """
        assert self.ledger is not None
        try:
            revision = self.ledger.finish()
        except (Conflict, MissingReference):
            self.draft.clear()
            self.conflicts += 1
            if self.conflicts == _ATTEMPTS:
                raise
            self.ledger.look()
            waiting[:0] = flying.items
            return False
        self.conflicts = 0
        self._count(flying)
        return self.draft.landed(revision)

    def _count(self, drafted: _Drafted) -> None:
        self.job = drafted.job
        for verdict in drafted.taken.verdicts if self.returns else ():
            self.verdicts.note(*verdict)
        self.problems.extend(drafted.taken.problems[: LISTED - len(self.problems)])
        counters = {name: getattr(self.job, name) for name in COUNTERS}
        self.report(Progress(self.job.checkpoint.partition("|")[0], **counters))

    def _recall(self) -> None:
        """The problems that an earlier run of this job has found."""
        for record in islice(self.draft.stored_adjacent(self.job.key, Quarantined), LISTED):
            columns = json.loads(record.columns)
            self.problems.append(
                Problem(record.file, record.line, record.field, record.reason, columns, str(record.line))
            )
        self.problems.sort(key=lambda problem: (problem.file, problem.line))


def _from_checkpoint(stages: Sequence[Stage], checkpoint: str) -> Iterator[tuple[Stage, str]]:
    """The stages that are not done, each with the place to start behind."""
    name, _, place = checkpoint.partition("|")
    names = [stage.name for stage in stages]
    begun = names.index(name) if name in names else 0
    for stage in stages[begun:]:
        yield stage, place if stage.name == name else ""


def _counted(job: Job, taken: Taken, checkpoint: str) -> Job:
    counters = {name: getattr(job, name) + taken.counts[name] for name in COUNTERS}
    return replace(job, checkpoint=checkpoint, **counters)


def _next_size(size: int, changes: float, first: int) -> int:
    """As many items as will change about _CHANGES records when an item changes so many; at most doubled."""
    wanted = int(_CHANGES / max(changes, _CHANGES / _LARGEST_BATCH))
    return max(first, min(wanted, size * 2))
