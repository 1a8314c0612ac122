"""Somebody who left comes back: one record, one history, and what they had chosen still holds."""

from datetime import date
from pathlib import Path

import pytest

from graph.dates import day_number
from graph.keys import Key
from graph.model import Employment, Identifier, Person, Preference, preference_key
from graph.standing import standings_of
from ingest.jobs import Result
from ingest.sources.people import PeopleSource
from policy.gates import Status, statuses
from tests.factories.ingest_network import HOME, Network
from tests.factories.people_file import row, write

TODAY = date(2024, 6, 1)
LEFT = {"start_date": "2015-02-01", "end_date": "2021-05-31"}
BACK = {"employee_id": "E2", "email": "ann.b@home.example", "start_date": "2024-03-01"}
SHARED = {
    "personal_email": "ann@mail.example",
    "linkedin_url": "https://www.linkedin.com/in/ann",
    "phone": "+49 30 1234567",
}


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path / "locks")


def take(network: Network, folder: Path, *rows: dict[str, str]) -> Result:
    return network.ingest(PeopleSource(write(folder / "people.csv", rows), today=TODAY))


def stays(network: Network) -> list[tuple[str, str]]:
    return sorted((each.since, each.until) for each in network.all(Employment))


def status(network: Network, person: Key) -> Status:
    jobs = [each for each in network.all(Employment) if each.person == person]
    record = next(each for each in network.all(Person) if each.key == person)
    rows = standings_of([(record, jobs, None, None)], HOME)
    return Status(statuses(rows, day_number(TODAY))[0])


@pytest.mark.parametrize("shared", SHARED)
def test_a_new_number_with_one_thing_the_same_is_the_same_person(
    network: Network, tmp_path: Path, shared: str
) -> None:
    known = {shared: SHARED[shared]}
    take(network, tmp_path, row(1, **LEFT, **known))
    person = network.person("employee", "E00001")
    assert status(network, person) is Status.ALUMNUS
    result = take(network, tmp_path, row(1, **BACK, **known, title="Director", location="Ulm"))
    assert (result.new, result.quarantined) == (1, 0)
    assert network.person("employee", "E2") == person
    assert [each.key for each in network.all(Person)] == [person]
    assert stays(network) == [("2015-02-01", "2021-05-31"), ("2024-03-01", "")]
    assert status(network, person) is Status.EMPLOYEE


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_both_rows_in_one_file_are_one_person_in_any_order(
    network: Network, tmp_path: Path, order: tuple[int, int]
) -> None:
    known = {"personal_email": "ann@mail.example"}
    rows = [row(1, **LEFT, **known, location="Bonn"), row(1, **BACK, **known, location="Ulm")]
    first = take(network, tmp_path, *(rows[n] for n in order))
    facts = network.facts()
    second = take(network, tmp_path, *(rows[n] for n in order))
    assert (first.new, first.quarantined, second.unchanged) == (2, 0, 2)
    assert network.facts() == facts
    (person,) = network.all(Person)
    assert person.location == "Ulm"
    assert stays(network) == [("2015-02-01", "2021-05-31"), ("2024-03-01", "")]


def test_what_she_had_chosen_as_an_alumna_still_holds(network: Network, tmp_path: Path) -> None:
    known = {"personal_email": "ann@mail.example"}
    take(network, tmp_path, row(1, **LEFT, **known))
    person = network.person("employee", "E00001")
    choices = ("MENTORING/found/yes/2025-01-01",)
    chosen = Preference(key=preference_key(person), person=person, choices=choices)
    network.store.apply([chosen])
    take(network, tmp_path, row(1, **BACK, **known))
    assert network.store.fetch([chosen.key]).found[chosen.key].record == chosen


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ({"start_date": "2015-02-01"}, {}, "at the same time"),
        (LEFT, {"start_date": "2021-05"}, "at the same time"),
        (LEFT, {"start_date": ""}, "nothing says when"),
        (LEFT, {"name": "Bob Roe"}, "no name in common"),
        ({**LEFT, "organization": "Acme"}, {}, "nothing says that they have left"),
        (LEFT, {"organization": "Acme"}, "another employer"),
    ],
)
def test_whom_something_speaks_against_waits_with_the_reason(
    network: Network, tmp_path: Path, first: dict[str, str], second: dict[str, str], reason: str
) -> None:
    known = {"personal_email": "ann@mail.example"}
    take(network, tmp_path, row(1, **first, **known))
    result = take(network, tmp_path, row(1, **BACK | second, **known))
    (problem,) = result.problems
    assert reason in problem.reason
    assert "E00001" in problem.reason
    assert len(network.all(Person)) == 1


@pytest.mark.parametrize("other", [{"name": "Cy Ba"}, {"start_date": "2020-01-01"}])
def test_a_telephone_alone_is_no_proof_of_somebody_of_another_name_or_at_the_same_time(
    network: Network, tmp_path: Path, other: dict[str, str]
) -> None:
    take(network, tmp_path, row(1, **LEFT, phone=SHARED["phone"]))
    result = take(network, tmp_path, row(1, **BACK | other, phone=SHARED["phone"]))
    assert result.quarantined == 0
    assert len(network.all(Person)) == 2
    assert len([each for each in network.all(Identifier) if each.scheme == "phone"]) == 1


def test_a_third_number_is_a_third_stay(network: Network, tmp_path: Path) -> None:
    known = {"personal_email": "ann@mail.example"}
    rows = [
        row(1, **LEFT, **known),
        row(1, **BACK | {"end_date": "2024-03-31"}, **known),
        row(1, **BACK | {"employee_id": "E3", "start_date": "2024-05"}, **known),
    ]
    rows[2]["email"] = "ann.c@home.example"
    assert take(network, tmp_path, *rows).quarantined == 0
    assert len(stays(network)) == 3
    assert len(network.all(Person)) == 1
