"""`kith who-knows` and `kith paths`: the two questions."""

from pathlib import Path
from typing import Annotated, Final

import typer

from cli.session import session
from graph.errors import InvalidValue
from graph.model import PURPOSES

_MAX_HOPS: Final = 4

As = Annotated[str | None, typer.Option("--as", metavar="EMAIL", help="Ask as this person.")]
First = Annotated[int, typer.Option(min=1, help="How many answers at most.")]
Batch = Annotated[
    Path | None,
    typer.Option("--batch", metavar="FILE", help="Many questions, one a line (- reads stdin)."),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("who-knows")(who)
    app.command("paths")(paths)


def who(
    context: typer.Context,
    topic: Annotated[
        str | None, typer.Argument(help="A skill, a folder of a repository, or any text.")
    ] = None,
    as_: As = None,
    first: First = 10,
    status: Annotated[
        list[str] | None, typer.Option(help="Only EMPLOYEE, ALUMNUS or EXTERNAL; may be repeated.")
    ] = None,
    batch: Batch = None,
) -> None:
    """Who knows about TOPIC? People with the evidence that they know, best first."""
    _one_of(topic, batch, "TOPIC")
    # only here: `kith --help` need not wait for what answers
    from cli.experts import ExpertsDoor
    from cli.questions import ask_all, ask_one

    run = session(context)
    door = ExpertsDoor(first, status or ())
    if batch is not None:
        ask_all(run, door, as_, batch)
    else:
        assert topic is not None
        ask_one(run, door, as_, topic)


def paths(
    context: typer.Context,
    origin: Annotated[
        str | None, typer.Argument(metavar="FROM", help="An id, an e-mail or a name that one person has.")
    ] = None,
    to: Annotated[str | None, typer.Argument(metavar="TO", help="Whom to reach: likewise.")] = None,
    purpose: Annotated[str, typer.Option(help=", ".join(PURPOSES))] = "RECRUITING",
    max_hops: Annotated[int, typer.Option(min=1, max=_MAX_HOPS, help="Ties on a path at most.")] = 3,
    first: First = 5,
    every: Annotated[
        bool, typer.Option("--every", help="The plain best paths, not one a first connector.")
    ] = False,
    as_: As = None,
    batch: Batch = None,
) -> None:
    """Who can introduce FROM to TO? Warm paths with the reason for each step, best first."""
    _one_of(origin and to, batch, "FROM and TO")
    if batch is not None and origin:
        raise InvalidValue("question", origin, "give FROM and TO, or --batch FILE")
    # only here: the search brings its compiler, for which who-knows need not wait
    from cli.introductions import PathsDoor
    from cli.questions import ask_all, ask_one

    run = session(context)
    door = PathsDoor(purpose, max_hops, first, every)
    if batch is not None:
        ask_all(run, door, as_, batch)
    else:
        assert origin is not None
        assert to is not None
        ask_one(run, door, as_, (origin, to))


def _one_of(asked: object, batch: Path | None, what: str) -> None:
    if bool(asked) == (batch is not None):
        raise InvalidValue("question", str(asked or ""), f"give {what}, or --batch FILE")
