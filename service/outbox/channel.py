"""What a channel is to the worker."""

from dataclasses import dataclass
from typing import Protocol

from graph.model import Delivery


@dataclass
class Undelivered(Exception):
    """It did not arrive: `reason` in words without personal values. `lasting`: it never will.

    `bounced`: because nobody is at the address, or there is none.
    """

    reason: str
    lasting: bool = False
    bounced: bool = False

    def __str__(self) -> str:
        return self.reason


class Channel(Protocol):
    """A way by which messages leave. Used by one thread."""

    def deliver(self, delivery: Delivery) -> None:
        """Send it, within a minute. Raises Undelivered."""
        ...

    def rest(self) -> None:
        """Let go of connections until the next message."""
        ...
