"""Whatever happens in the middle of an ingest, the next run ends where an undisturbed one would have."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import StoreUnavailable
from graph.keys import NO_KEY
from graph.model import Job, Organization, Person
from graph.ports import Store
from graph.stores.sqlite.store import SqliteStore
from ingest.draft import Draft
from ingest.source import BadRecord, BadSource, Item, Stage
from ingest.sources.people import PeopleSource
from tests.factories.ingest_jobs import (
    NOW,
    TODAY,
    Disturbed,
    DisturbedApart,
    Lines,
    Words,
    fail_at,
    ingest,
    job,
    state,
)
from tests.factories.ingest_network import HOME, KEYS, Network
from tests.factories.people_file import company, write
from tests.fakes.memory_store import MemoryStore


@pytest.fixture(params=[Disturbed, DisturbedApart])
def disturbed(request: pytest.FixtureRequest) -> type[Disturbed]:
    found: type[Disturbed] = request.param
    return found


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


def test_nobody_is_made_when_nobody_is_named(tmp_path: Path) -> None:
    store = Network(tmp_path / "locks").store
    draft = Draft(store, keys=KEYS, now=NOW, source="x", contributor=NO_KEY, home=HOME)
    with pytest.raises(BadRecord):
        draft.person([])
    assert not [record for record in state(store).values() if isinstance(record, Person)]
