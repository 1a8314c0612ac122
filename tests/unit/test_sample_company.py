"""A generated company: the same for the same seed, complete in itself, and believable."""

import csv
import hashlib
import json
import subprocess
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import pytest
import rdflib

from sample.company import Summary, write
from sample.errors import RateOutOfRange, SizeOutOfRange

TODAY = date(2025, 6, 2)
PEOPLE = 400


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("company") / "sample"


@pytest.fixture(scope="module")
def summary(folder: Path) -> Summary:
    return write(folder, PEOPLE, 11, TODAY)


@pytest.fixture(scope="module")
def tables(summary: Summary, folder: Path) -> dict[str, list[dict[str, str]]]:
    names = ("people-earlier", "people", "tours", "skills", "ties", "contacts", "preferences")
    return {name: read(folder / f"{name}.csv") for name in names}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hashes(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def addresses(rows: list[dict[str, str]]) -> set[str]:
    return {row[column] for row in rows for column in ("email", "personal_email") if row[column]}


def several(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def test_the_same_call_gives_the_same_bytes_and_another_seed_does_not(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("two", 5), ("three", 6)):
        write(tmp_path / name, 80, seed, TODAY)
    first, second, third = (hashes(tmp_path / name) for name in ("one", "two", "three"))
    assert first == second
    assert any("objects/pack" in name for name in first)
    for name in ("people.csv", "tours.csv", "skills.csv", "ties.csv", "contacts.csv", "preferences.csv"):
        assert first[name] != third[name]


@pytest.mark.parametrize("people", [50, 51, 333, 2_500])
def test_people_csv_names_exactly_as_many_people_as_asked_for(tmp_path: Path, people: int) -> None:
    write(tmp_path, people, 3, TODAY, ties_per_person=1, contacts_per_person=0.1)
    owner: dict[str, str] = {}
    for row in read(tmp_path / "people.csv"):
        known = [row[c] for c in ("employee_id", "email", "personal_email") if row[c]]
        person = next((owner[word] for word in known if word in owner), known[0])
        for word in known:
            assert owner.setdefault(word, person) == person
    assert len(set(owner.values())) == people


def test_a_person_is_the_same_in_all_rows_and_links_and_phones_are_not_shared(
    tables: dict[str, list[dict[str, str]]],
) -> None:
    rows = tables["people"]
    named: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for column in ("email", "personal_email", "employee_id", "linkedin_url", "phone"):
            if row[column]:
                named[row[column]].add(row["name"])
    assert all(len(names) == 1 for names in named.values())
    at_home = [row for row in rows if row["employee_id"]]
    for column in ("linkedin_url", "phone"):
        owners: dict[str, set[str]] = defaultdict(set)
        for row in at_home:
            owners[row[column]].add(row["employee_id"])
        assert all(len(ids) == 1 for value, ids in owners.items() if value)


def test_everybody_who_is_referred_to_is_in_people_csv(tables: dict[str, list[dict[str, str]]]) -> None:
    known = addresses(tables["people"])
    ids = {row["employee_id"] for row in tables["people"]}
    assert {row["manager_id"] for row in tables["people"]} <= ids
    assert {row["person"] for row in tables["tours"]} <= ids
    assert {row["person"] for row in tables["skills"]} <= known
    assert {row["by"] for row in tables["skills"] if row["by"]} <= known
    assert {row[end] for row in tables["ties"] for end in ("person_a", "person_b")} <= known
    assert {row["person"] for row in tables["preferences"]} <= known
    assert {who for row in tables["preferences"] for who in several(row["blocks"])} <= known
    robots = {"no-reply", "notifications", "mailer-daemon", "support", "all", "sales", "hr", "info"}
    written = {who for row in tables["contacts"] for who in (row["from"], *several(row["to"]))}
    assert {who.partition("@")[0] for who in written - known} <= robots


def test_managers_form_one_tree_and_work_with_those_they_lead(
    tables: dict[str, list[dict[str, str]]],
) -> None:
    home = [row for row in tables["people"] if row["employee_id"]]
    above = {row["employee_id"]: row["manager_id"] for row in home}
    assert [who for who, manager in above.items() if not manager] == ["E0001001"]
    for who in above:
        seen = {who}
        while above[who]:
            who = above[who]
            assert who not in seen
            seen.add(who)
    latest = {row["employee_id"]: row for row in home}
    today = TODAY.isoformat()
    for row in latest.values():
        if row["manager_id"]:
            boss = latest[row["manager_id"]]
            assert max(row["start_date"], boss["start_date"]) < min(
                row["end_date"] or today, boss["end_date"] or today
            )


def test_dates_are_plausible(tables: dict[str, list[dict[str, str]]]) -> None:
    today = TODAY.isoformat()
    stays: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in tables["people-earlier"] + tables["people"]:
        assert "2010" <= row["start_date"] <= today or not row["employee_id"]
        assert not row["end_date"] or row["start_date"] <= row["end_date"]
        if row["employee_id"]:
            stays[row["employee_id"]].append((row["start_date"], row["end_date"] or "9999"))
    assert all(one[1] < two[0] for stay in stays.values() for one, two in pairwise(stay))
    for row in tables["tours"]:
        assert row["start"] < (row["end"] or row["planned_end"])
        assert any(
            begin <= row["start"] and (row["end"] or today) <= end for begin, end in stays[row["person"]]
        )
    assert all(row["since"] <= (row["until"] or "9999") for row in tables["ties"])
    assert all(max(row["since"], row["until"]) <= today for row in tables["ties"])
    assert all("2010" < row["date"] <= today for row in tables["skills"])
    assert all("2023" <= row["at"] < today for row in tables["contacts"])
    moments = [row["at"] for row in tables["contacts"]]
    assert moments == sorted(moments)
    assert all(not row["until"] or row["until"] > today for row in tables["preferences"])


def test_ties_are_stated_once_between_two_people(tables: dict[str, list[dict[str, str]]]) -> None:
    pairs = Counter(frozenset((row["person_a"], row["person_b"])) for row in tables["ties"])
    assert max(pairs.values()) == 1
    assert all(len(pair) == 2 for pair in pairs)
    assert 0.9 * PEOPLE * 10 <= len(pairs) <= PEOPLE * 10
    stated = [float(row["strength"]) for row in tables["ties"] if row["strength"]]
    assert 0.08 < len(stated) / len(pairs) < 0.2
    assert all(0 < strength <= 1 for strength in stated)


def test_no_evidence_contradicts_another_row(tables: dict[str, list[dict[str, str]]]) -> None:
    rows = tables["skills"]
    said = Counter(
        (r["person"], r["skill"], r["kind"], r["by"]) for r in rows if r["kind"] in ("declared", "endorsed")
    )
    assert max(said.values()) == 1
    linked: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    authors: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row["link"]:
            linked[row["link"]].add((row["kind"], row["date"], row["text"], row["skill"], row["audience"]))
            authors[row["link"], row["person"]] += 1
    assert all(len(facts) == 1 for facts in linked.values())
    assert max(authors.values()) == 1
    assert all(row["by"] != row["person"] for row in rows)
    assert all(bool(row["by"]) == (row["kind"] == "endorsed") for row in rows)
    assert all(row["skill"] or row["text"] for row in rows)


def test_there_are_experts_with_evidence_of_several_kinds_and_people_who_only_declare(
    tables: dict[str, list[dict[str, str]]],
) -> None:
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for row in tables["skills"]:
        kinds[row["person"]][row["kind"]] += 1
    experts = [k for k in kinds.values() if len(k) >= 3 and k.total() >= 12]
    talkers = [k for k in kinds.values() if set(k) == {"declared"} and k.total() >= 2]
    assert len(experts) > PEOPLE * 0.03
    assert len(talkers) > PEOPLE * 0.05


def test_three_in_five_still_work_here_and_alumni_went_to_a_few_dozen_companies(
    tables: dict[str, list[dict[str, str]]],
) -> None:
    latest = {row["employee_id"]: row for row in tables["people"] if row["employee_id"]}
    left = [row for row in latest.values() if "" < row["end_date"] < TODAY.isoformat()]
    assert 0.33 < len(left) / len(latest) < 0.45
    employers = {row["organization"] for row in tables["people"] if row["organization"]}
    assert 20 < len(employers) < 50
    assert {row["employee_id"] for row in tables["people-earlier"]} <= set(latest)
    assert len(tables["people-earlier"]) > 2  # some came back


def test_a_missions_team_is_there_at_the_same_time_and_never_large(
    tables: dict[str, list[dict[str, str]]],
) -> None:
    teams: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in tables["tours"]:
        teams[row["mission"]].append((row["start"], row["end"] or "9999"))
    assert max(len(team) for team in teams.values()) <= 15
    overlapping = sum(
        max(one[0], two[0]) < min(one[1], two[1])
        for team in teams.values()
        for one, two in combinations(team, 2)
    )
    assert overlapping > PEOPLE


def test_names_are_mixed_and_some_are_hard(tables: dict[str, list[dict[str, str]]]) -> None:
    names = {row["employee_id"] or row["email"]: row["name"] for row in tables["people"] if row["email"]}
    counts = Counter(names.values())
    assert max(counts.values()) > 1
    assert any(not name.isascii() for name in counts)
    assert any(" " not in name for name in counts)
    assert any("Nguy" in name for name in counts)


def test_every_address_belongs_to_nobody_in_the_world(summary: Summary, folder: Path) -> None:
    for file in summary.files:
        if file.filename.endswith(".csv"):
            words = (folder / file.filename).read_text().replace(",", " ").replace(";", " ").split()
            domains = {word.rpartition("@")[2] for word in words if "@" in word}
            assert all(d.endswith(".example") or d in _PRIVATE for d in domains)
            hosts = {word.split("/")[2] for word in words if word.startswith("https://")}
            assert all(host.endswith(".example") or host == "www.linkedin.com" for host in hosts)


_PRIVATE = ("example.com", "example.org", "example.net")


def test_the_taxonomy_is_turtle_and_knows_every_skill_in_the_files(
    folder: Path, tables: dict[str, list[dict[str, str]]]
) -> None:
    graph = rdflib.Graph().parse(folder / "taxonomy.ttl")
    labels = {str(o) for p in ("prefLabel", "altLabel") for o in graph.objects(None, rdflib.SKOS[p])}
    preferred = [str(o) for o in graph.objects(None, rdflib.SKOS.prefLabel)]
    assert len(preferred) == len({label.casefold() for label in preferred}) > 100
    assert {row["skill"] for row in tables["skills"] if row["skill"]} <= labels
    assert {skill for row in tables["tours"] for skill in several(row["skills"])} <= labels


def test_the_repository_is_whole_and_its_authors_work_here(
    summary: Summary, folder: Path, tables: dict[str, list[dict[str, str]]]
) -> None:
    name, commits = next((f.filename, f.rows) for f in summary.files if f.command == "git")
    git = ["git", "-C", str(folder / name)]
    subprocess.run([*git, "fsck", "--strict"], check=True, capture_output=True)
    log = subprocess.run(
        [*git, "log", "--format=%aE", "main"], check=True, capture_output=True, text=True
    ).stdout.split()
    assert len(log) == commits > PEOPLE
    assert set(log) - addresses(tables["people"]) == {"renovate-bot@users.example.com"}
    owners = subprocess.run(
        [*git, "show", "main:CODEOWNERS"], check=True, capture_output=True, text=True
    ).stdout.split()
    tree = subprocess.run(
        [*git, "ls-tree", "-d", "--name-only", "main"], check=True, capture_output=True, text=True
    ).stdout.split()
    assert {owner.split("/")[1] for owner in owners[::2]} >= set(tree)
    assert set(owners[1::2]) <= addresses(tables["people"])


def test_exports_read_like_linkedins(summary: Summary, folder: Path) -> None:
    exports = [file for file in summary.files if file.command == "linkedin"]
    assert len(exports) >= 3
    for export in exports:
        lines = (folder / export.filename).read_text().splitlines()
        assert lines[0] == "Notes:"
        assert lines[3].startswith("First Name,Last Name,URL")
        assert len(lines) == export.rows + 4
        option, owner = export.arguments(folder)[-2:]
        assert option == "--as"
        assert export.filename == f"linkedin-{owner.partition('@')[0]}.csv"


def test_the_question_about_a_path_has_one_of_two_hops(
    summary: Summary, folder: Path, tables: dict[str, list[dict[str, str]]]
) -> None:
    near: dict[str, set[str]] = defaultdict(set)
    for row in tables["ties"]:
        near[row["person_a"]].add(row["person_b"])
        near[row["person_b"]].add(row["person_a"])
    paths = [q.arguments[1:] for q in summary.questions if q.arguments[0] == "paths"]
    assert paths
    for asker, target in paths:
        assert target not in near[asker]
        assert near[asker] & near[target]
    topics = [q.arguments[1] for q in summary.questions if q.arguments[0] == "who-knows"]
    assert len(topics) >= 2
    written = json.loads((folder / "questions.json").read_text())
    assert [tuple(entry["arguments"]) for entry in written] == [q.arguments for q in summary.questions]


def test_people_know_their_friends_friends_and_some_know_very_many(
    tables: dict[str, list[dict[str, str]]],
) -> None:
    near: dict[str, set[str]] = defaultdict(set)
    for row in tables["ties"]:
        near[row["person_a"]].add(row["person_b"])
        near[row["person_b"]].add(row["person_a"])
    pairs = closed = 0
    for known in near.values():
        for one, other in combinations(sorted(known)[:12], 2):
            pairs += 1
            closed += other in near[one]
    by_chance = 2 * len(tables["ties"]) / PEOPLE**2
    assert closed / pairs > 3 * by_chance
    degrees = sorted(len(known) for known in near.values())
    assert degrees[-1] > 2.5 * degrees[len(degrees) // 2]


def test_files_are_listed_in_the_order_to_take_them_in(summary: Summary, folder: Path) -> None:
    commands = [file.command for file in summary.files]
    assert commands.index("people") < commands.index("tours") < commands.index("ties")
    assert commands.index("taxonomy skos") < commands.index("skills")
    lines = (folder / "ingest.txt").read_text().splitlines()
    assert lines == [" ".join(file.arguments(Path())) for file in summary.files]
    assert all((folder / file.filename).exists() for file in summary.files)


@pytest.mark.parametrize("people", [49, 1_000_001])
def test_too_few_and_too_many_people_are_refused(tmp_path: Path, people: int) -> None:
    with pytest.raises(SizeOutOfRange):
        write(tmp_path / "new", people, 1, TODAY)
    assert not (tmp_path / "new").exists()


def test_a_rate_below_zero_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RateOutOfRange):
        write(tmp_path, 50, 1, TODAY, ties_per_person=-1)


def test_rates_scale_what_is_written(tmp_path: Path) -> None:
    summary = write(
        tmp_path, 2_100, 1, TODAY, evidence_per_person=2, ties_per_person=4, contacts_per_person=0
    )
    rows = {file.filename: file.rows for file in summary.files}
    assert abs(rows["ties.csv"] - 8_400) < 100
    assert 3_800 < rows["skills.csv"] < 4_900
    assert rows["contacts.csv"] == 0
    assert not any(name.endswith(".git") for name in rows)


def test_a_company_without_ties_is_written_all_the_same(tmp_path: Path) -> None:
    rows = {
        f.filename: f.rows for f in write(tmp_path, 60, 1, TODAY, lambda _: None, ties_per_person=0).files
    }
    assert rows["ties.csv"] == rows["contacts.csv"] == 0
    assert rows["people.csv"] >= 60


def test_no_evidence_is_possible_too(tmp_path: Path) -> None:
    summary = write(tmp_path, 60, 1, TODAY, evidence_per_person=0)
    assert next(f.rows for f in summary.files if f.command == "skills") == 0
    assert summary.questions
