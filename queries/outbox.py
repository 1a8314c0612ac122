"""What waits in the outbox, told without anybody's name."""

from dataclasses import dataclass, replace

from graph.model import Delivery
from graph.scans import every
from queries.network import Network


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many messages of one template over one kind of channel (mail, webhook)."""

    template: str
    channel: str
    count: int
    due: str  # the first of them
    attempts: int  # the most
    failure: str  # of the one that was tried most


def waiting(network: Network) -> list[Waiting]:
    """For the operator; by template and channel. O(deliveries), page by page."""
    groups: dict[tuple[str, str], Waiting] = {}
    for delivery in every(network.store, Delivery):  # in the order of time
        channel = delivery.channel.partition(":")[0]
        place = (delivery.template, channel)
        group = groups.get(place) or Waiting(*place, 0, delivery.due, 0, "")
        if delivery.attempts > group.attempts:
            group = replace(group, attempts=delivery.attempts, failure=delivery.failure)
        groups[place] = replace(group, count=group.count + 1)
    return [groups[place] for place in sorted(groups)]
