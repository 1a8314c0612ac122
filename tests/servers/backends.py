"""Every kind of store, opened the same way: in memory, in a SQLite file, in a real Neo4j."""

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


def backend_of(kind: str, folder: Path, request: pytest.FixtureRequest) -> Backend:
    """One of STORES; a Neo4j is started when the first test asks for it."""
    if kind == "memory":
        return MemoryBackend()
    if kind == "sqlite":
        return SqliteBackend(folder)
    return Neo4jBackend(request.getfixturevalue("neo4j_server"))
