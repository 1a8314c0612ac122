"""Figures as words, as bars and as a map: all there, in order, nothing over anything."""

from typing import Any

from web.admin.reports.catalogue import REPORTS
from web.admin.reports.chart import LONGEST, MOST, charted
from web.admin.reports.drawing import MOST as MOST_PLACES
from web.admin.reports.drawing import Tie, mapped, ties_of
from web.admin.reports.figures import Section, sections


def report(labels: list[str], measures: list[str], *rows: tuple[list[str], list[float | None]]) -> Any:
    return {
        "labels": labels,
        "measures": measures,
        "rows": [{"labels": told, "values": values} for told, values in rows],
    }


def test_rows_come_in_sections_and_what_is_not_told_is_said_so() -> None:
    told = report(
        ["what", "name"],
        ["found", "reached"],
        (["topic", "python"], [1_000, None]),
        (["company", "Acme"], [5, 5]),
    )
    topics, companies = sections(told, REPORTS["coverage"])
    assert (topics.title, companies.title) == ("Topics", "Companies")
    assert topics.lines[0].said == ("1,000", "fewer than five")
    assert companies.lines[0].name == "Acme"


def test_shares_are_of_a_hundred_and_months_are_months() -> None:
    told = report(["month"], ["share"], (["2024-05"], [45]), (["2024-06"], [None]))
    (only,) = sections(told, REPORTS["concentration"])
    assert [(line.name, line.said) for line in only.lines] == [
        ("May 2024", ("45 of 100",)),
        ("June 2024", ("too few to tell",)),
    ]


BRIDGES = report(
    ["what", "name", "and"],
    ["people", "betweenness", "community"],
    (["department", "Legal", ""], [10, 0.25, 1]),
    (["bridge", "Legal", "Acme"], [5, None, None]),
    (["tie", "Sales", "Acme"], [100, None, None]),
)


def test_ties_have_no_betweenness_that_would_be_too_small_to_tell() -> None:
    departments, bridges, _ = sections(BRIDGES, REPORTS["bridges"])
    assert departments.measures == ("people", "betweenness", "community")
    assert (bridges.measures, bridges.lines[0].name) == (("people",), "Legal, Acme")


def section(*rows: tuple[str, list[float | None]]) -> Section:
    told = report(["topic"], ["one", "other"], *((([name]), values) for name, values in rows))
    return sections(told, REPORTS["topics-at-risk"])[0]


def test_bars_are_as_long_as_figures_are_large_and_never_over_each_other() -> None:
    chart = charted(section(("a" * 80, [10, 5]), ("b", [None, 20]), ("c", [None, None])), (0, 1, 2))
    assert chart is not None
    assert [[bar.width for bar in group.bars] for group in chart.groups] == [
        [LONGEST / 2, LONGEST / 4],
        [0, LONGEST],
    ]
    assert chart.groups[0].name.endswith(" …")
    edges = [edge for g in chart.groups for edge in (g.y, *(e for b in g.bars for e in (b.y, b.y + 14)))]
    assert edges == sorted(edges)
    assert edges[-1] <= chart.height


def test_a_chart_has_the_first_rows_and_nothing_to_draw_is_no_chart() -> None:
    chart = charted(section(*((str(n), [5, 5]) for n in range(40))), (0,))
    assert chart is not None
    assert len(chart.groups) == MOST
    assert charted(section(("a", [None, None])), (0, 1)) is None


def test_the_map_has_both_ends_of_every_line_and_counts_what_it_leaves_out() -> None:
    assert ties_of(BRIDGES) == [Tie("Legal", "Acme", 5, True), Tie("Sales", "Acme", 100, False)]
    drawing = mapped(ties_of(BRIDGES))
    assert [place.name for place in (*drawing.departments, *drawing.companies)] == ["Legal", "Sales", "Acme"]
    assert drawing.ties[0].weight < drawing.ties[1].weight
    assert all(0 < place.y < drawing.height for place in (*drawing.departments, *drawing.companies))
    many = [Tie("Legal", f"A company of a very long name number {n}", 5, False) for n in range(30)]
    drawing = mapped(many)
    assert (len(drawing.companies), drawing.left_out) == (MOST_PLACES, 30 - MOST_PLACES)
    last = 0
    for place in drawing.companies:
        assert place.lines[-1].endswith(" …")
        assert place.words > last
        last = place.words + drawing.line * (len(place.lines) - 1)
