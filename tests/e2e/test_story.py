"""The story of the README's second half, played through the API: the same on both stores."""

import os
import subprocess
import sys
from pathlib import Path

from tests.e2e.shell import KITH
from tests.servers.neo4j_server import Neo4jServer

STORY = Path(__file__).parents[2] / "sample" / "story.py"


def told(**environment: str) -> list[str]:
    """What the story tells; it ends where the network does not do as it should."""
    own = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        [sys.executable, STORY, KITH], env={**own, **environment}, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_an_introduction_a_quiet_no_and_a_farewell(neo4j_server: Neo4jServer) -> None:
    lines = told()
    assert any("sees at the deadline, of both: not this time" in line for line in lines)
    assert lines[-1].endswith("there is nobody of that name")
    neo4j_server.wipe()
    in_neo4j = told(
        KITH_STORE=neo4j_server.uri,
        KITH_NEO4J_USER=neo4j_server.user,
        KITH_NEO4J_PASSWORD=neo4j_server.password,
    )
    neo4j_server.wipe()
    assert in_neo4j == lines
