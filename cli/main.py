"""The root of the `kith` command: settings, commands, and what an error means to a shell."""

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Annotated, Final

import click
import typer
from rich.console import Console

from cli import ask, imports, init, sampling, serving, status
from cli.errors import explain
from cli.session import Session, settings_from
from graph.errors import KithError
from sample.errors import SampleError

WRONG_USE: Final = 2

app = typer.Typer(
    name="kith",
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
sampling.add_to(app)


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
) -> None:
    """--data, --store and --json may stand before or behind the command."""
    context.obj = Session(settings_from(data, store), json, Console(stderr=True, no_color=_plain()))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its code."""
    given = hoisted(list(sys.argv[1:] if arguments is None else arguments))
    try:
        app(given, standalone_mode=True)
    except (KithError, SampleError) as error:
        explanation = explain(error)
        sys.stderr.write(f"kith: {explanation.text}\n")
        sys.exit(explanation.code)
    except click.exceptions.Abort:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def hoisted(arguments: list[str]) -> list[str]:
    """Move --data, --store and --json to the front, where the root command reads them."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument in ("--data", "--store"):
            front += [argument, *_one(waiting)]
        elif argument == "--json" or argument.startswith(("--data=", "--store=")):
            front.append(argument)
        else:
            rest.append(argument)
    return front + rest


def _one(waiting: Iterator[str]) -> list[str]:
    return list(islice(waiting, 1))


def _plain() -> bool:
    return not sys.stderr.isatty()
