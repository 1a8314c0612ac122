"""The same network in another store."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from graph.model import KINDS, Installation, Record
from graph.ports import Store
from graph.scans import every
from graph.snapshot.read_model import ReadModel
from graph.snapshot.tie_source import SnapshotTies
from queries.network import Network
from queries.use_log import UseBuffer
from tests.servers.backends import STORES, Backend

Made = Callable[[], Network]


def records_of(network: Network) -> list[Record]:
    """Everything that the network holds."""
    return [record for kind in KINDS.values() for record in every(network.store, kind)]


def copied(network: Network, store: Store, **installation: str) -> Network:
    """The network over an empty store, filled in one batch; `installation` are fields that differ there."""
    records = records_of(network)
    store.apply([replace(one, **installation) if isinstance(one, Installation) else one for one in records])
    read_model = ReadModel(store, None, "test")
    return replace(network, store=store, read_model=read_model, ties=SnapshotTies(store, read_model))


class Kept:
    """Keeps one network at a time in a store of some kind; one that is only asked is put there once."""

    def __init__(self, kind: str, backend: Backend) -> None:
        self.kind = kind
        self._backend = backend
        self._made: Made | None = None
        self._network: Network | None = None

    def network(self, made: Made) -> Network:
        """What `made` makes, to be asked and not changed."""
        if self._network is None or self._made is not made:
            self._network, self._made = self._put(made), made
        return replace(self._network, uses=UseBuffer())  # nobody has been named yet

    def to_act_on(self, made: Made) -> Network:
        """What `made` makes, to be changed."""
        self._made = None
        self._network = self._put(made)
        return self._network

    def close(self) -> None:
        """Let go of the store."""
        if self._network is not None:
            self._network.store.close()
        self._network = self._made = None

    def _put(self, made: Made) -> Network:
        self.close()
        self._backend.empty()
        return copied(made(), self._backend.open())


def in_stores(roles: Iterable[str], sqlite: Iterable[str], neo4j: Iterable[str]) -> list[tuple[str, str]]:
    """(store, role) pairs: each role in one store, in memory when it is named for no other.

    Roles are weighed above the stores, and these are held to the same answers by the contract.
    """
    apart = {role: kind for kind, some in (("sqlite", sqlite), ("neo4j", neo4j)) for role in some}
    pairs = [(apart.get(role, "memory"), role) for role in roles]
    return sorted(pairs, key=lambda pair: STORES.index(pair[0]))
