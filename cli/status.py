"""`kith jobs`, `kith quarantine`, `kith introductions`, `kith doctor`: how the installation is doing."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.errors import NOT_DONE
from cli.session import Session, session
from graph.errors import InvalidValue
from graph.keys import Key
from graph.model import Job, Quarantined

# What a command needs to work is imported when it works.
if TYPE_CHECKING:
    from ingest.source import Problem
    from service.opening import Service

_SOME_QUARANTINED = 1
_MOST = 1_000_000


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("jobs")(jobs)
    app.command("quarantine")(quarantined)
    app.command("introductions")(introductions)
    app.command("doctor")(doctor)


def jobs(
    context: typer.Context,
    first: Annotated[int, typer.Option(min=1, help="How many at most.")] = 20,
    cancel: Annotated[
        str | None, typer.Option(metavar="JOB", help="Ask a running job to stop after its batch.")
    ] = None,
) -> None:
    """Import jobs, newest first."""
    from ingest.cancelling import ask_to_cancel
    from policy.viewer import OPERATOR
    from queries.imports import import_jobs

    run = session(context)
    with run.service() as service:
        if cancel is not None:
            _require_job(service, Key(cancel))
            ask_to_cancel(service.store, Key(cancel))
        found = import_jobs(service.told(OPERATOR), OPERATOR, first)
    if run.json:
        run.answer({"jobs": [_job(job) for job in found.jobs]})
        return
    if not found.jobs:
        run.say("no imports yet: see `kith ingest --help`")
    for job in found.jobs:
        typer.echo(_job_line(job))


def quarantined(
    context: typer.Context,
    job: Annotated[str | None, typer.Option(metavar="JOB", help="Of this job only.")] = None,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try the records of a job (or of all) again.")
    ] = False,
) -> None:
    """What could not be taken in, and why."""
    from cli.running import problem_line
    from policy.viewer import OPERATOR
    from queries.imports import quarantine

    run = session(context)
    with run.service() as service:
        if job is not None:
            _require_job(service, Key(job))
        found = quarantine(service.told(OPERATOR), OPERATOR, Key(job) if job else None, _MOST)
        if retry and found.records:
            _retry(run, service, sorted({record.job for record in found.records}))
            return
    if run.json:
        run.answer({"quarantined": [_held(record) for record in found.records]})
        return
    for record in found.records:
        typer.echo(f"{problem_line(record)}  [{record.job}]")
    if not found.records:
        run.say("nothing is in quarantine")


def _require_job(service: Service, key: Key) -> None:
    from policy.viewer import OPERATOR
    from queries.imports import import_jobs

    if not any(job.key == key for job in import_jobs(service.told(OPERATOR), OPERATOR, _MOST).jobs):
        raise InvalidValue("job", key, "there is no such job; see `kith jobs`")


def _retry(run: Session, service: Service, jobs: list[Key]) -> None:
    from cli.running import Shown, tell
    from ingest.formats import source_to_retry
    from ingest.result import LISTED
    from ingest.retry import retry_quarantine
    from policy.viewer import OPERATOR
    from queries.imports import quarantine

    left = 0
    for key in jobs:
        record = service.store.fetch([key]).found[key].record
        assert isinstance(record, Job)
        with Shown(run.messages) as shown:
            result = retry_quarantine(
                service.store,
                source_to_retry(record, service.today()),
                key,
                keys=service.keys,
                now=service.clock,
                locks=service.locks,
                report=shown,
            )
        shown_still = quarantine(service.told(OPERATOR), OPERATOR, key, LISTED).records
        tell(run, replace(result, problems=tuple(map(_problem, shown_still))))
        left += result.quarantined
    if left:
        raise typer.Exit(_SOME_QUARANTINED)


def _problem(record: Quarantined) -> Problem:
    from ingest.source import Problem

    return Problem(record.file, record.line, record.field, record.reason, json.loads(record.columns), "")


def introductions(
    context: typer.Context,
    settle: Annotated[
        bool, typer.Option("--settle", help="Write down which have expired or failed, and whose turn it is.")
    ] = False,
) -> None:
    """How many requests for introductions wait; nobody's names."""
    from actions import clockwork

    run = session(context)
    with run.service() as service:
        moved = clockwork.settle(service.network, service.network.clock()) if settle else 0
        waiting = clockwork.waiting(service.network)
    if run.json:
        run.answer({"waiting": waiting, "moved": moved})
        return
    typer.echo(f"{waiting:,} waiting" + (f", {moved:,} moved" if settle else ""))


def doctor(context: typer.Context) -> None:
    """Store, versions, read model, settings: what is wrong and how to mend it."""
    from service.checkup import check_up

    run = session(context)
    findings = check_up(run.settings)
    if run.json:
        run.answer({"findings": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            mark = "ok  " if finding.well else "BAD "
            typer.echo(f"{mark} {finding.what}: {finding.found}")
            if finding.mend:
                typer.echo(f"      {finding.mend}")
    if not all(finding.well for finding in findings):
        raise typer.Exit(NOT_DONE)


def _job_line(job: Job) -> str:
    line = (
        f"{job.key}  {job.state:9}  {job.started}  {job.source}: {job.read:,} read; {job.new:,} new,"
        f" {job.changed:,} changed, {job.unchanged:,} unchanged, {job.quarantined:,} quarantined"
    )
    return f"{line}\n    {job.failure}" if job.failure else line


def _job(job: Job) -> dict[str, Any]:
    names = (
        "key", "format", "source", "state", "started", "ended", "read", "new", "changed", "unchanged",
        "quarantined", "failure",
    )  # fmt: skip
    return {name: getattr(job, name) for name in names}


def _held(record: Quarantined) -> dict[str, Any]:
    return {**asdict(record), "columns": json.loads(record.columns)}
