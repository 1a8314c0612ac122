from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from graph.keys import NO_KEY, Key
from graph.model import Employment, Identifier, Job, Person, Quarantined, Tie
from ingest.result import Result
from ingest.retry import retry_quarantine
from ingest.source import BadSource, WrongSource
from ingest.sources.people import Mapping, PeopleSource, TooManyLeavers, read_mapping
from tests.factories.ingest_network import HOME, KEYS, Network
from tests.factories.people_file import company, row, write

TODAY = date(2024, 6, 1)


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path / "locks")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.csv"


def take(network: Network, file: Path, rows: list[dict[str, str]], **options: object) -> Result:
    source = PeopleSource(write(file, rows), today=TODAY, **options)  # type: ignore[arg-type]
    return network.ingest(source)


def counts(result: Result) -> tuple[int, int, int, int, int]:
    assert result.read == result.new + result.changed + result.unchanged + result.quarantined
    return result.read, result.new, result.changed, result.unchanged, result.quarantined


def fields(result: Result) -> list[tuple[int, str]]:
    return [(problem.line, problem.field) for problem in result.problems]


def employments(network: Network, number: int) -> list[Employment]:
    person = network.person("employee", f"E{number:05}")
    return sorted((e for e in network.all(Employment) if e.person == person), key=lambda e: e.since)


def test_a_row_makes_a_person_known_by_every_identifier(network: Network, file: Path) -> None:
    given = row(
        1,
        location="Berlin",
        email="Ann.1+x@Home.example",
        personal_email="ann@mail.example",
        linkedin_url="https://de.linkedin.com/in/Ann/?x",
        phone="+49 (30) 1234567",
        end_date="2023-05-06",
    )
    assert counts(take(network, file, [given])) == (1, 1, 0, 0, 0)
    person = network.person("employee", "E00001")
    assert person == KEYS.key("person", "employee", "E00001")
    assert {(i.scheme, i.value) for i in network.all(Identifier)} == {
        ("employee", "E00001"),
        ("email", "ann.1+x@home.example"),
        ("email", "ann@mail.example"),
        ("linkedin", "in/ann"),
        ("phone", "+49301234567"),
    }
    assert all(i.person == person for i in network.all(Identifier))
    (employment,) = network.all(Employment)
    assert (employment.organization, employment.since, employment.until) == (HOME, "2011-02-11", "2023-05-06")
    assert network.all(Person) == [Person(key=person, name="Ann Ba", location="Berlin")]


def test_a_second_run_changes_no_fact(network: Network, file: Path) -> None:
    first = take(network, file, company(300))
    facts = network.facts()
    second = take(network, file, company(300))
    assert network.facts() == facts
    bad = 6 + 5 + 6  # impossible dates, managers who are nobody, managers with an impossible date
    assert counts(first) == (300, 300 - bad, 0, 0, bad)
    assert counts(second) == (300, 0, 0, 300 - bad, bad)
    assert first.job != second.job


def test_a_dry_run_writes_nothing_and_counts_alike(network: Network, file: Path) -> None:
    revision = network.store.revision()
    source = PeopleSource(write(file, company(300)), today=TODAY)
    dry = network.ingest(source, dry_run=True)
    assert network.store.revision() == revision
    wet = take(network, file, company(300))
    assert counts(dry) == counts(wet)
    assert dry.problems == wet.problems
    assert dry.dry_run


def test_managers_are_found_above_and_below_and_know_their_reports(network: Network, file: Path) -> None:
    rows = [
        row(1, manager_id="E00002", end_date="2022-03"),
        row(2),
        row(3, manager_id="ann.2@home.example"),
        row(4, manager_id="E00004"),
    ]
    assert counts(take(network, file, rows)) == (4, 4, 0, 0, 0)
    boss = network.person("employee", "E00002")
    assert [employments(network, n)[0].manager for n in (1, 2, 3, 4)] == [boss, NO_KEY, boss, NO_KEY]
    ties = sorted(network.all(Tie), key=lambda tie: tie.since)
    assert [(t.since, t.until, t.trust, t.currency) for t in ties] == [
        ("2011-02-11", "2022-03", 1.0, 1.0),
        ("2013-04-11", "", 1.0, 1.0),
    ]
    assert all(boss in (t.a, t.b) and t.a < t.b and t.source == "hr" for t in ties)


def test_an_unknown_manager_is_a_problem_but_the_row_itself_stays(network: Network, file: Path) -> None:
    result = take(network, file, [row(1, manager_id="E99999"), row(2)])
    assert counts(result) == (2, 1, 0, 0, 1)
    assert fields(result) == [(2, "manager_id")]
    assert "E99999" in result.problems[0].reason
    assert employments(network, 1)[0].title == "Engineer"


def test_a_new_manager_replaces_the_old_one_and_the_old_tie_ends(network: Network, file: Path) -> None:
    take(network, file, [row(1, manager_id="E00002"), row(2), row(3)])
    result = take(network, file, [row(1, manager_id="E00003"), row(2), row(3)])
    assert counts(result) == (3, 0, 1, 2, 0)
    assert employments(network, 1)[0].manager == network.person("employee", "E00003")
    assert sorted(tie.until for tie in network.all(Tie)) == ["", "2024-06-01"]


def test_repeated_rows_are_unchanged_and_contradicting_ones_name_the_first(
    network: Network, file: Path
) -> None:
    rows = [row(1), row(2), row(1), row(1, title="Boss"), row(3, email="ann.2@home.example")]
    result = take(network, file, rows)
    assert counts(result) == (5, 2, 0, 1, 2)
    assert [line for line, _ in fields(result)] == [5, 6]
    assert "line 2" in result.problems[0].reason
    assert "line 3" in result.problems[1].reason
    assert employments(network, 1)[0].title == "Engineer"


def test_identifiers_of_somebody_else_are_a_problem_and_nobody_is_merged(
    network: Network, file: Path
) -> None:
    take(network, file, [row(1), row(2)])
    facts = network.facts()
    result = take(
        network,
        file,
        [
            row(1, email="ann.2@home.example"),
            row(3, email="ann.2@home.example"),
            {"name": "X", "email": "ann.1@home.example", "personal_email": "ann.2@home.example"},
        ],
    )
    assert result.new == 0
    assert result.quarantined == 3
    assert all("ann.2@home.example" in problem.reason for problem in result.problems)
    assert network.facts() == facts


@pytest.mark.parametrize(
    ("given", "column"),
    [
        ({"start_date": "2019-02-30"}, "start_date"),
        ({"start_date": "2019-05-01", "end_date": "2018-05-01"}, "end_date"),
        ({"email": "nonsense"}, "email"),
        ({"personal_email": "a b@c"}, "personal_email"),
        ({"organization": "???"}, "organization"),
    ],
)
def test_a_bad_value_is_named_with_its_column(
    network: Network, file: Path, given: dict[str, str], column: str
) -> None:
    result = take(network, file, [row(1, **given), row(2)])
    assert counts(result) == (2, 1, 0, 0, 1)
    assert fields(result) == [(2, column)]
    assert next(iter(given.values())) in result.problems[0].reason or column == "end_date"
    (kept,) = network.all(Quarantined)
    assert (kept.file, kept.line, kept.job) == ("people.csv", 2, result.job)


def test_a_row_that_says_nobody_is_a_problem(network: Network, file: Path) -> None:
    result = take(network, file, [{"title": "Engineer", "employee_id": "N/A", "email": "-"}])
    assert fields(result) == [(2, "name")]


def test_a_name_alone_is_somebody_and_stays_the_same_somebody(network: Network, file: Path) -> None:
    rows = [{"name": "Ann Lee", "start_date": "2019"}, {"name": "Bo Lee", "end_date": "2020"}]
    assert counts(take(network, file, rows)) == (2, 2, 0, 0, 0)
    assert counts(take(network, file, rows)) == (2, 0, 0, 2, 0)
    assert sorted(p.name for p in network.all(Person)) == ["Ann Lee", "Bo Lee"]


def test_telephones_neither_merge_nor_refuse_anybody(network: Network, file: Path) -> None:
    phone = "+49 30 1234567"
    rows = [row(1, phone=phone), row(2, phone=phone), row(3, phone="ask reception")]
    result = take(network, file, rows)
    assert counts(result) == (3, 3, 0, 0, 0)
    assert network.person("phone", "+49301234567") == network.person("employee", "E00001")
    assert len(result.notes) == 2
    assert counts(take(network, file, rows)) == (3, 0, 0, 3, 0)


def test_a_garbled_name_is_imported_and_reported(network: Network, file: Path) -> None:
    result = take(network, file, [row(1), row(2, name="JosÃ© Lee")])
    assert counts(result) == (2, 2, 0, 0, 0)
    assert "line 3" in result.notes[0]
    assert "JosÃ© Lee" in result.notes[0]


def test_somebody_who_comes_back_has_two_employments(network: Network, file: Path) -> None:
    take(network, file, [row(1, start_date="2010-01-01", end_date="2012-01-01")])
    result = take(network, file, [row(1, start_date="2015-01-01")])
    assert counts(result) == (1, 1, 0, 0, 0)
    assert [(e.since, e.until) for e in employments(network, 1)] == [
        ("2010-01-01", "2012-01-01"),
        ("2015-01-01", ""),
    ]


def test_a_corrected_start_corrects_the_employment(network: Network, file: Path) -> None:
    take(network, file, [row(1, start_date="2010-01-01")])
    assert counts(take(network, file, [row(1, start_date="2011-01-01")])) == (1, 0, 1, 0, 0)
    assert [e.since for e in employments(network, 1)] == ["2011-01-01"]


def test_another_employer_is_an_employment_there(network: Network, file: Path) -> None:
    rows = [
        row(1, end_date="2020-01-01"),
        row(1, organization="The Kroger Co.", start_date="2020-02", title="Buyer", name="Ann Other"),
        row(2, organization="Kroger"),
        row(3, organization="Home Inc."),
    ]
    assert counts(take(network, file, rows)) == (4, 4, 0, 0, 0)
    home, kroger = employments(network, 1)
    assert (home.organization, kroger.title, kroger.since) == (HOME, "Buyer", "2020-02")
    assert employments(network, 2)[0].organization == kroger.organization
    assert employments(network, 3)[0].organization == HOME
    assert next(p.name for p in network.all(Person) if p.key == home.person) == "Ann Ba"
    assert counts(take(network, file, rows)) == (4, 0, 0, 4, 0)


def test_columns_that_nobody_asked_for_are_never_kept(network: Network, file: Path) -> None:
    columns = ("employee_id", "name", "salary", "start_date")
    rows = [
        {"employee_id": "E1", "name": "Ann Lee", "salary": "90000", "start_date": "2019"},
        {"employee_id": "E2", "name": "Bo Lee", "salary": "90000", "start_date": "never"},
    ]
    write(file, rows, columns)
    with file.open("a") as more:
        more.write("E3,Cy,90000\n")
    result = network.ingest(PeopleSource(file, today=TODAY))
    assert counts(result) == (3, 1, 0, 0, 2)
    assert "90000" not in str([network.all(kind) for kind in (Person, Employment, Quarantined)])


def test_a_column_that_the_file_has_not_changes_nothing(network: Network, file: Path) -> None:
    take(network, file, [row(1, manager_id="E00002"), row(2)])
    write(file, [{"employee_id": "E00001", "title": "Boss"}], ("employee_id", "title"))
    network.ingest(PeopleSource(file, today=TODAY))
    (employment,) = employments(network, 1)
    assert (employment.title, employment.department, employment.since) == (
        "Boss",
        "Department 1",
        "2011-02-11",
    )
    assert employment.manager == network.person("employee", "E00002")
    assert [tie.until for tie in network.all(Tie)] == [""]


def test_a_mapping_names_columns_dates_and_names(network: Network, file: Path, tmp_path: Path) -> None:
    toml = tmp_path / "m.toml"
    toml.write_text(
        '[columns]\nemployee_id = "EmpID"\nname = "Employee_Name"\nstart_date = "Hired"\n'
        '[formats]\ndate = ["%m/%d/%Y", "%m/%d/%y"]\nname = "last, first"\n'
    )
    file.write_text('EmpID;employee name;Hired;email\n7;"Lee, Ann";7/9/12;not@read.example\n')
    network.ingest(PeopleSource(file, read_mapping(toml), today=TODAY))
    assert [p.name for p in network.all(Person)] == ["Ann Lee"]
    assert [e.since for e in network.all(Employment)] == ["2012-07-09"]
    assert {i.scheme for i in network.all(Identifier)} == {"employee"}
    assert Mapping.from_json(read_mapping(toml).as_json()) == read_mapping(toml)


@pytest.mark.parametrize(
    "text",
    [
        "[columns]\nnmae = 'x'",
        "[column]\n",
        "[formats]\ndate = 'x'",
        "[formats]\nname='x'",
        "=",
        "[columns]\nname = 3",
    ],
)
def test_a_mistaken_mapping_is_refused(tmp_path: Path, text: str) -> None:
    toml = tmp_path / "m.toml"
    toml.write_text(text)
    with pytest.raises(BadSource, match=r"m\.toml"):
        read_mapping(toml)


def test_a_column_that_the_mapping_promises_must_be_there(file: Path) -> None:
    file.write_text("EmpID\n1\n")
    with pytest.raises(WrongSource, match="Name"):
        PeopleSource(file, Mapping({"employee_id": "EmpID", "name": "Name"}, stated=True), today=TODAY)


class TestFull:
    def test_who_is_missing_has_left_and_stays_so(self, network: Network, file: Path) -> None:
        rows = [row(n, manager_id="E00000") for n in range(40)]
        take(network, file, rows)
        result = take(network, file, rows[:-1], full=True)
        assert counts(result) == (39, 0, 0, 39, 0)
        assert employments(network, 39)[0].until == "2024-06-01"
        assert [tie.until for tie in network.all(Tie) if tie.until] == ["2024-06-01"]
        assert "1 people" in result.notes[-1]
        facts = network.facts()
        network.now = datetime(2024, 7, 1, tzinfo=UTC)
        network.ingest(PeopleSource(file, today=date(2024, 7, 1), full=True))
        assert network.facts() == facts

    def test_too_many_are_refused_with_their_number_and_nothing_is_written(
        self, network: Network, file: Path
    ) -> None:
        rows = [row(n) for n in range(40)]
        take(network, file, rows)
        revision = network.store.revision()
        changed = [row(n, title="Boss") for n in range(37)]
        with pytest.raises(TooManyLeavers) as refused:
            take(network, file, changed, full=True)
        assert (refused.value.leavers, refused.value.employees) == (3, 40)
        with pytest.raises(TooManyLeavers):
            take(network, file, changed, full=True, allow_leavers=2)
        assert network.store.revision() == revision
        assert counts(take(network, file, changed, full=True, allow_leavers=3)) == (37, 0, 37, 0, 0)
        assert sum(bool(e.until) for e in network.all(Employment)) == 3

    def test_a_row_that_cannot_be_taken_in_still_says_that_somebody_is_there(
        self, network: Network, file: Path
    ) -> None:
        rows = [row(n) for n in range(40)]
        take(network, file, rows)
        write(file, [row(1, start_date="never"), *(row(n) for n in range(3, 40))])
        with file.open("a") as more:
            more.write("E00000,Ann,shifted\n" + "ann.2@home.example,too,few\n")
        network.ingest(PeopleSource(file, today=TODAY, full=True))
        assert [e for e in network.all(Employment) if e.until] == []

    def test_people_of_other_sources_and_employers_do_not_leave(self, network: Network, file: Path) -> None:
        take(network, file, [*(row(n) for n in range(25)), row(30, organization="Kroger")])
        stranger = network.employee("git@x.example", "Gita")
        at = KEYS.pair_key("employment", stranger, HOME, "git:x")
        network.store.apply([Employment(key=at, person=stranger, organization=HOME, source="git:x")])
        take(network, file, [row(n) for n in range(25)], full=True)
        assert [e for e in network.all(Employment) if e.until] == []


def test_quarantined_records_are_taken_in_when_what_was_missing_is_there(
    network: Network, file: Path
) -> None:
    rows = [row(1, manager_id="E00009"), row(2, manager_id="E00008"), row(3), row(3, title="Boss")]
    first = take(network, file, rows)
    assert counts(first) == (4, 1, 0, 0, 3)
    write(file, [row(9)])
    network.ingest(PeopleSource(file, today=TODAY))
    result = retried(network, first.job)
    assert counts(result) == (4, 1, 1, 0, 2)
    assert employments(network, 1)[0].manager == network.person("employee", "E00009")
    assert employments(network, 3)[0].title == "Engineer"
    left = {(q.line, q.field) for q in network.all(Quarantined)}
    assert left == {(3, "manager_id"), (5, "employee_id")}
    assert any("ingest it again" in problem.reason for problem in result.problems)
    facts = network.facts()
    retried(network, first.job)
    assert network.facts() == facts


def retried(network: Network, job: Key) -> Result:
    held = network.store.fetch([job]).found[job].record
    assert isinstance(held, Job)
    source = PeopleSource.of_job(held, TODAY)
    return retry_quarantine(
        network.store, source, job, keys=KEYS, now=lambda: network.now, locks=network.locks
    )
