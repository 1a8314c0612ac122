"""Every store, opened the same way: a contract test asks for `store`, `open_store` or `backend`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.ports import Store
from tests.servers.backends import STORES, Backend, backend_of


@pytest.fixture(params=STORES)
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Backend:
    return backend_of(request.param, tmp_path, request)


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
