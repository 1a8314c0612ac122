import random
import subprocess
import sys
from contextlib import ExitStack, contextmanager

import pytest

from graph.keys import name_of
from graph.model import Person, Tie
from graph.stores.sqlite.store import SqliteStore
from tests.factories import records as a


@contextmanager
def writer(path, name, count, size, *limit):
    """A process that is ready to write; it begins when it gets a line."""
    command = [sys.executable, "-m", "tests.contract.sqlite_writer", path, name, count, size, *limit]
    with subprocess.Popen(
        [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def begin(process):
    process.stdin.write("\n")
    process.stdin.flush()


def written(store, name):
    """Batch number -> how many people and ties of it there are."""
    people, ties = store.scan(Person, limit=20_000), store.scan(Tie, limit=20_000)
    found = {}
    for stored in (*people.records, *ties.records):
        key = stored.record.key if isinstance(stored.record, Person) else stored.record.a
        if name_of(key).startswith(name):
            number = int(name_of(key).removeprefix(name).partition(".")[0])
            found[number] = found.get(number, 0) + 1
    return found


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kith.sqlite"


def test_processes_write_in_turns_while_others_read(path):
    store = SqliteStore(path)
    with ExitStack() as stack:
        processes = [stack.enter_context(writer(path, name, 25, 20)) for name in "ab"]
        for process in processes:
            begin(process)
        revision = 0
        while any(process.poll() is None for process in processes):
            page = store.scan(Person, limit=20_000)
            assert page.revision >= revision
            assert len(page.records) == 20 * page.revision
            revision = page.revision
        assert [process.stdout.read().split() for process in processes] == [[str(n) for n in range(25)]] * 2
    assert store.revision() == 50
    assert written(store, "a") == written(store, "b") == dict.fromkeys(range(25), 39)
    first = [store.fetch([a.key("person", f"{name}{n}.0")]) for name in "ab" for n in range(8)]
    early = [stored.revision for read in first for stored in read.found.values()]
    assert max(early) <= 45, "one process waited until the other had finished"
    store.close()


def test_a_killed_process_loses_nothing_that_it_acknowledged(path):
    draw = random.Random(4)
    store = SqliteStore(path)
    for kill in range(4):
        name = "pqrs"[kill]
        with writer(path, name, 10_000, 40) as process:
            begin(process)
            for _ in range(draw.randrange(1, 30)):
                process.stdout.readline()
            process.kill()
            acknowledged = process.stdout.read().split()
            process.wait()
        found = written(store, name)
        assert set(found.values()) == {79}, "half a batch was written"
        last = int(acknowledged[-1]) if acknowledged else max(found)
        assert set(range(last + 1)) <= set(found)
        assert store.apply([a.person(f"after{kill}")]) == store.revision()
    store.close()


def test_a_full_disk_is_told_and_leaves_what_was_there(path):
    with writer(path, "p", 10_000, 40, 400_000) as process:
        begin(process)
        *acknowledged, last = process.stdout.read().splitlines()
        assert last.startswith("unavailable: ")
    assert acknowledged
    store = SqliteStore(path)
    assert written(store, "p") == dict.fromkeys(range(len(acknowledged)), 79)
    store.apply([a.person("after")])
    assert store.revision() == len(acknowledged) + 1
    store.close()
