"""The pages over a network that is in Neo4j."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e.demo import playing_in
from tests.e2e.loop import close_the_loop
from tests.servers.neo4j_server import Neo4jServer


def test_the_loop_closes(neo4j_server: Neo4jServer, chromium: Browser, tmp_path: Path) -> None:
    neo4j_server.wipe()
    store = {
        "KITH_STORE": neo4j_server.uri,
        "KITH_NEO4J_USER": neo4j_server.user,
        "KITH_NEO4J_PASSWORD": neo4j_server.password,
    }
    with playing_in(tmp_path, **store) as demo:
        close_the_loop(chromium, demo, "neo4j")
    neo4j_server.wipe()
