"""A server that dies in the middle of a series of writes, and comes back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from graph.errors import StoreUnavailable
from graph.model import Identifier, Person
from graph.stores.neo4j.store import Neo4jStore
from tests.factories import records as a
from tests.servers.neo4j_process import BRIEF, START_SECONDS
from tests.servers.neo4j_server import Neo4jServer, own_neo4j

ENOUGH = 30


@pytest.fixture
def server() -> Iterator[Neo4jServer]:
    with own_neo4j(BRIEF) as server:
        yield server


def put(store: Neo4jStore, number: int) -> int:
    """One write of three records, known by its number."""
    name = f"p{number}"
    changes = [a.person(name), a.identifier(name), a.tie("hub", name)]
    return store.apply(changes, key=f"write {number}")


def write_until_it_fails(store: Neo4jStore, under_way: Event) -> list[int]:
    """The revision of each acknowledged write; `under_way` is set when there are ENOUGH."""
    revisions: list[int] = []
    while True:
        try:
            revisions.append(put(store, len(revisions)))
        except StoreUnavailable:
            return revisions
        finally:
            if len(revisions) == ENOUGH:
                under_way.set()


def test_nothing_acknowledged_is_lost_when_the_server_dies(server):
    store = Neo4jStore(server.uri, server.user, server.password, patience_s=0.5)
    patient = Neo4jStore(server.uri, server.user, server.password, patience_s=START_SECONDS)
    store.apply([a.person("hub")])
    under_way = Event()
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write_until_it_fails, store, under_way)
        assert under_way.wait(300)
        server.kill()
        revisions = writing.result(300)
    assert len(revisions) >= ENOUGH

    for call in (store.revision, lambda: store.fetch([a.key("person", "hub")]), lambda: put(store, 0)):
        with pytest.raises(StoreUnavailable) as caught:
            call()
        assert caught.value.reason

    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(patient.fetch, [a.key("person", "hub")])
        server.start_again()
        assert asked.result(START_SECONDS).found[a.key("person", "hub")].record.name == "Hub"
    patient.close()
    people = {stored.record.name: stored.revision for stored in store.scan(Person).records}
    del people["Hub"]
    assert list(range(2, len(revisions) + 2)) == revisions
    assert {f"P{n}": revision for n, revision in enumerate(revisions)}.items() <= people.items()
    assert len(people) - len(revisions) in (0, 1)
    assert len(store.scan(Identifier).records) == len(people)
    # The write that was under way is settled by its key, whether it came through or not.
    settled = put(store, len(revisions))
    assert settled == store.revision() == len(revisions) + 2
    store.close()
