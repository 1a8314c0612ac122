"""The composition root: the only place that knows which store it is and how the rooms fit together."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from graph.algorithms.store_ties import StoreTies
from graph.dates import iso
from graph.erasures import ErasureFile
from graph.errors import AlreadyInitialised, NotInitialised, StoreUnavailable
from graph.identity.organizations import organization_name
from graph.keys import Key, KeyMaker
from graph.model import Installation, Organization
from graph.ports import Store, TieSource
from graph.snapshot.read_model import ReadModel
from graph.snapshot.tie_source import SnapshotTies
from graph.stores.sqlite.store import SqliteStore
from graph.uploads import UploadFolder
from policy.viewer import Viewer
from queries.network import Network
from queries.told import told
from queries.use_log import UseBuffer
from service.erasures import FILE, replay
from service.secrets import read_or_make
from service.settings import Settings
from service.uses import UseWriter

Report = Callable[[str], None]

_INSTALLATION: Final = Key("installation:this")


@dataclass(frozen=True, slots=True)
class Service:
    """Everything that is open: hand it to a door, close it at the end."""

    settings: Settings
    store: Store
    installation: Installation
    organization: str
    network: Network
    uses: UseWriter
    erased_again: int = 0  # people who were back, from an older copy of the store, when it was opened

    @property
    def locks(self) -> Path:
        """The folder of this host's locks for this installation."""
        return self.settings.data / "locks"

    def told(self, viewer: Viewer) -> Network:
        """The network as it is told to `viewer`: what every question is asked of."""
        return told(self.network, viewer)

    def today(self) -> date:
        """The UTC day of the service's clock."""
        return self.network.today()

    def close(self) -> None:
        """Write what was noted of uses, and let go of everything."""
        try:
            self.uses.flush_or_log()
        finally:
            self.store.close()


def _silent(_: str) -> None:
    return None


def open_store(settings: Settings, *, create: bool, report: Report = _silent) -> Store:
    """The store that the settings name. Raises StoreUnavailable."""
    if settings.store == "sqlite":
        path = settings.data / "kith.sqlite"
        if settings.data.exists() and not settings.data.is_dir():
            raise StoreUnavailable(str(settings.data), "is a file, not a data folder")
        if not create and not path.exists():
            raise NotInitialised(str(settings.data))
        return SqliteStore(
            path,
            create=create,
            on_wait=lambda: report("another process is writing; waiting for its turn to end"),
            clock=settings.clock,
        )
    if settings.store.partition("://")[0] in _NEO4J:
        # only here: who keeps a network in SQLite need not wait for the driver
        from graph.stores.neo4j.store import Neo4jStore

        return Neo4jStore(
            settings.store,
            settings.neo4j_user,
            _password(settings),
            settings.neo4j_database,
            clock=settings.clock,
        )
    raise StoreUnavailable(settings.store, "not a store: sqlite, neo4j://HOST or bolt://HOST")


_NEO4J: Final = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def _password(settings: Settings) -> str:
    try:
        return settings.password()
    except OSError as error:
        raise StoreUnavailable(str(settings.neo4j_password_file), error.strerror or str(error)) from error


def initialise(settings: Settings, organization: str, report: Report = _silent) -> Installation:
    """Make an installation for `organization` in the store that the settings name.

    The same organization again changes nothing. Raises AlreadyInitialised when it is another's,
    StoreUnavailable, InvalidValue for a name without letters.
    """
    name = organization_name(organization)
    store = open_store(settings, create=True, report=report)
    try:
        present = find_installation(store)
        if present is not None:
            if organization_name(home_name(store, present)) != name:
                raise AlreadyInitialised(settings.store, home_name(store, present))
            return present
        secret = read_or_make(settings.secret_file or settings.data / "secret")
        home = Organization(
            key=KeyMaker(secret).key(Organization.KIND, name), name=" ".join(organization.split())
        )
        installation = Installation(
            key=_INSTALLATION, home=home.key, secret=secret.hex(), created=iso(settings.clock())
        )
        store.apply([home, installation], {_INSTALLATION: 0}, "init")
        return installation
    finally:
        store.close()


def open_service(settings: Settings, report: Report = _silent) -> Service:
    """Open the store and what stands on it. Raises NotInitialised, StoreUnavailable.

    The read model is opened, or built, with the first question.
    """
    store = open_store(settings, create=False, report=report)
    try:
        installation = find_installation(store)
        if installation is None:
            raise NotInitialised(settings.store if settings.store != "sqlite" else str(settings.data))
        owner = hashlib.sha256(f"{settings.store}\n{installation.created}\n{installation.secret}".encode())
        folder = settings.data / "read-models" / owner.hexdigest()[:16]
        read_model = ReadModel(store, folder, owner.hexdigest(), report)
        ties: TieSource = StoreTies(store) if settings.ties == "store" else SnapshotTies(store, read_model)
        uses = UseBuffer()
        network = Network(
            store,
            read_model,
            ties,
            KeyMaker(bytes.fromhex(installation.secret)),
            installation.home,
            settings.clock,
            uses,
            ErasureFile(settings.data / f"{FILE}-{owner.hexdigest()[:16]}"),
            settings.rehire_weights(),
            UploadFolder(settings.data / "uploads", settings.data / "locks"),
        )
        again = replay(network, settings.data / "locks", report)
        name = home_name(store, installation)
        return Service(settings, store, installation, name, network, UseWriter(network, uses), again)
    except BaseException:
        store.close()
        raise


def find_installation(store: Store) -> Installation | None:
    """The record about whose network the store holds."""
    for stored in store.scan(Installation, limit=1).records:
        return stored.record
    return None


def home_name(store: Store, installation: Installation) -> str:
    """What the home organization is called."""
    record = store.fetch([installation.home]).found[installation.home].record
    assert isinstance(record, Organization)
    return record.name
