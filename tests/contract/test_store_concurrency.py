from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event

from graph.errors import Conflict
from graph.model import Identifier, Person, Tie
from graph.ports import Deletion, Position
from tests.factories import records as a

MAIL = a.key("identifier", "email-ada@example.com")


def together(count: int, work: Callable[[int], object]) -> list:
    """Run `work(0..count-1)` at the same time; what went wrong in any of them is raised here."""
    start = Barrier(count)

    def begin(number):
        start.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return [future.result() for future in [pool.submit(begin, number) for number in range(count)]]


@contextmanager
def ending(done: Event):
    """Whoever waits for `done` waits no longer when the work goes wrong."""
    try:
        yield
    finally:
        done.set()


def claim(store, number):
    """Find the person with the identifier, or make one: what every ingest does."""
    while True:
        found = store.fetch([MAIL]).found.get(MAIL)
        if found is not None:
            return found.record.person
        me = a.person(f"ada{number}")
        try:
            store.apply([me, a.identifier(f"ada{number}", "ada@example.com")], expect={MAIL: 0})
        except Conflict:
            continue
        return me.key


def test_sixteen_writers_with_one_identifier_make_one_person(open_store):
    stores = [open_store() for _ in range(4)]
    people = together(16, lambda number: claim(stores[number % 4], number))
    assert len(set(people)) == 1
    assert [stored.record.key for stored in stores[0].scan(Person).records] == [people[0]]
    assert [stored.record.person for stored in stores[0].scan(Identifier).records] == [people[0]]


def test_sixteen_calls_with_one_idempotency_key_write_once(open_store):
    stores = [open_store() for _ in range(4)]
    revisions = together(16, lambda n: stores[n % 4].apply([a.person(f"p{n}")], key="once"))
    assert set(revisions) == {1}
    assert stores[0].revision() == 1
    assert len(stores[0].scan(Person).records) == 1


def test_no_addition_to_a_shared_counter_is_lost(store):
    store.apply([a.job(read=0)])
    key = a.job().key

    def add(_):
        for _ in range(5):
            while True:
                now = store.fetch([key]).found[key]
                try:
                    store.apply([a.job(read=now.record.read + 1)], expect={key: now.revision})
                    break
                except Conflict:
                    continue

    together(4, add)
    assert store.fetch([key]).found[key].record.read == 20
    assert store.revision() == 21


def test_writers_of_different_things_get_revisions_of_their_own(store):
    revisions = together(8, lambda n: [store.apply([a.person(f"p{n}.{m}")]) for m in range(4)])
    assert sorted(revision for mine in revisions for revision in mine) == list(range(1, 33))
    assert all(mine == sorted(mine) for mine in revisions)
    assert [change.revision for change in store.changes(Position(0)).changes] == list(range(1, 33))


def test_a_read_sees_one_revision_whole(open_store):
    store, other = open_store(), open_store()
    people = [a.key("person", f"p{n}") for n in range(20)]
    store.apply([a.person(f"p{n}", headline="0") for n in range(20)])
    done = Event()

    def write():
        with ending(done):
            for turn in range(1, 25):
                store.apply([a.person(f"p{n}", headline=str(turn)) for n in range(20)])

    def read():
        seen = 0
        while not done.is_set():
            answer = other.fetch(people)
            assert {stored.record.headline for stored in answer.found.values()} == {str(answer.revision - 1)}
            page = other.scan(Person, limit=20)
            assert {stored.revision for stored in page.records} == {page.revision}
            assert seen <= answer.revision <= page.revision
            seen = page.revision

    together(2, lambda number: write() if number == 0 else read())


def test_what_goes_while_it_is_read_is_there_or_is_not(open_store):
    store, other = open_store(), open_store()
    store.apply([a.person("hub")])
    here = [a.person(f"p{n}") for n in range(20)]
    ties = [a.tie("hub", f"p{n}") for n in range(20)]
    keys = [record.key for record in (*here, *ties)]
    done = Event()

    def write():
        with ending(done):
            for _ in range(15):
                store.apply([*here, *ties])
                store.apply([Deletion(key) for key in keys])

    def read(ask, whole):
        while not done.is_set():
            assert len(ask()) in (0, whole)

    def follow():
        while not done.is_set():
            position = Position(max(other.revision() - 3, 1))
            changes = other.changes(position).changes
            assert {change.key for change in changes} <= {*keys, a.key("person", "hub")}

    jobs = (
        write,
        lambda: read(lambda: other.fetch(keys).found, 40),
        lambda: read(lambda: other.scan(Tie).records, 20),
        lambda: read(lambda: other.adjacent([a.key("person", "hub")], Tie).records, 20),
        follow,
        follow,
    )
    together(len(jobs), lambda number: jobs[number]())


def test_paging_while_others_write_misses_nothing_that_stayed(open_store):
    store, other = open_store(), open_store()
    store.apply([a.person("hub"), *(a.person(f"p{n:03}") for n in range(100))])
    ties = [a.tie("hub", f"p{n:03}") for n in range(100)]
    store.apply(ties)
    done = Event()

    def write():
        with ending(done):
            for turn in range(20):
                store.apply([a.tie("hub", f"p{turn * 5:03}", reason=f"{turn}"), a.person(f"new{turn}")])
                store.apply([a.tie("hub", f"new{turn}")])

    def page(read):
        while not done.is_set():
            found, after = [], None
            while True:
                part = read(after=after, limit=7)
                found += [stored.record.key for stored in part.records]
                after = part.after
                if after is None:
                    break
            assert found == sorted(set(found))
            assert {tie.key for tie in ties} <= set(found)

    jobs = (
        write,
        lambda: page(lambda **where: other.scan(Tie, **where)),
        lambda: page(lambda **where: other.adjacent([a.key("person", "hub")], Tie, **where)),
    )
    together(3, lambda number: jobs[number]())


def test_a_follower_of_the_feed_misses_no_change_while_others_write(open_store):
    store, other = open_store(), open_store()
    done = Event()

    def write(writer):
        for turn in range(15):
            store.apply([a.person(f"w{writer}.{turn % 5}.{n}", headline=str(turn)) for n in range(3)])

    def follow():
        seen, position = {}, Position(0)
        while True:
            finished = done.is_set()
            feed = other.changes(position, 4)
            for change in feed.changes:
                assert (change.revision, change.key) > position
                position = Position(change.revision, change.key)
                seen[change.key] = change.revision
            if finished and not feed.changes:
                return seen

    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(follow)
        with ending(done):
            together(3, write)
        seen = following.result()
    assert seen == {change.key: change.revision for change in store.changes(Position(0)).changes}
