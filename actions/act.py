"""One write by a person: who does it, in which network, and once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from graph.dates import iso
from graph.errors import Conflict, Refused
from graph.keys import Key
from graph.model import Person
from graph.ports import Change
from policy.viewer import Viewer
from queries.network import Network

T = TypeVar("T")

_TRIES: Final = 20
LONGEST_KEY: Final = 200


@dataclass(frozen=True, slots=True)
class Act:
    """What every action is given. `once` is the caller's idempotency key: the same again writes nothing."""

    network: Network
    viewer: Viewer
    once: str

    def __post_init__(self) -> None:
        if not self.once.strip() or len(self.once) > LONGEST_KEY:
            raise Refused("BAD_INPUT", f"give a text of 1 to {LONGEST_KEY} letters", "idempotencyKey")

    def person(self) -> Key:
        """The person who acts. Raises Refused for machine accounts and for who is not in the network."""
        key = self.viewer.person
        if key and isinstance(_record(self.network, key), Person):
            return key
        raise Refused("NOT_ALLOWED", "only people of the network may do that")

    def now(self) -> datetime:
        """The moment of the act."""
        return self.network.clock()

    def moment(self) -> str:
        """The moment of the act as records keep it."""
        return iso(self.network.clock())

    def name(self, *parts: str) -> str:
        """A name for what this act makes: the same act makes the same, another another."""
        return self.network.keys.name("act", self.viewer.person or "operator", self.once, *parts)

    def write(self, what: str, changes: Sequence[Change], expect: Mapping[Key, int]) -> int:
        """Write `changes` as the act `what`, once. Raises Conflict when an expectation does not hold."""
        return self.network.store.apply(changes, expect, self.name(what))


def repeated(attempt: Callable[[], T]) -> T:
    """What `attempt` returns; it reads and writes anew while others' writes come between.

    Raises Conflict after 20 tries.
    """
    for _ in range(_TRIES - 1):
        try:
            return attempt()
        except Conflict:
            continue
    return attempt()


def _record(network: Network, key: Key) -> object:
    stored = network.store.fetch([key]).found.get(key)
    return stored.record if stored is not None else None
