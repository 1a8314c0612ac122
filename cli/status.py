"""`kith jobs`, `kith quarantine`, `kith doctor`: how the installation is doing."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from cli.errors import NOT_DONE
from cli.imports import SOME_QUARANTINED, Shown, tell
from cli.session import Session, session
from graph.errors import InvalidValue
from graph.keys import Key
from graph.model import Job
from ingest.cancelling import ask_to_cancel
from ingest.formats import source_to_retry
from ingest.retry import retry_quarantine
from policy.viewer import OPERATOR
from queries.imports import import_jobs, quarantine
from service.checkup import check_up

_MOST = 1_000_000


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("jobs")(jobs)
    app.command("quarantine")(quarantined)
    app.command("doctor")(doctor)


def jobs(
    context: typer.Context,
    first: Annotated[int, typer.Option(min=1, help="How many at most.")] = 20,
    cancel: Annotated[
        str | None, typer.Option(metavar="JOB", help="Ask a running job to stop after its batch.")
    ] = None,
) -> None:
    """Import jobs, newest first."""
    run = session(context)
    with run.service() as service:
        if cancel is not None:
            ask_to_cancel(service.store, Key(cancel))
        found = import_jobs(service.network, OPERATOR, first)
    if run.json:
        run.answer({"jobs": [_job(job) for job in found.jobs]})
        return
    if not found.jobs:
        run.say("no imports yet: see `kith ingest --help`")
    for job in found.jobs:
        typer.echo(
            f"{job.key}  {job.state:9}  {job.started}  {job.source}  {job.read:,} read, {job.new:,} new,"
            f" {job.changed:,} changed, {job.unchanged:,} unchanged, {job.quarantined:,} quarantined"
            + (f"  {job.failure}" if job.failure else "")
        )


def quarantined(
    context: typer.Context,
    job: Annotated[str | None, typer.Option(metavar="JOB", help="Of this job only.")] = None,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try the records of a job (or of all) again.")
    ] = False,
) -> None:
    """What could not be taken in, and why; exit code 1 while there is something."""
    run = session(context)
    with run.service() as service:
        if retry:
            _retry(run, service, job)
            return
        found = quarantine(service.network, OPERATOR, Key(job) if job else None, _MOST)
    if run.json:
        run.answer({"quarantined": [{**asdict(record)} for record in found.records]})
    else:
        for record in found.records:
            where = f"{record.file}:{record.line}"
            typer.echo(
                f"{where}: {record.field + ': ' if record.field else ''}{record.reason}  [{record.job}]"
            )
        if not found.records:
            run.say("nothing is in quarantine")
    if found.records:
        raise typer.Exit(SOME_QUARANTINED)


def _retry(run: Session, service: Any, job: str | None) -> None:
    held = quarantine(service.network, OPERATOR, Key(job) if job else None, _MOST)
    jobs_ = sorted({record.job for record in held.records})
    left = 0
    for key in jobs_:
        record = service.store.fetch([key]).found[key].record
        assert isinstance(record, Job)
        with Shown(run.messages) as shown:
            result = retry_quarantine(
                service.store,
                source_to_retry(record, service.today()),
                key,
                keys=service.network.keys,
                now=service.network.clock,
                locks=service.locks,
                report=shown,
            )
        tell(run, result)
        left += result.quarantined
    if job and not jobs_:
        raise InvalidValue("job", job, "has nothing in quarantine")
    if left:
        raise typer.Exit(SOME_QUARANTINED)


def doctor(context: typer.Context) -> None:
    """Store, versions, read model, settings: what is wrong and how to mend it."""
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


def _job(job: Job) -> dict[str, Any]:
    names = (
        "key", "format", "source", "state", "started", "ended", "read", "new", "changed", "unchanged",
        "quarantined", "failure",
    )  # fmt: skip
    return {name: getattr(job, name) for name in names}
