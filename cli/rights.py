"""`kith export` and `kith erase`: what the operator does on somebody's request."""

from pathlib import Path
from typing import Annotated

import typer

from cli.private_file import write_private
from cli.session import session
from graph.errors import InvalidValue


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("export")(export)
    app.command("erase")(erase)


def export(
    context: typer.Context,
    as_: Annotated[str, typer.Option("--as", metavar="EMAIL", help="Whose data.")],
    out: Annotated[Path, typer.Option(metavar="FILE.zip", help="The file to write.")],
) -> None:
    """A copy of everything that is held about somebody, for that person."""
    from policy.viewer import OPERATOR, Viewer
    from queries.export import export as pieces_of
    from queries.find_subject import find_subject

    run = session(context)
    with run.service() as service:
        key = find_subject(service.network, as_)
        write_private(out, pieces_of(service.told(Viewer(key)), OPERATOR, key))
    run.answer({"person": key, "file": str(out)}, f"Written: {out}")


def erase(
    context: typer.Context,
    person: Annotated[str | None, typer.Argument(help="An id, an e-mail or a unique name.")] = None,
    as_: Annotated[str | None, typer.Option("--as", metavar="EMAIL", help="Who is to be erased.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether that is meant.")] = False,
) -> None:
    """Erase somebody from the network and from every file, for good."""
    from actions.erase import erase as erase_person
    from queries.find_subject import find_subject

    run = session(context)
    if (person is None) == (as_ is None):
        raise InvalidValue("PERSON", person or "", "say who is to be erased, once")
    with run.service() as service:
        key = find_subject(service.network, person or as_ or "")
        if not yes:
            typer.confirm(f"Erase {person or as_} for good?", abort=True, err=True)
        erase_person(service.network, key)
    run.answer({"erased": key}, f"Erased: {key}")
