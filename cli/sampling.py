"""`kith sample`."""

from pathlib import Path
from typing import Annotated

import typer

from cli.session import session


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sample")(sample)


def sample(
    context: typer.Context,
    people: Annotated[int, typer.Option(help="How many people, 50 to 1,000,000.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write into.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same company.")] = 1,
    evidence_per_person: Annotated[float, typer.Option()] = 5.0,
    ties_per_person: Annotated[float, typer.Option()] = 10.0,
    contacts_per_person: Annotated[float, typer.Option()] = 6.0,
) -> None:
    """Generate a believable company in the formats that `kith ingest` reads."""
    # only here: no other command needs the generator
    from sample.company import write

    run = session(context)
    summary = write(
        out,
        people,
        seed,
        run.settings.clock().date(),
        run.say,
        evidence_per_person=evidence_per_person,
        ties_per_person=ties_per_person,
        contacts_per_person=contacts_per_person,
    )
    run.answer(
        summary, f"{summary.organization}: {people:,} people in {out}; ingest.txt lists what to ingest."
    )
