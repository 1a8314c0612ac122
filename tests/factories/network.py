"""A small network to ask: records in a store in memory, the read model over it, a fixed clock."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from graph.identity.organizations import organization_name
from graph.keys import KeyMaker
from graph.model import Employment, Identifier, Organization
from graph.ports import Change, Store
from graph.snapshot.read_model import ReadModel
from graph.snapshot.tie_source import SnapshotTies
from queries.network import Network
from tests.factories import records as make
from tests.fakes.memory_store import MemoryStore

NOW = datetime(2024, 6, 1, 10, 30, tzinfo=UTC)
SECRET = b"a secret for tests only"
KEYS = KeyMaker(SECRET)


def network_of(changes: Sequence[Change], now: datetime = NOW) -> Network:
    """A network of `changes`; the installation and its home organization are added."""
    return network_in(MemoryStore(lambda: now), changes, lambda: now)


def network_in(store: Store, changes: Sequence[Change], clock: Callable[[], datetime]) -> Network:
    """The same in any empty store, with any clock."""
    store.apply([make.organization(), make.installation(), *changes])
    read_model = ReadModel(store, None, "test")
    return Network(
        store,
        read_model,
        SnapshotTies(store, read_model),
        KEYS,
        make.key("organization", "home"),
        clock,
    )


def address_of(name: str) -> Identifier:
    """The address name@example.com of `name`, under the key by which the network finds it."""
    return address_at(name, f"{name}@example.com")


def address_at(name: str, address: str, **fields: Any) -> Identifier:
    """Another address of `name`, under the key by which the network finds it."""
    return replace(make.identifier(name, address, **fields), key=KEYS.key(Identifier.KIND, "email", address))


def company(called: str) -> Organization:
    """A company under the key by which filters find it."""
    return Organization(key=KEYS.key(Organization.KIND, organization_name(called)), name=called)


def works_at(of: str, at: Organization, since: str = "2022-01", until: str = "", **fields: Any) -> Employment:
    """`of` works at a company made by `company`."""
    return replace(make.employment(of, "elsewhere", since, until, **fields), organization=at.key)
