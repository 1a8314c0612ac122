"""The root of the `kith` command: settings, commands, and one way out of all of them."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from cli import (
    ask,
    audit,
    desk,
    imports,
    init,
    membership,
    merging,
    reports,
    rights,
    sampling,
    segments,
    serving,
    status,
    telling,
)
from cli.last_door import DEBUG, last_door
from cli.session import Session, settings_from


class Root(TyperGroup):
    """All commands; whatever goes wrong in one ends at the last door."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        with last_door():
            return super().invoke(ctx)


app = typer.Typer(
    name="kith",
    cls=Root,
    help="Who knows about X, and who can introduce me? Ask the network of your company and its alumni.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)
init.add_to(app)
imports.add_to(app)
ask.add_to(app)
serving.add_to(app)
status.add_to(app)
desk.add_to(app)
reports.add_to(app)
telling.add_to(app)
audit.add_to(app)
rights.add_to(app)
segments.add_to(app)
membership.add_to(app)
merging.add_to(app)
sampling.add_to(app)


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"kith {version('kith')}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    data: Annotated[
        str | None, typer.Option(metavar="DIR", help="The data folder [KITH_DATA; ./kith-data].")
    ] = None,
    store: Annotated[
        str | None,
        typer.Option(metavar="URL", help="sqlite, neo4j://HOST or bolt://HOST [KITH_STORE; sqlite]."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answers as JSON, one value a line.")] = False,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version.")
    ] = False,
) -> None:
    """--data, --store and --json may stand before or behind the command."""
    # only here: `kith --help` waits for neither
    from cli.messages import Messages
    from service.settings import unknown_names

    run = Session(settings_from(data, store), json, Messages())
    for name, near in unknown_names(os.environ, also=(DEBUG,)).items():
        run.say(f"{name} is no setting of kith{': did you mean ' + near + '?' if near else ''}")
    context.obj = run


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its code."""
    app(hoisted(list(sys.argv[1:] if arguments is None else arguments)))


def hoisted(arguments: list[str]) -> list[str]:
    """Move --data, --store and --json to the front, where the root command reads them."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument in ("--data", "--store"):
            value = next(waiting, None)
            if value is None:
                return [argument]  # in front of the rest it would take the command for its value
            front += [argument, value]
        elif argument == "--json" or argument.startswith(("--data=", "--store=")):
            front.append(argument)
        else:
            rest.append(argument)
    return front + rest
