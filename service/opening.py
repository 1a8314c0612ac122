"""The composition root: the only place that knows which store it is and how the rooms fit together."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph.dates import iso
from graph.erasures import ErasureFile
from graph.errors import AlreadyInitialised, NotInitialised, StoreUnavailable
from graph.identity.organizations import organization_name
from graph.keys import Key, KeyMaker
from graph.model import Installation, Organization
from graph.ports import Store
from graph.stores.sqlite.store import SqliteStore
from policy.viewer import Viewer
from queries.use_log import UseBuffer
from service.erasures import FILE, is_left
from service.secrets import read_or_make
from service.settings import Settings

if TYPE_CHECKING:
    from queries.network import Network
    from service.uses import UseWriter

Report = Callable[[str], None]

_INSTALLATION: Final = Key("installation:this")


def _silent(_: str) -> None:
    return None


@dataclass(frozen=True)
class Service:
    """Everything that is open: hand it to a door, close it at the end."""

    settings: Settings
    store: Store
    installation: Installation
    organization: str
    erasures: ErasureFile
    report: Report = _silent
    noted: UseBuffer = field(default_factory=UseBuffer)
    erased_again: int = 0  # people who were back, from an older copy of the store, when it was opened

    @cached_property
    def keys(self) -> KeyMaker:
        """What ids are made with."""
        return KeyMaker(bytes.fromhex(self.installation.secret))

    @cached_property
    def network(self) -> "Network":
        """What questions are asked of. An import asks none, and waits for nothing that answers need.

        The read model is opened, or built, with the first question.
        """
        from service.network import network_of

        return network_of(self)

    @cached_property
    def uses(self) -> "UseWriter":
        """Writes to the store who was named to whom."""
        from service.uses import UseWriter

        return UseWriter(self.network, self.noted)

    @property
    def locks(self) -> Path:
        """The folder of this host's locks for this installation."""
        return self.settings.data / "locks"

    @property
    def clock(self) -> Callable[[], datetime]:
        """What says the time."""
        return self.settings.clock

    def told(self, viewer: Viewer) -> "Network":
        """The network as it is told to `viewer`: what every question is asked of."""
        from queries.told import told

        return told(self.network, viewer)

    def today(self) -> date:
        """The UTC day of the service's clock."""
        return self.clock().astimezone(UTC).date()

    def close(self) -> None:
        """Write what was noted of uses, and let go of everything."""
        try:
            if self.noted:
                self.uses.flush_or_log()
        finally:
            self.store.close()


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
    """Open the store and what stands on it. Raises NotInitialised, StoreUnavailable."""
    store = open_store(settings, create=False, report=report)
    try:
        installation = find_installation(store)
        if installation is None:
            raise NotInitialised(settings.store if settings.store != "sqlite" else str(settings.data))
        erasures = ErasureFile(settings.data / f"{FILE}-{fingerprint(settings, installation)[:16]}")
        service = Service(settings, store, installation, home_name(store, installation), erasures, report)
        if is_left(store, erasures):
            from service.erasing import replay  # hardly ever

            service = replace(service, erased_again=replay(service.network, service.locks, report))
        return service
    except BaseException:
        store.close()
        raise


def fingerprint(settings: Settings, installation: Installation) -> str:
    """What tells the files of one installation in one store from those of any other."""
    told = f"{settings.store}\n{installation.created}\n{installation.secret}"
    return hashlib.sha256(told.encode()).hexdigest()


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
