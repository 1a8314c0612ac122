"""`kith decisions`, `rights` and `retention`: the privacy officer's desk."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final
from uuid import uuid4

import typer

from cli.session import Session, session
from graph.errors import InvalidValue
from graph.keys import NO_KEY, Key

# What a command needs to work is imported when it works.
if TYPE_CHECKING:
    from actions.act import Act
    from graph.model import Decision, RightsRequest
    from service.opening import Service

_MOST: Final = 1_000_000
_EVERY_S: Final = 5.0


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("decisions")(decisions)
    app.command("rights")(rights)
    app.command("retention")(retention)


def decisions(
    context: typer.Context,
    set_: Annotated[
        str | None, typer.Option("--set", metavar="NAME=VALUE", help="Decide it; needs --reason.")
    ] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help="Why, for others to read.")] = None,
    history: Annotated[
        str | None, typer.Option(metavar="NAME", help="Every decision about it, oldest first.")
    ] = None,
) -> None:
    """Rules of the installation that were set, with the reasons: retention, sources, defaults, notices."""
    from actions.decide import decide
    from policy.viewer import OPERATOR
    from queries.decisions import decisions as ask

    run = session(context)
    if (set_ is None) != (reason is None):
        raise InvalidValue("set", set_ or "", "give --set NAME=VALUE and --reason TEXT together")
    with run.service() as service:
        if set_ is not None:
            name, equals, value = set_.partition("=")
            if not equals:
                raise InvalidValue("set", set_, "not NAME=VALUE")
            found = [decide(_act(service), name.strip(), value.strip(), reason or "")]
        else:
            found = list(ask(service.told(OPERATOR), OPERATOR, history or "", _MOST).decisions)
    if run.json:
        run.answer({"decisions": [asdict(decision) for decision in found]})
        return
    for decision in found:
        typer.echo(_decision_line(decision))
    if not found:
        run.say("nothing was decided: the defaults hold")


def rights(
    context: typer.Context,
    open_: Annotated[
        str | None, typer.Option("--open", metavar="PERSON", help="A request of theirs came; needs --right.")
    ] = None,
    right: Annotated[
        str | None, typer.Option(help="access, rectify, object, restrict, erase or export.")
    ] = None,
    close: Annotated[str | None, typer.Option(metavar="REQUEST", help="It has been answered.")] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What came, or what was done.")] = "",
    every: Annotated[bool, typer.Option("--every", help="Closed ones too.")] = False,
) -> None:
    """Requests of people who use their rights: open ones, the overdue first."""
    from actions.rights_requests import close_request, open_request
    from policy.viewer import OPERATOR
    from queries.find_subject import find_subject
    from queries.rights_requests import rights_requests

    run = session(context)
    if (open_ is None) != (right is None) or (open_ is not None and close is not None):
        raise InvalidValue("open", open_ or "", "give --open PERSON and --right RIGHT together, or --close")
    with run.service() as service:
        if open_ is not None:
            whose = find_subject(service.network, open_)
            found = [open_request(_act(service), right or "", whose, note)]
        elif close is not None:
            found = [close_request(_act(service), Key(close) if close else NO_KEY, note)]
        else:
            found = list(rights_requests(service.told(OPERATOR), OPERATOR, not every, _MOST).requests)
        _tell_rights(run, service, found)


def _tell_rights(run: Session, service: Service, found: list[RightsRequest]) -> None:
    from policy.rights import overdue

    late = {one.key: overdue(one, service.today()) for one in found}
    if run.json:
        run.answer({"requests": [asdict(one) | {"overdue": late[one.key]} for one in found]})
        return
    for one in found:
        state = f"done {one.done[:10]}" if one.done else f"due {one.due}"
        mark = "  OVERDUE" if late[one.key] else ""
        typer.echo(f"{one.key}  {one.right:8}  asked {one.asked[:10]}  {state}  {one.person}{mark}")
        if one.note:
            typer.echo(f"    {one.note}")
    if not found:
        run.say("no request is open")


def retention(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what is due; let nothing go.")] = False,
) -> None:
    """Let go of what has been kept long enough; the service does so every day."""
    from service.daily import retain_now

    run = session(context)
    with run.service() as service:
        done = retain_now(service, dry_run, _now_and_then(run))
    if run.json:
        run.answer({"dry_run": dry_run, "kinds": [asdict(kind) for kind in done]})
        return
    for kind in done:
        typer.echo(f"{kind.kind}: {kind.due:,} from before {kind.before}, {kind.gone:,} gone")


def _now_and_then(run: Session) -> Callable[[str, int], None]:
    """Progress as a message every few seconds."""
    told = time.monotonic()

    def report(kind: str, count: int) -> None:
        nonlocal told
        if time.monotonic() - told > _EVERY_S:
            told = time.monotonic()
            run.say(f"{kind}: {count:,}")

    return report


def _decision_line(decision: Decision) -> str:
    return f"{decision.name} = {decision.value}  ({decision.at[:10]}, {decision.by})\n    {decision.reason}"


def _act(service: Service) -> Act:
    from actions.act import Act
    from policy.viewer import OPERATOR

    return Act(service.network, OPERATOR, uuid4().hex)
