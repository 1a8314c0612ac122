"""Import jobs and what they could not take in; for those who keep the data right."""

from dataclasses import dataclass

from graph.keys import NO_KEY, Key
from graph.model import Job, Quarantined
from graph.scans import all_adjacent, every
from policy.viewer import Viewer
from queries.network import Network
from queries.preferences import preference_of


@dataclass(frozen=True, slots=True)
class JobsPage:
    """Jobs, newest first."""

    jobs: tuple[Job, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class QuarantinePage:
    """Quarantined records by file and line."""

    records: tuple[Quarantined, ...]
    more: bool


def import_jobs(
    network: Network,
    viewer: Viewer,
    first: int = 20,
    after: tuple[str, Key] | None = None,
    job: Key | None = None,
) -> JobsPage:
    """Every job for the operator and network admins, shared ones only; contributors see their own.

    With `job`, that one alone.

    Not those of a contributor who is restricted, but for themselves. `after` is behind (moment of start,
    key). O(jobs).
    """
    jobs = [one for one in _jobs(network, viewer) if job is None or one.key == job]
    jobs.sort(key=lambda job: (job.started, job.key), reverse=True)
    if after is not None:
        jobs = [job for job in jobs if (job.started, job.key) < after]
    return JobsPage(tuple(jobs[:first]), len(jobs) > first)


def quarantine(
    network: Network,
    viewer: Viewer,
    job: Key | None = None,
    first: int = 50,
    after: tuple[str, int, Key] | None = None,
) -> QuarantinePage:
    """What is in quarantine, of one job or of all; private sources' only for their contributor.

    `after` is behind (file, line, key). O(quarantined records).
    """
    visible = {job.key for job in _jobs(network, viewer)}
    records = all_adjacent(network.store, [job], Quarantined) if job else every(network.store, Quarantined)
    told = (record for record in records if record.job in visible)
    found = sorted(told, key=lambda r: (r.file, r.line, r.key))
    if after is not None:
        found = [r for r in found if (r.file, r.line, r.key) > after]
    return QuarantinePage(tuple(found[:first]), len(found) > first)


def is_quarantined(network: Network, record: Key, job: Key) -> bool:
    """Whether `record` waits in the quarantine of `job`."""
    stored = network.store.fetch([record]).found.get(record)
    return stored is not None and isinstance(stored.record, Quarantined) and stored.record.job == job


def job_seen(network: Network, viewer: Viewer, key: Key) -> Job | None:
    """The job at `key` if `import_jobs` lists it for this viewer. O(jobs)."""
    return next((job for job in _jobs(network, viewer) if job.key == key), None)


def _jobs(network: Network, viewer: Viewer) -> list[Job]:
    jobs = [job for job in every(network.store, Job) if _may_see(job, viewer)]
    others = sorted({job.contributor for job in jobs} - {NO_KEY, viewer.person})
    unused = {person for person in others if preference_of(network, person)[0].restricted}
    return [job for job in jobs if job.contributor not in unused]


def _may_see(job: Job, viewer: Viewer) -> bool:
    if job.contributor:
        return job.contributor == viewer.person or viewer.operator
    return viewer.operator or viewer.has("network_admin")
