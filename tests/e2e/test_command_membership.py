"""Leaving at the terminal: an exit begins, is moved and taken back, and is listed."""

from pathlib import Path

import pytest

from tests.e2e.shell import Kith

PEOPLE = """employee_id,name,email,start_date
1,Ada Lee,ada@x.example,2019-03-01
2,Bob Ray,bob@x.example,2019-03-01
"""


@pytest.fixture
def kith(tmp_path: Path) -> Kith:
    kith = Kith(tmp_path)
    kith.well("init", "--organization", "X")
    kith.well("ingest", "people", kith.write("people.csv", PEOPLE))
    return kith


def test_who_leaves_is_invited_and_the_next_import_leaves_the_end_as_it_is(kith: Kith) -> None:
    begun = kith.well("exit", "bob@x.example", "--last-day", "2026-11-30", "--json").json
    assert (begun["state"], begun["last_day"]) == ("invited", "2026-11-30")
    listed = kith.well("invitations", "--json").json
    assert [(one["name"], one["last_day"]) for one in listed["invitations"]] == [("Bob Ray", "2026-11-30")]
    assert listed["counts"] == {"invited": None, "bounced": None, "claimed": None}
    assert "Bob Ray, last day 2026-11-30" in kith.well("invitations").out
    assert kith.well("ingest", "people", kith.write("people.csv", PEOPLE), "--json").json["unchanged"] == 2
    assert kith.well("outbox", "--json").json
    kith.well("exit", "Bob Ray", "--cancel")
    assert kith.well("invitations", "--json").json["invitations"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("exit", "bob@x.example"),
        ("exit", "bob@x.example", "--last-day", "soon"),
        ("exit", "bob@x.example", "--last-day", "2019-01-01"),
        ("exit", "bob@x.example", "--last-day", "2026-11-30", "--cancel"),
        ("exit", "ada@x.example", "--cancel"),
        ("invitations", "--state", "gone"),
    ],
)
def test_what_cannot_be_is_wrong_use(kith: Kith, arguments: tuple[str, ...]) -> None:
    ran = kith(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_two_records_of_one_person_are_found_made_one_and_made_two_again(kith: Kith) -> None:
    twice = PEOPLE + "3,Bob Ray,b.ray@x.example,2020-01-01\n"
    source = kith.write("twice.csv", twice)
    kith.well("ingest", "people", source)
    assert kith("duplicates").code == 1  # two employee numbers speak against it
    made = kith.well(
        "merge", "bob@x.example", "b.ray@x.example", "--reason", "one and the same", "--json"
    ).json
    assert made["reason"] == "one and the same"
    assert kith.well("ingest", "people", source, "--json").json["unchanged"] == 3
    assert made["key"] in kith.well("merges").out
    assert kith("merge", "bob@x.example", "b.ray@x.example", "--reason", "one and the same").code == 2
    kith.well("unmerge", made["key"])
    assert "undone" in kith.well("merges").out
    assert kith("unmerge", "merge:none").code == 2
