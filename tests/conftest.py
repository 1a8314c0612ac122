"""What every test may use."""

import os

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

pytest_plugins = ["tests.servers.neo4j_server", "tests.e2e.demo"]

# In CI the same examples every time: a red run there is about the change. Everywhere else, new ones.
settings.register_profile("any", deadline=None)  # how long an example takes is for bench/ to say
settings.load_profile("any")
settings.register_profile("ci", settings.get_profile("any"), derandomize=True, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


ITS_OWN_NEO4J = "tests/contract/test_neo4j_restart.py"
"""The file whose server is killed: no other test may have it."""

ON_NEO4J = ("tests/e2e/test_story.py", "tests/e2e/test_command_stores.py")
"""Files whose tests need a Neo4j; others say so in their names."""


THE_COMPANY = tuple(f"tests/e2e/test_{name}.py" for name in ("command", "command_killed", "ingest_killed"))
"""Files whose tests copy the sample company, which takes long to take in."""

THE_DEMO = "tests/e2e/test_pages"
"""How the files begin whose tests look at the demo, which takes as long."""

THE_SCHEMA = ("tests/integration/test_not_a_byte", "tests/integration/test_as_if_hidden")
"""How the files begin whose tests ask the same of the whole schema: a process reads a question once."""


class OneServer(LoadScopeScheduling):
    """Tests that need a Neo4j run one after the other in one process: they wipe the one server.

    So do those that share what takes long to make, or it would be made in every process. The largest
    groups come first and single tests last, so that all processes end at about the same time.
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(ITS_OWN_NEO4J):
            return nodeid
        if "neo4j" in nodeid or nodeid.startswith(ON_NEO4J):
            return "neo4j"
        for group in (THE_COMPANY, THE_DEMO, THE_SCHEMA):
            if nodeid.startswith(group):
                return str(group)
        return nodeid.partition("::")[0] if nodeid.startswith("tests/integration/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneServer:
    """Instead of groups by marks, which xdist 3.8 writes where pytest 9.2 does not look."""
    return OneServer(config, log)


@pytest.fixture(autouse=True)
def _one_server(request: pytest.FixtureRequest) -> None:
    """Fails where a test asks for a Neo4j in a process that has none to itself."""
    if "neo4j_server" in request.fixturenames:
        assert "neo4j" in request.node.nodeid or request.node.nodeid.startswith(ON_NEO4J)
