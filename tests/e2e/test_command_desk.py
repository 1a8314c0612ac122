"""At the terminal of the privacy officer and of network admins: decisions, rights, retention, reports."""

from pathlib import Path

import pytest

from tests.e2e.shell import Kith

PEOPLE = """employee_id,name,email,location,start_date
1,Ada Lee,ada@x.example,London,2019-03-01
2,Bob Ray,bob@x.example,"Bonn, Germany",2019-03-01
"""
CONTACTS = """at,from,to,kind
2024-05-01T10:00:00Z,ada@x.example,bob@x.example,meeting
2026-05-01T10:00:00Z,ada@x.example,bob@x.example,meeting
"""
PATH = ("paths", "ada@x.example", "bob@x.example", "--json")


@pytest.fixture
def kith(tmp_path: Path) -> Kith:
    kith = Kith(tmp_path)
    kith.well("init", "--organization", "X")
    kith.well("ingest", "people", kith.write("people.csv", PEOPLE))
    kith.well("ingest", "contacts", kith.write("contacts.csv", CONTACTS))
    return kith


def test_a_source_is_off_for_a_country_until_it_is_approved(kith: Kith) -> None:
    assert len(kith.well(*PATH).json["paths"]) == 1
    off = ("decisions", "--set", "source/calendar/DE=off", "--reason", "the works council has not agreed yet")
    assert kith.well(*off, "--json").json["decisions"][0]["by"] == "operator"
    assert kith(*PATH).code == 1
    approved = ("decisions", "--set", "source/calendar/DE=approved", "--reason", "agreed on October 30")
    kith.well(*approved)
    assert len(kith.well(*PATH).json["paths"]) == 1
    told = kith.well("decisions").out
    assert told.splitlines()[0] == "source/calendar/DE = approved  (2026-11-01, operator)"
    history = kith.well("decisions", "--history", "source/calendar/DE", "--json").json["decisions"]
    assert [decision["value"] for decision in history] == ["off", "approved"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("decisions", "--set", "retention/contacts=12"),
        ("decisions", "--set", "retention/contacts", "--reason", "long enough a reason"),
        ("decisions", "--set", "retention/contacts=12", "--reason", "short"),
        ("rights", "--open", "ada@x.example"),
        ("rights", "--open", "ada@x.example", "--right", "forget"),
        ("rights", "--close", "rights:none"),
    ],
)
def test_what_is_not_complete_is_wrong_use(kith: Kith, arguments: tuple[str, ...]) -> None:
    ran = kith(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_retention_says_what_went(kith: Kith) -> None:
    assert (
        kith.well("retention", "--dry-run").out.splitlines()[0]
        == "contacts: 1 from before 2024-11-01, 0 gone"
    )
    assert kith.well("retention", "--json").json["kinds"][0] == {
        "kind": "contacts", "before": "2024-11-01", "due": 1, "gone": 1
    }  # fmt: skip
    assert kith.well("retention").out.splitlines()[0] == "contacts: 0 from before 2024-11-01, 0 gone"


def test_a_letter_is_a_request_until_it_is_answered(kith: Kith) -> None:
    opened = kith.well(
        "rights", "--open", "Ada Lee", "--right", "access", "--note", "a letter", "--json"
    ).json
    [request] = opened["requests"]
    assert (request["right"], request["due"], request["overdue"]) == ("access", "2026-12-01", False)
    late = kith.having(KITH_NOW="2027-01-01").well("rights")
    assert late.out.splitlines()[0].endswith("OVERDUE")
    kith.well("rights", "--close", request["key"], "--note", "sent")
    assert "no request is open" in kith.well("rights").err
    assert "a letter / sent" in kith.well("rights", "--every").out


def test_a_report_of_a_quiet_year_shows_no_figure(kith: Kith) -> None:
    lines = kith.well("report", "introductions", "--csv").out.splitlines()
    assert lines[:2] == [
        'month,agreed,not this time,other,total,"agreed, not closed yet"',
        "2025-12,,,,,",
    ]
    assert lines[-1] == "2026-10,,,,,"
    assert "not shown" in kith.well("report", "introductions").out
    assert kith.well("report", "introductions", "--json").json["months"][0]["total"] is None


def test_there_is_a_list_of_reports_and_each_is_a_table_json_and_csv(kith: Kith) -> None:
    rows = [f"{n + 100},Name{chr(97 + n)} Lee,n{n}@x.example,London,2019-03-01" for n in range(12)]
    kith.well("ingest", "people", kith.write("more.csv", "\n".join([PEOPLE.splitlines()[0], *rows])))
    names = [one["name"] for one in kith.well("reports", "--json").json["reports"]]
    assert names[0] == "coverage"
    assert [line.split()[0] for line in kith.well("reports").out.splitlines()] == names
    told = kith.well("reports", "freshness", "--json").json
    assert (told["name"], told["as_of"]) == ("freshness", "2026-11-01")
    fresh = kith.well("reports", "freshness")
    assert (
        fresh.out.splitlines()[1].split()
        == "what source in the last 3 months in the last 12 months in the last 24 months".split()
    )
    assert "Groups under 5 are not shown" in fresh.err
    csv = kith.well("reports", "freshness", "--csv", "-").out.splitlines()
    assert csv[1].startswith("people,directory,50,")
    assert kith.well("reports", "freshness", "--csv", "fresh.csv").out == "Written: fresh.csv\n"
    assert (kith.folder / "fresh.csv").read_text().splitlines() == csv


def test_a_report_that_there_is_not_is_wrong_use(kith: Kith) -> None:
    ran = kith("reports", "salaries")
    assert ran.code == 2
    assert "topics-at-risk" in ran.err
    assert kith("reports", "--csv", "x.csv").code == 2
