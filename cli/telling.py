"""`kith outbox` and `kith webhooks`: what people are told, and where."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cli.session import session

# What a command needs to work is imported when it works.
if TYPE_CHECKING:
    from graph.keys import Key
    from service.opening import Service

webhooks = typer.Typer(no_args_is_help=True, help="Addresses that are told what somebody is told.")


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("outbox")(outbox)
    app.add_typer(webhooks, name="webhooks")


def outbox(
    context: typer.Context,
    send: Annotated[bool, typer.Option("--send", help="Send what is due, once.")] = False,
) -> None:
    """What waits to be sent, by the name of its text."""
    from policy.viewer import OPERATOR
    from queries.outbox import waiting
    from service.outbox.opening import outbox_of

    run = session(context)
    with run.service() as service:
        if send:
            worked = outbox_of(service).work()
            counts = asdict(worked)
            run.answer(counts, ", ".join(f"{count} {name}" for name, count in counts.items()))
            return
        found = waiting(service.told(OPERATOR))
    if run.json:
        run.answer({"waiting": [asdict(each) for each in found]})
        return
    if not found:
        run.say("nothing waits to be sent")
    for each in found:
        tried = f", tried {each.attempts} times: {each.failure}" if each.failure else ""
        typer.echo(f"{each.template:28} {each.channel:8} {each.count:6}  due {each.due}{tried}")


@webhooks.command("add")
def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="https://HOST/...")],
    as_: Annotated[str, typer.Option("--as", metavar="EMAIL", help="Whose messages it gets.")],
) -> None:
    """Tell an address what somebody is told; the secret that signs it is the last line."""
    from actions.act import Act
    from actions.webhooks import add_webhook
    from policy.webhooks import shown_secret

    run = session(context)
    with run.service() as service:
        hook = add_webhook(Act(service.network, run.viewer(service, as_), uuid.uuid4().hex), url)
    secret = shown_secret(hook.secret)
    run.say(f"{hook.key}: check signatures with this secret")
    run.answer({"webhook": hook.key, "url": hook.url, "secret": secret}, secret)


@webhooks.command("list")
def listed(context: typer.Context) -> None:
    """Every webhook, and whose it is."""
    from graph.model import Webhook
    from graph.scans import every
    from policy.viewer import OPERATOR

    run = session(context)
    with run.service() as service:
        found = list(every(service.told(OPERATOR).store, Webhook))
    if run.json:
        run.answer({"webhooks": [{"webhook": h.key, "person": h.person, "url": h.url} for h in found]})
        return
    if not found:
        run.say("no webhooks")
    for hook in found:
        typer.echo(f"{hook.key}  {hook.person}  {hook.url}")


@webhooks.command("remove")
def remove(
    context: typer.Context,
    webhook: Annotated[str, typer.Argument(help="Its id, as `kith webhooks list` shows it.")],
) -> None:
    """Tell an address nothing more."""
    from actions.act import Act
    from actions.webhooks import remove_webhook
    from graph.keys import Key
    from policy.viewer import Viewer

    run = session(context)
    with run.service() as service:
        owner = Viewer(person=_owner(service, Key(webhook)))
        remove_webhook(Act(service.network, owner, uuid.uuid4().hex), Key(webhook))
    run.answer({"removed": webhook}, f"removed {webhook}")


def _owner(service: Service, key: Key) -> Key:
    from graph.errors import InvalidValue
    from graph.model import Webhook

    stored = service.store.fetch([key]).found.get(key)
    if stored is None or not isinstance(stored.record, Webhook):
        raise InvalidValue("webhook", key, "there is none of this id; see `kith webhooks list`")
    return stored.record.person
