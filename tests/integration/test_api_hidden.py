"""As if hidden: for who may not know somebody, every answer is that of a network without that person."""

from collections.abc import Sequence
from typing import Any

import pytest

from graph.ports import Change
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.network import address_of, company, network_of, works_at

ACME = company("Acme")
SEEN = ("ada", "bob", "cy", "lia", "xan")

PERSON = "fragment P on Person { id name status email openTo skills { latest } tours { id } }"
TARGET = "warmPaths(to: %s, purpose: EXPERTISE) { asOf paths { hops { to { ...P } } } }"
QUESTIONS = (
    '{ node(id: "person:pat") { ...P } }',
    '{ nodes(ids: ["person:pat", "person:cy", "evidence:pats", "evidence:bobs", "person:none"]) { id } }',
    '{ whoKnows(about: "python") { near edges { cursor score hops node { ...P } evidence { id } } } }',
    '{ whoKnows(about: "python", near: "person:pat") { edges { hops } } }',
    "{ " + TARGET % '{person: "person:pat"}' + " }",
    "{ " + TARGET % '{organization: "acme"}' + " }",
    "{ " + TARGET % '{knowsAbout: "python"}' + " }",
    '{ warmPaths(to: {person: "person:cy"}, from: "person:pat", purpose: EXPERTISE) { paths { strength } } }',
    '{ skills(search: "p") { edges { node { label } } } importJobs { edges { cursor } } }',
    "{ people(first: 0) { edges { cursor } } }",
    "{ people(filter: {excludeSelf: false}) { edges { cursor node { ...P } } } }",
)
VIEWERS = {
    "employee": ("ada", ()),
    "alumnus": ("lia", ()),
    "external": ("xan", ()),
    "recruiter": ("ada", ("recruiter",)),
    "network_admin": ("ada", ("network_admin",)),
}


def others() -> list[Change]:
    """Everybody but Pat."""
    return [
        *(make.person(name) for name in SEEN),
        *(make.employment(name) for name in ("ada", "bob", "cy")),
        make.employment("lia", until="2021-05"),
        *(address_of(name) for name in SEEN),
        make.skill(),
        ACME,
        make.organization("elsewhere"),
        make.evidence("bobs", "bob", about=("python",), text=""),
        make.tie("ada", "bob"),
        make.tie("bob", "cy"),
        make.tie("lia", "bob"),
        make.tie("xan", "bob"),
    ]


def pat(*more: Change, **fields: Any) -> list[Change]:
    """Pat, who knows a lot, knows everybody and works at Acme."""
    evidence = make.evidence("pats", "pat", about=("python",), text="", evidence_kind="talk")
    return [
        make.person("pat", **fields),
        works_at("pat", ACME),
        address_of("pat"),
        evidence,
        *(make.tie(name, "pat") for name in SEEN),
        make.preference(
            "pat", choices=("EXPERTISE/found/yes/2025-01-01", "EXPERTISE/connect/yes/2025-01-01")
        ),
        *more,
    ]


def answers(changes: Sequence[Change], viewer: str) -> list[bytes]:
    asking = Asking(network_of(changes))
    as_, roles = VIEWERS[viewer]
    found = []
    for text in QUESTIONS:
        response = asking.post(text + (PERSON if "...P" in text else ""), as_, roles)
        found.append(b"%d %s" % (response.status_code, response.content))
    return found


def blocking(*names: str) -> Change:
    keys = tuple(make.key("person", name) for name in names)
    return make.preference("pat", choices=("EXPERTISE/found/yes/2025-01-01",), blocked=keys)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_who_blocked_the_viewer_is_not_there(viewer: str) -> None:
    without = answers(others(), viewer)
    assert answers([*others(), *pat(blocking(*SEEN))], viewer) == without


@pytest.mark.parametrize("viewer", VIEWERS)
def test_whom_only_somebody_elses_address_book_knows_is_not_there(viewer: str) -> None:
    cy = make.key("person", "cy")
    private = [
        make.person("pat", name=""),
        make.profile("pat", "cy"),
        make.evidence("pats", "pat", about=("python",), text="", contributor=cy),
        make.tie("ada", "pat", contributor=cy),
        make.tie("pat", "cy", contributor=cy),
        works_at("pat", ACME, contributor=cy),
    ]
    assert answers([*others(), *private], viewer) == answers(others(), viewer)


@pytest.mark.parametrize("viewer", ["alumnus", "external"])
def test_who_never_worked_here_is_not_there_for_those_who_do_not_either(viewer: str) -> None:
    assert answers([*others(), *pat()], viewer) == answers(others(), viewer)


def test_the_same_person_is_there_for_an_employee() -> None:
    with_pat, without = answers([*others(), *pat()], "employee"), answers(others(), "employee")
    differ = [text for text, one, other in zip(QUESTIONS, with_pat, without, strict=True) if one != other]
    alike = {QUESTIONS[8], QUESTIONS[9]}
    assert set(QUESTIONS) - set(differ) == alike


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize(
    "preference",
    [
        make.preference("pat", do_not_contact=True),
        make.preference(
            "pat", choices=("EXPERTISE/reached/no/", "EXPERTISE/found/no/", "EXPERTISE/connect/no/")
        ),
        make.preference("pat", quiet_until="2024-07-01"),
        make.preference("pat", capacity=0),
    ],
)
def test_a_path_to_who_may_not_be_asked_is_like_one_to_nobody(viewer: str, preference: Change) -> None:
    asking = Asking(network_of([*others(), *pat(preference)]))
    as_, roles = VIEWERS[viewer]
    text = "query($to: PathTarget!) { warmPaths(to: $to, purpose: EXPERTISE) { asOf paths { strength } } }"
    refused = asking.post(text, as_, roles, to={"person": "person:pat"}).content
    absent = asking.post(text, as_, roles, to={"person": "person:nobody"}).content
    malformed = asking.post(text, as_, roles, to={"person": "skill:python"}).content
    assert refused == absent == malformed
    experts = asking.ask('{ whoKnows(about: "python") { edges { node { name } } } }', as_, roles)
    assert "Pat" not in str(experts)


@pytest.mark.parametrize(
    ("audience", "viewer", "groups", "readable"),
    [
        ("everyone", "xan", (), True),
        ("employees", "ada", (), True),
        ("employees", "lia", (), False),
        ("employees", "xan", (), False),
        ("group:legal", "ada", (), False),
        ("group:legal", "ada", ("legal",), True),
    ],
)
def test_evidence_outside_the_audience_neither_shows_nor_scores(
    audience: str, viewer: str, groups: tuple[str, ...], readable: bool
) -> None:
    text = (
        '{ node(id: "evidence:told") { id } whoKnows(about: "python") { edges { score evidence { id } } }'
        ' person: node(id: "person:cy") { ... on Person { skills { latest evidence { count } } } } }'
    )
    told = make.evidence("told", "cy", about=("python",), text="", audience=audience)
    with_it = Asking(network_of([*others(), told])).post(text, viewer, groups=groups).content
    without = Asking(network_of(others())).post(text, viewer, groups=groups).content
    assert (with_it != without) is readable


def test_private_evidence_is_shown_to_its_contributor_alone() -> None:
    own = make.evidence("own", "cy", about=("python",), text="", contributor=make.key("person", "bob"))
    asking = Asking(network_of([*others(), own]))
    text = '{ node(id: "evidence:own") { id } }'
    assert asking.ask(text, "bob")["node"] == {"id": "evidence:own"}
    assert asking.ask(text, "ada", ("network_admin",))["node"] is None


def test_an_organization_is_there_when_somebody_visible_worked_there() -> None:
    private = works_at("cy", ACME, contributor=make.key("person", "cy"))
    asking = Asking(network_of([*others(), private]))
    text = f'{{ node(id: "{ACME.key}") {{ id }} }}'
    assert asking.ask(text, "cy")["node"] == {"id": ACME.key}
    assert asking.ask(text, "ada")["node"] is None
