"""The stories of the README's second half, played through the API: the same on both stores."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.e2e.shell import KITH
from tests.servers.neo4j_server import Neo4jServer

STORIES = Path(__file__).parents[2] / "sample" / "stories"


def told(story: str, **environment: str) -> list[str]:
    """What a story tells; it ends where the network does not do as it should."""
    own = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    command = [sys.executable, STORIES / f"{story}.py", KITH]
    done = subprocess.run(command, env={**own, **environment}, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def told_in_both(story: str, server: Neo4jServer) -> list[str]:
    """What it tells on SQLite and, at the same time, on Neo4j: the same."""
    with ThreadPoolExecutor(1) as beside:
        in_sqlite = beside.submit(told, story)
        in_neo4j = told_in_neo4j(story, server)
    lines = in_sqlite.result()
    assert in_neo4j == lines
    return lines


def told_in_neo4j(story: str, server: Neo4jServer) -> list[str]:
    """The same on a Neo4j that is empty before and after."""
    server.wipe()
    lines = told(
        story,
        KITH_STORE=server.uri,
        KITH_NEO4J_USER=server.user,
        KITH_NEO4J_PASSWORD=server.password,
    )
    server.wipe()
    return lines


def test_an_introduction_a_quiet_no_and_a_farewell(neo4j_server: Neo4jServer) -> None:
    lines = told_in_both("trust", neo4j_server)
    assert any("sees at the deadline, of both: not this time" in line for line in lines)
    assert lines[-1].endswith("there is nobody of that name")


def test_a_farewell_and_a_return(neo4j_server: Neo4jServer) -> None:
    lines = told_in_both("alliance", neo4j_server)
    story = "\n".join(lines)
    for moment in (
        "accepts: the tour stands",
        "signs the same: now it counts",
        "follows the link in the letter",
        "would like to return, from 2027-01 on",
        "says yes to INSIGHT",
        "hears what came of it",
        "2026-09-30, then 2026-11-02 to now",
        "requests: 2026-03: helped 10, total 10 (was: nothing)",
    ):
        assert moment in story
    assert lines[-1].endswith("alone, they tell nothing")
