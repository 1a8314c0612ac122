"""In drawn companies: reports tell bands alone, and as if those who are hidden were not there."""

from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.keys import NO_KEY
from graph.ports import Change
from policy.reporting import FIRSTS
from queries.reporting.catalogue import REPORTS
from tests.factories import records as make
from tests.factories.asking import key
from tests.factories.network import network_of
from tests.factories.reporting import ADMIN, at, crowd, figures, knowing, people

SKILLS = ("python", "cobol", "fortran")
CREW = crowd("p", 24)


HIDING = ({"restricted": True}, {"blocked": (ADMIN.person,)})
"""How somebody may be hidden from who reads the reports."""


class Drawn(NamedTuple):
    """Somebody in a drawn company, in a few letters."""

    status: str
    department: str
    elsewhere: bool
    skills: frozenset[str]
    tour: str
    ties: frozenset[int]


somebody = st.builds(
    Drawn,
    st.sampled_from(("employee", "employee", "alumnus", "external")),
    st.sampled_from(("Legal", "Sales")),
    st.booleans(),
    st.frozensets(st.sampled_from(SKILLS)),
    st.sampled_from(("", "2024-07", "2024-08", "2026")),
    st.frozensets(st.integers(0, len(CREW) - 1), max_size=6),
)
networks = st.lists(somebody, min_size=8, max_size=len(CREW))


def built(drawn: list[Drawn]) -> list[Change]:
    """The records of a drawn company."""
    changes: list[Change] = [make.mission(), make.organization("acme"), *map(make.skill, SKILLS)]
    for name, one in zip(CREW, drawn, strict=False):
        changes += people([name], one.status, one.department)
        changes += at("acme", [name]) if one.elsewhere else ()
        for skill in one.skills:
            changes += knowing(skill, [name])
        if one.tour:
            changes.append(make.tour(name, since="2023", planned_until=one.tour))
        others = [CREW[number] for number in one.ties if number < len(drawn)]
        changes += [make.tie(name, other) for other in others if other != name]
    return changes


@settings(max_examples=30, deadline=None)
@given(networks)
def test_every_count_in_every_report_is_the_first_of_a_band(drawn: list[Drawn]) -> None:
    network = network_of(built(drawn))
    for name in ("coverage", "topics-at-risk", "tours", "requests"):
        for values in figures(network, name).values():
            assert {*values} <= {None, *FIRSTS}
    for labels, values in figures(network, "bridges").items():
        assert values[0] in FIRSTS, labels
    for values in figures(network, "freshness").values():
        assert {*values} <= {None, *range(0, 100, 5)}


@settings(max_examples=30, deadline=None)
@given(networks, st.sets(st.sampled_from(CREW), max_size=4), st.sampled_from(HIDING))
def test_reports_are_as_if_the_hidden_were_not_there(
    drawn: list[Drawn], hidden: set[str], hiding: dict[str, Any]
) -> None:
    changes = built(drawn)
    keys = {key(name) for name in hidden}

    def about(change: Any) -> bool:
        return not keys.isdisjoint(
            (
                change.key,
                *(getattr(change, field, NO_KEY) for field in ("person", "a", "b")),
                *getattr(change, "people", ()),
            )
        )

    there = {change.key for change in changes}
    said = [make.preference(name, **hiding) for name in hidden if key(name) in there]
    whole = network_of([*changes, *people(["ada"]), *said])
    without = network_of([*(change for change in changes if not about(change)), *people(["ada"])])
    for name in REPORTS:
        assert figures(whole, name) == figures(without, name), name
