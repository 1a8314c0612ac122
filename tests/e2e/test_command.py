"""The command as its contract has it: what goes in, what comes out, where and with which exit code."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.e2e.conftest import Company
from tests.e2e.shell import Kith

COUNTS = ("new", "changed", "unchanged", "quarantined")
ASKED = ("job", "read", *COUNTS, "problems")


def test_every_ingest_counts_rows_and_a_second_run_changes_no_fact(
    company: Company, copied: Callable[[], Kith]
) -> None:
    for name, ran in company.first.items():
        answer = ran.json
        assert [field for field in ASKED if field not in answer] == [], name
        assert answer["read"] == sum(answer[count] for count in COUNTS) > 0, name
        assert answer["quarantined"] == len(answer["problems"]) == 0, name
    kith = copied()
    facts = kith.facts()
    for name, arguments in company.arguments().items():
        again = kith.well("ingest", *arguments, "--json").json
        assert again["read"] == again["unchanged"] == company.first[name].json["read"], name
    assert kith.facts() == facts


def test_a_dry_run_writes_nothing_and_counts_the_same(company: Company, kith: Kith) -> None:
    arguments = company.arguments()
    kith.well("--store", "sqlite", "init", "--organization", company.organization)
    for name in ("people.csv", "ties.csv"):
        before = kith.facts()
        dry = kith("ingest", *arguments[name], "--dry-run", "--json")
        assert kith.facts() == before
        done = kith("ingest", *arguments[name], "--json", "--data", kith.path)
        assert [dry.json[count] for count in ASKED[1:]] == [done.json[count] for count in ASKED[1:]]
        assert dry.code == done.code
    assert len(kith.well("jobs", "--json").json["jobs"]) == 2


def test_quarantined_records_are_listed_with_file_line_and_reason(acme: Kith) -> None:
    more = acme.write(
        "more.csv",
        "employee_id,name,email,start_date,end_date\n"
        "7,Eve Quist,eve@acme.example,2020-01-01,\n"
        "8,Flo Rask,flo@acme.example,2020-02-30,\n"
        "9,Gus Sato,gus@acme.example,01/02/20,\n"
        "7,Hal Tern,hal@acme.example,2020-01-01,\n"
        '10,Ina Ude,"ina@acme.example\n11,Jo Vale,jo@acme.example,2020-01-01,\n',
    )
    ran = acme("ingest", "people", more, "--json")
    assert ran.code == 1
    answer = ran.json
    assert (answer["read"], answer["new"]) == (6, 2)  # a quote left open costs its own line only
    problems = {(p["line"], p["field"]): p["reason"] for p in answer["problems"]}
    assert {p["file"] for p in answer["problems"]} == {"more.csv"}
    assert [line for line, _ in sorted(problems)] == [3, 4, 5, 6]
    assert "2020-02-30" in problems[3, "start_date"]
    assert "01/02/20" in problems[4, "start_date"]
    assert "quot" in problems[6, ""]

    listed = acme.well("quarantine", "--job", answer["job"], "--json").json["quarantined"]
    assert [(held["line"], held["reason"]) for held in listed] == [
        (p["line"], p["reason"]) for p in answer["problems"]
    ]
    text = acme.well("quarantine").out
    assert "more.csv:3: start_date:" in text
    assert acme("quarantine", "--retry", "--json").code == 1  # nothing was mended
    jobs = {job["key"]: job for job in acme.well("jobs", "--json").json["jobs"]}
    assert (jobs[answer["job"]]["state"], jobs[answer["job"]]["quarantined"]) == ("done", 4)


def test_unknown_people_and_contradictions_in_ties_are_refused_row_by_row(acme: Kith) -> None:
    ties = acme.write(
        "ties.csv",
        "person_a;person_b;kind;since;until;strength\n"
        "ada@acme.example;bo@acme.example;colleague;2020;;\n"
        "ada@acme.example;nobody@acme.example;colleague;2020;;\n"
        "Sam Poe;Bo Marsh;colleague;2020;;\n"
        "1;3;colleague;2021;2020;\n"
        "1;4;colleague;;;1.5\n"
        "2;4;colleague;;;0,5;left over;and more\n"
        "3;4;colleague;;;0.5\n",
    )
    ran = acme("ingest", "ties", ties, "--json")
    answer = ran.json
    assert ran.code == 1
    assert [p["line"] for p in answer["problems"]] == [3, 4, 5, 6, 7]
    assert (answer["read"], answer["new"]) == (7, 2)
    assert "nobody@acme.example" in answer["problems"][0]["reason"]
    assert "2 people are called 'Sam Poe'" in answer["problems"][1]["reason"]


def test_answers_go_to_stdout_and_messages_to_stderr(kith: Kith) -> None:
    people = kith.write("people.csv", "employee_id,name\n1,Ada Lind\n")
    uninitialised = kith("jobs")
    assert (uninitialised.code, uninitialised.out) == (3, "")
    assert "kith init --organization NAME" in uninitialised.err
    asked = kith("--json", "init", "--organization", "Acme")
    assert set(asked.json) == {"organization", "home", "created"}
    assert asked.json["created"] == "2026-11-01T00:00:00Z"  # KITH_NOW
    assert kith("init", "--organization", "Other").code == 2
    ran = kith.well("ingest", "people", people)
    assert ran.out == "people: 1 read; 1 new, 0 changed, 0 unchanged, 0 quarantined\n"
    wrong = kith("ingest", "people")
    assert (wrong.code, wrong.out) == (2, "")
    assert kith("who-knows").code == 2
    assert kith("nonsense").code == 2


def test_flags_win_over_the_environment_before_and_behind_the_command(kith: Kith) -> None:
    away = kith.having(KITH_DATA=str(kith.folder / "elsewhere"), KITH_HOME_ORGANIZATION="Acme")
    away.well("jobs", "--data", kith.folder / "behind")
    away.well(f"--data={kith.folder / 'before'}", "jobs")
    away.well("jobs", "--store", "sqlite")
    made = {path.name for path in kith.folder.iterdir()}
    assert made == {"behind", "before", "elsewhere"}
    refused = kith.having(KITH_NOW="yesterday")("jobs")
    assert refused.code == 2
    assert "KITH_NOW" in refused.err
    assert away("jobs", "--store", "oracle://x").code == 3


def test_doctor_token_and_sample_answer_in_json(company: Company, tmp_path: Path) -> None:
    kith = company.kith
    findings = {finding["what"]: finding for finding in kith.well("doctor", "--json").json["findings"]}
    assert {"version", "store", "organization", "read model", "data folder", "clock"} <= findings.keys()
    assert all(finding["well"] for finding in findings.values())
    someone = kith.well("paths", "--json", *_ends(company)).json["paths"][0]["people"][0]
    token = kith.well("token", "--as", someone["id"], "--json").json
    assert token["token"].count(".") == 2
    assert token["person"] == someone["id"]
    assert kith.having(KITH_IDENTITY_KEYS_FILE="keys.json")("token", "--as", someone["id"]).code == 2
    assert json.dumps(company.summary["files"]) != "[]"
    assert Kith(tmp_path)("doctor").code == 3


def _ends(company: Company) -> list[str]:
    asked = [q["arguments"] for q in company.summary["questions"] if q["arguments"][0] == "paths"]
    return list(asked[0][1:])
