"""What every test may use."""

import os

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

pytest_plugins = ["tests.servers.neo4j_server", "tests.e2e.demo"]

# In CI the same examples every time: a red run there is about the change. Everywhere else, new ones.
settings.register_profile("ci", derandomize=True, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


ON_NEO4J = ("tests/e2e/test_story.py", "tests/e2e/test_command_stores.py")
"""Files whose tests need a Neo4j; others say so in their names."""


class OneServer(LoadScopeScheduling):
    """Tests that need a Neo4j run one after the other in one process: they wipe the one server."""

    def _split_scope(self, nodeid: str) -> str:
        return "neo4j" if "neo4j" in nodeid or nodeid.startswith(ON_NEO4J) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneServer:
    """Instead of groups by marks, which xdist 3.8 writes where pytest 9.2 does not look."""
    return OneServer(config, log)


@pytest.fixture(autouse=True)
def _one_server(request: pytest.FixtureRequest) -> None:
    """Fails where a test asks for a Neo4j in a process that has none to itself."""
    if "neo4j_server" in request.fixturenames:
        assert "neo4j" in request.node.nodeid or request.node.nodeid.startswith(ON_NEO4J)
