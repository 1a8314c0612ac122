"""`kith ingest ...`: one command a format, all run the same way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.session import session

# Each command imports its own format: reading a table does not wait for the readers of others.
if TYPE_CHECKING:
    from ingest.source import Source
    from service.opening import Service

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
    from ingest.sources.people import PeopleSource, read_mapping

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
    from ingest.sources.tours import ToursSource

    _run(context, lambda _: ToursSource(file), dry_run)


@commands.command()
def skills(context: typer.Context, file: File, dry_run: DryRun = False) -> None:
    """Who declared, wrote or talked about what, and who vouches for it."""
    from ingest.sources.skills import SkillsSource

    _run(context, lambda _: SkillsSource(file), dry_run)


@commands.command()
def taxonomy(
    context: typer.Context,
    format: Annotated[str, typer.Argument(metavar="esco|onet|skos")],
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...")],
    dry_run: DryRun = False,
) -> None:
    """Skills with their labels and what is broader, from ESCO, O*NET or SKOS files."""
    from ingest.sources.taxonomy import taxonomy_source

    _run(context, lambda _: taxonomy_source(format, paths), dry_run)


@commands.command()
def ties(
    context: typer.Context, file: File, as_: As = None, share: Share = False, dry_run: DryRun = False
) -> None:
    """Who knows whom."""
    from cli.running import contributor
    from ingest.sources.ties import TiesSource

    _run(context, lambda service: TiesSource(file, contributor(service, as_, share)), dry_run)


@commands.command()
def contacts(
    context: typer.Context, file: File, as_: As = None, share: Share = False, dry_run: DryRun = False
) -> None:
    """Who wrote to, met or called whom, when: headers only."""
    from cli.running import contributor
    from ingest.sources.contacts import ContactsSource

    _run(context, lambda service: ContactsSource(file, contributor(service, as_, share)), dry_run)


@commands.command()
def preferences(context: typer.Context, file: File, dry_run: DryRun = False) -> None:
    """What people allow: purposes, do-not-contact, blocks, capacity, quiet periods."""
    from ingest.sources.preferences import PreferencesSource

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
    from cli.running import contributor
    from ingest.sources.linkedin import linkedin_source

    def source(service: Service) -> Source:
        owner = contributor(service, as_, share=False)
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
    from ingest.sources.git import git_source

    _run(
        context,
        lambda _: git_source(repository, since=since, until=until, organization=organization),
        dry_run,
    )


def _run(context: typer.Context, source: Callable[[Service], Source], dry_run: bool) -> None:
    from cli.running import run_source

    run_source(session(context), source, dry_run)
