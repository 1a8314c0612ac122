"""Every journey over a network that is in Neo4j, one after the other in one demo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.demo import Demo, person, playing_in
from tests.e2e.journeys.admin import run_the_network
from tests.e2e.journeys.loop import close_the_loop
from tests.e2e.journeys.officer import keep_the_rules
from tests.e2e.journeys.own import have_her_say, leave_for_good
from tests.e2e.journeys.recruiter import bring_somebody_back
from tests.e2e.journeys.together import plan_tell_and_meet
from tests.servers.neo4j_server import Neo4jServer


@pytest.fixture(scope="module")
def in_neo4j(neo4j_server: Neo4jServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    neo4j_server.wipe()
    store = {
        "KITH_STORE": neo4j_server.uri,
        "KITH_NEO4J_USER": neo4j_server.user,
        "KITH_NEO4J_PASSWORD": neo4j_server.password,
    }
    with playing_in(tmp_path_factory.mktemp("neo4j"), **store) as demo:
        yield demo
    neo4j_server.wipe()


def test_the_loop_closes(in_neo4j: Demo, chromium: Browser) -> None:
    close_the_loop(person(chromium, in_neo4j, "neo4j-loop"), in_neo4j.topic)


def test_a_recruiter_brings_somebody_back(in_neo4j: Demo, chromium: Browser) -> None:
    bring_somebody_back(person(chromium, in_neo4j, "neo4j-recruiter"))


def test_colleagues_plan_tell_and_meet(in_neo4j: Demo, chromium: Browser) -> None:
    plan_tell_and_meet(person(chromium, in_neo4j, "neo4j-together"))


def test_who_runs_the_network_does(in_neo4j: Demo, chromium: Browser, tmp_path: Path) -> None:
    run_the_network(person(chromium, in_neo4j, "neo4j-admin"), tmp_path / "people.csv")


def test_the_officer_keeps_the_rules(in_neo4j: Demo, chromium: Browser) -> None:
    keep_the_rules(person(chromium, in_neo4j, "neo4j-officer"))


def test_an_alumna_has_her_say_and_leaves_for_good(in_neo4j: Demo, chromium: Browser) -> None:
    have_her_say(person(chromium, in_neo4j, "neo4j-own"))
    leave_for_good(person(chromium, in_neo4j, "neo4j-leave"))
