"""Run a source: batches, each in one transaction with its job record; resume, cancel, take turns."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from graph.errors import NotInitialised, StoreError
from graph.keys import Key, KeyMaker, name_of
from graph.model import Installation
from graph.ports import Store
from ingest.collector import collecting_seldom
from ingest.draft import Draft
from ingest.ledger import FAILED, JobTaken, Ledger, claim, new_job
from ingest.passes import Pass, never
from ingest.result import Progress, Result
from ingest.source import Checked, Source

BATCH: Final = 2_000
"""Items in each of the first two batches, which soon show whether all is well; then there are more."""


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
    most: int = 0,
    pause: Callable[[], None] = never,
) -> Result:
    """Take `source` into `store`, or with `dry_run` only say what would come of it.

    `holder` begins with the host and a colon (`this_process()`). `locks` is a folder of this host for
    the installation's lock: two ingests take turns. An unfinished job for the same input is taken up
    behind its checkpoint. `batch` is how many items are written at once to begin with. A dry run keeps
    what would change in memory; with `most` it looks at so many items of each stage alone. `pause` is called
    before each item, for who shares a process with others.

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
        return Pass(store, source, draft, job, None, report, batch, most, pause).go(stages)
    with turn(locks, home, report):
        _check(source, draft)
        ledger = claim(store, source, keys, now, holder)
        try:
            return Pass(store, source, draft, ledger.job, ledger, report, batch, pause=pause).go(stages)
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
