"""Whoever was erased and is back is erased again when the network is opened; what was cut off is finished."""

from dataclasses import replace
from pathlib import Path

import pytest

from actions.erase import erase
from graph.erasures import Erasure, ErasureFile
from graph.errors import StoreUnavailable
from graph.model import Person, Suppression
from queries.network import Network
from service.erasing import replay
from service.erasures import is_left, unfinished
from tests.factories.asking import key
from tests.factories.erasable import about_bob
from tests.factories.network import network_of
from tests.fakes.breaking_store import BreakingStore


@pytest.fixture
def file(tmp_path: Path) -> ErasureFile:
    return ErasureFile(tmp_path / "data" / "erasures")


def opened(file: ErasureFile) -> Network:
    """The network as it was before anybody was erased: a copy that was restored."""
    return replace(network_of(about_bob()), erasures=file)


def again(network: Network, tmp_path: Path) -> int:
    if not is_left(network.store, network.erasures):
        return 0
    return replay(network, tmp_path / "locks", lambda _: None)


def people(network: Network) -> set[str]:
    return {stored.record.name for stored in network.store.scan(Person).records}


def test_a_restored_copy_forgets_again(file: ErasureFile, tmp_path: Path) -> None:
    erase(opened(file), key("bob"))
    restored = opened(file)
    assert "Robert O'Bobbin" in people(restored)
    assert again(restored, tmp_path) == 1
    assert people(restored) == {"Ada", "Cyd", "Dan"}
    assert len(restored.store.scan(Suppression).records) == 3
    assert again(restored, tmp_path) == 0
    assert unfinished(restored.store, restored.erasures) == set()


@pytest.mark.parametrize("broken", [1, 2, 3, 6, 9])
def test_what_was_cut_off_is_finished_by_the_next(file: ErasureFile, tmp_path: Path, broken: int) -> None:
    network = opened(file)
    with pytest.raises(StoreUnavailable):
        erase(replace(network, store=BreakingStore(network.store, broken)), key("bob"))
    assert again(network, tmp_path) == (0 if broken == 1 else 1)
    assert (people(network) == {"Ada", "Cyd", "Dan"}) is (broken > 1)


def test_who_comes_back_under_another_key_is_found_by_a_thorough_look(
    file: ErasureFile, tmp_path: Path
) -> None:
    network = opened(file)
    erase(network, key("bob"))
    network.store.apply([r for r in about_bob() if r.key == "person:bob"])
    assert again(network, tmp_path) == 0  # no copy was restored: somebody wrote
    assert replay(network, tmp_path / "locks", lambda _: None) == 1
    assert people(network) == {"Ada", "Cyd", "Dan"}


def test_the_file_holds_no_personal_value_and_outlives_a_cut_line(file: ErasureFile) -> None:
    erase(opened(file), key("bob"))
    content = file.path.read_bytes()
    assert b"obbin" not in content
    assert b"example.com" not in content
    assert file.path.stat().st_mode & 0o077 == 0
    file.path.write_bytes(content + b'{"person": "per')
    (only,) = file.all()
    assert (only.person, only.done) == (key("bob"), True)
    assert len(only.suppressed) == 3
    file.note(Erasure(key("ada"), ("a",), "2024-06-01"))
    assert [each.person for each in file.all()] == [key("bob"), key("ada")]


def test_the_last_line_about_somebody_holds(file: ErasureFile) -> None:
    file.note(Erasure(key("ada"), ("a",), "2024-06-01", done=True))
    file.note(Erasure(key("bob"), ("b",), "2024-06-01", done=True))
    file.note(Erasure(key("ada"), ("c",), "2024-06-02"))
    assert [(e.person, e.suppressed, e.done) for e in file.all()] == [
        (key("bob"), ("b",), True),
        (key("ada"), ("a", "c"), False),
    ]
