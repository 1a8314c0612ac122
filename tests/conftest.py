"""What every test may use."""

import os

import pytest
from hypothesis import settings

pytest_plugins = ["tests.servers.neo4j_server"]

# In CI the same examples every time: a red run there is about the change. Everywhere else, new ones.
settings.register_profile("ci", derandomize=True, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need a Neo4j run one after the other in one process: they wipe the one server."""
    for item in items:
        if "neo4j" in item.nodeid or "neo4j_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("neo4j"))
