from pathlib import Path

import pytest

from graph.model import Skill
from ingest.result import Result
from ingest.source import BadSource, WrongSource
from ingest.sources.skills import SkillsSource
from ingest.sources.taxonomy import taxonomy_source
from tests.factories.ingest_network import Network
from tests.factories.tables import counts, known_people, problems, table

SKOS = "http://www.w3.org/2004/02/skos/core#"


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path / "locks")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "taxonomy").mkdir()
    return tmp_path / "taxonomy"


def take(network: Network, format: str, *paths: Path) -> Result:
    return network.ingest(taxonomy_source(format, paths))


def skills(network: Network) -> dict[str, tuple[str, ...]]:
    return {skill.label: skill.alternatives for skill in network.all(Skill)}


def broader(network: Network) -> set[tuple[str, str]]:
    labels = {skill.key: skill.label for skill in network.all(Skill)}
    return {(skill.label, labels[key]) for skill in network.all(Skill) for key in skill.broader}


def esco(name: str, label: str, alternatives: str = "") -> dict[str, str]:
    return {
        "conceptType": "KnowledgeSkillCompetence",
        "conceptUri": f"http://data.europa.eu/esco/skill/{name}",
        "skillType": "knowledge",
        "preferredLabel": label,
        "altLabels": alternatives,
        "description": "not kept",
    }


def relation(narrow: str, broad: str) -> dict[str, str]:
    uri = "http://data.europa.eu/esco/skill/"
    return {"conceptUri": uri + narrow, "broaderType": "SkillGroup", "broaderUri": uri + broad}


def test_esco_files_in_a_folder_are_known_by_their_header(network: Network, folder: Path) -> None:
    table(folder / "a.csv", relation("python", "programming"), relation("python", "nowhere"))
    table(folder / "b.csv", esco("python", "Python", "python3\nPython\nCPython | pyton"))
    table(
        folder / "c.csv",
        esco("programming", "programming"),
        esco("y", "lost") | {"conceptUri": "y"},
        esco("x", " "),
    )
    table(folder / "d.csv", {"id": "1", "description": "something else"})
    result = take(network, "esco", folder)
    assert counts(result) == (2, 1, 0, 3)
    assert [(p.file, p.line, p.field) for p in result.problems] == [
        ("c.csv", 3, "conceptUri"), ("c.csv", 4, "preferredLabel"), ("a.csv", 3, "broaderUri"),
    ]  # fmt: skip
    assert skills(network) == {"Python": ("CPython", "python3", "pyton"), "programming": ()}
    assert broader(network) == {("Python", "programming")}
    assert any("d.csv passed over" in note for note in result.notes)
    before = network.facts()
    assert counts(take(network, "esco", folder)) == (0, 0, 3, 3)
    assert network.facts() == before


def test_a_later_edition_replaces_labels_and_keeps_what_is_broader(network: Network, folder: Path) -> None:
    first = table(folder / "skills_en.csv", esco("a", "Alpha", "one\ntwo"), esco("b", "Beta"))
    links = table(folder / "broader.csv", relation("a", "b"))
    take(network, "esco", first, links)
    later = table(folder / "later.csv", esco("a", "Alfa", "two\nthree"))
    assert counts(take(network, "esco", later)) == (0, 1, 0, 0)
    assert skills(network)["Alfa"] == ("three", "two")
    assert broader(network) == {("Alfa", "Beta")}


def test_a_concept_that_is_told_twice_is_told_alike(network: Network, folder: Path) -> None:
    rows = [esco("a", "Alpha", "one"), esco("a", "Alpha", "one"), esco("a", "Alpha", "two")]
    result = take(network, "esco", table(folder / "skills_en.csv", *rows))
    assert counts(result) == (1, 0, 1, 1)
    assert "skills_en.csv, line 2" in result.problems[0].reason


def test_labels_one_a_row_add_up(network: Network, folder: Path) -> None:
    labels = [{"uri": "urn:a", "preferred": "Alpha", "alt": alt} for alt in ("Alpha", "b", "a", "B")]
    assert counts(take(network, "esco", table(folder / "labels.csv", *labels))) == (1, 3, 0, 0)
    assert skills(network) == {"Alpha": ("a", "B")}
    assert counts(take(network, "esco", folder)) == (0, 0, 4, 0)


def test_an_ambiguous_alternative_label_means_the_skill_that_prefers_it(
    network: Network, folder: Path
) -> None:
    known_people(network, "Ann")
    take(network, "esco", table(folder / "s.csv", esco("a", "Java island", "Java"), esco("b", "Java")))
    said = table(folder / "said.csv", {"person": "Ann", "skill": "JAVA", "kind": "declared"})
    network.ingest(SkillsSource(said))
    assert skills(network) == {"Java island": ("Java",), "Java": ()}


def tabs(path: Path, header: str, *rows: str) -> Path:
    path.write_text("\n".join([header, *rows]).replace("|", "\t") + "\n", encoding="utf-8")
    return path


def onet(folder: Path) -> None:
    tabs(
        folder / "Technology Skills.txt",
        "O*NET-SOC Code|Example|Commodity Code|Commodity Title|Hot Technology|In Demand",
        "11-1011.00|Adobe Acrobat|43232202|Document management software|Y|N",
        "11-1021.00|Adobe Acrobat|43232202|Document management software|Y|N",
        "11-1021.00|Odd|4323|Short code|Y|N",
    )
    tabs(
        folder / "UNSPSC Reference.txt",
        "Commodity Code|Commodity Title|Class Code|Class Title"
        "|Family Code|Family Title|Segment Code|Segment Title",
        "10111302|Pet grooming|10111300|Pet treatments|10110000|Pets|10000000|Live animals",
        "43232202|Document management software|43232200|Content software|43230000|Software|43000000|IT",
    )
    tabs(
        folder / "Occupation Data.txt",
        "O*NET-SOC Code|Title|Description",
        "11-1011.00|Chief Executives|Plan.",
    )
    tabs(
        folder / "Alternate Titles.txt",
        "O*NET-SOC Code|Alternate Title|Short Title|Source(s)",
        "11-1011.00|Chief Financial Officer (CFO)|CFO|01",
        "11-1011.00|Agency Owner|n/a|10",
        "99-9999.00|Ghost|n/a|10",
    )


def test_onet_technologies_stand_under_their_classes(network: Network, folder: Path) -> None:
    onet(folder)
    result = take(network, "onet", folder)
    assert counts(result) == (3, 2, 2, 2)
    assert {(p.file, p.line, p.field) for p in result.problems} == {
        ("Technology Skills.txt", 4, "commodity_code"),
        ("Alternate Titles.txt", 4, "code"),
    }
    assert skills(network) == {
        "Adobe Acrobat": (),
        "Document management software": (),
        "Content software": (),
        "Software": (),
        "IT": (),
        "Chief Executives": ("Agency Owner", "CFO", "Chief Financial Officer (CFO)"),
    }
    assert broader(network) == {
        ("Adobe Acrobat", "Document management software"),
        ("Document management software", "Content software"),
        ("Content software", "Software"),
        ("Software", "IT"),
    }
    before = network.facts()
    assert counts(take(network, "onet", folder)) == (0, 0, 7, 2)
    assert network.facts() == before


TURTLE = f"""@prefix skos: <{SKOS}> .
@prefix : <http://x.example/> .
:scheme a skos:ConceptScheme ; skos:prefLabel "Things"@en .
:a a skos:Concept ; skos:prefLabel "Alpha"@en, "Alfa"@nl ; skos:altLabel "A1"@en, "nl"@nl ; skos:narrower :b .
:b a skos:Concept ; skos:prefLabel "Beta" ; skos:broader :a ; skos:narrower :c .
:c a skos:Concept ; skos:prefLabel "Gamma"@en-GB .
:d a skos:Concept ; skos:prefLabel "Delta"@fr .
:e a skos:Concept ; skos:prefLabel "Eta"@en, "Epsilon"@en .
"""


def test_skos_is_read_in_one_language(network: Network, folder: Path) -> None:
    path = folder / "things.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    result = take(network, "skos", path)
    assert counts(result) == (3, 0, 0, 2)
    assert problems(result) == [(4, "prefLabel"), (5, "prefLabel")]
    assert skills(network) == {"Alpha": ("A1",), "Beta": (), "Gamma": ()}
    assert broader(network) == {("Beta", "Alpha"), ("Gamma", "Beta")}
    assert counts(take(network, "skos", path)) == (0, 0, 3, 2)


def test_a_circle_of_broader_concepts_is_refused_where_it_closes(network: Network, folder: Path) -> None:
    path = folder / "circle.ttl"
    path.write_text(TURTLE + ":a skos:broader :c . :b skos:broader :b, :unknown .", encoding="utf-8")
    result = take(network, "skos", folder)
    reasons = " / ".join(problem.reason for problem in result.problems if problem.field == "broader")
    assert "a circle" in reasons
    assert result.read == 5
    links = broader(network)
    assert ("Beta", "Beta") not in links
    assert len(links & {("Alpha", "Gamma"), ("Beta", "Alpha"), ("Gamma", "Beta")}) == 2


def test_the_same_concepts_come_from_every_way_of_writing(network: Network, folder: Path) -> None:
    (folder / "a.nt").write_text(f'<http://x/a> <{SKOS}prefLabel> "A"@en .\n', encoding="utf-8")
    (folder / "b.rdf").write_text(
        f"""<!DOCTYPE r [<!ENTITY x "http://x/">]>
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="{SKOS}">
        <skos:Concept rdf:about="&x;b"><skos:prefLabel>B</skos:prefLabel>
        <skos:broader rdf:resource="&x;a"/></skos:Concept></rdf:RDF>""",
        encoding="utf-8",
    )
    (folder / "c.jsonld").write_text(
        f'{{"@context": {{"skos": "{SKOS}"}}, "@id": "urn:g", "@graph": [{{"@id": "http://x/c",'
        ' "skos:prefLabel": "C", "skos:broader": {"@id": "http://x/b"}}]}',
        encoding="utf-8",
    )
    assert counts(take(network, "skos", folder)) == (3, 0, 0, 0)
    assert broader(network) == {("B", "A"), ("C", "B")}


BOMB = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><r>&b;</r>'


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("bomb.rdf", BOMB, "entity 'b'"),
        ("file.rdf", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r>&x;</r>', "entity 'x'"),
        ("remote.jsonld", '{"@context": "https://context.example/", "@id": "urn:a"}', "network"),
        ("remote2.jsonld", '[{"a": {"@context": [{"@import": "https://x.example/"}]}}]', "network"),
        ("number.json", "5", "neither an object nor a list"),
        ("deep.json", "[" * 100_000, "not json-ld"),
        ("torn.ttl", '<urn:a> <urn:b> "c', "not turtle"),
        ("torn.rdf", "<a>\n<b></a>", "not xml"),
        ("torn.nt", "one two\n", "not nt"),
    ],
)
def test_hostile_and_torn_documents_are_refused_before_anything_is_written(
    network: Network, folder: Path, name: str, text: str, reason: str
) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadSource, match=reason):
        take(network, "skos", folder)
    assert not network.all(Skill)


def test_something_else_is_refused(folder: Path) -> None:
    other = table(folder / "other.csv", {"id": "1", "description": "text"})
    empty = folder / "empty.ttl"
    empty.write_text("", encoding="utf-8")
    for format, path in (
        ("esco", other),
        ("onet", other),
        ("skos", other),
        ("onet", folder),
        ("isco", other),
    ):
        with pytest.raises(WrongSource):
            taxonomy_source(format, [path])
    with pytest.raises(WrongSource):
        taxonomy_source("skos", [empty]).stages()
