"""`kith audit` and `kith unanswered`: is the record whole, who was named to whom, and what nobody knows."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.errors import NOT_DONE
from cli.session import line, session
from graph.errors import InvalidValue
from graph.keys import NO_KEY, Key
from graph.model import Access

# What a command needs to work is imported when it works.
if TYPE_CHECKING:
    from graph.stores.verify import Verification

commands = typer.Typer(
    help="Is what was written still what was sealed, and who was named to whom?",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(commands, name="audit")
    app.command("unanswered")(unanswered)


@commands.command()
def verify(
    context: typer.Context,
    expect: Annotated[
        str, typer.Option(metavar="SEAL", help="A seal that was kept elsewhere: it must be in the chain.")
    ] = "",
) -> None:
    """Recompute the audit chain, and from the records what can be; keep the newest seal elsewhere."""
    from graph.stores.verify import verify as verified

    run = session(context)
    with run.service() as service:
        found = verified(service.store, expect.strip().lower())
    run.answer(_json(found), _text(found))
    if not found.whole:
        raise typer.Exit(NOT_DONE)


@commands.command()
def log(
    context: typer.Context,
    day: Annotated[str, typer.Option(metavar="D", help="Of this day, or of a month or year.")] = "",
    person: Annotated[str, typer.Option(metavar="KEY", help="Only where this person was named.")] = "",
) -> None:
    """Who was named to whom, as what and for which purpose: keys of people, no names."""
    from graph.dates import first_day
    from policy.viewer import OPERATOR
    from queries.accesses import accesses

    try:
        first_day(day)
    except ValueError as error:
        raise InvalidValue("day", day, "an ISO date, or the month or year of one") from error
    run = session(context)
    none = True
    with run.service() as service:
        for access in accesses(service.network, OPERATOR, day, Key(person) if person else NO_KEY):
            none = False
            if run.json:
                line(_access(access))
            else:
                typer.echo(_access_line(access, person))
    if none:
        run.say("nobody was named")


def unanswered(
    context: typer.Context,
    first: Annotated[int, typer.Option(min=1, help="How many at most.")] = 20,
    days: Annotated[int, typer.Option(min=1, help="How many days back, today included.")] = 90,
) -> None:
    """Topics that were asked about at least five times and that nobody was found for."""
    from policy.viewer import OPERATOR
    from queries.unanswered import unanswered_topics

    run = session(context)
    with run.service() as service:
        found = unanswered_topics(service.told(OPERATOR), OPERATOR, first, days=days).topics
    if run.json:
        run.answer({"topics": [asdict(one) for one in found]})
        return
    for one in found:
        typer.echo(f"{one.count:6}  {one.topic}")
    if not found:
        run.say("no topic was asked about often and in vain")


def _json(found: Verification) -> dict[str, Any]:
    newest = found.newest
    return {
        "whole": found.whole,
        "revisions": found.revisions,
        "against_records": found.against_records,
        "complete": found.complete,
        "bad_revision": found.bad or None,
        "reason": found.reason or None,
        "newest": newest and {"revision": newest.revision, "at": newest.at, "seal": newest.seal},
    }


def _text(found: Verification) -> str:
    if not found.whole:
        where = f"revision {found.bad:,}: " if found.bad else ""
        return f"BROKEN {where}{found.reason} ({found.revisions:,} revisions before were well)"
    counted = "all records are there" if found.complete else "the number of records was not compared"
    checked = (
        f"{found.revisions:,} revisions, {found.against_records:,} of them against the records; {counted}"
    )
    if found.newest is None:
        return f"whole: {checked}"
    newest = f"revision {found.newest.revision:,} at {found.newest.at}: {found.newest.seal}"
    return f"whole: {checked}\nkeep the newest seal elsewhere: {newest}"


def _access(access: Access) -> dict[str, Any]:
    names = ("day", "asker", "role", "purpose")
    return {**{name: getattr(access, name) for name in names}, "people": list(access.people)}


def _access_line(access: Access, person: str) -> str:
    named = person or " ".join(access.people)
    return f"{access.day}  {access.asker} ({access.role}), {access.purpose}: {named}"
