from datetime import date
from pathlib import Path

import pytest

from graph.errors import StoreUnavailable
from graph.keys import NO_KEY, Key
from graph.model import Tie
from ingest.retry import retry_quarantine
from ingest.source import WrongSource
from ingest.sources.mending import RefusedRows
from ingest.sources.ties import TiesSource
from tests.factories.ingest_network import KEYS, Network
from tests.factories.tables import counts, known_people, problems, table
from tests.fakes.breaking_store import BreakingStore


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path / "locks")


@pytest.fixture
def people(network: Network) -> list[Key]:
    return known_people(network, "Ann", "Bob", "Carl")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ties.csv"


def row(a: str = "Ann", b: str = "bob@home.example", **others: str) -> dict[str, str]:
    given = {"person_a": a, "person_b": b, "kind": "friend", "since": "", "until": "", "strength": ""}
    return given | others


def test_a_tie_is_the_same_from_both_ends(network: Network, people: list[Key], file: Path) -> None:
    written = table(file, row(), row("bob@home.example", "ANN"), row(kind="neighbour", since="2019"))
    assert counts(network.ingest(TiesSource(written))) == (2, 0, 1, 0)
    friend, neighbour = sorted(network.all(Tie), key=lambda tie: tie.tie_kind)
    assert (friend.a, friend.b) == tuple(sorted(people[:2]))
    assert (friend.trust, friend.currency, friend.strength, friend.until) == (1.0, 0.0, 0.0, "")
    assert (friend.source, friend.contributor) == ("ties:ties.csv", NO_KEY)
    assert (neighbour.since, neighbour.key != friend.key) == ("2019", True)


def test_a_row_that_contradicts_an_earlier_one_names_its_line(
    network: Network, people: list[Key], file: Path
) -> None:
    written = table(file, row(strength="0.5"), row("Carl"), row("bob@home.example", "Ann", strength="0.6"))
    result = network.ingest(TiesSource(written))
    assert counts(result) == (2, 0, 0, 1)
    assert [(p.line, p.reason) for p in result.problems] == [(4, "contradicts line 2")]
    assert max(tie.strength for tie in network.all(Tie)) == 0.5


def test_what_cannot_be_true_goes_to_quarantine(network: Network, people: list[Key], file: Path) -> None:
    bad = [
        row("Ann", "ann@home.example"),
        row(strength="0"),
        row(strength="1.01"),
        row(strength="nan"),
        row(strength="strong"),
        row(since="2020", until="2019"),
        row(since="2020-02-30"),
        row("Nobody"),
        row(b=""),
    ]
    result = network.ingest(TiesSource(table(file, *bad)))
    assert counts(result) == (0, 0, 0, len(bad))
    assert problems(result) == [
        (2, "person_b"), (3, "strength"), (4, "strength"), (5, "strength"), (6, "strength"),
        (7, "until"), (8, "since"), (9, "person_a"), (10, "person_b"),
    ]  # fmt: skip
    assert not network.all(Tie)


def test_a_name_that_two_people_have_is_no_name(network: Network, people: list[Key], file: Path) -> None:
    network.employee("other.ann@home.example", "Ann")
    result = network.ingest(TiesSource(table(file, row())))
    assert problems(result) == [(2, "person_a")]
    assert "2 people" in result.problems[0].reason


def test_a_second_run_changes_nothing_and_a_later_file_changes_the_tie(
    network: Network, people: list[Key], file: Path, tmp_path: Path
) -> None:
    source = table(file, row(strength="0.5"), row("Carl"))
    network.ingest(TiesSource(source))
    before = network.facts()
    assert counts(network.ingest(TiesSource(source))) == (0, 0, 2, 0)
    same = table(tmp_path / "renamed.csv", row(strength="0.50"), row("Carl"))
    assert counts(network.ingest(TiesSource(same))) == (0, 0, 2, 0)
    assert network.facts() == before
    later = table(tmp_path / "later.csv", row(strength="0.7"))
    assert counts(network.ingest(TiesSource(later))) == (0, 1, 0, 0)
    assert {tie.source for tie in network.all(Tie) if tie.strength == 0.7} == {"ties:later.csv"}


def test_a_private_tie_and_a_shared_one_are_two_facts(
    network: Network, people: list[Key], file: Path
) -> None:
    written = table(file, row())
    network.ingest(TiesSource(written))
    assert counts(network.ingest(TiesSource(written, people[2]))) == (1, 0, 0, 0)
    assert {tie.contributor for tie in network.all(Tie)} == {NO_KEY, people[2]}


def test_a_contradiction_is_seen_by_a_run_that_goes_on_behind_its_first_row(
    people: list[Key], file: Path, tmp_path: Path
) -> None:
    whole, broken = Network(tmp_path / "a"), Network(tmp_path / "b")
    pairs = [("Ann", "Bob"), ("Ann", "Carl"), ("Bob", "Carl")]
    rows = [row(*pairs[n % 3], kind=f"kind {n}") for n in range(4_500)]
    written = table(file, *rows, row(*pairs[1], kind="kind 1", strength="0.9"))
    for network in (whole, broken):
        known_people(network, "Ann", "Bob", "Carl")
    expected = whole.ingest(TiesSource(written))

    store = broken.store
    broken.store = BreakingStore(store, 4)
    with pytest.raises(StoreUnavailable):
        broken.ingest(TiesSource(written))
    broken.store = store
    result = broken.ingest(TiesSource(written))
    assert result.resumed
    assert (counts(result), problems(result)) == (counts(expected), [(4_502, "kind")])
    assert broken.facts().keys() == whole.facts().keys()


def test_a_refused_row_is_taken_once_its_person_is_there(
    network: Network, people: list[Key], file: Path
) -> None:
    written = table(file, row(), row(strength="0.9"), row("Ann", "dora@home.example"))
    first = network.ingest(TiesSource(written))
    assert counts(first) == (1, 0, 0, 2)
    known_people(network, "Dora")
    source = RefusedRows("ties", first.source, NO_KEY, date(2024, 6, 1))
    result = retry_quarantine(
        network.store, source, first.job, keys=KEYS, now=lambda: network.now, locks=network.locks
    )
    assert counts(result) == (2, 0, 0, 1)
    assert problems(result) == [(3, "kind")]
    assert {tie.strength for tie in network.all(Tie)} == {0.0}


def test_another_table_is_refused(file: Path) -> None:
    with pytest.raises(WrongSource):
        TiesSource(table(file, {"at": "2024", "from": "a", "to": "b"}))
