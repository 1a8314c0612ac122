"""kith audit and kith unanswered, as a shell runs them."""

import sqlite3
import time
from contextlib import closing

import pytest

from tests.e2e.shell import Kith
from tests.e2e.test_command_sharing import SKILL, ask, serving


@pytest.fixture
def skilled(acme: Kith) -> Kith:
    """Acme, where Bo has declared Rust."""
    acme.well("ingest", "skills", acme.write("skills.csv", SKILL))
    return acme


def tamper(kith: Kith, statement: str) -> None:
    with closing(sqlite3.connect(kith.path / "kith.sqlite")) as connection, connection:
        assert connection.execute(statement).rowcount > 0


def test_a_whole_record_is_told_with_its_newest_seal(skilled: Kith) -> None:
    found = skilled.well("audit", "verify", "--json").json
    assert (found["whole"], found["complete"], found["reason"]) == (True, True, None)
    assert 0 < found["against_records"] <= found["revisions"] == found["newest"]["revision"]
    seal = found["newest"]["seal"]
    assert seal in skilled.well("audit", "verify").out
    skilled.well("who-knows", "rust")
    assert (
        skilled.well("audit", "verify", "--expect", seal.upper(), "--json").json["revisions"]
        > found["revisions"]
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record SET body = replace(body, 'Bo Marsh', 'Mal') WHERE body LIKE '%Bo Marsh%'",
        "DELETE FROM record WHERE key LIKE 'tour:%' OR key LIKE 'evidence:%'",
        "UPDATE seal SET at = '2020-01-01T00:00:00Z' WHERE revision = 2",
        "DELETE FROM seal WHERE revision = 1",
    ],
)  # fmt: skip
def test_a_record_that_somebody_altered_ends_with_3(skilled: Kith, statement: str) -> None:
    tamper(skilled, statement)
    ran = skilled("audit", "verify", "--json")
    assert (ran.code, ran.json["whole"]) == (3, False)
    assert ran.json["reason"]
    assert skilled("audit", "verify").out.startswith("BROKEN")


def test_a_seal_that_is_not_in_the_chain_ends_with_3(skilled: Kith) -> None:
    ran = skilled("audit", "verify", "--expect", "0" * 64)
    assert (ran.code, "BROKEN" in ran.out) == (3, True)


def test_the_log_says_whom_a_command_named_to_whom(skilled: Kith) -> None:
    assert skilled.well("audit", "log").out == ""
    bo = skilled.well("who-knows", "rust", "--json").json["experts"][0]["id"]
    skilled.well("who-knows", "rust", "--as", "ada@acme.example")
    lines = skilled.well("audit", "log", "--json").lines
    assert (
        lines
        == [
            {
                "day": "2026-11-01",
                "asker": "operator",
                "role": "operator",
                "purpose": "EXPERTISE",
                "people": [bo],
            }
        ]
        * 2
    )
    assert len(skilled.well("audit", "log", "--day", "2026-11", "--person", bo).out.splitlines()) == 2
    assert "Bo" not in skilled.well("audit", "log").out
    assert skilled.well("audit", "log", "--day", "2026-10-31", "--json").lines == []
    assert skilled.well("audit", "log", "--person", "person:nobody", "--json").lines == []
    assert skilled("audit", "log", "--day", "yesterday").code == 2


def test_what_a_service_told_is_in_the_log_when_it_ends_or_after_seconds(skilled: Kith) -> None:
    token = skilled.well("token", "--as", "ada@acme.example").out.splitlines()[-1]
    with serving(skilled) as (process, port):
        assert ask(port, token, "rust") == ["Bo Marsh"]
        process.terminate()
        process.wait(60)
    (line,) = [one for one in skilled.well("audit", "log", "--json").lines if one["role"] == "employee"]
    assert (line["purpose"], len(line["people"])) == ("EXPERTISE", 1)
    with serving(skilled) as (process, port):
        ask(port, token, "rust")
        time.sleep(7)  # it is written every five
        process.kill()
    lines = [one for one in skilled.well("audit", "log", "--json").lines if one["role"] == "employee"]
    assert len(lines) == 2


def test_topics_asked_in_vain_are_told_after_five_times(skilled: Kith) -> None:
    for _ in range(5):
        assert skilled("who-knows", "--batch", "-", stdin="cobol\nBo Marsh\n").code == 1
    assert skilled.well("unanswered", "--json").json == {"topics": [{"topic": "cobol", "count": 5}]}
    assert skilled.well("unanswered", "--first", 1, "--days", 1).out.split() == ["5", "cobol"]


def test_a_store_that_cannot_be_written_still_answers_and_says_so(skilled: Kith) -> None:
    lock = skilled.path / "kith.sqlite.lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()  # nobody can take it
    ran = skilled.well("who-knows", "rust", "--json")
    assert [expert["name"] for expert in ran.json["experts"]] == ["Bo Marsh"]
    assert "could not be written" in ran.err
    lock.rmdir()
    assert skilled.well("audit", "log", "--json").lines == []
