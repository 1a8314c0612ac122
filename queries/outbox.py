"""What waits in the outbox, told without anybody's name."""

from collections import defaultdict
from dataclasses import dataclass

from graph.algorithms.pair_facts import every
from graph.model import Delivery
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
    groups: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
    for delivery in every(network.store, Delivery):
        groups[delivery.template, delivery.channel.partition(":")[0]].append(delivery)
    found = []
    for (template, channel), held in sorted(groups.items()):
        tried = max(held, key=lambda delivery: delivery.attempts)
        found.append(Waiting(template, channel, len(held), held[0].due, tried.attempts, tried.failure))
    return found
