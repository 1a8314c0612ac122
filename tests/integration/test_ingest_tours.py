from pathlib import Path

import pytest

from graph.keys import Key
from graph.model import Evidence, Mission, Skill, Tie, Tour
from ingest.sources.tours import ToursSource
from tests.factories.ingest_network import Network
from tests.factories.tables import counts, known_people, problems, table


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path / "locks")


@pytest.fixture
def people(network: Network) -> list[Key]:
    return known_people(network, "Ann", "Bob", "Carl")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tours.csv"


def row(person: str = "Ann", mission: str = "Billing", **others: str) -> dict[str, str]:
    given = {
        "person": person, "kind": "transformational", "mission": mission, "department": "", "start": "2019",
        "planned_end": "", "end": "", "outcome": "", "skills": "",
    }  # fmt: skip
    return given | others


def ties(network: Network) -> set[tuple[Key, Key, str]]:
    return {(tie.a, tie.b, tie.reason) for tie in network.all(Tie)}


def test_a_tour_is_a_mission_evidence_and_skills(network: Network, people: list[Key], file: Path) -> None:
    written = table(
        file, row(end="2021-06", outcome="Invoices in a day", skills="SQL; Python;", department="Finance")
    )
    assert counts(network.ingest(ToursSource(written))) == (1, 0, 0, 0)
    [tour], [mission], [evidence] = network.all(Tour), network.all(Mission), network.all(Evidence)
    assert (tour.person, tour.mission, tour.tour_kind) == (people[0], mission.key, "transformational")
    assert (tour.since, tour.until, tour.department) == ("2019", "2021-06", "Finance")
    assert {skill.label for skill in network.all(Skill) if skill.key in tour.skills} == {"SQL", "Python"}
    assert (evidence.evidence_kind, evidence.at, evidence.skills) == ("tour", "2021-06", tour.skills)
    assert evidence.text == "Billing: Invoices in a day"


def test_two_people_on_one_mission_know_each_other(network: Network, people: list[Key], file: Path) -> None:
    written = table(
        file, row(end="2020"), row("Bob", " billing ", start="2020", end="2022"), row("Carl", "Other")
    )
    network.ingest(ToursSource(written))
    [tie] = network.all(Tie)
    assert {tie.a, tie.b} == set(people[:2])
    assert (tie.since, tie.until, tie.trust, tie.currency) == ("2020", "2020", 0.501, 1.0)
    assert (tie.tie_kind, tie.reason) == ("tour", "worked together on Billing")


def test_tours_of_two_files_meet(network: Network, people: list[Key], file: Path, tmp_path: Path) -> None:
    network.ingest(ToursSource(table(file, row())))
    assert not network.all(Tie)
    later = table(tmp_path / "later.csv", row("Bob"))
    network.ingest(ToursSource(later))
    assert [(tie.until, tie.source) for tie in network.all(Tie)] == [("", "tours:later.csv")]
    before = network.facts()
    for source in (file, later, file):
        result = network.ingest(ToursSource(source))
        assert counts(result) == (0, 0, 1, 0)
    assert network.facts() == before


def test_a_tie_goes_when_the_tours_no_longer_meet(
    network: Network, people: list[Key], file: Path, tmp_path: Path
) -> None:
    network.ingest(ToursSource(table(file, row(), row("Bob", start="2021"), row("Carl", start="2021"))))
    assert len(ties(network)) == 3
    ended = table(tmp_path / "ended.csv", row(end="2020"))
    assert counts(network.ingest(ToursSource(ended))) == (0, 1, 0, 0)
    assert {frozenset((a, b)) for a, b, _ in ties(network)} == {frozenset(people[1:])}


def test_a_mission_that_becomes_a_crowd_ties_nobody(
    network: Network, people: list[Key], file: Path, tmp_path: Path
) -> None:
    names = [f"P{number}" for number in range(16)]
    known_people(network, *names)
    network.ingest(ToursSource(table(file, *(row(name) for name in names[:15]))))
    assert len(ties(network)) == 15 * 14 // 2
    network.ingest(ToursSource(table(tmp_path / "all.csv", *(row(name) for name in names))))
    assert not ties(network)


def test_other_ties_of_the_people_stay(
    network: Network, people: list[Key], file: Path, tmp_path: Path
) -> None:
    network.ingest(ToursSource(table(file, row(mission="Old"), row("Bob", "Old"))))
    network.ingest(ToursSource(table(tmp_path / "new.csv", row(mission="New"))))
    assert {reason for _, _, reason in ties(network)} == {"worked together on Old"}


def test_what_cannot_be_true_goes_to_quarantine(network: Network, people: list[Key], file: Path) -> None:
    bad = [
        row(kind="holiday"),
        row(mission=" "),
        row(end="2018"),
        row(planned_end="2018"),
        row(start="2019-02-29"),
        row("Nobody"),
    ]
    result = network.ingest(ToursSource(table(file, *bad)))
    assert counts(result) == (0, 0, 0, len(bad))
    assert problems(result) == list(
        enumerate(["kind", "mission", "end", "planned_end", "start", "person"], 2)
    )
    assert not network.all(Mission)


def test_overlapping_tours_are_fine_and_contradictions_are_not(
    network: Network, people: list[Key], file: Path
) -> None:
    rows = [row(), row(mission="Other"), row(start="2020"), row(), row(kind="rotational")]
    result = network.ingest(ToursSource(table(file, *rows)))
    assert counts(result) == (3, 0, 1, 1)
    assert [(p.line, p.reason) for p in result.problems] == [(6, "contradicts line 2")]
