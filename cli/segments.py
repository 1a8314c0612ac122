"""`kith segment`: who may be written to about something."""

from pathlib import Path
from typing import Annotated

import typer

from cli.private_file import write_private
from cli.session import session

segments = typer.Typer(
    help="Names and addresses of those who said yes to hearing of something.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(segments, name="segment")


@segments.callback()
def root() -> None:
    """A purpose is named: so there may be others."""


@segments.command()
def events(
    context: typer.Context,
    out: Annotated[Path, typer.Option(metavar="FILE.csv", help="The file to write.")],
) -> None:
    """Who said yes to EVENTS and wants to be contacted; that they were named is on record."""
    from policy.viewer import OPERATOR
    from queries.segment import segment

    run = session(context)
    with run.service() as service:
        write_private(out, segment(service.network, OPERATOR, "EVENTS"))
    run.answer({"segment": "EVENTS", "file": str(out)}, f"Written: {out}")
