"""What pages are made of: documents that the schema takes, words that nobody minds, pictures that fit."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import parse, validate

import web
from api.graphql.limits import ApiLimits, Meter, too_much
from api.graphql.schema import build_schema
from tests.unit.test_production_path import ROOT
from web.locale import day, heed, number
from web.paths.drawing import WIDTH, drawn, wrapped
from web.search.question import topic
from web.words import counted, initials, outside, period

FOLDER = Path(web.__file__).parent
SCHEMA = build_schema()._schema
TEMPLATES = sorted(FOLDER.rglob("*.html"))
DOCUMENTS = sorted(FOLDER.rglob("*.graphql"))
NEVER = ("resource", "headcount", "target", "lead", "asset", "score", "pipeline")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_document_is_valid_and_within_the_limits_of_any_client(path: Path) -> None:
    document = parse(path.read_text())
    assert validate(SCHEMA, document) == []
    assert too_much(Meter(SCHEMA, document, {}, ApiLimits().first).measure(), ApiLimits()) is None


def test_every_document_and_every_template_is_used() -> None:
    named = "".join(path.read_text() for path in [*FOLDER.rglob("*.py"), *TEMPLATES])
    for path in (*DOCUMENTS, *TEMPLATES):
        assert str(path.relative_to(FOLDER)) in named


def said(path: Path) -> str:
    """What somebody can read of a template: without markup and without the names in expressions."""
    return re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", path.read_text(), flags=re.DOTALL)


def sentences(path: Path) -> Iterator[str]:
    """Strings of a module that are no documentation and, having a space, no name of a field."""
    tree = ast.parse(path.read_text())
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value if " " in node.value else ""


def test_no_page_uses_words_that_make_things_of_people() -> None:
    texts = {path.name: said(path) for path in TEMPLATES}
    texts |= {str(path): "\n".join(sentences(path)) for path in FOLDER.rglob("*.py")}
    for name, text in texts.items():
        assert not re.findall(rf"(?i)\b(?:{'|'.join(NEVER)})s?\b", text), name


def test_no_name_of_words_stands_in_two_places() -> None:
    names = [
        node.target.id
        for path in (FOLDER / "words").glob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]
    assert sorted(names) == sorted(set(names))


def test_no_page_asks_for_a_number_about_a_person_or_a_tie() -> None:
    for path in DOCUMENTS:
        fields = set(re.findall(r"\b\w+\b", path.read_text()))
        assert not fields & {"score", "strength", "strengths", "trust", "currency", "share", "weight"}, path


def test_the_git_ignored_screenshots_have_a_folder() -> None:
    assert "screenshots/" in (ROOT / ".gitignore").read_text().splitlines()


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ("who knows about kubernetes cost control?", "kubernetes cost control"),
        ("Who knows kubernetes?", "kubernetes"),
        ("Who can help me with office moves", "office moves"),
        ("anyone who has experience with Kafka?", "Kafka"),
        ("who worked on billing?", "billing"),
        ("experts on Redis", "Redis"),
        ("kubernetes", "kubernetes"),
        ("Whoopi Goldberg", "Whoopi Goldberg"),
        ("C++", "C++"),
        ("who?", "who"),
        ("src/billing", "src/billing"),
    ],
)
def test_a_question_is_about_a_topic(asked: str, about: str) -> None:
    assert topic(asked) == about


def hop(name: str, *reasons: str, warmth: str = "GOOD") -> dict[str, Any]:
    return {"to": {"name": name}, "warmth": warmth, "reasons": list(reasons)}


def test_a_picture_has_everybody_in_order_and_nothing_runs_into_anything() -> None:
    long = "a very long reason of many words that go on and on " * 4
    drawing = drawn(
        [hop("Bo", long, long), hop("X" * 90, warmth="STRONG"), hop("Cyd", "mentor", warmth="FAINT")]
    )
    assert [node.name[:3] for node in drawing.nodes] == ["You", "Bo", "XXX", "Cyd"]
    assert [tie.weight for tie in drawing.ties] == [5, 9, 2.5]
    for above, tie, below in zip(drawing.nodes, drawing.ties, drawing.nodes[1:], strict=False):
        last = tie.y + drawing.line * len(tie.lines)
        assert above.y + drawing.radius < tie.top < tie.bottom < below.y - drawing.radius
        assert above.y + drawing.radius < tie.y <= last < below.y - drawing.radius
        assert all(len(line) <= 32 for line in tie.lines)
    assert drawing.width == WIDTH <= 320 - 4 * 16 - 2  # two margins and a border


def test_a_text_is_wrapped_between_words_where_that_is_possible() -> None:
    assert wrapped("both in Sales", 8) == ("both in", "Sales")
    assert wrapped("x" * 10, 4) == ("xxxx", "xxxx", "xx")
    assert wrapped("", 4) == ()


def test_days_and_periods_are_said_as_people_write_them() -> None:
    assert [day(text) for text in ("2026-11-26T10:00:00Z", "2026-03", "2019", "", None)] == [
        "26 November 2026",
        "March 2026",
        "2019",
        "",
        "",
    ]
    assert period("2019", None) == "since 2019"
    assert period("2019", "2021-05") == "2019 to May 2021"
    assert (period(None, "2021"), period(None, None)) == ("until 2021", "")


def test_evidence_is_counted_by_kind() -> None:
    kinds = [{"kind": kind, "count": count} for kind, count in (("TALK", 2), ("DECLARED", 1), ("COMMIT", 1))]
    assert counted(kinds) == "2 talks, their own word and 1 piece of code"
    assert counted([]) == ""


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//x.example", "http:x", "", None]
)
def test_only_links_to_pages_are_links(link: str | None) -> None:
    assert outside(link) == ""
    assert outside("https://x.example/a?b=c") == "https://x.example/a?b=c"


def test_initials() -> None:
    assert [initials(name) for name in ("Ada Lind", "Ada B. Lind", "Bo", "李 明", "<b>")] == [
        "AL",
        "AL",
        "B",
        "李明",
        "",
    ]


@pytest.fixture
def accepted() -> Iterator[Callable[[str], None]]:
    yield heed
    heed("")


@pytest.mark.parametrize(
    ("header", "dates", "count"),
    [
        ("", "26 November 2026", "12,345.5"),
        ("en-US,en;q=0.9", "November 26, 2026", "12,345.5"),
        ("de-AT,de;q=0.9,en;q=0.8", "26. November 2026", "12.345,5"),
        ("tlh, fr;q=0.7, de;q=0.2", "26 novembre 2026", "12\u202f345,5"),
        ("de;q=0, en-GB", "26 November 2026", "12,345.5"),
        ("*;q=oops,;;=,-", "26 November 2026", "12,345.5"),
    ],
)
def test_dates_and_numbers_stand_as_the_reader_writes_them(
    accepted: Callable[[str], None], header: str, dates: str, count: str
) -> None:
    accepted(header)
    assert (day("2026-11-26"), number(12345.5)) == (dates, count)
    assert day("2026-02-31") == "2026-02-31"
