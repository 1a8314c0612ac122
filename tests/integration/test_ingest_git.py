"""What a repository leaves in the network."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.keys import Key
from graph.model import Employment, Evidence, Identifier, Organization, Person, Quarantined, Tie
from ingest.sources.git import git_source
from tests.factories.git_history import DAY, NOON, Made, commit_ids, extend_repository, make_repository
from tests.factories.ingest_network import HOME, KEYS, Network

ANN, BOB, CY = "Ann Lee <ann@x.org>", "Bob Ray <bob@x.org>", "Cy Poe <cy@x.org>"


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path / "locks")


def change(author: str, day: int, *files: str, message: str = "A change") -> Made:
    """A commit `day` days after 2020-01-01."""
    return Made(author, NOON + day * DAY, dict.fromkeys(files or ("a",), f"{author} {day}"), message)


def test_a_commit_is_evidence_of_its_people_in_equal_shares(network: Network, tmp_path: Path) -> None:
    message = "Mend the door\n\nCo-authored-by: Bob Ray <bob@x.org>"
    folder = make_repository(tmp_path / "door.git", [change(ANN, 0, "src/a.py", "b.md", message=message)])
    result = network.ingest(git_source(folder))
    assert (result.read, result.new, result.source, result.state) == (1, 1, "git:door", "done")
    (evidence,) = network.all(Evidence)
    assert evidence == Evidence(
        key=KEYS.key("evidence", "git:door", commit_ids(folder)[0]),
        evidence_kind="commit",
        people=(network.person("email", "ann@x.org"), network.person("email", "bob@x.org")),
        shares=(0.5, 0.5),
        at="2020-01-01T12:00:00Z",
        text="Mend the door",
        paths=("b.md", "src/a.py"),
        source="git:door",
    )
    assert {person.name for person in network.all(Person)} == {"Ann Lee", "Bob Ray"}
    assert network.all(Employment) == []


def test_a_second_run_changes_no_fact(network: Network, tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "a", [change(who, n) for n, who in enumerate((ANN, BOB, CY, ANN))])
    network.ingest(git_source(folder, organization="Acme"))
    before = network.facts()
    again = network.ingest(git_source(folder, organization="Acme"))
    assert (again.read, again.new, again.changed, again.unchanged) == (4, 0, 0, 4)
    assert network.facts() == before


def test_the_newest_name_counts_and_the_first_run_fixes_it(network: Network, tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "a", [change("ann <ann@x.org>", 0), change("Ann Lee <ANN@x.org>", 1)])
    network.ingest(git_source(folder))
    assert [person.name for person in network.all(Person)] == ["Ann Lee"]


def test_a_github_address_also_says_the_login(network: Network, tmp_path: Path) -> None:
    addresses = ("1+AnnLee@users.noreply.github.com", "annlee@users.noreply.github.com")
    folder = make_repository(tmp_path / "a", [change(f"Ann <{each}>", n) for n, each in enumerate(addresses)])
    network.ingest(git_source(folder))
    assert len(network.all(Person)) == 1
    found = {(i.scheme, i.value) for i in network.all(Identifier)}
    assert found == {("github", "annlee"), *(("email", each.lower()) for each in addresses)}


def test_an_author_whom_hr_knows_is_the_same_person(network: Network, tmp_path: Path) -> None:
    ann = network.employee("ann@x.org", "Ann Marie Lee")
    network.ingest(git_source(make_repository(tmp_path / "a", [change(ANN, 0)])))
    assert [(p.key, p.name) for p in network.all(Person)] == [(ann, "Ann Marie Lee")]


def test_a_commit_without_an_address_is_quarantined_and_the_rest_goes_on(
    network: Network, tmp_path: Path
) -> None:
    folder = make_repository(tmp_path / "a", [change("Nobody <>", 0), change(ANN, 1)])
    result = network.ingest(git_source(folder))
    assert (result.read, result.new, result.quarantined) == (2, 1, 1)
    assert (result.problems[0].field, result.problems[0].line) == ("email", 1)
    assert len(network.all(Quarantined)) == 1


def test_an_impossible_date_is_quarantined(network: Network, tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "a", [change(ANN, 0), Made(ANN, 10**13, {"z": "1"})])
    result = network.ingest(git_source(folder))
    assert (result.read, result.new, result.quarantined, result.problems[0].field) == (2, 1, 1, "date")


def test_a_later_run_with_another_end_leaves_earlier_commits_alone(network: Network, tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "a", [change(who, 100 * n) for n, who in enumerate((ANN, BOB, ANN))])
    network.ingest(git_source(folder, until="2020-06-01"))
    before = {e.key: network.facts()[e.key] for e in network.all(Evidence)}
    assert len(before) == 2
    network.ingest(git_source(folder))
    after = network.facts()
    assert len(network.all(Evidence)) == 3
    assert {key: after[key] for key in before} == before


@pytest.mark.parametrize("then", [{"until": "2020-06-01"}, {"since": "2020-06-01"}])
def test_a_narrower_run_takes_nothing_back(network: Network, tmp_path: Path, then: dict[str, str]) -> None:
    made = [change(who, 30 * n, "x", "y") for n, who in enumerate((ANN, BOB, CY, ANN, BOB, ANN, BOB, ANN))]
    folder = make_repository(tmp_path / "a", made)
    network.ingest(git_source(folder, organization="Acme"))
    before = network.facts()
    network.ingest(git_source(folder, organization="Acme", **then))
    assert network.facts() == before


# -- employments ---------------------------------------------------------------------------------


def employments(network: Network) -> dict[Key, tuple[str, str]]:
    return {each.person: (each.since, each.until) for each in network.all(Employment)}


def test_authors_work_there_from_their_first_to_their_last_commit(network: Network, tmp_path: Path) -> None:
    made = [change(ANN, 0), change(BOB, 1), change(ANN, 400), change(BOB, 1300)]  # BOB's last: 2023-07-24
    folder = make_repository(tmp_path / "a.git", made)
    network.ingest(git_source(folder, organization="  Acme  Inc "))
    ann, bob = (network.person("email", f"{who}@x.org") for who in ("ann", "bob"))
    assert employments(network) == {ann: ("2020-01-01", "2021-02-04"), bob: ("2020-01-02", "")}
    (acme,) = [o for o in network.all(Organization) if o.key != HOME]
    assert {(e.organization, e.source) for e in network.all(Employment)} == {(acme.key, "git:a")}


def test_the_end_of_the_period_says_who_is_still_there(network: Network, tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "a", [change(ANN, 0), change(BOB, 500), change(CY, 1600)])
    network.ingest(git_source(folder, organization="Acme", until="2021-06-01"))
    ann, bob = (network.person("email", f"{who}@x.org") for who in ("ann", "bob"))
    assert employments(network) == {ann: ("2020-01-01", "2020-01-01"), bob: ("2021-05-15", "")}
    network.ingest(git_source(folder, organization="Acme"))
    assert employments(network)[bob] == ("2021-05-15", "2021-05-15")


def test_more_commits_extend_an_employment(network: Network, tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "a", [change(ANN, 0)])
    network.ingest(git_source(folder, organization="Acme"))
    extend_repository(folder, [change(ANN, 100)])
    network.ingest(git_source(folder, organization="Acme"))
    assert list(employments(network).values()) == [("2020-01-01", "2020-04-10")]


def test_one_person_with_two_addresses_has_one_employment(network: Network, tmp_path: Path) -> None:
    ann = network.employee("ann@x.org", "Ann Lee")
    private = Identifier(
        key=KEYS.key("identifier", "email", "ann@home.org"), person=ann, scheme="email", value="ann@home.org"
    )
    network.store.apply([private])
    folder = make_repository(tmp_path / "a", [change("a <ann@home.org>", 0), change(ANN, 100)])
    network.ingest(git_source(folder, organization="Acme"))
    assert employments(network) == {ann: ("2020-01-01", "2020-04-10")}


def test_the_company_knows_better_when_somebody_left(network: Network, tmp_path: Path) -> None:
    ann = network.employee("ann@x.org", "Ann Lee")
    key = KEYS.pair_key("employment", ann, HOME, "2019")
    left = Employment(key=key, person=ann, organization=HOME, since="2019", until="2020-03", source="hr")
    network.store.apply([left])
    folder = make_repository(tmp_path / "a", [change(ANN, 0), change(ANN, 1500)])
    network.ingest(git_source(folder, organization="Home"))
    assert network.all(Employment) == [left]


def test_who_only_merges_works_there_but_is_no_expert(network: Network, tmp_path: Path) -> None:
    made = [
        change(ANN, 0),
        replace(change(ANN, 1, "b"), parent=1),
        Made(BOB, NOON + 2 * DAY, parent=1, merge=2),
    ]
    folder = make_repository(tmp_path / "a", made)
    network.ingest(git_source(folder, organization="Acme"))
    assert employments(network)[network.person("email", "bob@x.org")] == ("2020-01-03", "2020-01-03")
    assert len(network.all(Evidence)) == 2


# -- ties ----------------------------------------------------------------------------------------


def test_people_who_change_the_same_file_know_each_other(network: Network, tmp_path: Path) -> None:
    made = [change(ANN, 0, "src/db/a", "b"), change(BOB, 10, "src/db/a"), change(CY, 20, "other")]
    network.ingest(git_source(make_repository(tmp_path / "r.git", made)))
    ann, bob = sorted(network.person("email", f"{who}@x.org") for who in ("ann", "bob"))
    (tie,) = network.all(Tie)
    assert tie == Tie(
        key=KEYS.pair_key("tie", ann, bob, "git:r"),
        a=ann,
        b=bob,
        tie_kind="code",
        reason="worked on src/db",
        since="2020-01-11",
        until="2020-01-11",
        trust=1.0,
        currency=1.0,
        source="git:r",
    )


def test_the_root_of_a_repository_is_called_by_its_name(network: Network, tmp_path: Path) -> None:
    network.ingest(git_source(make_repository(tmp_path / "r.git", [change(ANN, 0), change(BOB, 10)])))
    assert [tie.reason for tie in network.all(Tie)] == ["worked on r"]


def test_amounts_decay_to_the_last_day_of_joint_work(network: Network, tmp_path: Path) -> None:
    made = [change(ANN, 0), change(BOB, 20), change(ANN, 200)]
    network.ingest(git_source(make_repository(tmp_path / "r", made)))
    (tie,) = network.all(Tie)
    assert (tie.since, tie.until) == ("2020-01-21", "2020-07-19")
    assert tie.currency == pytest.approx(1.5)
    assert tie.trust == pytest.approx(1 + 0.5 ** (180 / (5 * 365.25)), abs=1e-6)


def test_a_tie_changes_only_with_new_joint_work(network: Network, tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "r", [change(ANN, 0), change(BOB, 10)])
    network.ingest(git_source(folder))
    (first,) = network.all(Tie)
    extend_repository(folder, [change(CY, 11, "elsewhere"), change(ANN, 12, "elsewhere")])
    network.ingest(git_source(folder))
    assert first in network.all(Tie)
    extend_repository(folder, [change(ANN, 20)])
    network.ingest(git_source(folder))
    (now,) = [tie for tie in network.all(Tie) if tie.key == first.key]
    assert (now.since, now.until, now.trust > first.trust) == (first.since, "2020-01-21", True)


def test_two_addresses_of_one_person_are_no_pair_and_count_once(network: Network, tmp_path: Path) -> None:
    addresses = ("1+annlee@users.noreply.github.com", "annlee@users.noreply.github.com")
    made = [change(f"Ann <{each}>", n) for n, each in enumerate(addresses)]
    network.ingest(git_source(make_repository(tmp_path / "r", [*made, change(BOB, 10)])))
    assert [tie.trust for tie in network.all(Tie)] == [1.0]


def test_a_clock_that_stands_in_the_past_closes_nothing(tmp_path: Path) -> None:
    network = Network(tmp_path / "locks", now=datetime(2019, 1, 1, tzinfo=UTC))
    network.ingest(git_source(make_repository(tmp_path / "a", [change(ANN, 0)]), organization="Acme"))
    assert list(employments(network).values()) == [("2020-01-01", "")]
