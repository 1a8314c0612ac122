"""A saved read model forgets people in place: no byte of them is in its files, and all others are there."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graph.model import Person
from graph.ports import Deletion
from graph.snapshot.build import build
from graph.snapshot.files import open_newest, save
from graph.snapshot.follow import follow
from graph.snapshot.forgetting import forget
from graph.snapshot.read_model import ReadModel
from tests.factories import records as make
from tests.factories.asking import key
from tests.fakes.memory_store import MemoryStore

PEOPLE = 40  # so many that arrays are mapped


def filled(people: int = PEOPLE) -> MemoryStore:
    store = MemoryStore()
    store.apply([make.organization(), make.installation()])
    store.apply(
        [make.person(f"p{n:03}", name=f"Öne Person {n:03}", location=f"Town {n:03}") for n in range(people)]
    )
    return store


def in_files(folder: Path, text: str) -> bool:
    return any(text.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("people", [3, PEOPLE])
def test_nobody_else_is_touched(tmp_path: Path, people: int) -> None:
    store = filled(people)
    save(build(store), tmp_path, "us")
    forget(tmp_path, "us", [key("p001"), key("nobody")], build(store))
    assert not in_files(tmp_path, "one person 001")
    assert not in_files(tmp_path, "town 001")
    opened = open_newest(tmp_path, "us")
    assert opened is not None
    names = opened.people.folded_names()
    assert [n for n, name in enumerate(names) if not name] == [1]
    assert not opened.people.standing.rows["known"][1]
    assert list(opened.people.words.containing("town 002")) == [2]
    store.apply([Deletion(key("p001"))])
    assert follow(store, opened)
    fresh = build(store).people.folded_names()
    assert [name for name in opened.people.folded_names() if name] == fresh


def test_who_has_it_open_sees_nobody_in_their_place(tmp_path: Path) -> None:
    store = filled()
    save(build(store), tmp_path, "us")
    opened = open_newest(tmp_path, "us")
    assert opened is not None
    forget(tmp_path, "us", [key("p001")], build(store))
    assert opened.people.folded_names()[2] == "one person 002"


def test_older_and_unfinished_and_foreign_ones_go(tmp_path: Path) -> None:
    store = filled()
    save(build(store), tmp_path, "us")
    old = next(tmp_path.glob("0*"))
    kept = tmp_path / "kept"
    kept.mkdir()
    for name in ("000000000001", ".writing-x"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "facets.npy").write_bytes(b"one person 001")
    forget(tmp_path, "us", [key("p001")], build(store))
    assert sorted(path.name for path in tmp_path.iterdir()) == [old.name, "kept", "lock"]
    forget(tmp_path, "somebody else", [key("p001")], build(store))  # nobody can open it under that name
    assert open_newest(tmp_path, "us") is None


def test_a_process_that_saves_an_older_state_follows_first(tmp_path: Path) -> None:
    store = filled()
    behind = ReadModel(store, tmp_path, "us")
    snapshot = behind.current()
    store.apply([Deletion(key("p001"))])
    forget(tmp_path, "us", [key("p001")], build(store))
    behind._save(snapshot)  # it had not heard of the deletion yet
    assert not in_files(tmp_path, "one person 001")
    opened = open_newest(tmp_path, "us")
    assert opened is not None
    assert not in_files(tmp_path, "town 001")
    assert len(store.scan(Person).records) == PEOPLE - 1
    assert np.count_nonzero(opened.people.standing.rows["known"]) == PEOPLE - 1


def test_who_hears_of_an_erasure_by_another_host_looks_after_its_own_files(tmp_path: Path) -> None:
    store = filled()
    here = ReadModel(store, tmp_path, "us")
    here.current()
    store.apply([Deletion(key("p001"))])
    assert in_files(tmp_path, "one person 001")
    here.current()
    assert not in_files(tmp_path, "one person 001")
    store.apply([Deletion(key("p002"))])
    ReadModel(store, tmp_path, "us").current()  # a process that was not running then
    assert not in_files(tmp_path, "one person 002")


def test_a_label_or_a_source_that_an_erasure_took_out_of_the_store_is_in_no_file(tmp_path: Path) -> None:
    store = filled()
    skill = replace(make.skill("pots"), label="pots of Öne Person")
    store.apply([skill, make.evidence("e", "p002", source="contacts:Öne Person.csv")])
    here = ReadModel(store, tmp_path, "us")
    here.current()
    assert in_files(tmp_path, "pots of")
    store.apply([replace(skill, label="-"), make.evidence("e", "p002", source="contacts:")])
    here.forget([])
    assert not in_files(tmp_path, "pots of")
    assert not in_files(tmp_path, "Öne Person.csv")
    opened = open_newest(tmp_path, "us")
    assert opened is not None
    assert follow(store, opened)
    assert opened.evidence.sources[opened.evidence.rows.rows["source"][-1]] == "contacts:"
