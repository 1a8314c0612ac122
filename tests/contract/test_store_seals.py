"""The audit chain of every store, and that whoever changes something behind its back is found out."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from neo4j import GraphDatabase

from graph.errors import InvalidValue, KithError
from graph.model import KINDS
from graph.ports import Deletion, Seal
from graph.stores.records import encode
from graph.stores.seal import FIRST_DIGEST, FIRST_SEAL, chain, content_digest, weight
from graph.stores.verify import NOT_ALL_THERE, NOT_AS_SEALED, NOT_SEALED, NOT_THERE, NOT_WHOLE, verify
from tests.factories import records as a
from tests.fakes.moving_store import MovingStore
from tests.servers.backends import Neo4jBackend, SqliteBackend

kept_on_disk = pytest.mark.parametrize("backend", ["sqlite", "neo4j"], indirect=True)
"""Nobody gets at a store in memory but by its port."""

ADA, BOB, EVE = (a.key("person", name) for name in ("ada", "bob", "eve"))


class SqliteIntruder:
    """Somebody with the file."""

    def __init__(self, backend: SqliteBackend) -> None:
        self._path = backend._path

    def do(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self._path)) as connection, connection:
            assert connection.execute(statement, values).rowcount > 0

    def rename(self, key: str, name: str) -> None:
        self.do("UPDATE record SET body = json_set(body, '$.name', ?) WHERE key = ?", name, key)

    def forget_headline(self, key: str) -> None:
        self.do("UPDATE record SET body = json_remove(body, '$.headline') WHERE key = ?", key)

    def remove(self, key: str) -> None:
        self.do("DELETE FROM record WHERE key = ?", key)

    def unbury(self, key: str) -> None:
        self.do("DELETE FROM tombstone WHERE key = ?", key)

    def smuggle(self, record: Any, revision: int) -> None:
        values = (record.key, revision, encode(record).decode())
        self.do("INSERT INTO record (key, revision, body) VALUES (?, ?, ?)", *values)

    def move(self, key: str, revision: int) -> None:
        self.do("UPDATE record SET revision = ? WHERE key = ?", revision, key)

    def alter(self, revision: int, field: str, value: str) -> None:
        self.do(f"UPDATE seal SET {field} = ? WHERE revision = ?", value, revision)

    def drop(self, revision: int) -> None:
        self.do("DELETE FROM seal WHERE revision = ?", revision)


class Neo4jIntruder:
    """Somebody with Neo4j Browser."""

    def __init__(self, backend: Neo4jBackend) -> None:
        self._server = backend._server

    def do(self, statement: str, **values: object) -> None:
        server = self._server
        with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
            assert driver.execute_query(statement, values).summary.counters.contains_updates

    def rename(self, key: str, name: str) -> None:
        self.do("MATCH (n:Person {key: $key}) SET n.name = $name", key=key, name=name)

    def forget_headline(self, key: str) -> None:
        self.do("MATCH (n:Person {key: $key}) REMOVE n.headline", key=key)

    def remove(self, key: str) -> None:
        self.do("MATCH (n:Person {key: $key}) DELETE n", key=key)

    def unbury(self, key: str) -> None:
        self.do("MATCH (n:Deleted {key: $key}) DELETE n", key=key)

    def smuggle(self, record: Any, revision: int) -> None:
        text = "CREATE (:Person:Record {key: $key, rev: $revision, name: $name, headline: '', location: ''})"
        self.do(text, key=record.key, revision=revision, name=record.name)

    def move(self, key: str, revision: int) -> None:
        self.do("MATCH (n:Person {key: $key}) SET n.rev = $revision", key=key, revision=revision)

    def alter(self, revision: int, field: str, value: str) -> None:
        self.do(
            f"MATCH (n:Revision {{rev: $revision}}) SET n.{field} = $value", revision=revision, value=value
        )

    def drop(self, revision: int) -> None:
        self.do("MATCH (n:Revision {rev: $revision}) DELETE n", revision=revision)


@pytest.fixture
def intruder(backend, filled):
    if isinstance(backend, SqliteBackend):
        return SqliteIntruder(backend)
    assert isinstance(backend, Neo4jBackend)
    return Neo4jIntruder(backend)


@pytest.fixture
def filled(store):
    """Five revisions: of the second nothing is the newest, of the third only Eve."""
    store.apply([a.person("ada"), a.skill("maps")])
    store.apply([a.person("bob")])
    store.apply([a.person("eve"), a.person("bob", headline="New")])
    store.apply([a.use("ada", 3)])
    store.apply([Deletion(BOB), a.person("zoe")])
    store.apply([a.person("bob", headline="Back")])
    return store


def found(store, expect=""):
    verified = verify(store, expect)
    return verified.reason, verified.bad


def test_each_revision_has_a_seal_over_the_one_before(filled):
    page = filled.seals()
    previous = FIRST_SEAL
    for number, seal in enumerate(page.seals, 1):
        assert seal.revision == number
        assert seal.seal == chain(previous, seal.revision, seal.at, seal.digest)
        previous = seal.seal
    assert (len(page.seals), page.revision, page.after) == (5, 5, None)
    first = page.seals[0]
    content = [(ADA, encode(a.person("ada"))), (a.key("skill", "maps"), encode(a.skill("maps")))]
    assert first.digest == content_digest(content, FIRST_DIGEST, weight(content))


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 6])
def test_seals_come_in_pages(filled, limit):
    seals: list[Seal] = []
    after: int | None = 0
    while after is not None:
        page = filled.seals(after, limit)
        assert len(page.seals) <= limit
        seals += page.seals
        after = page.after
    assert seals == list(filled.seals().seals)
    assert list(filled.seals(3).seals) == seals[3:]
    assert filled.seals(99).seals == []
    with pytest.raises(InvalidValue):
        filled.seals(0, 0)


def test_an_empty_store_has_no_seal_and_is_whole(store):
    assert store.seals().seals == []
    verified = verify(store)
    assert (verified.whole, verified.revisions, verified.newest, verified.complete) == (True, 0, None, True)


def test_a_long_history_of_changes_is_whole(store):
    for number in range(12):
        store.apply([a.person(f"p{number % 5}", headline=str(number)), a.use("p0", number), a.person("p0")])
        store.apply([Deletion(a.key("person", f"p{(number + 2) % 4 + 1}"))])
    verified = verify(store)
    assert (verified.whole, verified.complete) == (True, True)


def test_what_was_only_written_through_the_port_is_whole(filled):
    verified = verify(filled)
    assert (verified.whole, verified.complete, verified.revisions) == (True, True, 5)
    assert verified.against_records == 2  # the first and the last
    assert verified.newest == filled.seals().seals[-1]


@pytest.mark.parametrize("until", [1, None])
def test_what_others_write_while_it_is_checked_is_no_forgery(filled, until):
    reads = MovingStore(filled, lambda _: ())
    verify(reads)
    kinds = sum(kind.FEED for kind in KINDS.values())
    scans = range(reads.reads - kinds, reads.reads * 3)  # what is in no revision is looked for last

    def moves(number):
        return [a.person("bob", headline=str(number))] if number in scans[:until] else []

    verified = verify(MovingStore(filled, moves))
    assert (verified.whole, verified.complete) == (True, until is not None)


def test_a_seal_that_was_kept_elsewhere_is_found(filled):
    kept = [seal.seal for seal in filled.seals().seals]
    filled.apply([a.person("ada", headline="Later")])
    assert all(verify(filled, seal).whole for seal in kept)
    assert found(filled, "f" * 64) == (NOT_THERE, 0)


def test_counters_may_change_without_a_trace(filled):
    filled.apply([a.use("ada", 4)])
    filled.apply([Deletion(a.use().key)])
    assert verify(filled).whole


@kept_on_disk
def test_a_record_that_was_changed_is_found(filled, intruder):
    intruder.rename(ADA, "Mallory")
    assert found(filled) == (NOT_AS_SEALED, 1)


@kept_on_disk
def test_a_record_that_was_changed_beside_what_has_changed_since_is_found(filled, intruder):
    intruder.rename(EVE, "Mallory")
    assert found(filled) == (NOT_ALL_THERE, 0)


@kept_on_disk
def test_a_record_that_was_taken_away_is_found(filled, intruder):
    intruder.remove(EVE)
    assert found(filled) == (NOT_ALL_THERE, 0)


@kept_on_disk
def test_a_tombstone_that_was_taken_away_is_found(filled, intruder):
    filled.apply([Deletion(EVE)])
    intruder.unbury(EVE)
    assert found(filled) == (NOT_ALL_THERE, 0)


@kept_on_disk
@pytest.mark.parametrize("revision", [1, 3])
def test_a_record_that_was_put_into_a_revision_is_found(filled, intruder, revision):
    intruder.smuggle(a.person("mallory"), revision)
    assert found(filled) == (NOT_AS_SEALED, revision)


@kept_on_disk
@pytest.mark.parametrize("revision", [0, 2, 9])
def test_a_record_that_was_put_in_beside_all_revisions_is_found(filled, intruder, revision):
    intruder.smuggle(a.person("mallory"), revision)
    assert verify(filled).reason in (NOT_AS_SEALED, NOT_ALL_THERE, NOT_SEALED)


@kept_on_disk
def test_a_record_that_was_moved_to_another_revision_is_found(filled, intruder):
    intruder.move(EVE, 4)
    assert found(filled)[0] in (NOT_AS_SEALED, NOT_ALL_THERE)


@kept_on_disk
@pytest.mark.parametrize("field", ["at", "digest", "seal"])
def test_a_seal_that_was_changed_is_found(filled, intruder, field):
    intruder.alter(2, field, "2024-05-01T00:00:00Z")
    assert found(filled) == (NOT_WHOLE, 2)


@kept_on_disk
@pytest.mark.parametrize("revision", [1, 3])
def test_a_seal_that_was_taken_away_is_found(filled, intruder, revision):
    intruder.drop(revision)
    assert found(filled) == (NOT_WHOLE, revision)


@kept_on_disk
def test_a_chain_that_lost_its_end_is_found(filled, intruder):
    kept = filled.seals().seals[-1].seal
    intruder.drop(5)
    assert verify(filled, kept).reason


@kept_on_disk
def test_a_record_that_cannot_be_read_is_found(filled, intruder):
    if isinstance(intruder, Neo4jIntruder):
        intruder.do("MATCH (n:Person {key: $key}) SET n.name = 7", key=ADA)
    else:
        intruder.do("UPDATE record SET body = '{' WHERE key = ?", ADA)
    with pytest.raises(KithError):
        verify(filled)


@kept_on_disk
def test_a_record_from_before_its_kind_gained_a_field_is_as_it_was_sealed(filled, intruder):
    intruder.forget_headline(ADA)
    assert verify(filled).whole
    assert verify(filled).against_records == 2
    filled.apply([a.person("ada", headline="Now")])
    assert verify(filled).complete


@pytest.mark.parametrize("text", ['x,"headline":"",', ',"location":""}', '\\",\\"headline\\":\\"\\",'])
def test_a_text_that_looks_like_a_field_is_under_the_seal_as_it_is(store, text):
    for name in (text, text.replace(",", ""), text.replace('"', "")):
        store.apply([a.person("ada", name=name)])
        assert verify(store).against_records >= 1
    digests = [seal.digest.split(".")[1] for seal in store.seals().seals]
    assert len(set(digests)) == len(digests)
