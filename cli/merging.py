"""`kith duplicates`, `merge`, `merges` and `unmerge`: two records of one person."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

import typer

from cli.session import session
from graph.keys import Key

# What a command needs to work is imported when it works.
if TYPE_CHECKING:
    from actions.act import Act
    from graph.model import Merge
    from service.opening import Service

Person = Annotated[str, typer.Argument(help="An id, an e-mail or a unique name.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("duplicates")(duplicates)
    app.command("merge")(merge)
    app.command("merges")(merges)
    app.command("unmerge")(unmerge)


def duplicates(
    context: typer.Context,
    first: Annotated[int, typer.Option(metavar="N", min=1, help="How many at most.")] = 100,
) -> None:
    """Pairs of people who are probably one, with what speaks for it: a reason to look, no more."""
    from policy.viewer import OPERATOR
    from queries.duplicates import possible_duplicates
    from queries.use_log import DIRECTORY

    run = session(context)
    with run.service() as service:
        page = possible_duplicates(service.network, OPERATOR, first)
        named = [card.key for pair in page.duplicates for card in pair.people]
        service.network.uses.named(service.today(), OPERATOR, DIRECTORY, named)
    if run.json:
        listed = [
            {"people": [{"id": c.key, "name": c.name} for c in pair.people], "why": list(pair.why)}
            for pair in page.duplicates
        ]
        run.answer({"duplicates": listed, "more": page.more})
    else:
        for pair in page.duplicates:
            ids = "  ".join(card.key for card in pair.people)
            typer.echo(f"{pair.people[0].name}: {'; '.join(pair.why)}\n    {ids}")
    if not page.duplicates:
        run.say("nobody resembles anybody else")
        raise typer.Exit(1)


def merge(
    context: typer.Context,
    keep: Person,
    gone: Annotated[str, typer.Argument(metavar="MERGE", help="Who is that person as well.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, for others to read.")],
) -> None:
    """Make two records of one person one: KEEP stays, and `kith unmerge` takes it back."""
    from actions.merge import merge_people
    from policy.viewer import OPERATOR
    from queries.find_person import find_person

    run = session(context)
    with run.service() as service:
        kept, merged = (find_person(service.network, OPERATOR, text) for text in (keep, gone))
        done = merge_people(_act(service), kept, merged, reason)
    run.answer(_plain(done), f"{done.key}: {gone} is {keep}")


def merges(
    context: typer.Context,
    first: Annotated[int, typer.Option(metavar="N", min=1, help="How many at most.")] = 100,
) -> None:
    """What was made one and can be undone, the latest first."""
    from policy.viewer import OPERATOR
    from queries.merges import merges as ask

    run = session(context)
    with run.service() as service:
        found = ask(service.network, OPERATOR, first).merges
    if run.json:
        run.answer({"merges": [_plain(one) for one in found]})
        return
    for one in found:
        state = f"undone {one.undone[:10]}" if one.undone else "stands"
        typer.echo(f"{one.key}  {one.at[:10]}  {state}  {one.kept}\n    {one.reason}")
    if not found:
        run.say("nobody was made one with anybody")


def unmerge(
    context: typer.Context,
    which: Annotated[str, typer.Argument(metavar="MERGE", help="Its id, as `kith merges` shows it.")],
) -> None:
    """Undo a merge: the two are as they were, and what was written since stays."""
    from actions.unmerge import unmerge_people

    run = session(context)
    with run.service() as service:
        done = unmerge_people(_act(service), Key(which))
    run.answer(_plain(done), f"{done.key}: undone")


def _plain(one: Merge) -> dict[str, Any]:
    plain = asdict(one)
    del plain["moved"]
    return plain


def _act(service: Service) -> Act:
    from actions.act import Act
    from policy.viewer import OPERATOR

    return Act(service.network, OPERATOR, uuid4().hex)
