from itertools import permutations
from pathlib import Path

import pytest

from graph.keys import Key
from graph.model import Evidence, Skill
from ingest.sources.skills import SkillsSource
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
    return tmp_path / "skills.csv"


def row(person: str = "Ann", skill: str = "Python", kind: str = "declared", **others: str) -> dict[str, str]:
    given = {"person": person, "skill": skill, "kind": kind, "by": "", "date": "", "text": "", "link": ""}
    return given | {"audience": ""} | others


PAPER = "https://wiki.example/paper"


def test_a_skill_is_made_once_and_evidence_for_each_statement(
    network: Network, people: list[Key], file: Path
) -> None:
    written = table(
        file, row(), row(skill="PYTHON "), row("Bob"), row(kind="endorsed", by="Bob", date="2024-03")
    )
    assert counts(network.ingest(SkillsSource(written))) == (3, 0, 1, 0)
    [python] = network.all(Skill)
    endorsed = next(e for e in network.all(Evidence) if e.evidence_kind == "endorsed")
    assert (python.label, endorsed.skills, endorsed.people) == ("Python", (python.key,), (people[0],))
    assert (endorsed.endorser, endorsed.at, endorsed.audience) == (people[1], "2024-03", "everyone")


def test_a_document_is_shared_by_its_people_in_any_order(
    network: Network, people: list[Key], file: Path, tmp_path: Path
) -> None:
    rows = [
        row("Ann", "", "document", text="Billing", link=PAPER, date="2024-01"),
        row("Bob", "SQL", "document", link=PAPER),
        row("Carl", "Python", "document", text="Billing", link=PAPER, audience="employees"),
    ]
    outcomes = []
    for number, order in enumerate(permutations(rows)):
        one = Network(tmp_path / str(number))
        known_people(one, "Ann", "Bob", "Carl")
        assert counts(one.ingest(SkillsSource(table(file, *order)))) == (1, 2, 0, 0)
        assert counts(one.ingest(SkillsSource(table(file, *order)))) == (0, 0, 3, 0)
        outcomes.append(one.all(Evidence))
    assert all(outcome == outcomes[0] for outcome in outcomes)
    [[paper], *_] = outcomes
    assert (paper.people, paper.shares) == (tuple(sorted(people)), (1 / 3, 1 / 3, 1 / 3))
    assert (paper.text, paper.at, paper.audience, len(paper.skills)) == ("Billing", "2024-01", "employees", 2)


def test_a_later_file_adds_somebody_to_a_document(
    network: Network, people: list[Key], file: Path, tmp_path: Path
) -> None:
    network.ingest(SkillsSource(table(file, row("Ann", "", "talk", text="Scale", link=PAPER))))
    later = table(tmp_path / "later.csv", row("Bob", "", "talk", text="Scaling up", link=PAPER))
    assert counts(network.ingest(SkillsSource(later))) == (0, 1, 0, 0)
    [talk] = network.all(Evidence)
    assert (talk.people, talk.shares, talk.text) == (tuple(sorted(people[:2])), (0.5, 0.5), "Scaling up")


def test_endorsements_with_one_link_keep_their_endorsers(
    network: Network, people: list[Key], file: Path
) -> None:
    rows = [row("Ann", kind="endorsed", by=by, link=PAPER) for by in ("Bob", "Carl")]
    assert counts(network.ingest(SkillsSource(table(file, *rows)))) == (2, 0, 0, 0)
    assert {evidence.endorser for evidence in network.all(Evidence)} == set(people[1:])


def test_what_cannot_be_true_goes_to_quarantine(network: Network, people: list[Key], file: Path) -> None:
    bad = [
        row("Ann", "", text="", kind="document"),
        row(kind="commit"),
        row(kind="endorsed"),
        row(kind="endorsed", by="ann@home.example"),
        row(date="2024-13"),
        row(audience="friends"),
        row(audience="group: "),
        row(link="java\tscript:alert(1)"),
        row("Nobody"),
    ]
    result = network.ingest(SkillsSource(table(file, *bad)))
    assert counts(result) == (0, 0, 0, len(bad))
    columns = ["skill", "kind", "by", "by", "date", "audience", "audience", "link", "person"]
    assert problems(result) == list(enumerate(columns, 2))
    assert not network.all(Skill), "a refused row leaves no skill behind"


def test_rows_with_one_link_agree(network: Network, people: list[Key], file: Path) -> None:
    first = row("Ann", "", "document", text="Billing", link=PAPER, date="2024", audience="group:core")
    others = [
        row("Bob", "", "talk", text="Billing", link=PAPER),
        row("Bob", "", "document", text="Pricing", link=PAPER),
        row("Bob", "", "document", text="Billing", link=PAPER, date="2023"),
        row("Bob", "", "document", text="Billing", link=PAPER, audience="everyone"),
    ]
    result = network.ingest(SkillsSource(table(file, first, *others)))
    assert problems(result) == [(3, "kind"), (4, "text"), (5, "date"), (6, "audience")]
    assert all("line 2" in problem.reason for problem in result.problems)
    assert [evidence.people for evidence in network.all(Evidence)] == [(people[0],)]
