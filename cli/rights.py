"""`kith export` and `kith erase`: what the operator does on somebody's request."""

from typing import Annotated

import typer

from cli.session import session
from graph.errors import InvalidValue


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("erase")(erase)


def erase(
    context: typer.Context,
    person: Annotated[str | None, typer.Argument(help="An id, an e-mail or a unique name.")] = None,
    as_: Annotated[str | None, typer.Option("--as", metavar="EMAIL", help="Who is to be erased.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether that is meant.")] = False,
) -> None:
    """Erase somebody from the network and from every file, for good."""
    from actions.erase import erase as erase_person
    from policy.viewer import OPERATOR
    from queries.find_person import find_person

    run = session(context)
    if (person is None) == (as_ is None):
        raise InvalidValue("PERSON", person or "", "say who is to be erased, once")
    with run.service() as service:
        key = find_person(service.network, OPERATOR, person or as_ or "")
        if not yes:
            typer.confirm(f"Erase {person or as_} for good?", abort=True, err=True)
        erase_person(service.network, key)
    run.answer({"erased": key}, f"Erased: {key}")
