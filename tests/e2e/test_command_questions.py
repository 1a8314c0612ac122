"""Both questions at the command line: the form of the answers, their order, and when there is none."""

import math
from pathlib import Path

import pytest

from tests.e2e.conftest import PEOPLE
from tests.e2e.shell import Kith

TIES = """\
person_a,person_b,kind,since,until,strength
1,2,colleague,2020,,0.5
2,3,colleague,2020,,0.8
1,4,colleague,2020,,0.5
4,3,colleague,2020,,0.8
1,3,colleague,2020,,0.1
"""
SKILLS = """\
person,skill,kind,by,date,text,link
1,Rust,declared,,2026-01-01,,
2,Rust,endorsed,1,2026-02-01,Solved it,
2,Rust,talk,,2026-03-01,Rust without tears,https://acme.example/rust
7,Rust,talk,,2026-03-01,Rust for the rest,
"""


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Kith:
    """Acme: two equal paths of two ties from Ada to Cy, a direct faint one, and an alumna."""
    kith = Kith(tmp_path_factory.mktemp("acme")).having(KITH_HOME_ORGANIZATION="Acme")
    left = "7,Uma Vick,uma@acme.example,2019-01-01,2022-01-01\n"
    kith.well("ingest", "people", kith.write("people.csv", PEOPLE + left))
    kith.well("ingest", "ties", kith.write("ties.csv", TIES))
    kith.well("ingest", "skills", kith.write("skills.csv", SKILLS))
    return kith


def test_who_knows_names_experts_with_their_evidence(network: Kith) -> None:
    answer = network.well("who-knows", "rust", "--json").json
    assert set(answer) == {"about", "revision", "experts"}
    assert (answer["about"], answer["revision"] > 0) == ("rust", True)
    best = answer["experts"][0]
    assert set(best) == {"id", "name", "emails", "status", "score", "skills", "evidence"}
    assert (best["name"], best["emails"], best["status"]) == ("Bo Marsh", ["bo@acme.example"], "EMPLOYEE")
    assert best["skills"] == ["Rust"]
    assert 0 < best["score"] <= 1
    talk = next(evidence for evidence in best["evidence"] if evidence["kind"] == "talk")
    assert set(talk) == {"kind", "text", "at", "link", "weight"}
    assert (talk["text"], talk["at"]) == ("Rust without tears", "2026-03-01")
    assert talk["link"] == "https://acme.example/rust"
    assert {expert["name"] for expert in answer["experts"]} == {"Bo Marsh", "Ada Lind", "Uma Vick"}

    first = network.well("who-knows", "Rust", "--first", "1", "--json").json["experts"]
    assert first == answer["experts"][:1]
    alumni = network.well("who-knows", "rust", "--status", "alumnus", "--json").json["experts"]
    assert [expert["name"] for expert in alumni] == ["Uma Vick"]
    # Uma never said that she may be found: the operator sees her, a colleague does not
    by_cy = network.well("who-knows", "rust", "--as", "cy@acme.example", "--json").json["experts"]
    assert {expert["name"]: expert["emails"] for expert in by_cy} == {"Bo Marsh": [], "Ada Lind": []}


def test_questions_without_an_answer_say_so_and_what_comes_near(network: Kith) -> None:
    unknown = network("who-knows", "Ruts", "--json")
    assert unknown.code == 1
    assert unknown.json["experts"] == []
    assert "near: Rust" in unknown.err
    nobody = network("who-knows", "rust", "--status", "EXTERNAL", "--json")
    assert (nobody.code, nobody.json["experts"]) == (1, [])
    assert network("who-knows", "rust", "--status", "FRIEND").code == 2
    ambiguous = network("paths", "Sam Poe", "1")
    assert (ambiguous.code, ambiguous.out) == (2, "")
    assert ambiguous.err.count("person:") == 2
    apart = network("paths", "1", "5", "--max-hops", "2")
    assert (apart.code, apart.out) == (1, "")
    assert "--max-hops 4" in apart.err


def test_paths_multiply_and_come_by_cost_then_hops_then_ids(network: Kith) -> None:
    answer = network.well("paths", "Ada Lind", "cy@acme.example", "--first", "1000000", "--json").json
    assert set(answer) == {"from", "to", "revision", "paths"}
    assert (answer["from"], answer["to"]) == ("Ada Lind", "cy@acme.example")
    found = [
        ([person["name"] for person in path["people"]], [hop["strength"] for hop in path["hops"]])
        for path in answer["paths"]
    ]
    assert [len(names) for names, _ in found] == [3, 3, 2]
    assert [strengths for _, strengths in found] == [[0.5, 0.8], [0.5, 0.8], [0.1]]  # as the file says
    assert {names[1] for names, _ in found[:2]} == {"Bo Marsh", "Di Oak"}
    ids = [[person["id"] for person in path["people"]] for path in answer["paths"]]
    assert ids[0] < ids[1]
    for path in answer["paths"]:
        product = math.prod(hop["strength"] for hop in path["hops"])
        assert path["strength"] == pytest.approx(product, rel=1e-5)
        assert all(hop["reasons"] for hop in path["hops"])
        assert {"id", "name", "emails"} <= path["people"][0].keys()
    by_id = network.well("paths", ids[0][0], ids[0][-1], "--max-hops", "1", "--purpose", "insight", "--json")
    assert [path["strength"] for path in by_id.json["paths"]] == [0.1]


def test_a_batch_answers_a_line_for_a_line(network: Kith, tmp_path: Path) -> None:
    topics = tmp_path / "topics.txt"
    topics.write_bytes("\ufeffrust\r\nno such thing\r\n\r\nRust without tears\r\n".encode())
    ran = network.well("who-knows", "--batch", topics, "--first", "1")
    assert [(answer["about"], len(answer["experts"])) for answer in ran.lines] == [
        ("rust", 1),
        ("no such thing", 0),
        ("Rust without tears", 1),
    ]
    assert {answer["revision"] for answer in ran.lines} == {ran.lines[0]["revision"]}
    assert network("who-knows", "--batch", "-", stdin="no such thing\nnor this\n").code == 1

    pairs = "1\t3\nAda Lind\tBo Marhs\n1\t5\nSam Poe\t1\n3\t1\n"
    ran = network.well("paths", "--batch", "-", "--max-hops", "1", "--first", "2", stdin=pairs)
    assert [(a["from"], a["to"], len(a["paths"])) for a in ran.lines] == [
        ("1", "3", 1),
        ("Ada Lind", "Bo Marhs", 0),
        ("1", "5", 0),
        ("Sam Poe", "1", 0),
        ("3", "1", 1),
    ]
    assert "near: Bo Marsh" in ran.lines[1]["error"]
    wrong = network("paths", "--batch", "-", stdin="1\t2\n1 2\n")
    assert (wrong.code, wrong.out) == (2, "")
    assert "line 2" in wrong.err
    assert network("who-knows", "rust", "--batch", topics).code == 2


def test_an_export_is_for_its_owner_alone_until_they_share_it(network: Kith, tmp_path: Path) -> None:
    export = tmp_path / "Connections.csv"
    export.write_text(
        'Notes:\n"Some addresses are missing"\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Wim,Xander,https://www.linkedin.com/in/wim-xander,wim@other.example,Other,Baker,05 Mar 2021\n"
    )
    before = network.well("who-knows", "rust", "--json").json["experts"]
    ran = network.well("ingest", "linkedin", export, "--as", "ada@acme.example", "--json")
    assert (ran.json["read"], ran.json["new"]) == (1, 1)
    ours = network.well("paths", "1", "Wim Xander", "--as", "ada@acme.example", "--json").json["paths"]
    assert [person["name"] for person in ours[0]["people"]] == ["Ada Lind", "Wim Xander"]
    asked = "1\tWim Xander\n1\twim@other.example\n1\tNobody Atall\n"
    for asker in ([], ["--as", "bo@acme.example"]):
        hidden = network("paths", "--batch", "-", *asker, stdin=asked)
        assert hidden.code == 1
        unknown = hidden.lines[-1]
        for answer in hidden.lines:
            as_unknown = unknown["error"].replace("Nobody Atall", answer["to"])
            assert answer == {**unknown, "to": answer["to"], "error": as_unknown}
    assert network.well("who-knows", "rust", "--json").json["experts"] == before
    network.well("ingest", "linkedin", export, "--as", "ada@acme.example", "--share")
    shared = network.well("paths", "bo@acme.example", "wim@other.example", "--json").json["paths"]
    assert [person["name"] for person in shared[0]["people"]] == ["Bo Marsh", "Ada Lind", "Wim Xander"]
