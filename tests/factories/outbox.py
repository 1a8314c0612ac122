"""A network with something to tell, and an outbox over it that sends for real."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from actions.notices import MAIL, notice
from api.link_tokens import LinkTokens
from graph.keys import Key
from graph.model import Delivery
from graph.scans import every
from queries.network import Network
from service.links import ACTIONS
from service.outbox.hooks import Hooks
from service.outbox.letters import Stationery
from service.outbox.mail import Mail, NoMail, Smtp
from service.outbox.worker import Outbox
from tests.factories import records as make
from tests.factories.network import NOW

SECRET = bytes(range(32))
PUBLIC = "https://kith.example.com/app"
TOKENS = LinkTokens(SECRET, lambda: NOW)
STATIONERY = Stationery("kith <kith@example.com>", PUBLIC, "Häme & Co", TOKENS, ACTIONS)


@dataclass(slots=True)
class Clock:
    """A clock that a test moves."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def later(self, by: timedelta) -> None:
        self.now += by


def ticking(network: Network) -> tuple[Network, Clock]:
    """The same network with a clock of its own."""
    clock = Clock()
    return replace(network, clock=clock), clock


def tell(
    network: Network,
    name: str = "bob",
    template: str = "rights_done",
    subject: str = "",
    channel: str = MAIL,
    due: datetime | None = None,
) -> Delivery:
    """Write something that `name` is to be told, as an action would; due now."""
    person = make.key("person", name)
    delivery = notice(network, person, template, subject, due or network.clock(), channel)
    network.store.apply([delivery])
    return delivery


def waiting(network: Network) -> Sequence[Delivery]:
    return list(every(network.store, Delivery))


def outbox(network: Network, port: int = 0, private: bool = True, **smtp: Any) -> Outbox:
    """An outbox whose mail goes to the server at `port`; without one there is no mail."""
    hooks = Hooks(network, private=private, timeout_s=0.5)
    if not port:
        return Outbox(network, NoMail(), hooks)
    server = Smtp("127.0.0.1", port, **({"security": "none", "timeout_s": 3.0} | smtp))
    return Outbox(network, Mail(network, server, STATIONERY), hooks)


def password_file(folder: Path, password: str) -> Path:
    path = folder / "password"
    path.write_text(f"{password}\n")
    return path


def person(name: str) -> Key:
    return make.key("person", name)
