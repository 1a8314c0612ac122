"""The same company in SQLite and in Neo4j: the same answers, wherever paths are searched."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import Company
from tests.e2e.shell import Kith
from tests.servers.neo4j_server import Neo4jServer

TAKEN = ("taxonomy", "people", "tours", "skills", "ties", "contacts", "preferences", "linkedin")


@pytest.fixture
def in_neo4j(company: Company, neo4j_server: Neo4jServer, tmp_path: Path) -> Iterator[Kith]:
    """A network with the same secret, and so the same ids, in Neo4j."""
    neo4j_server.wipe()
    (tmp_path / "kith-data").mkdir()
    shutil.copy(company.kith.path / "secret", tmp_path / "kith-data" / "secret")
    kith = Kith(tmp_path).having(
        KITH_STORE=neo4j_server.uri,
        KITH_NEO4J_USER=neo4j_server.user,
        KITH_NEO4J_PASSWORD=neo4j_server.password,
    )
    kith.well("init", "--organization", company.organization)
    for arguments in company.arguments().values():
        kith.well("ingest", *arguments)
    yield kith
    neo4j_server.wipe()


def test_both_stores_give_the_same_answers(company: Company, in_neo4j: Kith, tmp_path: Path) -> None:
    questions = [question["arguments"] for question in company.summary["questions"]]
    topics = "\n".join([q[1] for q in questions if q[0] == "who-knows"] + ["kubernetes", "no such thing"])
    people = [expert["emails"][0] for expert in experts(company.kith, topics)[0]["experts"]]
    pairs = [f"{one}\t{other}" for one in people[:3] for other in people[3:6]]
    pairs += ["\t".join(q[1:3]) for q in questions if q[0] == "paths"]
    assert experts(company.kith, topics) == experts(in_neo4j, topics)
    expected = paths(company.kith, pairs)
    assert sum(len(answer["paths"]) for answer in expected) > len(pairs)
    assert paths(in_neo4j, pairs) == expected
    assert paths(in_neo4j.having(KITH_TIES="store"), pairs) == expected
    assert paths(company.kith.having(KITH_TIES="store"), pairs) == expected


def experts(kith: Kith, topics: str) -> list[dict[str, object]]:
    return without_revision(kith.well("who-knows", "--batch", "-", "--json", stdin=topics).lines)


def paths(kith: Kith, pairs: list[str]) -> list[dict[str, object]]:
    asked = "\n".join(pairs)
    return without_revision(kith.well("paths", "--batch", "-", "--first", "8", "--json", stdin=asked).lines)


def without_revision(answers: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{name: value for name, value in answer.items() if name != "revision"} for answer in answers]
