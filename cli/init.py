"""`kith init`."""

from typing import Annotated

import typer

from cli.session import session
from service.opening import initialise


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("init")(init)


def init(
    context: typer.Context,
    organization: Annotated[str, typer.Option(metavar="NAME", help="The company whose network this is.")],
) -> None:
    """Make a new network for a company; the same company again changes nothing."""
    run = session(context)
    installation = initialise(run.settings, organization, run.say)
    if run.json:
        run.answer({"organization": organization, "home": installation.home, "created": installation.created})
    else:
        run.say(f"The network of {organization} is ready in {run.settings.data}.")
