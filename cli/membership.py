"""`kith exit` and `kith invitations`: who leaves, and who stays in touch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from uuid import uuid4

import typer

from cli.session import session
from graph.errors import InvalidValue

# What a command needs to work is imported when it works.
if TYPE_CHECKING:
    from actions.act import Act
    from queries.invitations import Invited
    from service.opening import Service


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("exit")(exit_)
    app.command("invitations")(invitations)


def exit_(
    context: typer.Context,
    person: Annotated[str, typer.Argument(help="An id, an e-mail or a unique name.")],
    last_day: Annotated[
        str | None, typer.Option("--last-day", metavar="DATE", help="Their last day at the company.")
    ] = None,
    cancel: Annotated[bool, typer.Option("--cancel", help="They stay after all.")] = False,
) -> None:
    """Somebody leaves: ask them, while their address works, whether they would like to stay in touch."""
    from datetime import date

    from actions.exits import cancel_exit, start_exit
    from policy.viewer import OPERATOR
    from queries.find_person import find_person

    run = session(context)
    if (last_day is None) != cancel:
        raise InvalidValue("last-day", last_day or "", "give --last-day DATE or --cancel")
    try:
        day = date.fromisoformat(last_day) if last_day else None
    except ValueError as error:
        raise InvalidValue("last-day", last_day or "", "not an ISO date") from error
    with run.service() as service:
        key = find_person(service.network, OPERATOR, person)
        if day is None:
            cancel_exit(_act(service), key)
            run.answer({"person": key, "state": None, "last_day": None}, f"{person} stays")
            return
        invited = start_exit(_act(service), key, day)
        if not service.settings.mail_is_set_up():
            run.say("mail is not set up: nobody is written to until it is")
    answer = {"person": key, "state": invited.state, "last_day": invited.last_day}
    run.answer(answer, f"{person} leaves on {invited.last_day}: {invited.state}")


def invitations(
    context: typer.Context,
    state: Annotated[str, typer.Option(metavar="S", help="invited, bounced or claimed.")] = "",
    first: Annotated[int, typer.Option(metavar="N", min=1, help="How many at most.")] = 100,
) -> None:
    """Who was asked to stay in touch, and what came of it; counts of groups under 5 are not shown."""
    from policy.exits import STATES
    from policy.viewer import OPERATOR
    from queries.invitations import invitation_counts
    from queries.invitations import invitations as ask
    from queries.use_log import DIRECTORY

    run = session(context)
    if state and state not in STATES:
        raise InvalidValue("state", state, f"one of {', '.join(STATES)}")
    with run.service() as service:
        page = ask(service.network, OPERATOR, state, first)
        counts = invitation_counts(service.network, OPERATOR)
        named = [one.card.key for one in page.invitations]
        service.network.uses.named(service.today(), OPERATOR, DIRECTORY, named)
    if run.json:
        listed = [_plain(one) for one in page.invitations]
        run.answer({"invitations": listed, "counts": dict(counts.states), "total": counts.total})
        return
    for one in page.invitations:
        record = one.record
        day = f"last day {record.last_day}" if record.last_day else "last day unknown"
        typer.echo(f"{record.state:8} {record.at[:10]}  {one.card.name}, {day}")
    figures = ", ".join(f"{name} {'not shown' if count is None else count}" for name, count in counts.states)
    run.say(f"{figures}; all {'not shown' if counts.total is None else counts.total}")


def _plain(one: Invited) -> dict[str, Any]:
    record = one.record
    return {
        "person": record.person,
        "name": one.card.name,
        "state": record.state,
        "last_day": record.last_day or None,
        "asked": record.asked,
        "at": record.at,
    }


def _act(service: Service) -> Act:
    from actions.act import Act
    from policy.viewer import OPERATOR

    return Act(service.network, OPERATOR, uuid4().hex)
