"""Every store, opened the same way: a contract test asks for `store`, `open_store` or `backend`."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest

from graph.ports import Store
from graph.stores.sqlite.store import SqliteStore
from tests.fakes.memory_store import MemoryStore

STORES = ("memory", "sqlite", "neo4j")


class Backend(Protocol):
    """One kind of store. `cost` is how much slower it is than the one in memory, roughly."""

    cost: int

    def empty(self) -> None:
        """From here on, stores that are opened are over new, empty data."""

    def open(self) -> Store:
        """A store over the present data; several may be open at once."""


class MemoryBackend:
    cost = 1

    def __init__(self) -> None:
        self._store = MemoryStore()

    def empty(self) -> None:
        self._store = MemoryStore()

    def open(self) -> Store:
        return self._store.reopen()


class SqliteBackend:
    cost = 3

    def __init__(self, folder: Path) -> None:
        self._paths = (folder / f"{number}" / "kith.sqlite" for number in count())
        self._path = next(self._paths)

    def empty(self) -> None:
        self._path = next(self._paths)

    def open(self) -> Store:
        return SqliteStore(self._path, wait_s=60)


class Neo4jBackend:
    cost = 10

    def __init__(self, server: object) -> None:
        self._server = server
        self.empty()

    def empty(self) -> None:
        self._server.wipe()

    def open(self) -> Store:
        from graph.stores.neo4j.store import Neo4jStore

        return Neo4jStore(self._server.uri, self._server.user, self._server.password)


@pytest.fixture(params=STORES)
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Backend:
    if request.param == "memory":
        return MemoryBackend()
    if request.param == "sqlite":
        return SqliteBackend(tmp_path)
    return Neo4jBackend(request.getfixturevalue("neo4j_server"))


@pytest.fixture
def open_store(backend: Backend) -> Iterator[Callable[[], Store]]:
    opened: list[Store] = []

    def open_one() -> Store:
        opened.append(backend.open())
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    return open_store()
