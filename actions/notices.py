"""What people are told about a change: deliveries to be written in the same transaction as the change."""

from collections.abc import Collection
from datetime import datetime

from graph.dates import iso
from graph.keys import Key
from graph.model import Delivery, Webhook
from graph.ports import Deletion
from graph.scans import all_adjacent
from policy.notices import TEMPLATES
from queries.network import Network

MAIL = "mail"


def notices(
    network: Network, person: Key, template: str, subject: str, due: datetime, again: str = ""
) -> list[Delivery]:
    """Tell `person`, by mail and over each of their webhooks, what `template` says of `subject` at `due`.

    The same notice again has the same keys; `again` tells those of one subject apart. One round trip.
    """
    hooks = [hook.key for hook in all_adjacent(network.store, [person], Webhook)]
    return [notice(network, person, template, subject, due, channel, again) for channel in (MAIL, *hooks)]


def notice(
    network: Network,
    person: Key,
    template: str,
    subject: str,
    due: datetime,
    channel: str,
    again: str = "",
) -> Delivery:
    """One delivery, over one channel. KeyError when no text is called `template`."""
    if template not in TEMPLATES:
        raise KeyError(template)
    at = iso(due)
    named = ("delivery", person, template, subject, channel, *([again] if again else ()))
    return Delivery(
        key=delivery_key(at, network.keys.name(*named)),
        person=person,
        channel=channel,
        template=template,
        subject=subject,
        due=at,
    )


def taken_back(
    network: Network, people: Collection[Key], templates: Collection[str], subject: str
) -> list[Deletion]:
    """What `people` have not been told yet of `templates` about `subject` is not to be told any more."""
    waiting = all_adjacent(network.store, people, Delivery) if people else ()
    return [Deletion(one.key) for one in waiting if one.subject == subject and one.template in templates]


def delivery_key(due: str, name: str) -> Key:
    """The key of a delivery, in the order of time. `name` stays when it is put off."""
    return Key(f"{Delivery.KIND}:{due}.{name}")


def delivery_name(key: Key) -> str:
    """What names a delivery at all times: the receiver knows by it what comes twice."""
    return key.rpartition(".")[2]
