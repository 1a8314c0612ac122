"""Files that are damaged, wrong or hostile: said in a line, the right exit code, nothing half-written."""

import shutil
import subprocess
import zipfile
from pathlib import Path

from graph.model import Person
from tests.e2e.shell import Kith, Ran

CONNECTIONS = b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
MB = 2**20


def refused(ran: Ran, code: int, *words: str) -> None:
    assert (ran.code, ran.out) == (code, ""), ran
    said = [line for line in ran.err.splitlines() if line.startswith("kith: ")]
    assert len(said) == 1, ran.err
    for word in words:
        assert word in ran.err, ran.err


def test_a_file_that_is_no_such_table_is_refused_whole(acme: Kith) -> None:
    before = acme.facts()
    refused(acme("ingest", "people", "none.csv"), 3, "none.csv", "no such file")
    (acme.folder / "folder").mkdir()
    refused(acme("ingest", "ties", "folder"), 3, "folder")
    refused(acme("ingest", "skills", acme.write("empty.csv", "")), 3, "empty.csv")
    refused(acme("ingest", "people", acme.write("other.csv", "a,b\n1,2\n")), 2, "other.csv", "employee_id")
    refused(acme("ingest", "tours", acme.folder / "people.csv"), 2, "people.csv", "mission")
    mapping = acme.write("mapping.toml", "[columns\n")
    refused(acme("ingest", "people", acme.folder / "people.csv", "--mapping", mapping), 3, "mapping.toml")
    assert acme.facts() == before
    assert len(acme.well("jobs", "--json").json["jobs"]) == 1  # a refused file is no job


def test_other_encodings_and_separators_are_recognised_and_said(acme: Kith) -> None:
    table = "employee_id;name;email\n20;Zoë Ångström;zoe@acme.example\n"
    for name, content, note in (
        ("sixteen.csv", table.encode("utf-16"), "UTF-16"),
        ("windows.csv", table.encode("cp1252"), "Windows-1252"),
        ("bom.csv", table.replace(";", "\t").encode("utf-8-sig"), ""),
    ):
        ran = acme.well("ingest", "people", acme.write(name, content), "--json")
        assert (ran.json["read"], ran.json["quarantined"]) == (1, 0), name
        assert note in " ".join(ran.json["notes"]), name
        assert note in ran.err, name
    names = [record.name for record, _ in acme.facts().values() if isinstance(record, Person)]
    assert names.count("Zoë Ångström") == 1


def test_a_line_of_a_hundred_megabytes_costs_itself_only(acme: Kith) -> None:
    long = acme.write("long.csv", "employee_id,name,email\n30,Lou Long,lou@acme.example\n")
    with long.open("ab") as file:
        file.write(b"x" * 100 * MB + b"\n31,Pam Past,pam@acme.example\n")
    ran = acme("ingest", "people", long, "--json")
    assert (ran.code, ran.json["read"], ran.json["new"], ran.json["quarantined"]) == (1, 3, 2, 1)
    (problem,) = ran.json["problems"]
    assert (problem["file"], problem["line"]) == ("long.csv", 3)
    assert len(problem["reason"]) < 200


def test_archives_that_are_cut_off_or_explode_are_refused(acme: Kith) -> None:
    before = acme.facts()
    whole = acme.folder / "export.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Connections.csv", CONNECTIONS + b"Wim,Xander,,wim@other.example,,,05 Mar 2021\n")
    cut = acme.write("cut.zip", whole.read_bytes()[:-40])
    refused(acme("ingest", "linkedin", cut, "--as", "ada@acme.example"), 3, "cut.zip")
    bomb = acme.folder / "bomb.zip"
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("Connections.csv", "w", force_zip64=True) as inside,
    ):
        inside.write(CONNECTIONS)
        for _ in range(600):
            inside.write(bytes(MB))
    refused(acme("ingest", "linkedin", bomb, "--as", "ada@acme.example"), 3, "bomb.zip")
    text = acme.write("Profile.csv", "First Name,Last Name\nWim,Xander\n")
    refused(acme("ingest", "linkedin", text, "--as", "ada@acme.example"), 2, "Profile.csv")
    refused(acme("ingest", "linkedin", whole, "--as", "nobody@acme.example"), 1, "nobody@acme.example")
    assert acme.facts() == before


def test_a_folder_without_history_is_refused(acme: Kith) -> None:
    bare = acme.folder / "empty.git"
    subprocess.run(["git", "init", "-q", "--bare", bare], check=True)
    refused(acme("ingest", "git", bare), 3, "empty: ", "commit")
    (acme.folder / "plain").mkdir()
    ran = acme("ingest", "git", "plain")
    assert ran.code in (2, 3)
    refused(ran, ran.code, "plain", "repository")


def test_a_store_that_cannot_be_used_is_named(acme: Kith, tmp_path: Path) -> None:
    people = acme.folder / "people.csv"
    occupied = acme.write("occupied", "in the way")
    for command in (("ingest", "people", people), ("jobs",)):
        refused(acme("--data", occupied, *command), 3, "occupied")
    assert occupied.read_text() == "in the way"

    corrupt = tmp_path / "corrupt"
    shutil.copytree(acme.path, corrupt)
    store = corrupt / "kith.sqlite"
    store.write_bytes(b"no database at all " * 1000)
    refused(acme("--data", corrupt, "ingest", "people", people), 3, "kith.sqlite")
    refused(acme("--data", corrupt, "who-knows", "rust"), 3, "kith.sqlite")
    doctor = acme("--data", corrupt, "doctor", "--json")
    assert doctor.code == 3
    assert any(not finding["well"] and finding["mend"] for finding in doctor.json["findings"])

    unreachable = acme.having(KITH_STORE="bolt://127.0.0.1:1")
    refused(unreachable("ingest", "people", people), 3, "bolt://127.0.0.1:1")
