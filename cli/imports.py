"""`kith ingest ...`: one command a format, all run the same way."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from cli.session import Session, session
from graph.keys import NO_KEY, Key
from ingest.jobs import Progress, Result, run, this_process
from ingest.source import Source
from ingest.sources.contacts import ContactsSource
from ingest.sources.git import git_source
from ingest.sources.linkedin import linkedin_source
from ingest.sources.people import PeopleSource, read_mapping
from ingest.sources.preferences import PreferencesSource
from ingest.sources.skills import SkillsSource
from ingest.sources.taxonomy import taxonomy_source
from ingest.sources.ties import TiesSource
from ingest.sources.tours import ToursSource
from policy.viewer import OPERATOR
from queries.find_person import find_person
from service.opening import Service

SOME_QUARANTINED: Final = 1
_SHOWN: Final = 20

File = Annotated[Path, typer.Argument(metavar="FILE")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would come of it; write nothing.")]
As = Annotated[str | None, typer.Option("--as", metavar="EMAIL", help="Whose source it is.")]
Share = Annotated[bool, typer.Option("--share", help="Share it with the company.")]

commands = typer.Typer(
    help="Load people, ties and expertise; a second run of the same input changes no fact.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(commands, name="ingest")


@commands.command()
def people(
    context: typer.Context,
    file: File,
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help="Columns and date formats of another system.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Who is missing from the file has left.")] = False,
    allow_leavers: Annotated[
        int | None, typer.Option(metavar="N", help="With --full: as many may leave, though above 5%.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Employees and former employees from an HR table."""
    chosen = read_mapping(mapping) if mapping is not None else None
    _run(
        context,
        lambda service: PeopleSource(
            file, chosen, today=service.today(), full=full, allow_leavers=allow_leavers
        ),
        dry_run,
    )


@commands.command()
def tours(context: typer.Context, file: File, dry_run: DryRun = False) -> None:
    """Tours of duty; people on one mission at the same time know each other."""
    _run(context, lambda _: ToursSource(file), dry_run)


@commands.command()
def skills(context: typer.Context, file: File, dry_run: DryRun = False) -> None:
    """Who declared, wrote or talked about what, and who vouches for it."""
    _run(context, lambda _: SkillsSource(file), dry_run)


@commands.command()
def taxonomy(
    context: typer.Context,
    format: Annotated[str, typer.Argument(metavar="esco|onet|skos")],
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...")],
    dry_run: DryRun = False,
) -> None:
    """Skills with their labels and what is broader, from ESCO, O*NET or SKOS files."""
    _run(context, lambda _: taxonomy_source(format, paths), dry_run)


@commands.command()
def ties(
    context: typer.Context, file: File, as_: As = None, share: Share = False, dry_run: DryRun = False
) -> None:
    """Who knows whom."""
    _run(context, lambda service: TiesSource(file, _contributor(service, as_, share)), dry_run)


@commands.command()
def contacts(
    context: typer.Context, file: File, as_: As = None, share: Share = False, dry_run: DryRun = False
) -> None:
    """Who wrote to, met or called whom, when: headers only."""
    _run(context, lambda service: ContactsSource(file, _contributor(service, as_, share)), dry_run)


@commands.command()
def preferences(context: typer.Context, file: File, dry_run: DryRun = False) -> None:
    """What people allow: purposes, do-not-contact, blocks, capacity, quiet periods."""
    _run(context, lambda service: PreferencesSource(file, service.today()), dry_run)


@commands.command()
def linkedin(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="Connections.csv, a folder or the export .zip.")],
    as_: Annotated[str, typer.Option("--as", metavar="EMAIL", help="Whose export it is.")],
    share: Share = False,
    dry_run: DryRun = False,
) -> None:
    """Somebody's own LinkedIn export; private to them unless shared."""

    def source(service: Service) -> Source:
        owner = find_person(service.network, OPERATOR, as_)
        return linkedin_source(path, owner=owner, share=share)

    _run(context, source, dry_run)


@commands.command()
def git(
    context: typer.Context,
    repository: Annotated[Path, typer.Argument(help="A work tree, a .git folder or a bare repository.")],
    since: Annotated[str, typer.Option(metavar="D", help="From this ISO date or time on.")] = "",
    until: Annotated[str, typer.Option(metavar="D", help="Up to this ISO date or time.")] = "",
    organization: Annotated[str, typer.Option(metavar="NAME", help="Authors get an employment there.")] = "",
    dry_run: DryRun = False,
) -> None:
    """Evidence from commits, ties from working on the same files."""
    _run(
        context,
        lambda _: git_source(repository, since=since, until=until, organization=organization),
        dry_run,
    )


def _contributor(service: Service, email: str | None, share: bool) -> Key:
    if email is None:
        return NO_KEY
    owner = find_person(service.network, OPERATOR, email)
    return NO_KEY if share else owner


def _run(context: typer.Context, source: Callable[[Service], Source], dry_run: bool) -> None:
    session_ = session(context)
    with session_.service() as service, Shown(session_.messages) as shown:
        result = run(
            service.store,
            source(service),
            keys=service.network.keys,
            now=service.network.clock,
            holder=this_process(),
            locks=service.locks,
            dry_run=dry_run,
            report=shown,
        )
    tell(session_, result)
    if result.quarantined:
        raise typer.Exit(SOME_QUARANTINED)


class Shown:
    """Progress on stderr: a moving line on a terminal, else a line now and then."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar = Bar(
            SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(),
            console=console, transient=True, disable=not console.is_terminal,
        )  # fmt: skip
        self._task = self._bar.add_task("reading")
        self._told = time.monotonic()

    def __enter__(self) -> "Shown":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, progress: Progress) -> None:
        """Show how far the job is."""
        text = (
            "another ingest is running; waiting for its turn to end"
            if progress.stage == "waiting"
            else f"{progress.stage}: {progress.read:,} read, {progress.new:,} new, {progress.changed:,}"
            f" changed, {progress.quarantined:,} quarantined"
        )
        self._bar.update(self._task, description=text)
        if not self._console.is_terminal and (progress.stage == "waiting" or self._due()):
            self._console.print(text, markup=False, highlight=False)

    def _due(self) -> bool:
        now = time.monotonic()
        if now - self._told < _EVERY_S:
            return False
        self._told = now
        return True


_EVERY_S: Final = 5.0


def tell(session_: Session, result: Result) -> None:
    """Say what an ingest came to."""
    for note in result.notes:
        session_.say(f"note: {note}")
    if session_.json:
        session_.answer(as_json(result))
        return
    for problem in result.problems[:_SHOWN]:
        where = f"{problem.file}:{problem.line}"
        session_.say(f"{where}: {problem.field + ': ' if problem.field else ''}{problem.reason}")
    if result.quarantined > _SHOWN:
        session_.say(f"... and {result.quarantined - _SHOWN:,} more: kith quarantine --job {result.job}")
    verb = "would be " if result.dry_run else ""
    session_.say(
        f"{result.format}: {result.read:,} read; {verb}{result.new:,} new, {result.changed:,} changed,"
        f" {result.unchanged:,} unchanged, {result.quarantined:,} quarantined"
    )


def as_json(result: Result) -> dict[str, Any]:
    """The `ingest` object."""
    return {
        "job": result.job,
        "format": result.format,
        "source": result.source,
        "state": result.state,
        "dry_run": result.dry_run,
        "read": result.read,
        "new": result.new,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "quarantined": result.quarantined,
        "problems": [
            {"file": p.file, "line": p.line, "field": p.field, "reason": p.reason} for p in result.problems
        ],
        "notes": list(result.notes),
    }
