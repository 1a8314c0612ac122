"""The read model says what the store says, however it came to know it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.algorithms.store_ties import StoreTies
from graph.algorithms.terms import word_term
from graph.dates import day_number
from graph.keys import NO_KEY, Key
from graph.model import Access, Person
from graph.ports import Change, Deletion, TieGraph
from graph.snapshot.build import build
from graph.snapshot.files import open_newest, save
from graph.snapshot.follow import follow
from graph.snapshot.read_model import ReadModel
from graph.snapshot.snapshot import Snapshot
from graph.snapshot.tie_source import SnapshotTies, shared_graph
from tests.factories.alliance import AT, aspiration, rehire_status
from tests.factories.records import (
    budget,
    contact,
    decision,
    employment,
    evidence,
    installation,
    key,
    organization,
    person,
    preference,
    skill,
    tie,
    verdict,
)
from tests.fakes.memory_store import MemoryStore
from tests.fakes.moving_store import MovingStore

NAMES = ("ada", "bob", "cyd", "dan", "eve", "fay")
DAY = date(2026, 6, 1)

people = st.sampled_from(NAMES)
pairs = st.tuples(people, people).filter(lambda pair: pair[0] != pair[1])
days = st.dates(date(2015, 1, 1), DAY).map(date.isoformat)
shared_or_not = st.sampled_from(["", "", "ada", "eve"])


@st.composite
def facts(draw: st.DrawFn) -> Change:
    one, other = draw(pairs)
    by = draw(shared_or_not)
    contributor = key("person", by) if by else NO_KEY
    match draw(st.integers(0, 11)):
        case 0 | 1:
            return tie(
                one,
                other,
                draw(st.sampled_from(["git", "ties", "tour"])) + by,
                until=draw(st.one_of(st.just(""), days)),
                trust=draw(st.sampled_from([0.0, 0.3, 1.0])),
                strength=draw(st.sampled_from([0.0, 0.0, 0.5, 1.0])),
                contributor=contributor,
            )
        case 2:
            return contact(one, other, at=draw(days), contact_kind=draw(st.sampled_from(["mail", "call"])))
        case 3:
            return employment(one, "home", since="2019", until=draw(st.sampled_from(["", "2024-01-31"])))
        case 8:
            said = draw(st.sampled_from(["not_my_topic", "helped"]))
            return verdict(one, one, draw(st.sampled_from(["billing", "tax"])), verdict=said)
        case 4:
            return preference(
                one,
                blocked=(key("person", other),),
                do_not_contact=draw(st.booleans()),
                restricted=draw(st.booleans()),
                rests=draw(st.sampled_from([(), ("2020-01-01/2020-12-31",), ("2025-01-01/2026-05-01",)])),
                quiet_since=draw(st.sampled_from(["", "2026-05-15"])),
                quiet_until="2026-07-01",
                shown=draw(st.sampled_from([(), ("skills/me",), ("email/network", "location/employees")])),
            )
        case 5:
            text = draw(st.sampled_from(["billing in python", "python", "a talk about graphs"]))
            return evidence(draw(st.sampled_from(["e1", "e2", "e3"])), one, other, text=text, at=draw(days))
        case 10:
            opened = draw(st.booleans())
            return aspiration(one, open_to_return=opened, horizon=draw(days), confirmed=draw(days))
        case 11:
            decided = {"decision": draw(st.sampled_from(["", "upheld", "lifted"])), "until": draw(days)}
            return rehire_status(one, other, appealed=draw(st.sampled_from(["", AT])), **decided)
        case 6:
            return budget(one, *draw(st.lists(days, min_size=1, max_size=3)))
        case 7:
            status = draw(st.sampled_from(["ALUMNUS", "EXTERNAL"]))
            return decision(
                f"default/found/INSIGHT/{status}", draw(st.sampled_from(["yes", "no"])), at=draw(days)
            )
        case _:
            return skill(draw(st.sampled_from(["python", "graphs"])), alternatives=(draw(people),))


histories = st.lists(st.one_of(facts(), st.integers(0, 200)), max_size=25)


def begun() -> MemoryStore:
    store = MemoryStore()
    store.apply([organization("home"), installation("home"), *(person(name) for name in NAMES)])
    return store


def play(store: MemoryStore, history: Sequence[Change | int]) -> None:
    """Put each fact; a number takes away one of those that are there."""
    put: list[Key] = []
    for step in history:
        if not isinstance(step, int):
            store.apply([step])
            put.append(step.key)
        elif put:
            store.apply([Deletion(put.pop(step % len(put)))])


def ties_of(graph: TieGraph) -> dict[tuple[Key, Key], int]:
    return {
        (graph.keys.key(one), graph.keys.key(int(graph.neighbors[at]))): int(graph.costs[at])
        for one in range(len(graph.start))
        for at in range(graph.start[one], graph.end[one])
    }


def seen(snapshot: Snapshot) -> dict[str, object]:
    """What can be asked of a snapshot, without its numbers."""
    numbered = {snapshot.people.ids.key(n): n for n in range(len(snapshot.people.ids))}
    rows = snapshot.evidence.rows.rows
    speaks = {
        word: {
            (snapshot.evidence.key(int(p["evidence"])), round(float(p["weight"]), 6))
            for p in snapshot.evidence.about(word_term(word))
            if rows["alive"][p["evidence"]]
        }
        for word in ("python", "bill", "graph", "talk")
    }
    return {
        "standing": {
            k: snapshot.people.standing.rows[n].tobytes()
            for k, n in numbered.items()
            if snapshot.people.standing.rows["known"][n]
        },
        "returning": {
            k: snapshot.people.returning.rows[n].tobytes()
            for k, n in numbered.items()
            if snapshot.people.standing.rows["known"][n]
        },
        "rests": {snapshot.people.ids.key(who): rests for who, rests in snapshot.people.rests.items()},
        "decided": dict(snapshot.decided),
        "blocked": {
            snapshot.people.ids.key(who): {snapshot.people.ids.key(other) for other in blocked}
            for who, blocked in snapshot.people.blocked.items()
        },
        "ties": ties_of(shared_graph(snapshot, "RECRUITING", day_number(DAY))),
        "evidence": speaks,
        "disclaimers": snapshot.disclaimers.held,
        "skills": sorted(snapshot.skills.labels()),
    }


@settings(max_examples=80, deadline=None)
@given(histories, histories)
def test_following_the_store_ends_where_building_anew_does(
    before: Sequence[Change | int], after: Sequence[Change | int]
) -> None:
    store = begun()
    play(store, before)
    followed = build(store)
    play(store, after)
    assert follow(store, followed)
    assert followed.revision == store.revision()
    assert seen(followed) == seen(build(store))


@settings(max_examples=40, deadline=None)
@given(histories, histories)
def test_a_saved_snapshot_is_opened_as_it_was(
    before: Sequence[Change | int], after: Sequence[Change | int]
) -> None:

    store = begun()
    play(store, before)
    snapshot = build(store)
    store.apply([person("zoe"), tie("zoe", "ada")])
    play(store, after)
    assert follow(store, snapshot)
    with TemporaryDirectory() as folder:
        save(snapshot, Path(folder), "us")
        opened = open_newest(Path(folder), "us")
        assert opened is not None
        assert opened.revision == snapshot.revision
        assert seen(opened) == seen(snapshot)
        assert open_newest(Path(folder), "somebody else") is None
        store.apply([tie("zoe", "bob"), evidence("e9", "zoe", text="python")])
        assert follow(store, opened)
        assert seen(opened) == seen(build(store))


@settings(max_examples=60, deadline=None)
@given(histories, st.sampled_from(["", "ada", "eve"]))
def test_ties_straight_from_the_store_are_those_of_the_read_model(
    history: Sequence[Change | int], viewer: str
) -> None:
    store = begun()
    play(store, history)
    contributor = key("person", viewer) if viewer else NO_KEY
    asked = ([key("person", "ada")], [key("person", "fay")], 4, "INSIGHT", DAY, contributor)
    whole = ties_of(SnapshotTies(store, ReadModel(store, None, "us")).around(*asked))
    near = ties_of(StoreTies(store).around(*asked))
    assert near.items() <= whole.items()
    reached = {key("person", "ada"), key("person", "fay")}
    for _ in range(2):  # all ties within two steps of either end belong to some path of four
        inner = set(reached)
        reached |= {b for a, b in whole if a in inner}
        assert {tie: cost for tie, cost in whole.items() if tie[0] in inner}.items() <= near.items()


def test_what_somebody_just_wrote_is_in_their_next_answer() -> None:
    store = begun()
    model = ReadModel(store, None, "us")
    assert not ties_of(shared_graph(model.current(), "RECRUITING", day_number(DAY)))
    store.apply([tie("ada", "bob", strength=0.5)])
    assert len(ties_of(shared_graph(model.current(), "RECRUITING", day_number(DAY)))) == 2


def test_a_private_person_has_no_standing() -> None:
    store = begun()
    store.apply([Person(key=key("person", "secret"), name="")])
    snapshot = build(store)
    number = snapshot.people.ids.number(key("person", "secret"))
    assert not snapshot.people.standing.rows["known"][number]


def test_a_half_written_snapshot_is_passed_over(tmp_path: Path) -> None:

    folder = tmp_path
    store = begun()
    save(build(store), folder, "us")
    broken = folder / "000000000099"
    broken.mkdir()
    (broken / "about.json").write_text("{")
    opened = open_newest(folder, "us")
    assert opened is not None
    assert opened.revision == store.revision()


@pytest.mark.parametrize("since", [0, 1, 3])
def test_an_earlier_state_of_the_store_gets_a_read_model_of_its_own(tmp_path: Path, since: int) -> None:
    lost, back = begun(), begun()
    lost.apply([tie("ada", "bob")])
    ReadModel(lost, tmp_path, "us").current()
    for number in range(since):
        back.apply([tie("bob", "cyd", strength=0.5 + number / 10)])
    for _ in range(2):  # also when it has been saved
        assert seen(ReadModel(back, tmp_path, "us").current()) == seen(build(back))
    said: list[str] = []
    ReadModel(back, tmp_path, "us", said.append).current()
    assert said == []


def test_costs_are_whole_numbers_of_the_strength() -> None:
    store = begun()
    store.apply([tie("ada", "bob", strength=0.5), tie("bob", "cyd", strength=1.0)])
    found = ties_of(shared_graph(build(store), "INSIGHT", day_number(DAY)))
    ada, bob, cyd = (key("person", name) for name in ("ada", "bob", "cyd"))
    assert found[ada, bob] == round(-np.log(0.5) * 2**20)
    assert found[bob, cyd] == 0


def test_what_a_snapshot_does_not_hold_is_passed_by_without_a_read_and_without_waiting() -> None:
    store = MemoryStore()
    store.apply([organization(), installation(), person("ada")])
    snapshot = build(store)
    lines = [
        Access(
            key=key("access", f"2026-06-01.{number}"),
            day="2026-06-01",
            asker="operator",
            role="operator",
            purpose="EXPERTISE",
            people=(key("person", "ada"),),
        )
        for number in range(3)
    ]
    store.apply(lines)
    counting = MovingStore(store, lambda _: ())
    with snapshot.sharing.reading():  # a question is being answered: it is not waited for
        assert follow(counting, snapshot)
    assert counting.reads == 0
    assert snapshot.revision == store.revision() == 2
