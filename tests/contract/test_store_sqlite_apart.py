"""A process that writes for another says what the store would have said, and does not outlive it."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from graph.errors import Conflict, InvalidValue, MissingReference, StillReferenced, StoreUnavailable
from graph.ports import Deletion, WritesApart
from graph.stores.sqlite.store import SqliteStore
from graph.stores.verify import verify
from tests.factories import records as a

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
PARENT = """
import sys, time
from pathlib import Path
from graph.stores.sqlite.store import SqliteStore
from tests.factories import records as a
apart = SqliteStore(Path(sys.argv[1])).apart()
for number in range(1_000_000):
    apart.begin([a.person(f"p{number}.{nth}") for nth in range(200)])
    print(apart.end(), flush=True)
"""


@pytest.fixture
def store(tmp_path):
    store = SqliteStore(tmp_path / "kith.sqlite", clock=lambda: NOON)
    yield store
    store.close()


@pytest.fixture
def apart(store):
    apart = store.apart()
    yield apart
    apart.close()


def write(apart, *call):
    apart.begin(*call)
    return apart.end()


def test_it_writes_what_the_store_would_have_written(store, apart, tmp_path):
    twin = SqliteStore(tmp_path / "twin.sqlite", clock=lambda: NOON)
    steps = [
        ([a.person("ann"), a.person("bo"), a.tie("ann", "bo")], {a.key("person", "ann"): 0}, "one"),
        ([a.person("ann", name="Ann Ö")], {a.key("person", "ann"): 1}, None),
        ([Deletion(a.tie("ann", "bo").key), a.person("cy")], None, "three"),
        ([a.person("dee")], None, "one"),
    ]
    for step in steps:
        assert write(apart, *step) == twin.apply(*step)
    assert store.seals() == twin.seals()
    assert verify(store).whole
    assert isinstance(store, WritesApart)
    twin.close()


def test_it_refuses_what_the_store_would_have_refused(store, apart):
    store.apply([a.person("ann"), a.person("bo"), a.tie("ann", "bo")])
    refused = [
        ([a.person("ann", name="A")], {a.key("person", "ann"): 7}),
        ([a.tie("ann", "nobody")], None),
        ([Deletion(a.key("person", "bo"))], None),
        ([a.person("cy", name=3)], None),
        ([a.person("cy", name="\ud800")], None),
    ]
    for changes, expect in refused:
        with pytest.raises((Conflict, MissingReference, StillReferenced, InvalidValue)) as here:
            store.apply(changes, expect)
        with pytest.raises(type(here.value)) as there:
            write(apart, changes, expect)
        if not isinstance(here.value, InvalidValue):
            assert here.value == there.value
    apart.begin([a.person("cy")])
    assert apart.end() == store.revision() == 2


def test_what_was_begun_is_written_when_it_is_closed(store):
    apart = store.apart()
    apart.begin([a.person("ann")])
    apart.close()
    apart.close()
    assert store.revision() == 1


def test_a_writer_that_is_gone_is_said_to_be(store, apart):
    apart.begin([a.person("ann")])
    apart.end()
    os.kill(apart.pid, signal.SIGKILL)
    with pytest.raises(StoreUnavailable, match="ended"):
        write(apart, [a.person("bo")])
    assert store.apply([a.person("bo")]) >= 2


def test_a_missing_file_is_said_to_be(tmp_path):
    store = SqliteStore(tmp_path / "kith.sqlite")
    (tmp_path / "kith.sqlite").unlink()
    apart = store.apart()
    with pytest.raises(StoreUnavailable):
        write(apart, [a.person("ann")])
    apart.close()


def test_it_ends_with_the_process_that_it_writes_for(store, tmp_path):
    command = [sys.executable, "-c", PARENT, str(store.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert int(parent.stdout.readline()) == 1
        (child,) = children(parent.pid)
        parent.kill()
    deadline = time.monotonic() + 20
    while is_running(child):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert verify(store).whole
    assert store.apply([a.person("ann")]) == store.revision()


def children(pid):
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    return [int(word) for word in listed.split()]


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] != "Z"
