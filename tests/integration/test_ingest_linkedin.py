"""What the export of a LinkedIn account leaves in the network."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from graph.keys import NO_KEY, Key
from graph.model import Employment, Evidence, Identifier, Organization, Person, PrivateProfile, Skill, Tie
from ingest.source import BadSource, WrongSource
from ingest.sources.linkedin import archive, linkedin_source
from tests.factories.ingest_network import HOME, KEYS, Network

NOTES = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

"""
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
BEA = "Bea,Kim,https://www.linkedin.com/in/bea-kim,,Acme Inc,Engineer,05 Mar 2021\n"
CAL = "Cal,Ng,https://www.linkedin.com/in/cal,Cal@Ng.org,,,28 Feb 2020\n"
POSITIONS = (
    "Company Name,Title,Description,Location,Started On,Finished On\n"
    "Home,Engineer,secret words,Oslo,Mar 2019,\nOld Co,Intern,,,2017,Feb 2019\n"
)
SKILLS = "Name\nPython\nGraph Theory\n"
ENDORSEMENTS = (
    "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,"
    "Endorsement Status\n"
    "2021/03/05 10:20:30 UTC,Python,Bea,Kim,www.linkedin.com/in/bea-kim,ACCEPTED\n"
    "2021/03/06 10:20:30 UTC,Python,Dan,Oh,www.linkedin.com/in/dan-oh,PENDING\n"
)
MESSAGES = "CONVERSATION ID,FROM,TO,DATE,SUBJECT,CONTENT\n1,Bea,Ann,2021,Hi,private\n"


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path / "locks")


@pytest.fixture
def ann(network: Network) -> Key:
    return network.employee("ann@home.org", "Ann Lee")


def connections(tmp_path: Path, *rows: str, name: str = "Connections.csv", notes: str = NOTES) -> Path:
    path = tmp_path / name
    path.write_text(notes + HEADER + "".join(rows), "utf-8")
    return path


def export(tmp_path: Path, files: dict[str, str], name: str = "export.zip") -> Path:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for place, text in files.items():
            written.writestr(place, text)
    return path


WHOLE = {
    "Basic/Connections.csv": NOTES + HEADER + BEA + CAL,
    "Basic/Positions.csv": POSITIONS,
    "Basic/Skills.csv": SKILLS,
    "Basic/Endorsement_Received_Info.csv": ENDORSEMENTS,
    "Basic/messages.csv": MESSAGES,
    "Basic/Ad_Targeting.csv": "Member Age\n18-24\n",
    "Basic/Media/photo.jpg": "no text",
}


# -- connections ---------------------------------------------------------------------------------


def test_a_connection_is_a_private_tie_dated_by_its_day(network: Network, ann: Key, tmp_path: Path) -> None:
    result = network.ingest(linkedin_source(connections(tmp_path, BEA), owner=ann))
    assert (result.read, result.new, result.source) == (1, 1, "linkedin")
    bea = network.person("linkedin", "in/bea-kim")
    (tie,) = network.all(Tie)
    assert (tie.a, tie.b) == tuple(sorted((ann, bea)))
    assert (tie.tie_kind, tie.since, tie.until, tie.trust, tie.currency) == (
        "linkedin",
        "2021-03-05",
        "2021-03-05",
        0.3,
        0.0,
    )
    assert (tie.source, tie.contributor, tie.reason) == ("linkedin", ann, "connected on LinkedIn")
    (work,) = network.all(Employment)
    assert (work.person, work.title, work.since, work.until, work.contributor) == (
        bea,
        "Engineer",
        "",
        "",
        ann,
    )
    assert [o.name for o in network.all(Organization) if o.key != HOME] == ["Acme Inc"]


def test_who_is_known_from_an_export_alone_exists_for_its_owner_alone(
    network: Network, ann: Key, tmp_path: Path
) -> None:
    network.ingest(linkedin_source(connections(tmp_path, CAL), owner=ann))
    cal = network.person("email", "cal@ng.org")
    assert next(p.name for p in network.all(Person) if p.key == cal) == ""
    assert [(p.person, p.contributor, p.name) for p in network.all(PrivateProfile)] == [(cal, ann, "Cal Ng")]
    known = {i.value: i.contributors for i in network.all(Identifier) if i.person == cal}
    assert known == {"cal@ng.org": (ann,), "in/cal": (ann,)}


def test_a_shared_export_is_known_to_all(network: Network, ann: Key, tmp_path: Path) -> None:
    network.ingest(linkedin_source(connections(tmp_path, BEA), owner=ann, share=True))
    assert {p.name for p in network.all(Person)} == {"Ann Lee", "Bea Kim"}
    assert [tie.contributor for tie in network.all(Tie)] == [NO_KEY]
    assert [work.contributor for work in network.all(Employment)] == [NO_KEY]
    assert network.all(PrivateProfile) == []


def test_sharing_later_changes_the_same_facts_and_stays(network: Network, ann: Key, tmp_path: Path) -> None:
    path = connections(tmp_path, BEA)
    network.ingest(linkedin_source(path, owner=ann))
    network.ingest(linkedin_source(path, owner=ann, share=True))
    assert [tie.contributor for tie in network.all(Tie)] == [NO_KEY]
    before = network.facts()
    network.ingest(linkedin_source(path, owner=ann))
    assert [tie.contributor for tie in network.all(Tie)] == [NO_KEY]
    assert {key: revision for key, revision in network.facts().items() if key in before} == before


def test_two_owners_of_the_same_connection_have_a_tie_each(
    network: Network, ann: Key, tmp_path: Path
) -> None:
    dan = network.employee("dan@home.org", "Dan Oh")
    for owner in (ann, dan):
        network.ingest(linkedin_source(connections(tmp_path, BEA), owner=owner))
    assert {tie.contributor for tie in network.all(Tie)} == {ann, dan}
    (bea,) = [i for i in network.all(Identifier) if i.scheme == "linkedin"]
    assert bea.contributors == tuple(sorted((ann, dan)))


def test_a_second_run_changes_no_fact(network: Network, ann: Key, tmp_path: Path) -> None:
    path = export(tmp_path, WHOLE)
    network.ingest(linkedin_source(path, owner=ann))
    before = network.facts()
    again = network.ingest(linkedin_source(path, owner=ann))
    assert (again.read, again.unchanged, again.quarantined) == (7, 7, 0)
    assert network.facts() == before


def test_nobody_is_known_by_name_alone(network: Network, ann: Key, tmp_path: Path) -> None:
    network.employee("eve@home.org", "Eve Ho")
    rows = ("Eve,Ho,,,Home,Boss,05 Mar 2021\n", ",,,,,,05 Mar 2021\n", BEA)
    result = network.ingest(linkedin_source(connections(tmp_path, *rows), owner=ann))
    assert (result.read, result.new, result.quarantined) == (3, 1, 2)
    assert [(p.line, p.field) for p in result.problems] == [(5, "url"), (6, "url")]
    assert len(network.all(Tie)) == 1


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("Bea,Kim,https://example.com/bea,,,,05 Mar 2021\n", "url"),
        ("Bea,Kim,,not an address,,,05 Mar 2021\n", "email"),
        ("Bea,Kim,https://www.linkedin.com/in/bea,,,,31 Feb 2021\n", "connected"),
        ("Bea,Kim,https://www.linkedin.com/in/bea,,,,03/05/2021\n", "connected"),
        ("Ann,Lee,,ann@home.org,,,05 Mar 2021\n", "url"),
    ],
)
def test_a_row_that_cannot_be_right_is_quarantined_with_its_field(
    network: Network, ann: Key, tmp_path: Path, row: str, field: str
) -> None:
    result = network.ingest(linkedin_source(connections(tmp_path, row, CAL), owner=ann))
    assert (result.new, result.quarantined) == (1, 1)
    assert (result.problems[0].line, result.problems[0].field) == (5, field)
    assert len(network.all(Tie)) == 1


def test_a_repeated_row_is_unchanged_and_a_contradiction_is_told(
    network: Network, ann: Key, tmp_path: Path
) -> None:
    moved = BEA.replace("Acme Inc,Engineer", "Bolt,Boss")
    jobless = BEA.replace("Acme Inc,Engineer", ",")
    rows = connections(tmp_path, BEA, BEA, moved, jobless)
    result = network.ingest(linkedin_source(rows, owner=ann))
    assert (result.new, result.unchanged, result.quarantined) == (1, 1, 2)
    assert {problem.reason for problem in result.problems} == {"contradicts line 5"}
    assert [work.title for work in network.all(Employment)] == ["Engineer"]


def test_a_newer_export_moves_somebody_to_their_present_employer(
    network: Network, ann: Key, tmp_path: Path
) -> None:
    network.ingest(linkedin_source(connections(tmp_path, BEA, CAL), owner=ann))
    moved = BEA.replace("Acme Inc,Engineer", "Bolt,Boss")
    result = network.ingest(linkedin_source(connections(tmp_path, moved, CAL), owner=ann))
    assert (result.changed, result.unchanged) == (1, 1)
    assert [(work.title, work.until) for work in network.all(Employment)] == [("Boss", "")]


def test_somebody_whom_the_company_knows_keeps_the_name_it_uses(
    network: Network, ann: Key, tmp_path: Path
) -> None:
    cal = network.employee("cal@ng.org", "Calvin Ng")
    network.ingest(linkedin_source(connections(tmp_path, CAL), owner=ann))
    assert network.person("linkedin", "in/cal") == cal
    assert next(p.name for p in network.all(Person) if p.key == cal) == "Calvin Ng"


def test_a_garbled_name_is_imported_and_told(network: Network, ann: Key, tmp_path: Path) -> None:
    result = network.ingest(linkedin_source(connections(tmp_path, BEA.replace("Bea", "BÃ©a")), owner=ann))
    assert result.new == 1
    assert [note for note in result.notes if "line 5" in note]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_spreadsheets_may_have_rewritten_the_file(
    network: Network, ann: Key, tmp_path: Path, encoding: str
) -> None:
    text = (HEADER + BEA.replace("Bea", "Zoë").replace("05 Mar 2021", "05-Mar-21")).replace(",", ";")
    path = tmp_path / "renamed.txt.csv"
    path.write_bytes(text.encode(encoding))
    network.ingest(linkedin_source(path, owner=ann))
    assert [p.name for p in network.all(PrivateProfile)] == ["Zoë Kim"]
    assert [tie.since for tie in network.all(Tie)] == ["2021-03-05"]


# -- the other parts -----------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["zip", "folder"])
def test_the_owners_positions_skills_and_endorsements(
    network: Network, ann: Key, tmp_path: Path, form: str
) -> None:
    path = export(tmp_path, WHOLE)
    if form == "folder":
        zipfile.ZipFile(path).extractall(tmp_path / "folder")
        path = tmp_path / "folder"
    result = network.ingest(linkedin_source(path, owner=ann))
    assert (result.read, result.new, result.quarantined) == (7, 7, 0)
    own = {(w.title, w.since, w.until, w.contributor) for w in network.all(Employment) if w.person == ann}
    assert own == {("Engineer", "2019-03", "", ann), ("Intern", "2017", "2019-02", ann)}
    skills = {skill.key: skill.label for skill in network.all(Skill)}
    bea = network.person("linkedin", "in/bea-kim")
    found = {
        (e.evidence_kind, skills[e.skills[0]], e.at, e.endorser, e.people, e.contributor)
        for e in network.all(Evidence)
    }
    assert found == {
        ("declared", "Python", "", NO_KEY, (ann,), ann),
        ("declared", "Graph Theory", "", NO_KEY, (ann,), ann),
        ("endorsed", "Python", "2021-03-05", bea, (ann,), ann),
    }


def test_nothing_of_messages_or_descriptions_is_kept(network: Network, ann: Key, tmp_path: Path) -> None:
    network.ingest(linkedin_source(export(tmp_path, WHOLE), owner=ann))
    kept = repr([network.store.scan(kind).records for kind in (Person, Employment, Evidence, Tie, Skill)])
    assert "private" not in kept
    assert "secret words" not in kept


def test_parts_are_known_by_their_header_whatever_they_are_called(
    network: Network, ann: Key, tmp_path: Path
) -> None:
    path = export(tmp_path, {"a.csv": POSITIONS, "b/c.csv": NOTES + HEADER + BEA, "d.csv": "Name\nRex\n"})
    source = linkedin_source(path, owner=ann)
    assert [stage.name for stage in source.stages()] == ["connections", "positions"]


# -- what is no export ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["employee_id,name,email\n1,Ann,ann@x.org\n", "Name\nPython\n", "just words\n", MESSAGES]
)
def test_another_kind_of_file_is_refused(ann: Key, tmp_path: Path, text: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(text)
    with pytest.raises(WrongSource):
        linkedin_source(path, owner=ann)
    with pytest.raises(WrongSource):
        linkedin_source(export(tmp_path, {"people.csv": text}), owner=ann)


def test_two_files_of_a_kind_are_refused(ann: Key, tmp_path: Path) -> None:
    path = export(tmp_path, {"2023.csv": HEADER + BEA, "2024.csv": HEADER + CAL})
    with pytest.raises(WrongSource, match=r"2023\.csv and 2024\.csv"):
        linkedin_source(path, owner=ann)


@pytest.mark.parametrize("keep", [0, 3, 40, 400, -1, -30])
def test_a_truncated_archive_says_so(ann: Key, tmp_path: Path, keep: int) -> None:
    path = export(tmp_path, WHOLE)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(BadSource, match=r"export\.zip: the archive is damaged or incomplete"):
        linkedin_source(path, owner=ann)


def test_damage_inside_an_archive_is_met_before_anything_is_written(ann: Key, tmp_path: Path) -> None:
    path = export(tmp_path, {"Connections.csv": HEADER + BEA + CAL * 500})
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises((BadSource, WrongSource)):
        linkedin_source(path, owner=ann)


@pytest.mark.parametrize(
    "name", ["../Connections.csv", "/etc/Connections.csv", "a\\..\\..\\x.csv", "C:\\x.csv"]
)
def test_an_archive_that_reaches_outside_is_refused(ann: Key, tmp_path: Path, name: str) -> None:
    path = export(tmp_path, {name: HEADER + BEA})
    with pytest.raises(BadSource, match="outside of itself"):
        linkedin_source(path, owner=ann)


def test_an_encrypted_archive_is_refused(ann: Key, tmp_path: Path) -> None:
    path = export(tmp_path, {"Connections.csv": HEADER + BEA})
    content = bytearray(path.read_bytes())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + offset] |= 1
    path.write_bytes(content)
    with pytest.raises(BadSource, match=r"Connections\.csv is encrypted"):
        linkedin_source(path, owner=ann)


def test_an_archive_that_explodes_is_refused(ann: Key, tmp_path: Path) -> None:
    path = export(tmp_path, {"Connections.csv": HEADER + BEA + "\n" * 3_000_000})
    assert path.stat().st_size < 20_000
    with pytest.raises(BadSource, match="200 times larger"):
        linkedin_source(path, owner=ann)


def test_a_size_that_lies_is_no_way_around(ann: Key, tmp_path: Path) -> None:
    path = export(tmp_path, {"Connections.csv": HEADER + BEA + "\n" * 3_000_000})
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02") + 24  # the size that the list states
    content[place : place + 4] = (5_000).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(BadSource, match="damaged"):
        linkedin_source(path, owner=ann)


def test_a_link_in_an_archive_is_not_followed(ann: Key, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    link = zipfile.ZipInfo("Connections.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as written:
        written.writestr(link, "/etc/passwd")
    with pytest.raises(WrongSource):
        linkedin_source(path, owner=ann)


def test_a_link_in_a_folder_is_not_followed(ann: Key, tmp_path: Path) -> None:
    real = connections(tmp_path, BEA)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "Connections.csv").symlink_to(real)
    with pytest.raises(WrongSource):
        linkedin_source(tmp_path / "folder", owner=ann)


def test_a_table_within_an_archive_within_an_archive_is_not_looked_for(ann: Key, tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as written:
        written.writestr("Connections.csv", HEADER + BEA)
    path = tmp_path / "outer.zip"
    with zipfile.ZipFile(path, "w") as written:
        written.writestr("inner.zip", inner.getvalue())
    with pytest.raises(WrongSource):
        linkedin_source(path, owner=ann)


@pytest.mark.parametrize("missing", ["nowhere.csv", "nowhere.zip"])
def test_a_file_that_is_not_there_says_so(ann: Key, tmp_path: Path, missing: str) -> None:
    with pytest.raises(BadSource, match="no such file"):
        linkedin_source(tmp_path / missing, owner=ann)


def test_reading_an_archive_leaves_nothing_on_disk_and_nothing_open(
    network: Network, ann: Key, tmp_path: Path
) -> None:
    path = export(tmp_path, WHOLE)
    before = set(tmp_path.rglob("*"))
    network.ingest(linkedin_source(path, owner=ann))
    assert {place for place in tmp_path.rglob("*") if "locks" not in place.parts} == before - {
        tmp_path / "locks"
    }
    assert archive.is_archive(path)


def test_the_fingerprint_tells_owners_and_sharing_apart(network: Network, ann: Key, tmp_path: Path) -> None:
    path = connections(tmp_path, BEA)
    dan = KEYS.key("person", "email", "dan@home.org")
    prints = {
        linkedin_source(path, owner=owner, share=share).fingerprint
        for owner in (ann, dan)
        for share in (True, False)
    }
    assert len(prints) == 4
