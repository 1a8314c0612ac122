"""Whose turn it is: jobs of processes that are gone, of other hosts, and two ingests at once."""

import socket
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from graph.keys import Key, name_of
from graph.model import Job, Organization
from graph.ports import Store
from ingest.ledger import JobBusy, JobTaken, Ledger, new_job
from ingest.result import Progress
from tests.factories.ingest_jobs import HOST, NOW, Disturbed, DisturbedApart, Lines, ingest, job, state
from tests.factories.ingest_network import HOME, KEYS, Network


@pytest.fixture(params=[Disturbed, DisturbedApart])
def disturbed(request: pytest.FixtureRequest) -> type[Disturbed]:
    found: type[Disturbed] = request.param
    return found


def test_the_job_of_a_process_that_is_gone_is_taken_over_at_once(tmp_path: Path) -> None:
    store = Network(tmp_path / "locks").store
    left = left_behind(store, tmp_path, holder=HOST, fingerprint="one")
    other = left_behind(store, tmp_path, holder=HOST, fingerprint="two", source="else")
    result = ingest(store, Lines(["a", "b"]), tmp_path, holder=f"{socket.gethostname()}:2")
    assert (result.job, result.resumed) == (left, True)
    assert (result.read, result.new) == (2, 2)
    assert (job(store, other).state, job(store, left).state) == ("failed", "done")


def test_what_a_gone_process_had_begun_may_land_while_its_job_is_taken_over(tmp_path: Path) -> None:
    inner = Network(tmp_path / "locks").store
    left = left_behind(inner, tmp_path, holder=HOST, fingerprint="one")

    def land(write: int, store: Store) -> None:
        if write == 1:
            store.apply([replace(job(store, left), checkpoint="words|2", read=2, new=2)])

    result = ingest(Disturbed(inner, land), Lines(["a", "b", "c"]), tmp_path)
    assert (result.job, result.resumed, result.read, result.new) == (left, True, 3, 3)
    assert sorted(o.name for o in state(inner).values() if isinstance(o, Organization)) == ["Home", "a", "c"]


def test_the_job_of_another_host_is_waited_for_until_its_lease_ends(tmp_path: Path) -> None:
    store = Network(tmp_path / "locks").store
    left = left_behind(store, tmp_path, holder="elsewhere:1", fingerprint="one")
    with pytest.raises(JobBusy) as busy:
        ingest(store, Lines(["a", "b"]), tmp_path)
    assert busy.value.holder == "elsewhere:1"
    later = ingest(store, Lines(["a", "b"]), tmp_path, now=lambda: NOW + timedelta(hours=1))
    assert (later.job, later.resumed) == (left, True)


def test_a_job_that_was_taken_over_writes_no_more(disturbed: type[Disturbed], tmp_path: Path) -> None:
    inner = Network(tmp_path / "locks").store

    def take_over(write: int, store: Store) -> None:
        if write == 3:
            (held,) = store.scan(Job).records
            store.apply([replace(held.record, holder="elsewhere:1")])

    with pytest.raises(JobTaken):
        ingest(disturbed(inner, take_over), Lines([f"word {n}" for n in range(5_000)]), tmp_path)
    (held,) = inner.scan(Job).records
    assert (held.record.state, held.record.read) == ("running", 2_000)


def test_an_older_job_is_not_taken_up_when_another_file_came_between(tmp_path: Path) -> None:
    store = Network(tmp_path / "locks").store
    left_behind(store, tmp_path, holder=HOST, fingerprint="one")
    ingest(store, Lines(["c"], fingerprint="two"), tmp_path, now=lambda: NOW + timedelta(hours=1))
    assert not ingest(store, Lines(["a", "b"]), tmp_path).resumed


def left_behind(store: Store, tmp_path: Path, *, holder: str, fingerprint: str, source: str = "lines") -> Key:
    """A running job that has read one line, as a killed process leaves it."""
    result = ingest(store, Lines(["a"], fingerprint=fingerprint, name=source), tmp_path, holder=holder)
    lease = "2024-06-01T00:05:00Z"
    left = replace(job(store, result.job), state="running", ended="", lease_until=lease, checkpoint="words|1")
    store.apply([replace(left, read=1, new=1)])
    return result.job


def test_two_ingests_at_once_take_turns(tmp_path: Path) -> None:
    store = Network(tmp_path / "locks").store
    waited = threading.Event()
    seen: list[str] = []

    def report(progress: Progress) -> None:
        seen.append(progress.stage)
        waited.set()

    lock = FileLock(tmp_path / "locks" / f"ingest-{name_of(HOME)}.lock")
    (tmp_path / "locks").mkdir(exist_ok=True)
    lock.acquire()
    second = threading.Thread(target=ingest, args=(store, Lines(["a"]), tmp_path), kwargs={"report": report})
    second.start()
    assert waited.wait(20)
    assert store.scan(Job).records == []
    lock.release()
    second.join(20)
    assert seen == ["waiting", "words"]
    assert len(store.scan(Job).records) == 1


def test_a_long_silence_of_the_source_renews_the_lease(tmp_path: Path) -> None:
    store = Network(tmp_path / "locks").store
    moment = [0.0]
    begun = new_job(Lines([]), KEYS, NOW, HOST, set())
    clock = lambda: NOW + timedelta(seconds=moment[0])  # noqa: E731
    ledger = Ledger(store, begun, 0, clock, lambda: moment[0])
    ledger.write(begun)
    for seconds, lease in [(99, "2024-06-01T00:05:00Z"), (101, "2024-06-01T00:06:41Z")]:
        moment[0] = seconds
        ledger.beat()
        assert job(store, begun.key).lease_until == lease
    ledger.end("done")
    assert job(store, begun.key).lease_until == ""
