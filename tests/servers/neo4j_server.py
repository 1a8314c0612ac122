"""A real Neo4j for tests and benches: one given, one in a container, or one started here.

A pytest plugin (`-p tests.servers.neo4j_server`) with the fixture `neo4j_server`, one server for the
whole run; and a script: `python -m tests.servers.neo4j_server` starts one, prints how to reach it and
keeps it until it is interrupted.
"""

import gc
import os
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from neo4j import GraphDatabase, Session

from tests.servers.neo4j_process import (
    BRIEF,
    PASSWORD,
    USER,
    Neo4jProcess,
    ServerMissing,
    free_port,
    lacks_java,
)
from tests.servers.neo4j_process import wait_until_it_answers as wait_until

_IMAGE = "neo4j:5.26-community"
_BOLT = 7687
_INDEXES = "INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"
_ADVICE = """\
No Neo4j for tests. One of these is needed:
  * NEO4J_URI (with KITH_NEO4J_USER and KITH_NEO4J_PASSWORD): an empty database that tests may wipe
  * a Docker engine that answers
  * Java 17 and Maven; missing here: {lacking}"""


def _cannot() -> None:
    raise NotImplementedError("this server is not ours to stop")


@dataclass(frozen=True, slots=True)
class Neo4jServer:
    """A server that answers. `kill` and `start_again` work on servers of our own only."""

    uri: str
    user: str
    password: str
    kill: Callable[[], None] = _cannot
    start_again: Callable[[], None] = _cannot

    def wipe(self, schema: bool = False) -> None:
        """Delete all nodes and relationships; with `schema` also all constraints and indexes."""
        with (
            GraphDatabase.driver(self.uri, auth=(self.user, self.password)) as driver,
            driver.session() as session,
        ):
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
            if schema:
                _drop_schema(session)


def _drop_schema(session: Session) -> None:
    for what, all_of_it in (("CONSTRAINT", "CONSTRAINTS YIELD name"), ("INDEX", _INDEXES)):
        names = [row["name"] for row in session.run(f"SHOW {all_of_it}")]
        with session.begin_transaction() as transaction:
            for name in names:
                transaction.run(f"DROP {what} `{name}`").consume()
            transaction.commit()


@contextmanager
def running_neo4j(java: Sequence[str] = ()) -> Iterator[Neo4jServer]:
    """The server that NEO4J_URI names, else one of our own. ServerMissing when there can be none."""
    given = os.environ.get("NEO4J_URI")
    if given:
        user = os.environ.get("KITH_NEO4J_USER", USER)
        yield Neo4jServer(given, user, os.environ.get("KITH_NEO4J_PASSWORD", ""))
        return
    with own_neo4j(java) as server:
        yield server


def own_neo4j(java: Sequence[str] = ()) -> AbstractContextManager[Neo4jServer]:
    """A server that the caller may kill: in a container where Docker answers, else a Java process.

    `java` are more options for the process; a container is as it is delivered.
    """
    if _docker_answers():
        return _container()
    lacking = lacks_java()
    if lacking:
        raise ServerMissing(_ADVICE.format(lacking=lacking))
    return _process(java)


@contextmanager
def _process(java: Sequence[str]) -> Iterator[Neo4jServer]:
    with tempfile.TemporaryDirectory(prefix="kith-neo4j-") as folder:
        process = Neo4jProcess(Path(folder), java)
        try:
            process.start()
            yield Neo4jServer(process.uri, USER, PASSWORD, kill=process.kill, start_again=process.start)
        finally:
            process.kill()


def _docker_answers() -> bool:
    import docker  # type: ignore[import-untyped]  # only a run without NEO4J_URI needs it
    from docker.errors import DockerException  # type: ignore[import-untyped]

    with warnings.catch_warnings():
        # A client that finds nobody to talk to leaves its socket to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        answers = False
        with suppress(DockerException):
            docker.from_env(timeout=5).close()  # asks for the version
            answers = True
        gc.collect()
    return answers


@contextmanager
def _container() -> Iterator[Neo4jServer]:
    from testcontainers.community.neo4j import Neo4jContainer

    # A port of our choice, for one that Docker chooses changes when the container starts again.
    port = free_port()
    container = Neo4jContainer(_IMAGE, password=PASSWORD, username=USER).with_bind_ports(_BOLT, port)
    with container:
        uri = container.get_connection_url()
        inner = container.get_wrapped_container()

        def start_again() -> None:
            inner.start()
            wait_until(uri, has_ended=lambda: False)

        yield Neo4jServer(uri, USER, PASSWORD, kill=inner.kill, start_again=start_again)


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """One Neo4j for the whole run."""
    with running_neo4j(BRIEF) as server:
        yield server


def main() -> None:
    """Start a server, print how to reach it, and keep it until interrupted or asked to end."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with running_neo4j() as server:
        print(f"{server.uri} user={server.user} password={server.password}", flush=True)
        try:
            signal.pause()
        except KeyboardInterrupt:
            print("ending", flush=True)


if __name__ == "__main__":
    main()
