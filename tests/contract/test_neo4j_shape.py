"""What somebody who looks into Neo4j sees, and what opening it says and makes."""

from collections.abc import Iterator

import pytest
from neo4j import Driver, GraphDatabase

from graph.errors import StoreUnavailable
from graph.model import KINDS
from graph.ports import Deletion
from graph.stores.neo4j.store import Neo4jStore
from tests.factories import records as a
from tests.servers.neo4j_process import free_port
from tests.servers.neo4j_server import Neo4jServer

INDEXED = {kind.KIND: "Record" if kind.ENDS is None else kind.LABEL for kind in KINDS.values()}
ADA, BOB = a.key("person", "ada"), a.key("person", "bob")


@pytest.fixture
def store(neo4j_server: Neo4jServer) -> Iterator[Neo4jStore]:
    neo4j_server.wipe()
    store = Neo4jStore(neo4j_server.uri, neo4j_server.user, neo4j_server.password)
    yield store
    store.close()


@pytest.fixture
def browser(neo4j_server: Neo4jServer) -> Iterator[Driver]:
    with GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        yield driver


def rows(browser: Driver, cypher: str):
    return [tuple(record.values()) for record in browser.execute_query(cypher).records]


def test_a_person_is_a_node_with_readable_properties(store, browser):
    store.apply([a.person("ada", headline="Reads maps")])
    ((labels, properties),) = rows(browser, "MATCH (n:Person) RETURN labels(n), properties(n)")
    assert sorted(labels) == ["Person", "Record"]
    assert properties == {"key": ADA, "rev": 1, "name": "Ada", "headline": "Reads maps", "location": ""}


def test_a_tie_is_one_relationship_between_two_people(store, browser):
    tie = a.tie("ada", "bob", contributor=BOB)
    store.apply([a.person("ada"), a.person("bob"), tie])
    found = rows(
        browser,
        "MATCH (a:Person)-[r:KNOWS]->(b:Person) RETURN a.key, b.key, r.key, r.trust, r.contributor, r.rev",
    )
    assert found == [(ADA, BOB, tie.key, 1.0, BOB, 1)]


def test_references_of_a_node_can_be_followed(store, browser):
    store.apply(
        [a.person("ada"), a.person("bob"), a.skill("maps"), a.evidence("talk", "ada", "bob", about=("maps",))]
    )
    drawn = "MATCH (e:Evidence)-[r]->(t) RETURN type(r), t.key ORDER BY t.key"
    assert rows(browser, drawn) == [("SHOWN_BY", ADA), ("SHOWN_BY", BOB), ("ABOUT", "skill:maps")]
    store.apply([a.evidence("talk", "bob", endorser=ADA)])
    assert rows(browser, drawn) == [("ENDORSED_BY", ADA), ("SHOWN_BY", BOB)]


def test_an_employment_that_moves_is_still_one_relationship(store, browser):
    job = a.employment("ada", "home")
    store.apply([a.person("ada"), a.organization("home"), a.organization("away"), job])
    store.apply([type(job)(key=job.key, person=ADA, organization=a.key("organization", "away"), source="hr")])
    assert rows(browser, "MATCH (:Person)-[r:WORKED_AT]->(o) RETURN r.key, o.key, r.rev") == [
        (job.key, "organization:away", 2)
    ]


def test_nothing_is_left_of_what_was_deleted_but_its_key(store, browser):
    tie = a.tie("ada", "bob")
    store.apply([a.person("ada"), a.person("bob"), tie, a.identifier("ada")])
    store.apply([Deletion(ADA), Deletion(tie.key), Deletion(a.identifier("ada").key)])
    assert rows(browser, "MATCH ()-[r]->() RETURN r") == []
    assert rows(browser, "MATCH (n) WHERE n:Person OR n:Identifier RETURN n.key") == [(BOB,)]
    gone = rows(browser, "MATCH (n:Deleted) RETURN n.key, n.rev ORDER BY n.key")
    assert gone == [(a.identifier("ada").key, 2), (ADA, 2), (tie.key, 2)]


def test_locks_and_guesses_leave_no_property_behind(store, browser):
    store.apply([a.person("ada"), a.person("bob"), a.tie("ada", "bob")])
    store.apply([a.person("ada", headline="New"), a.person("bob"), a.tie("ada", "bob", reason="New")])
    assert rows(browser, "MATCH (n:!RevisionCounter) WHERE n.lock IS NOT NULL RETURN n") == []
    assert rows(browser, "MATCH ()-[r]->() WHERE r.lock IS NOT NULL RETURN r") == []


def test_every_revision_is_sealed_behind_the_one_before(store, browser):
    for name in ("ada", "bob", "eve"):
        store.apply([a.person(name)])
    seals = rows(browser, "MATCH (n:Revision) RETURN n.rev, n.seal ORDER BY n.rev")
    assert [revision for revision, _ in seals] == [1, 2, 3]
    assert len({seal for _, seal in seals}) == 3
    assert rows(browser, "MATCH (c:RevisionCounter) RETURN c.rev, c.seal") == [seals[-1]]


def test_a_key_is_unique(store, browser):
    made = set(
        rows(
            browser,
            "SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type RETURN labelsOrTypes[0], properties[0]",
        )
    )
    assert {(INDEXED[kind.KIND], "key") for kind in KINDS.values()} <= made
    store.apply([a.person("ada")])
    with pytest.raises(Exception, match="already exists"):
        browser.execute_query("CREATE (:Record {key: $key})", key=ADA)


def test_revisions_and_contributors_are_indexed(store, browser):
    shown = (
        "SHOW INDEXES YIELD labelsOrTypes AS on, properties WHERE on IS NOT NULL RETURN on[0], properties[0]"
    )
    made = set(rows(browser, shown))
    assert {(INDEXED[kind.KIND], "rev") for kind in KINDS.values()} <= made
    assert {("KNOWS", "contributor"), ("WORKED_AT", "manager"), ("Deleted", "rev")} <= made


def test_what_was_dropped_of_constraints_is_made_again_at_open(neo4j_server, store, browser):
    store.apply([a.person("ada")])
    browser.execute_query("DROP CONSTRAINT kith_record_key")
    Neo4jStore(neo4j_server.uri, neo4j_server.user, neo4j_server.password).close()
    assert rows(browser, "SHOW CONSTRAINTS YIELD name WHERE name = 'kith_record_key' RETURN name")


def test_records_of_the_version_before_are_found_at_open(neo4j_server, store, browser):
    store.apply([a.person("ada"), a.person("bob"), a.tie("ada", "bob")])
    browser.execute_query("MATCH (n:Record) REMOVE n:Record")
    browser.execute_query("CREATE CONSTRAINT kith_person_key FOR (n:Person) REQUIRE n.key IS UNIQUE")
    browser.execute_query("CREATE INDEX kith_person_rev FOR (n:Person) ON (n.rev)")
    newer = Neo4jStore(neo4j_server.uri, neo4j_server.user, neo4j_server.password)
    assert set(newer.fetch([ADA, BOB]).found) == {ADA, BOB}
    newer.close()
    assert rows(browser, "SHOW INDEXES YIELD name WHERE name STARTS WITH 'kith_person' RETURN name") == []


def test_a_wrong_password_is_told_at_open(neo4j_server):
    with pytest.raises(StoreUnavailable, match=r"unauthorized|authentication"):
        Neo4jStore(neo4j_server.uri, neo4j_server.user, "wrong")


def test_a_database_that_is_not_there_is_told_at_open(neo4j_server):
    with pytest.raises(StoreUnavailable, match="nowhere"):
        Neo4jStore(neo4j_server.uri, neo4j_server.user, neo4j_server.password, "nowhere")


def test_a_server_that_does_not_answer_is_told_at_open():
    uri = f"bolt://127.0.0.1:{free_port()}"
    with pytest.raises(StoreUnavailable) as caught:
        Neo4jStore(uri, "neo4j", "any")
    assert caught.value.store == uri
    assert "connect" in caught.value.reason


def test_an_address_that_is_none_is_told_at_open():
    with pytest.raises(StoreUnavailable, match=r"(?i)scheme"):
        Neo4jStore("ftp://127.0.0.1", "neo4j", "any")
