"""Networks that are asked in every kind of store."""

from collections.abc import Iterator

import pytest

from tests.factories.kept import Kept
from tests.servers.backends import backend_of


@pytest.fixture(scope="module")
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """A place in the store that the parameter names; parametrise it with `indirect`."""
    kept = Kept(request.param, backend_of(request.param, tmp_path_factory.mktemp("kept"), request))
    yield kept
    kept.close()
