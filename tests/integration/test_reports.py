"""Reports tell of many people, in bands, and say nothing about a few."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from actions.erase import erase
from actions.publish_report import report
from graph.errors import InvalidValue, Refused
from graph.keys import NO_KEY
from graph.model import PublishedReport
from graph.ports import Change
from policy.viewer import OPERATOR, Viewer
from queries.reporting.catalogue import REPORTS
from queries.reporting.report import Report, Row, as_csv
from tests.factories import alliance
from tests.factories import records as make
from tests.factories.asking import key
from tests.factories.everything import request
from tests.factories.network import NOW, network_in, network_of
from tests.factories.reporting import ADMIN, at, crowd, figures, knowing, people
from tests.fakes.memory_store import MemoryStore

STAFF = crowd("e", 14)
YES = ("EXPERTISE/found/yes/2025-01-01",)


def company(*more: Change) -> list[Change]:
    """Fourteen employees in Legal; twelve know Python, six Cobol and four Fortran."""
    return [
        *people(STAFF, department="Legal"),
        *(make.skill(name) for name in ("python", "cobol", "fortran")),
        *knowing("python", STAFF[:12]),
        *knowing("cobol", STAFF[:6]),
        *knowing("fortran", STAFF[:4]),
        *more,
    ]


def test_coverage_tells_of_topics_in_bands_and_of_no_small_group() -> None:
    told = figures(network_of(company()), "coverage")
    assert told == {("topic", "python"): (10, 10), ("topic", "cobol"): (5, 5)}


def test_alumni_are_found_with_their_own_yes_and_count_for_the_companies_where_they_are() -> None:
    alumni = crowd("a", 11)
    there = [
        make.organization("acme"),
        *people(alumni, "alumnus"),
        *at("acme", alumni),
        *at("acme", STAFF[:1]),
    ]
    asked = [*company(), *there, *knowing("cobol", alumni)]
    willing = [make.preference(name, choices=YES) for name in alumni[:5]]
    assert figures(network_of(asked), "coverage")["company", "Acme"] == (None, 10)
    told = figures(network_of([*asked, *willing]), "coverage")
    assert told["company", "Acme"] == (5, 10)
    assert told["topic", "cobol"] == (10, 10)
    no = make.preference(alumni[9], choices=("EXPERTISE/reached/no/",))
    assert figures(
        network_of(
            [*asked, no, *(replace(no, key=make.key("preference", n), person=key(n)) for n in alumni[:2])]
        ),
        "coverage",
    )["company", "Acme"] == (None, 5)


@pytest.mark.parametrize(
    "hidden",
    [
        make.preference("e5", restricted=True),
        make.preference("e5", blocked=(key("e13"),)),
        make.preference("e5", shown=("skills/me",)),
        make.preference("e5", shown=("skills/employees",)),
        make.preference("e5", do_not_contact=True),
        make.person("e5", name=""),
        make.evidence("cobol-e5", "e5", about=("cobol",), contributor=key("e1")),
        make.evidence("cobol-e5", "e5", about=("cobol",), audience="group:board"),
        make.verdict("e5", "e5", "cobol", verdict="not_my_topic", skills=(make.key("skill", "cobol"),)),
    ],
)  # fmt: skip
def test_who_is_hidden_from_somebody_counts_for_nobody(hidden: Change) -> None:
    five = [one for one in company() if one != make.evidence("cobol-e4", "e4", about=("cobol",))]
    assert ("topic", "cobol") in figures(network_of(five), "coverage")
    assert ("topic", "cobol") not in figures(network_of([*five, hidden]), "coverage")


def test_topics_are_at_risk_when_few_know_them_or_when_their_experts_leave() -> None:
    lou = crowd("l", 6)
    leaving = [make.tour(name, since="2022-01", planned_until="2024-08") for name in STAFF[:7]]
    alumni = [
        *people(lou, "alumnus"),
        *knowing("cobol", lou),
        *(make.preference(name, choices=YES) for name in lou),
    ]
    asked = [*company(), make.mission(), *alumni]
    told = figures(network_of(asked), "topics-at-risk")
    assert told == {("cobol",): (5, None, 5)}
    told = figures(network_of([*asked, *leaving]), "topics-at-risk")
    assert told == {("cobol",): (5, 5, 5), ("python",): (10, 5, None)}
    late = [replace(tour, planned_until="2025-08") for tour in leaving]
    assert ("python",) not in figures(network_of([*asked, *late]), "topics-at-risk")
    over = [replace(tour, until="2024-05") for tour in leaving]
    assert ("python",) not in figures(network_of([*asked, *over]), "topics-at-risk")


def groups() -> list[Change]:
    """Legal knows Sales, Sales knows Acme; Ops are four, and one of Legal knows everybody at Acme."""
    sales, ops, acme = crowd("s", 7), crowd("o", 4), crowd("x", 9)
    return [
        *company(),
        *people(sales, department="Sales"),
        *people(ops, department="Ops"),
        *people(acme, "external"),
        make.organization("acme"),
        *at("acme", acme),
        *(make.tie(one, other) for one, other in zip(STAFF, sales, strict=False)),
        *(make.tie(one, other) for one, other in zip(sales, acme, strict=False)),
        *(make.tie("e0", other) for other in acme),
        *(make.tie(one, other) for one in ops for other in acme),
        *(make.tie(one, other, contributor=key(one)) for one, other in zip(STAFF, acme, strict=False)),
    ]


def test_bridges_are_between_groups_and_never_one_persons() -> None:
    told = figures(network_of(groups()), "bridges")
    assert told.keys() == {
        ("department", "Sales", ""),
        ("department", "Legal", ""),
        ("company", "Acme", ""),
        ("bridge", "Sales", "Acme"),
    }
    assert told["department", "Sales", ""][:2] == (5, 1.0)
    assert told["department", "Legal", ""][:2] == (10, 0.0)
    assert told["bridge", "Sales", "Acme"] == (5, None, None)


def test_a_network_without_ties_or_people_has_no_bridges() -> None:
    assert figures(network_of(company()), "bridges") == {("department", "Legal", ""): (10, 0.0, 1)}
    for name in REPORTS:
        assert all(value is None for values in figures(network_of([]), name).values() for value in values)


def test_concentration_is_a_share_a_month_and_names_nobody() -> None:
    crew = crowd("c", 60)
    april: dict[str, Any] = {"asked": "2024-04-03T00:00:00Z"}
    asked = [request(f"r{n}", "c0", "c1", name, **april) for n, name in enumerate(crew[2:])]
    busy = [request(f"b{name}{n}", "c0", name, **april) for name in crew[54:] for n in range(9)]
    uses = [make.use(name, 9 if n >= 54 else 1, "2024-03-05") for n, name in enumerate(crew)]
    network = network_of([*people(crew), *asked, *busy, *uses])
    told = figures(network, "concentration")
    assert told["2024-03",] == (None, 50)
    assert told["2024-05",] == (None, None)
    alone = network_of([*people(crew), *asked, *uses, make.use("c7", 900, "2024-03-06")])
    assert figures(alone, "concentration")["2024-03",] == (None, None)
    few = network_of([*people(crew), *uses[:49]])
    assert figures(few, "concentration")["2024-03",] == (None, None)


def test_freshness_is_a_share_by_source() -> None:
    old = [make.evidence(f"old-{n}", STAFF[n % 9], at="2020-01-01", source="wiki") for n in range(60)]
    new = [make.evidence(f"new-{n}", STAFF[n % 9], at="2024-04-01", source="wiki") for n in range(40)]
    of_few = [make.evidence(f"few-{n}", STAFF[n % 4], at="2024-04-01", source="git:one") for n in range(40)]
    private = [
        make.tie(one, other, "linkedin", contributor=key(one))
        for one in STAFF
        for other in STAFF
        if one < other
    ]
    network = network_of([*company(), *old, *new, *of_few, *private])
    told = figures(network, "freshness")
    assert told["people", "directory"] == (50, 50, 50)
    assert told["employments", "hr"] == (50, 50, 50)
    assert told["skills", "wiki"] == (40, 40, 40)
    assert told["skills", "test"] == (0, 0, 75)
    assert {labels[1] for labels in told} == {"directory", "hr", "wiki", "test"}


def test_what_was_written_long_ago_is_not_fresh() -> None:
    now = [datetime(2021, 1, 1, tzinfo=UTC)]
    store = MemoryStore(lambda: now[0])
    network = network_in(store, company(), lambda: now[0])
    now[0] = datetime(2024, 1, 10, tzinfo=UTC)
    store.apply([make.person(name, headline="moved") for name in STAFF[:8]])
    now[0] = NOW
    assert figures(network, "freshness")["people", "directory"] == (0, 50, 50)
    assert figures(network, "freshness")["employments", "hr"] == (0, 0, 0)


def test_tours_that_end_and_check_ins_that_are_due_are_counted_by_department_and_month() -> None:
    tours = [make.tour(name, since="2023-09-10", planned_until="2024-07-20") for name in STAFF[:11]]
    looked = [
        alliance.check_in(tour.key, name, "2024-05-02T10:00:00Z")
        for tour, name in zip(tours, STAFF[:5], strict=False)
    ]
    gone = [*people(["z"], "alumnus"), make.tour("z", since="2023-09-10", planned_until="2024-07-20")]
    asked = [*company(), make.mission(), *tours, *looked, *gone]
    told = figures(network_of(asked), "tours")
    assert told == {
        ("Legal", "2024-06"): (None, 5),
        ("Legal", "2024-07"): (10, None),
        ("Legal", "2024-08"): (None, 5),
    }
    hidden = [make.preference(name, shown=("tours/me",)) for name in STAFF[5:]]
    assert figures(network_of([*asked, *hidden]), "tours") == {
        ("Legal", "2024-07"): (5, None),
        ("Legal", "2024-08"): (None, 5),
    }


def test_a_report_stands_for_the_month() -> None:
    now = [NOW]
    network = network_in(MemoryStore(lambda: now[0]), company(), lambda: now[0])
    first = report(network, ADMIN, "coverage")
    assert first.as_of == "2024-06-01"
    network.store.apply(list(knowing("fortran", STAFF)))
    now[0] = NOW + timedelta(days=20)
    assert report(network, OPERATOR, "coverage") == first
    now[0] = NOW + timedelta(days=35)
    later = report(network, ADMIN, "coverage")
    assert later.as_of == "2024-07-01"
    assert Row(("topic", "fortran"), (10, 10)) in later.rows
    assert [one.record.month for one in network.store.scan(PublishedReport).records] == ["2024-06", "2024-07"]


def test_of_two_that_make_it_at_once_one_is_told_by_both() -> None:
    store = MemoryStore(lambda: NOW)
    network = network_in(store, company(), lambda: NOW)
    others: list[Report] = []

    def meanwhile(_: str) -> None:
        if not others:
            record = PublishedReport(
                key=make.key("report", "coverage.2024-06"), name="coverage", month="2024-06",
                made="2024-06-01T00:00:00Z",
                body='{"name":"coverage","as_of":"2024-06-01","labels":[],"measures":[],"rows":[]}',
            )  # fmt: skip
            store.apply([record])
            others.append(Report("coverage", "2024-06-01", (), (), ()))

    assert [report(network, ADMIN, "coverage", meanwhile)] == others
    assert [report(network, ADMIN, "coverage")] == others


def test_reports_are_for_network_admins_and_there_is_no_other() -> None:
    network = network_of(company())
    for viewer in (Viewer(key("e1")), Viewer(NO_KEY, frozenset({"privacy_officer", "hr_partner"}))):
        with pytest.raises(Refused):
            report(network, viewer, "coverage")
    with pytest.raises(InvalidValue) as refused:
        report(network, ADMIN, "salaries")
    assert "topics-at-risk" in refused.value.reason


def test_a_report_that_names_who_is_erased_is_made_anew_without_them() -> None:
    named = [make.skill("Robert O'Bobbin method"), *knowing("Robert O'Bobbin method", STAFF)]
    network = network_of([*company(), make.person("bob", name="Robert O'Bobbin"), *named])
    report(network, ADMIN, "coverage")
    assert "Bobbin" in network.store.scan(PublishedReport).records[0].record.body
    erase(network, key("bob"))
    assert [one.record.name for one in network.store.scan(PublishedReport).records] == []


def test_a_cell_begins_no_formula() -> None:
    told = Report(
        "x", "2024-06-01", ("=what",), ("people",), (Row(("@SUM(A1)",), (None,)), Row(("a",), (5,)))
    )
    assert as_csv(told) == "'=what,people\r\n'@SUM(A1),\r\na,5\r\n"
