"""Whatever happens in the middle of an ingest, the next run ends where an undisturbed one would have."""

import socket
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from graph.errors import StoreUnavailable
from graph.keys import NO_KEY, Key, name_of
from graph.model import KINDS, Job, Organization, Person, Record
from graph.ports import PAGE, Change, Feed, Page, Position, R, Read, Store
from graph.stores.sqlite.store import SqliteStore
from ingest.draft import Draft
from ingest.jobs import run
from ingest.ledger import JobBusy, JobTaken, Ledger, new_job
from ingest.result import Progress, Result
from ingest.source import BadRecord, BadSource, Item, Problem, Stage
from ingest.sources.people import PeopleSource
from tests.factories.ingest_network import HOME, KEYS, Network
from tests.factories.people_file import company, write
from tests.fakes.lagging import Lagging
from tests.fakes.memory_store import MemoryStore

TODAY = date(2024, 6, 1)
NOW = datetime(2024, 6, 1, tzinfo=UTC)
HOST = f"{socket.gethostname()}:1"


class Disturbed:
    """A store before whose writes something happens, by number from 1."""

    def __init__(self, store: Store, disturb: Callable[[int, Store], None]) -> None:
        self._store = store
        self._disturb = disturb
        self.writes = 0

    def apply(
        self, changes: Sequence[Change], expect: Mapping[Key, int] | None = None, key: str | None = None
    ) -> int:
        self.writes += 1
        self._disturb(self.writes, self._store)
        return self._store.apply(changes, expect, key)

    def fetch(self, keys: Collection[Key]) -> Read:
        return self._store.fetch(keys)

    def adjacent(
        self, keys: Collection[Key], kind: type[R], after: Key | None = None, limit: int = PAGE
    ) -> Page[R]:
        return self._store.adjacent(keys, kind, after, limit)

    def scan(
        self, kind: type[R], beginnings: Sequence[str] = (), after: Key | None = None, limit: int = PAGE
    ) -> Page[R]:
        return self._store.scan(kind, beginnings, after, limit)

    def changes(self, since: Position, limit: int = PAGE) -> Feed:
        return self._store.changes(since, limit)

    def revision(self) -> int:
        return self._store.revision()

    def close(self) -> None:
        self._store.close()


class DisturbedApart(Disturbed):
    """One that writes at the last moment, so that the next batch is drafted on top of what is not there."""

    def apart(self) -> Lagging:
        return Lagging(self)


@pytest.fixture(params=[Disturbed, DisturbedApart])
def disturbed(request: pytest.FixtureRequest) -> type[Disturbed]:
    found: type[Disturbed] = request.param
    return found


def fail_at(number: int) -> Callable[[int, Store], None]:
    def disturb(write: int, _: Store) -> None:
        if write == number:
            raise StoreUnavailable("test", "the plug was pulled")

    return disturb


@pytest.fixture(params=["memory", "sqlite"])
def make_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    with ExitStack() as opened:
        count = 0

        def make() -> Store:
            nonlocal count
            count += 1
            store = MemoryStore() if request.param == "memory" else SqliteStore(tmp_path / f"{count}.db")
            opened.callback(store.close)
            return store

        yield make


def state(store: Store) -> dict[Key, Record]:
    """Everything but jobs and quarantine."""
    kinds = [kind for kind in KINDS.values() if kind.KIND not in {"job", "quarantined"}]
    pages = [store.scan(kind, limit=20_000) for kind in kinds]
    return {stored.record.key: stored.record for page in pages for stored in page.records}


def ingest(store: Store, source: object, tmp_path: Path, **options: object) -> Result:
    given = {"keys": KEYS, "now": lambda: NOW, "holder": HOST, "locks": tmp_path / "locks"}
    return run(store, source, **(given | options))  # type: ignore[arg-type]


@dataclass
class Lines:
    """A source of small batches: a word a line makes an organization; "bad" lines are refused."""

    words: Sequence[str]
    format: str = "lines"
    name: str = "lines"
    contributor: Key = NO_KEY
    fingerprint: str = "one"
    notes: list[str] = field(default_factory=list)
    breaks_at: int = 0

    def stages(self) -> Sequence[Stage]:
        return [Words(self)]


@dataclass
class Words:
    source: Lines
    name: str = "words"
    counts: bool = True

    def items(self, after: str) -> Iterator[Item | Problem]:
        for line, word in enumerate(self.source.words, 1):
            if line == self.source.breaks_at:
                raise BadSource("lines.txt", line, "the disk broke")
            if line > int(after or 0):
                yield Item("lines.txt", line, str(line), {"word": word})

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        return [draft.organization_key(item.columns["word"]) for item in items]

    def take(self, item: Item, draft: Draft) -> None:
        key = draft.organization(item.columns["word"])
        if item.columns["word"].startswith("bad"):
            raise BadRecord("word", "bad")
        held = draft.get(key, Organization)
        assert held is not None


def job(store: Store, key: Key) -> Job:
    held = store.fetch([key]).found[key].record
    assert isinstance(held, Job)
    return held


def test_after_a_failure_at_any_write_the_next_run_ends_in_the_same_state(
    make_store: Callable[[], Store], disturbed: type[Disturbed], tmp_path: Path
) -> None:
    def source() -> PeopleSource:
        return PeopleSource(tmp_path / "people.csv", today=TODAY, full=True)

    write(tmp_path / "people.csv", company(240))
    whole = Network(tmp_path / "locks", make_store()).store
    counting = Disturbed(whole, lambda *_: None)
    undisturbed = ingest(counting, source(), tmp_path, batch=60)
    assert counting.writes >= 6
    for number in range(1, counting.writes + 1):
        store = Network(tmp_path / "locks", make_store()).store
        with pytest.raises(StoreUnavailable):
            ingest(disturbed(store, fail_at(number)), source(), tmp_path, batch=60)
        again = ingest(store, source(), tmp_path, batch=60)
        assert state(store) == state(whole)
        assert replace(again, problems=(), resumed=False) == replace(undisturbed, problems=(), resumed=False)
        assert {(p.line, p.field) for p in again.problems} == {
            (p.line, p.field) for p in undisturbed.problems
        }


def test_an_input_that_breaks_off_leaves_what_was_read_and_is_taken_up_there(
    make_store: Callable[[], Store], tmp_path: Path
) -> None:
    store = Network(tmp_path / "locks", make_store()).store
    words = [f"word {n}" for n in range(5_000)]
    with pytest.raises(BadSource):
        ingest(store, Lines(words, breaks_at=4_500), tmp_path)
    (failed,) = [held.record for held in store.scan(Job).records]
    assert (failed.state, failed.read) == ("failed", 4_000)
    assert "disk broke" in failed.failure
    result = ingest(store, Lines(words), tmp_path)
    assert (result.job, result.resumed, result.read, result.new) == (failed.key, True, 5_000, 5_000)
    assert job(store, failed.key).state == "done"
    assert job(store, failed.key).failure == ""


def test_refused_items_leave_nothing_and_are_counted_once(
    make_store: Callable[[], Store], tmp_path: Path
) -> None:
    store = Network(tmp_path / "locks", make_store()).store
    result = ingest(store, Lines(["a", "bad b", "A", "bad b", "c"]), tmp_path)
    assert (result.read, result.new, result.unchanged, result.quarantined) == (5, 2, 1, 2)
    assert sorted(o.name for o in state(store).values() if isinstance(o, Organization)) == ["Home", "a", "c"]


def test_an_item_that_puts_more_than_a_store_takes_at_once_is_split_off(tmp_path: Path) -> None:
    class Wide(Words):
        def take(self, item: Item, draft: Draft) -> None:
            for number in range(7_000):
                draft.organization(f"{item.columns['word']} {number}")

    class Source(Lines):
        def stages(self) -> Sequence[Stage]:
            return [Wide(self)]

    store = Network(tmp_path / "locks").store
    result = ingest(store, Source(["a", "b", "c"]), tmp_path)
    assert (result.read, result.new) == (3, 3)
    assert store.scan(Organization, limit=20_000).after is not None


def test_somebody_who_writes_in_between_is_not_overwritten(
    make_store: Callable[[], Store], tmp_path: Path
) -> None:
    inner = Network(tmp_path / "locks", make_store()).store
    key = KEYS.key("organization", "word")

    def another(write: int, store: Store) -> None:
        if write == 2:
            store.apply([Organization(key=key, name="WORD")])

    result = ingest(Disturbed(inner, another), Lines(["word", "other"]), tmp_path)
    assert (result.new, result.unchanged) == (1, 1)
    assert inner.fetch([key]).found[key].record == Organization(key=key, name="WORD")


def test_what_comes_next_is_drafted_on_top_of_what_is_being_written(tmp_path: Path) -> None:
    """The same people again and again, so that every batch meets those of the one before."""
    write(tmp_path / "people.csv", company(120))
    table = (tmp_path / "people.csv").read_text().splitlines()
    (tmp_path / "people.csv").write_text("\n".join([table[0], *table[1:] * 4]))
    results, states = [], []
    for kind in (Disturbed, DisturbedApart):
        store = Network(tmp_path / "locks").store
        source = PeopleSource(tmp_path / "people.csv", today=TODAY)
        result = ingest(kind(store, lambda *_: None), source, tmp_path, batch=30)
        results.append((result.read, result.new, result.changed, result.unchanged, result.quarantined))
        states.append([(seal.revision, seal.digest) for seal in store.seals(limit=20_000).seals])
        states[-1].pop()  # the end of the job
    assert results[0] == results[1]
    assert len(states[0]) > 6
    assert [revision for revision, _ in states[0]] == [revision for revision, _ in states[1]]


@pytest.mark.parametrize("again", [1, 3])
def test_whoever_writes_during_a_batch_has_it_drafted_again_with_what_stands_on_it(
    make_store: Callable[[], Store], disturbed: type[Disturbed], tmp_path: Path, again: int
) -> None:
    inner = Network(tmp_path / "locks", make_store()).store
    key = KEYS.key("organization", "word 25")

    def another(write: int, store: Store) -> None:
        if 4 <= write < 4 + again:
            store.apply([Organization(key=key, name="WORD 25" + "!" * write)])

    words = [f"word {n % 60}" for n in range(100)]
    result = ingest(disturbed(inner, another), Lines(words), tmp_path, batch=10)
    assert (result.read, result.new, result.unchanged) == (100, 59, 41)
    assert inner.fetch([key]).found[key].record == Organization(key=key, name="WORD 25" + "!" * (3 + again))


def test_a_job_that_is_asked_to_stop_stops_at_the_next_batch(
    make_store: Callable[[], Store], disturbed: type[Disturbed], tmp_path: Path
) -> None:
    inner = Network(tmp_path / "locks", make_store()).store

    def cancel(write: int, store: Store) -> None:
        if write == 3:
            (held,) = store.scan(Job).records
            store.apply([replace(held.record, cancel_asked=True)])

    words = [f"word {n}" for n in range(7_000)]
    result = ingest(disturbed(inner, cancel), Lines(words), tmp_path)
    assert (result.state, result.read) == ("cancelled", 2_000)
    assert job(inner, result.job).state == "cancelled"
    again = ingest(inner, Lines(words), tmp_path)
    assert (again.state, again.resumed, again.read, again.unchanged) == ("done", False, 7_000, 2_000)


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


def test_nobody_is_made_when_nobody_is_named(tmp_path: Path) -> None:
    store = Network(tmp_path / "locks").store
    draft = Draft(store, keys=KEYS, now=NOW, source="x", contributor=NO_KEY, home=HOME)
    with pytest.raises(BadRecord):
        draft.person([])
    assert not [record for record in state(store).values() if isinstance(record, Person)]
