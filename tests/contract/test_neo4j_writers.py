"""Writers that get in each other's way, as only a server with many of them shows."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier

import pytest
from neo4j import GraphDatabase

from graph.errors import Conflict, MissingReference, StillReferenced, StoreError
from graph.model import Person, Tie
from graph.ports import Changed, Deletion, Position
from graph.stores.neo4j import connection
from graph.stores.neo4j.store import Neo4jStore
from graph.stores.records import encode
from graph.stores.seal import FIRST_DIGEST, FIRST_SEAL, chain, content_digest, weight
from tests.factories import records as a
from tests.servers.neo4j_server import Neo4jServer

ADA, BOB, EVE = (a.key("person", name) for name in ("ada", "bob", "eve"))


@pytest.fixture
def stores(neo4j_server: Neo4jServer) -> Iterator[list[Neo4jStore]]:
    neo4j_server.wipe()
    opened = [Neo4jStore(neo4j_server.uri, neo4j_server.user, neo4j_server.password) for _ in range(2)]
    yield opened
    for store in opened:
        store.close()


def together(count: int, work: Callable[[int], object]) -> list:
    start = Barrier(count)

    def begin(number):
        start.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(begin, range(count)))


def refused(work: Callable[[], object]) -> StoreError | None:
    try:
        work()
    except StoreError as error:
        return error
    return None


def test_two_that_each_expect_the_others_person_to_be_absent_cannot_both_win(stores):
    for round_ in range(10):
        keys = [a.key("person", f"{side}{round_}") for side in "ab"]

        def write(number, keys=keys):
            record = Person(key=keys[number])
            return refused(lambda: stores[number].apply([record], expect={keys[1 - number]: 0}))

        errors = together(2, write)
        assert [type(error) for error in errors if error] == [Conflict]


def test_two_that_each_expect_the_others_tie_to_be_absent_cannot_both_win(stores):
    stores[0].apply([a.person(name) for name in ("ada", "bob")])
    for round_ in range(10):
        ties = [a.tie("ada", "bob", f"{side}{round_}") for side in "ab"]

        def write(number, ties=ties):
            return refused(lambda: stores[number].apply([ties[number]], expect={ties[1 - number].key: 0}))

        errors = together(2, write)
        assert [type(error) for error in errors if error] == [Conflict]


def test_sixteen_writers_who_cross_on_the_same_people_all_get_through(stores):
    people = [f"p{n}" for n in range(6)]
    stores[0].apply([a.person(name) for name in people])

    def write(number):
        mine = people[number % 6 :] + people[: number % 6]
        ties = [a.tie(one, other, f"w{number}") for one, other in pairwise(mine)]
        return stores[number % 2].apply([*ties, *(a.person(name, headline=f"{number}") for name in mine)])

    revisions = together(16, write)
    assert sorted(revisions) == list(range(2, 18))
    assert len(stores[0].scan(Tie).records) == 16 * 5
    last = revisions.index(17)
    assert {stored.record.headline for stored in stores[0].scan(Person).records} == {f"{last}"}


def test_who_is_deleted_while_another_refers_to_them_is_refused_to_one_of_both(stores):
    stores[0].apply([a.person("ada"), a.person("bob")])
    for round_ in range(10):
        stores[0].apply([a.person("eve"), a.person("zoe")])
        tie = a.tie("ada", "bob", f"r{round_}", contributor=EVE)
        mail = a.identifier("zoe")
        works = (
            lambda tie=tie, mail=mail: stores[0].apply([tie, mail]),
            lambda: stores[1].apply([Deletion(EVE), Deletion(a.key("person", "zoe"))]),
        )
        errors = together(2, lambda number, works=works: refused(works[number]))
        kinds = [type(error) for error in errors if error]
        assert kinds in ([MissingReference], [StillReferenced])
        stores[0].apply([Deletion(tie.key), Deletion(mail.key)])


def test_who_comes_and_goes_at_once_is_either_there_or_has_gone(stores):
    def write(number):
        for turn in range(6):
            change = a.person("ada", headline=f"{number}.{turn}") if number % 2 else Deletion(ADA)
            stores[number % 2].apply([change, a.person(f"w{number}")])

    together(4, write)
    found = stores[0].fetch([ADA]).found.get(ADA)
    ((_, revision, deleted),) = [c for c in stores[0].changes(Position(0)).changes if c.key == ADA]
    assert deleted == (found is None)
    assert found is None or found.revision == revision


def test_a_half_placed_commit_is_asked_again_though_another_thread_learns_meanwhile_that_it_is_whole(
    stores, monkeypatch
):
    stores[1].apply([a.person("ada"), a.person("bob")])
    asked = []

    def half_placed_at_first(runs, question):
        before, rows, after = ask(runs, question)
        asked.append(before)
        if len(asked) > 1:
            return before, rows, after
        stores[0].revision()
        return before, rows[:1], after

    ask = connection._ask
    monkeypatch.setattr(connection, "_ask", half_placed_at_first)
    assert stores[0].fetch([ADA, BOB]).found.keys() == {ADA, BOB}
    assert asked == [1, 1]


def test_the_seals_of_many_writers_form_one_chain(neo4j_server, stores):
    together(8, lambda n: [stores[n % 2].apply([a.person(f"p{n}.{m}")]) for m in range(3)])
    with GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        sealed = driver.execute_query("MATCH (r:Revision) RETURN r.rev, r.at, r.seal ORDER BY r.rev").records
    changes = stores[0].changes(Position(0)).changes
    held = stores[0].fetch([change.key for change in changes]).found
    previous, digest = FIRST_SEAL, FIRST_DIGEST
    for change, (revision, at, seal) in zip(changes, sealed, strict=True):
        assert change == Changed(change.key, revision, False)
        content = [(change.key, encode(held[change.key].record))]
        digest = content_digest(content, digest, weight(content))
        previous = chain(previous, revision, at, digest)
        assert seal == previous
