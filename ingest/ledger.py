"""The job record: who works on an input, how far it is, and that only one does."""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from graph.dates import iso
from graph.errors import Conflict, KithError
from graph.keys import Key, KeyMaker
from graph.model import Job
from graph.ports import Apart, Change, Store, Stored, WritesApart
from ingest.source import Retryable, Source

LEASE: Final = timedelta(minutes=5)
"""How long a job is believed to be worked on without a sign of life."""

RUNNING, DONE, CANCELLED, FAILED = "running", "done", "cancelled", "failed"

_GONE = "its process ended before it was done"
_PAGE = 2_000
_TRIES: Final = 5


@dataclass
class JobBusy(KithError):
    """Another process works on this input: `holder`, believed until `until` (a UTC moment)."""

    job: Key
    holder: str
    until: str

    def __str__(self) -> str:
        return f"{self.holder} is working on the same input until {self.until} at most"


@dataclass
class JobTaken(KithError):
    """While this process worked on `job`, `holder` took it over."""

    job: Key
    holder: str

    def __str__(self) -> str:
        return f"{self.holder} has taken over the job"


class CancelAskedError(KithError):
    """Somebody asked the job to stop; nothing of the present batch was written."""


@dataclass(frozen=True, slots=True)
class _Write:
    """One transaction: `changes` with the job record among them. Its name settles an unknown outcome."""

    job: Job
    changes: Sequence[Change]
    expect: Mapping[Key, int]
    name: str


class Ledger:
    """Writes the job record together with what each batch changes."""

    def __init__(
        self,
        store: Store,
        job: Job,
        revision: int,
        now: Callable[[], datetime],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """`revision`: of the stored record, 0 for a new job; `seconds` is a clock that never stands still."""
        self.job = job
        self._store = store
        self._apart: Apart | None = None
        self._revision = revision
        self._now = now
        self._seconds = seconds
        self._written = seconds()
        self._names = (f"{job.key}/{secrets.token_hex(8)}/{number}" for number in count())
        self._begun: _Write | None = None

    @property
    def latest(self) -> Job:
        """The job as it will be when what is being written has been written."""
        return self._begun.job if self._begun is not None else self.job

    @property
    def is_apart(self) -> bool:
        """Whether somebody else writes, so that there is something to do between `begin` and `finish`."""
        return self._apart is not None

    def part(self) -> None:
        """From now on let somebody else write, if the store has anybody. Raises StoreUnavailable."""
        if self._apart is None and isinstance(self._store, WritesApart):
            self._apart = self._store.apart()

    def rejoin(self) -> None:
        """Write here again, once what is being written elsewhere is written or refused."""
        apart, self._apart, self._begun = self._apart, None, None
        if apart is not None:
            apart.close()

    def begin(
        self, job: Job, changes: Sequence[Change] = (), expect: Mapping[Key, int] | None = None
    ) -> None:
        """Have `job` and `changes` written in one transaction, and the lease renewed while it runs."""
        lease = iso(self._now() + LEASE) if job.state == RUNNING else ""
        job = replace(job, lease_until=lease)
        expected = {**(expect or {}), job.key: self._revision}
        write = _Write(job, [*changes, job], expected, next(self._names))
        if self._apart is not None:
            self._apart.begin(write.changes, write.expect, write.name)
        self._begun = write

    def finish(self) -> int:
        """The store's revision once what was begun is written.

        Raises Conflict and MissingReference when what was read is no longer so.
        """
        write, self._begun = self._begun, None
        assert write is not None
        if self._apart is not None:
            revision = self._apart.end()
        else:
            revision = self._store.apply(write.changes, write.expect, write.name)
        if write.job != self.job or not self._revision:
            self._revision = revision
        self.job = write.job
        self._written = self._seconds()
        return revision

    def write(self, job: Job) -> None:
        """Write `job` alone. Raises Conflict when it is no longer as it was read."""
        self.begin(job)
        self.finish()

    def beat(self) -> None:
        """Renew the lease when a third of it has gone by, unless a write that is under way does so.

        Raises CancelAskedError and JobTaken.
        """
        if self._begun is None and self._seconds() - self._written > LEASE.total_seconds() / 3:
            try:
                self.write(self.job)
            except Conflict:
                self.look()

    def look(self) -> None:
        """Read the job again after a conflict. Raises CancelAskedError and JobTaken."""
        self._reread()
        if self.job.cancel_asked:
            raise CancelAskedError

    def end(self, state: str, failure: str = "") -> None:
        """Write the final state. Raises JobTaken when it is no longer this process's to say."""
        try:
            self.write(self._ended(state, failure))
        except Conflict:
            self._reread()
            self.write(self._ended(state, failure))

    def _ended(self, state: str, failure: str) -> Job:
        return replace(self.job, state=state, failure=failure, ended=iso(self._now()))

    def _reread(self) -> None:
        held = self._store.fetch([self.job.key]).found.get(self.job.key)
        if held is None or not isinstance(held.record, Job):
            raise JobTaken(self.job.key, "somebody who removed the record")
        if held.record.holder != self.job.holder:
            raise JobTaken(self.job.key, held.record.holder)
        self.job, self._revision = held.record, held.revision


def claim(store: Store, source: Source, keys: KeyMaker, now: Callable[[], datetime], holder: str) -> Ledger:
    """Take up the unfinished job for this very input, or start one; writes the job record.

    The caller holds the lock of this host, so a running job of this host has lost its process.
    Such jobs with another input are closed as failed. A job is taken up only when no later one of the
    same source came between, for its first half would then be out of date. Raises JobBusy.
    """
    for _ in range(_TRIES):
        try:
            return _claim(store, source, keys, now, holder)
        except Conflict:  # what a process that is gone had handed over to be written was written just now
            continue
    return _claim(store, source, keys, now, holder)


def _claim(store: Store, source: Source, keys: KeyMaker, now: Callable[[], datetime], holder: str) -> Ledger:
    moment = now()
    jobs = list(_jobs(store))
    for held in jobs:
        if held.record.fingerprint == source.fingerprint and _alive(held.record, moment, holder):
            raise JobBusy(held.record.key, held.record.holder, held.record.lease_until)
    found = _unfinished(jobs, source)
    abandoned = [
        (held, replace(held.record, state=FAILED, failure=_GONE, ended=iso(moment), lease_until=""))
        for held in jobs
        if held.record.state == RUNNING and held is not found and not _alive(held.record, moment, holder)
    ]
    if abandoned:
        store.apply([job for _, job in abandoned], {job.key: held.revision for held, job in abandoned})
    if found is None:
        ledger = Ledger(
            store, new_job(source, keys, moment, holder, {held.record.key for held in jobs}), 0, now
        )
    else:
        ledger = Ledger(store, found.record, found.revision, now)
    taken = replace(ledger.job, state=RUNNING, holder=holder, cancel_asked=False, failure="", ended="")
    ledger.write(taken)
    return ledger


def new_job(source: Source, keys: KeyMaker, moment: datetime, holder: str, taken: set[Key]) -> Job:
    """A job that has read nothing yet, under a key that is not `taken`."""
    number = 1
    while (key := _key(keys, source, number)) in taken:
        number += 1
    return Job(
        key=key,
        format=source.format,
        source=source.name,
        fingerprint=source.fingerprint,
        state=RUNNING,
        started=iso(moment),
        holder=holder,
        contributor=source.contributor,
        options=source.options if isinstance(source, Retryable) else "{}",
    )


def _key(keys: KeyMaker, source: Source, number: int) -> Key:
    return keys.key(Job.KIND, source.format, source.name, source.contributor, source.fingerprint, str(number))


def _jobs(store: Store) -> Iterator[Stored[Job]]:
    after: Key | None = None
    while True:
        page = store.scan(Job, after=after, limit=_PAGE)
        yield from page.records
        if page.after is None:
            return
        after = page.after


def _alive(job: Job, moment: datetime, holder: str) -> bool:
    """Whether another host may still be at it; this host's lock is ours."""
    if job.state != RUNNING or _host(job.holder) == _host(holder):
        return False
    return job.lease_until > iso(moment)


def _host(holder: str) -> str:
    return holder.partition(":")[0]


def _unfinished(jobs: Sequence[Stored[Job]], source: Source) -> Stored[Job] | None:
    same = [
        held
        for held in jobs
        if (held.record.format, held.record.source, held.record.contributor)
        == (source.format, source.name, source.contributor)
    ]
    if not same:
        return None
    last = max(same, key=lambda held: (held.record.started, held.revision))
    unfinished = last.record.state in {RUNNING, FAILED} and last.record.fingerprint == source.fingerprint
    return last if unfinished else None
