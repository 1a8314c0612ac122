"""`kith init`."""

from typing import Annotated

import typer

from cli.session import session


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("init")(init)


def init(
    context: typer.Context,
    organization: Annotated[str, typer.Option(metavar="NAME", help="The company whose network this is.")],
) -> None:
    """Make a new network for a company; the same company again changes nothing."""
    from service.opening import initialise

    run = session(context)
    installation = initialise(run.settings, organization, run.say)
    run.answer(
        {"organization": organization, "home": installation.home, "created": installation.created},
        f"The network of {organization} is ready.",
    )
