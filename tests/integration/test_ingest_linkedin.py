"""What the export of a LinkedIn account leaves in the network."""

import zipfile
from pathlib import Path

import pytest

from graph.keys import NO_KEY, Key
from graph.model import Employment, Evidence, Identifier, Organization, Person, PrivateProfile, Skill, Tie
from ingest.sources.linkedin import linkedin_source
from tests.factories.ingest_network import HOME, KEYS, Network
from tests.factories.linkedin_export import BEA, CAL, HEADER, NOTES, POSITIONS, WHOLE, connections, export


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path / "locks")


@pytest.fixture
def ann(network: Network) -> Key:
    return network.employee("ann@home.org", "Ann Lee")


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


def test_the_fingerprint_tells_owners_and_sharing_apart(network: Network, ann: Key, tmp_path: Path) -> None:
    path = connections(tmp_path, BEA)
    dan = KEYS.key("person", "email", "dan@home.org")
    prints = {
        linkedin_source(path, owner=owner, share=share).fingerprint
        for owner in (ann, dan)
        for share in (True, False)
    }
    assert len(prints) == 4
