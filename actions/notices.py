"""What people are told about a change: deliveries to be written in the same transaction as the change."""

from datetime import datetime

from graph.algorithms.pair_facts import all_adjacent
from graph.dates import iso
from graph.keys import Key, name_of
from graph.model import Delivery, Webhook
from queries.network import Network

MAIL = "mail"
WEBHOOK = "webhook"


def notices(network: Network, person: Key, template: str, subject: str, due: datetime) -> list[Delivery]:
    """Tell `person`, by mail and over each of their webhooks, what `template` says of `subject` at `due`.

    The same notice again has the same keys. One round trip.
    """
    hooks = [hook.key for hook in all_adjacent(network.store, [person], Webhook)]
    channels = [MAIL, *(f"{WEBHOOK}:{name_of(hook)}" for hook in hooks)]
    at = iso(due)
    return [
        Delivery(
            key=Key(f"{Delivery.KIND}:{at}.{network.keys.name('delivery', person, template, subject, each)}"),
            person=person,
            channel=each,
            template=template,
            subject=subject,
            due=at,
        )
        for each in channels
    ]
