"""Run a source: batches, each in one transaction with its job record; resume, cancel, take turns."""

import json
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from graph.errors import Conflict, MissingReference, NotInitialised, StoreError
from graph.keys import Key, KeyMaker, name_of
from graph.model import Installation, Job, Quarantined
from graph.ports import Store
from ingest.batch import COUNTERS, Taken, Verdicts, take_batch
from ingest.collector import collecting_seldom
from ingest.draft import Draft
from ingest.ledger import CANCELLED, DONE, FAILED, CancelAskedError, JobTaken, Ledger, claim, new_job
from ingest.source import Checked, Item, Problem, Source, Stage

LISTED: Final = 1_000
"""The most problems that a result lists; all are counted and in quarantine."""

BATCH: Final = 2_000
"""Items in each of the first two batches, which soon show whether all is well; then there are more."""

_LARGEST_BATCH: Final = 16_000
_CHANGES: Final = 12_000
"""How many records a batch is to change, if items go on as before; below batch.FULL."""

_ATTEMPTS: Final = 5


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is; `stage` is "waiting" while another ingest has its turn."""

    stage: str
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """What an ingest came to; counts are input rows and add up to `read`.

    `state` is done or cancelled. `problems` lists the first LISTED of them. `resumed`: an earlier run
    had begun, and its counts are included.
    """

    job: Key
    format: str
    source: str
    state: str
    read: int
    new: int
    changed: int
    unchanged: int
    quarantined: int
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    dry_run: bool = False
    resumed: bool = False


def this_process() -> str:
    """The holder that a job of this process names: host and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def _silent(_: Progress) -> None:
    return None


@collecting_seldom()
def run(
    store: Store,
    source: Source,
    *,
    keys: KeyMaker,
    now: Callable[[], datetime],
    holder: str,
    locks: Path,
    dry_run: bool = False,
    report: Callable[[Progress], None] = _silent,
    batch: int = BATCH,
) -> Result:
    """Take `source` into `store`, or with `dry_run` only say what would come of it.

    `holder` begins with the host and a colon (`this_process()`). `locks` is a folder of this host for
    the installation's lock: two ingests take turns. An unfinished job for the same input is taken up
    behind its checkpoint. `batch` is how many items are written at once to begin with. A dry run keeps
    what would change in memory.

    Raises BadSource and WrongSource (nothing was written unless the input broke off later), JobBusy,
    JobTaken, NotInitialised and StoreError; the job is then failed, and a next run goes on with it.
    """
    home = home_of(store)
    stages = source.stages()
    draft = Draft(
        store,
        keys=keys,
        now=now(),
        source=source.name,
        contributor=source.contributor,
        home=home,
    )
    if dry_run:
        _check(source, draft)
        job = new_job(source, keys, now(), holder, set())
        return _Run(store, source, draft, job, None, report, batch).go(stages)
    with turn(locks, home, report):
        _check(source, draft)
        ledger = claim(store, source, keys, now, holder)
        try:
            return _Run(store, source, draft, ledger.job, ledger, report, batch).go(stages)
        except JobTaken:
            raise
        except BaseException as error:
            _fail(ledger, error)
            raise


@contextmanager
def turn(locks: Path, home: Key, report: Callable[[Progress], None] = _silent) -> Iterator[None]:
    """Wait for this host's turn to write into the installation whose home is `home`."""
    locks.mkdir(parents=True, exist_ok=True)
    lock = FileLock(locks / f"ingest-{name_of(home)}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        report(Progress("waiting"))
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def home_of(store: Store) -> Key:
    """The home organization. Raises NotInitialised."""
    page = store.scan(Installation, limit=1)
    if not page.records:
        raise NotInitialised("the store")
    return page.records[0].record.home


def _check(source: Source, draft: Draft) -> None:
    if isinstance(source, Checked):
        source.check(draft)
        draft.clear()


def _fail(ledger: Ledger, error: BaseException) -> None:
    """Say in the job record what went wrong; the error itself goes on to whoever asked."""
    reason = str(error) or type(error).__name__
    try:
        ledger.end(FAILED, reason)
    except StoreError as second:
        error.add_note(f"and the job could not be marked as failed: {second}")


@dataclass(slots=True)
class _Run:
    """One pass through the stages of a source; without a ledger nothing is written."""

    store: Store
    source: Source
    draft: Draft
    job: Job
    ledger: Ledger | None
    report: Callable[[Progress], None]
    first: int
    verdicts: Verdicts = field(default_factory=Verdicts)
    problems: list[Problem] = field(default_factory=list)
    size: int = field(init=False)
    written: int = 0
    returns: bool = False  # whether a later stage comes back to rows and may refuse them

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
                self._stage(stage, after)
        except CancelAskedError:
            state = CANCELLED
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
            **{name: getattr(self.job, name) for name in COUNTERS},
        )

    def _stage(self, stage: Stage, after: str) -> None:
        reading = iter(stage.items(after))
        waiting: list[Item | Problem] = []
        while True:
            waiting.extend(self._read(reading, self.size - len(waiting)))
            if not waiting:
                return
            taken = self._batch(stage, waiting)
            del waiting[: taken.items]
            for verdict in taken.verdicts if self.returns else ():
                self.verdicts.note(*verdict)
            self.problems.extend(taken.problems[: LISTED - len(self.problems)])
            self.report(Progress(stage.name, **{name: getattr(self.job, name) for name in COUNTERS}))

    def _read(self, reading: Iterator[Item | Problem], number: int) -> Iterator[Item | Problem]:
        for item in islice(reading, max(number, 0)):
            yield item
            if self.ledger is not None:
                self.ledger.beat()

    def _batch(self, stage: Stage, items: Sequence[Item | Problem]) -> Taken:
        """Draft and write one batch; when somebody else was faster, read again and draft again."""
        for attempt in range(1, _ATTEMPTS + 1):
            if self.ledger is not None:
                self.draft.start()
            base = self.job if self.ledger is None else self.ledger.job
            taken = take_batch(stage, items, self.draft, base, self.verdicts)
            job = _counted(base, taken, f"{stage.name}|{taken.checkpoint}")
            if self.ledger is None:
                self.job = job
                return taken
            changes, expect = self.draft.changes()
            try:
                self.ledger.write(job, changes, expect)
            except (Conflict, MissingReference):
                self.draft.clear()
                if attempt == _ATTEMPTS:
                    raise
                self.ledger.look()
                continue
            self.draft.written()
            self.job = self.ledger.job
            self.written += 1
            if self.written > 1:
                self.size = _next_size(self.size, len(changes) / taken.items, self.first)
            return taken
        raise AssertionError("the last attempt returns or raises")

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
