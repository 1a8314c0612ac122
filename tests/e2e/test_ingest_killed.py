"""A process that is killed in the middle of an ingest costs nothing but time."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

from graph.keys import Key
from graph.model import KINDS, Job, Record
from graph.ports import Store
from graph.stores.sqlite.store import SqliteStore
from ingest.sources.people import PeopleSource
from tests.factories.ingest_network import Network
from tests.factories.people_file import company, write

PEOPLE = 12_000
PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from graph.stores.sqlite.store import SqliteStore
from ingest.sources.people import PeopleSource
from tests.factories.ingest_network import KEYS
from ingest.jobs import run
from datetime import UTC, datetime

folder = Path(sys.argv[1])
run(
    SqliteStore(folder / "kith.db"),
    PeopleSource(folder.parent / "people.csv", today=date(2024, 6, 1)),
    keys=KEYS,
    now=lambda: datetime(2024, 6, 1, tzinfo=UTC),
    holder="test:2",
    locks=folder / "locks",
    report=lambda progress: print(progress.read, flush=True),
)
"""


def state(store: Store) -> dict[Key, Record]:
    """Everything but jobs and quarantine."""
    found: dict[Key, Record] = {}
    for kind in KINDS.values():
        after: Key | None = None
        while kind.KIND not in {"job", "quarantined"}:
            page = store.scan(kind, after=after, limit=20_000)
            found.update((stored.record.key, stored.record) for stored in page.records)
            after = page.after
            if after is None:
                break
    return found


def installed(folder: Path) -> Network:
    folder.mkdir()
    return Network(folder / "locks", SqliteStore(folder / "kith.db"))


def running(folder: Path) -> subprocess.Popen[str]:
    """An ingest of people.csv beside `folder`, as a process of its own."""
    arguments = [sys.executable, "-c", PROGRAM, str(folder)]
    here = Path(__file__).parents[2]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=here)


def wait_for(process: subprocess.Popen[str], people: int) -> None:
    """Until it has taken in so many."""
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= people:
            return


def test_a_killed_ingest_ends_like_an_undisturbed_one_when_it_is_run_again(tmp_path: Path) -> None:
    people = write(tmp_path / "people.csv", company(PEOPLE))
    calm, killed = installed(tmp_path / "calm"), installed(tmp_path / "killed")
    undisturbed = calm.ingest(PeopleSource(people, today=date(2024, 6, 1)))

    with running(tmp_path / "killed") as process:
        wait_for(process, PEOPLE // 3)
        process.kill()
    assert process.returncode == -signal.SIGKILL

    (left,) = killed.all(Job)
    assert left.state == "running"
    assert PEOPLE // 3 <= left.read < PEOPLE
    again = killed.ingest(PeopleSource(people, today=date(2024, 6, 1)))
    assert (again.job, again.resumed) == (left.key, True)
    assert (again.read, again.quarantined) == (undisturbed.read, undisturbed.quarantined)
    assert state(killed.store) == state(calm.store)
    calm.store.close()
    killed.store.close()


def test_an_ingest_whose_writing_process_is_killed_fails_and_is_taken_up_again(tmp_path: Path) -> None:
    people = write(tmp_path / "people.csv", company(PEOPLE))
    calm, killed = installed(tmp_path / "calm"), installed(tmp_path / "killed")
    undisturbed = calm.ingest(PeopleSource(people, today=date(2024, 6, 1)))

    with running(tmp_path / "killed") as process:
        wait_for(process, PEOPLE // 3)
        writing = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=True
        )
        os.kill(int(writing.stdout), signal.SIGKILL)
        _, said = process.communicate()
    assert process.returncode == 1
    assert "the process that writes has ended" in said

    (left,) = killed.all(Job)
    assert (left.state, left.read < PEOPLE) == ("failed", True)
    assert "the process that writes has ended" in left.failure
    again = killed.ingest(PeopleSource(people, today=date(2024, 6, 1)))
    assert (again.job, again.resumed, again.read) == (left.key, True, undisturbed.read)
    assert state(killed.store) == state(calm.store)
    calm.store.close()
    killed.store.close()
