"""Somebody has what they are told sent to an address of their own too."""

import secrets
from typing import Final

from actions.act import Act, repeated
from graph.errors import Refused
from graph.keys import Key
from graph.model import Delivery, Webhook
from graph.ports import Deletion
from graph.scans import all_adjacent
from policy.webhooks import MOST_HOOKS, check_url

_SECRET_BYTES: Final = 32


def add_webhook(act: Act, url: str) -> Webhook:
    """Tell `url`, from now on, what the person who acts is told; the same address again is the same hook.

    Raises Refused for an address that no webhook may have, and for the sixth. A few round trips.
    """
    person = act.person()
    hook = Webhook(
        key=act.network.keys.key(Webhook.KIND, person, check_url(url)),
        person=person,
        url=url,
        secret=secrets.token_hex(_SECRET_BYTES),
    )

    def attempt() -> Webhook:
        held = {hook.key: hook for hook in all_adjacent(act.network.store, [person], Webhook)}
        if hook.key in held:
            return held[hook.key]
        if len(held) >= MOST_HOOKS:
            raise Refused("BAD_INPUT", f"at most {MOST_HOOKS} webhooks; remove one first", "url")
        act.write("addWebhook", [hook], {hook.key: 0})
        return hook

    return repeated(attempt)


def remove_webhook(act: Act, key: Key) -> None:
    """Tell the address of this hook nothing more, nor what waits for it. Raises Refused if there is none."""
    person = act.person()

    def attempt() -> None:
        stored = act.network.store.fetch([key]).found.get(key)
        if stored is None or not isinstance(stored.record, Webhook) or stored.record.person != person:
            raise Refused("NOT_FOUND", "there is no webhook of that id", "webhook")
        told = all_adjacent(act.network.store, [person], Delivery)
        changes = [Deletion(key), *(Deletion(each.key) for each in told if each.channel == key)]
        act.write("removeWebhook", changes, {key: stored.revision})

    repeated(attempt)
