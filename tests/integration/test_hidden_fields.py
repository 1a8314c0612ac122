"""Fields of a profile that somebody does not show are as if empty: shown, searched, filtered and counted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.keys import Key
from graph.model import Employment, Evidence, Person, Preference, Tour
from graph.ports import Change
from graph.visibility import AUDIENCES, FIELDS
from policy.gates import Status
from policy.viewer import OPERATOR, Viewer
from policy.visibility import audiences_of
from queries.network import Network
from queries.path_targets import people_at
from queries.people import People, people
from queries.people_filter import PeopleFilter
from queries.person_profile import open_to, organizations_seen, readable_evidence, skills_shown
from queries.sight import Card, emails, look, viewer_status
from queries.skills import Skills, skills
from queries.tours import tours_seen
from queries.warm_paths import WarmPathsTo, warm_paths
from queries.who_knows import WhoKnows, who_knows
from tests.factories import records as make
from tests.factories.asking import ADA, experts, key, line, staff
from tests.factories.network import address_of, network_of, works_at
from tests.factories.social_network import ACME, Case, cases
from tests.integration.test_as_if_hidden import assert_alike

BOB = key("bob")
LIA = Viewer(key("lia"))
RECRUITER = Viewer(key("ada"), frozenset({"recruiter"}))
PYTHON = make.key("skill", "python")


def hiding(*shown: str, of: str = "bob") -> Preference:
    return make.preference(of, shown=shown)


def network(*more: Change) -> Network:
    """Bob has something in every field; Ada is an employee as he is, Lia an alumna."""
    bob = make.person("bob", headline="Payments", location="Bonn")
    at_acme = works_at("bob", ACME, department="Legal", location="Ulm")
    return network_of(
        [
            *staff(bob="employee", cyd="employee", lia="alumnus"),
            bob,
            ACME,
            at_acme,
            make.skill("python", scheme="esco"),
            make.mission(),
            make.tour("bob"),
            make.evidence("e", "bob", about=("python",), text="billing"),
            address_of("bob"),
            *more,
        ]
    )


def card(of: Network, viewer: Viewer = ADA) -> Card:
    return look(of, viewer, [BOB]).cards[BOB]


def listed(of: Network, viewer: Viewer = ADA, **wanted: Any) -> list[str]:
    return [one.name for one in people(of, viewer, People(filter=PeopleFilter(**wanted))).people]


def test_without_a_word_all_but_contact_details_is_shown() -> None:
    whole = network()
    assert (card(whole).headline, card(whole).location, len(card(whole).employments)) == (
        "Payments",
        "Bonn",
        2,
    )
    assert len(tours_seen(whole, ADA, [BOB])[BOB]) == 1
    assert [one.skill for one in skills_shown(whole, ADA, [BOB])[BOB]] == [PYTHON]
    assert emails(whole, ADA, [BOB]) == {BOB: ()}
    assert emails(whole, OPERATOR, [BOB]) == {BOB: ("bob@example.com",)}


@pytest.mark.parametrize(
    ("audience", "viewer", "shown"),
    [
        ("network", LIA, True),
        ("employees", LIA, False),
        ("employees", ADA, True),
        ("employees", OPERATOR, True),
        ("recruiters", ADA, False),
        ("recruiters", RECRUITER, True),
        ("me", RECRUITER, False),
        ("me", OPERATOR, False),
        ("me", Viewer(roles=frozenset({"service"})), False),
        ("me", Viewer(BOB), True),
    ],
)
def test_each_field_is_for_its_audience(audience: str, viewer: Viewer, shown: bool) -> None:
    hidden = network(hiding(*(f"{field}/{audience}" for field in FIELDS)))
    seen = card(hidden, viewer)
    assert (seen.headline, seen.location) == (("Payments", "Bonn") if shown else ("", ""))
    assert bool(seen.employments) is shown
    assert bool(tours_seen(hidden, viewer, [BOB])[BOB]) is shown
    assert bool(skills_shown(hidden, viewer, [BOB])[BOB]) is shown
    assert seen.status is Status.EMPLOYEE, "status decides who sees whom: it is no field"
    if not viewer.operator:
        assert bool(emails(hidden, viewer, [BOB])[BOB]) is shown


def test_somebody_who_shows_their_address_to_employees_shows_it_to_no_one_else() -> None:
    told = network(hiding("email/employees"))
    assert emails(told, ADA, [BOB]) == {BOB: ("bob@example.com",)}
    assert emails(told, LIA, [BOB]) == {BOB: ()}


def test_an_address_that_only_somebody_elses_address_book_has_is_shown_to_nobody() -> None:
    private = replace(address_of("bob"), contributors=(key("cyd"),))
    assert emails(network(private, hiding("email/network")), ADA, [BOB]) == {BOB: ()}


def test_whom_only_my_address_book_knows_has_nothing_that_the_company_could_show() -> None:
    mine = [
        make.profile("zoe", "lia", name="Zoe Known", location="Rome"),
        make.person("zoe", location="Oslo"),
    ]
    shown = make.preference("zoe", shown=("email/network", "location/me"))
    of_lia = network(*mine, address_of("zoe"), shown)
    zoe = key("zoe")
    assert look(of_lia, LIA, [zoe]).cards[zoe].location == "Rome"
    assert emails(of_lia, LIA, [zoe]) == {zoe: ()}


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("employments", {"organization": "Acme"}),
        ("employments", {"department": "legal"}),
        ("location", {"location": "bonn"}),
    ],
)
def test_nobody_is_filtered_by_what_they_do_not_show(field: str, wanted: dict[str, str]) -> None:
    assert listed(network(), **wanted) == ["Bob"]
    hidden = network(hiding(f"{field}/recruiters"))
    assert listed(hidden, **wanted) == []
    assert listed(hidden, RECRUITER, **wanted) == ["Bob"]
    assert listed(hidden, Viewer(BOB), **wanted, exclude_self=False) == ["Bob"]
    asked = WhoKnows("billing", filter=PeopleFilter(**wanted))
    assert who_knows(hidden, ADA, asked).experts == ()
    assert len(who_knows(hidden, RECRUITER, asked).experts) == 1


def test_behind_a_hidden_place_the_place_of_work_counts_if_that_is_shown() -> None:
    assert listed(network(), location="ulm") == []
    assert listed(network(hiding("location/me")), location="ulm") == ["Bob"]
    assert listed(network(hiding("location/me", "employments/me")), location="ulm") == []


def test_nobody_is_found_at_an_employer_whom_they_do_not_show() -> None:
    assert people_at(network(), ADA, "Acme") == (BOB,)
    hidden = network(hiding("employments/me"))
    assert people_at(hidden, ADA, "Acme") == ()
    assert organizations_seen(network(), ADA, [ACME.key]) == {ACME.key}
    assert organizations_seen(hidden, ADA, [ACME.key]) == set()


@pytest.mark.parametrize(
    ("field", "tie_kind"), [("employments", "manager"), ("tours", "tour"), ("employments", "colleague")]
)
@pytest.mark.parametrize("who", ["ada", "bob"])
def test_what_is_not_shown_is_no_reason_of_a_tie(field: str, tie_kind: str, who: str) -> None:
    tie = make.tie("ada", "bob", tie_kind=tie_kind, reason="told by a field", until="2021")

    def said(*more: Change, viewer: Viewer = ADA) -> str:
        asked = network_of(line(tie, *more))
        (path,) = warm_paths(asked, viewer, WarmPathsTo(key("ada"), (BOB,), "EXPERTISE")).paths
        return " | ".join(path.hops[0].reasons)

    hidden = hiding(f"{field}/me", of=who)
    assert "told by a field, 2019–2021" in said()
    assert "both at Home" in said()
    others = Viewer(key("cyd"))
    assert ("told by a field" in said(hidden, viewer=others)) is (tie_kind == "colleague")
    assert ("both at Home" in said(hidden, viewer=others)) is (field != "employments")


def test_who_hides_their_skills_is_no_expert_for_those_they_are_hidden_from() -> None:
    hidden = network(hiding("skills/recruiters"), make.evidence("both", "bob", "cyd", text="billing"))
    assert experts(hidden) == ["Cyd"]
    assert experts(hidden, RECRUITER) == ["Cyd", "Bob"] or experts(hidden, RECRUITER) == ["Bob", "Cyd"]
    (cyd,) = who_knows(hidden, ADA, WhoKnows("billing")).experts
    assert [shown.evidence.people for shown in cyd.evidence] == [(key("cyd"),)]
    told = readable_evidence(hidden, ADA, [make.key("evidence", name) for name in ("e", "both")])
    assert {key_: one.people for key_, one in told.items()} == {make.key("evidence", "both"): (key("cyd"),)}


def test_a_skill_of_which_only_hidden_evidence_speaks_is_not_listed() -> None:
    only_bob = [make.skill("juggling"), make.evidence("j", "bob", about=("juggling",))]
    found = skills(network(*only_bob, hiding("skills/me")), Skills("juggling"), ADA)
    assert found.skills == ()
    assert len(skills(network(*only_bob), Skills("juggling"), ADA).skills) == 1


def test_a_hidden_tour_is_no_evidence() -> None:
    tour = make.evidence("t", "bob", evidence_kind="tour", text="billing of tours", about=("python",))
    hidden = network(tour, hiding("tours/me"))
    assert experts(network(tour), about="tours") == ["Bob"]
    assert experts(hidden, about="tours") == []
    assert experts(hidden, Viewer(BOB), about="tours", filter=PeopleFilter(exclude_self=False)) == ["Bob"]
    assert readable_evidence(hidden, ADA, [tour.key]) == {}
    kinds = [one.kinds for one in skills_shown(hidden, ADA, [BOB])[BOB]]
    assert kinds == [(("document", 1),)]


def test_that_somebody_would_like_another_job_is_for_recruiters_and_themselves() -> None:
    yes = tuple(f"{purpose}/found/yes/2025-01-01" for purpose in ("RECRUITING", "MENTORING"))
    open_ = network(make.preference("bob", choices=yes))
    told = ("EXPERTISE", "MENTORING")
    with_recruiting = ("EXPERTISE", "RECRUITING", "MENTORING")
    admin = Viewer(key("ada"), frozenset({"network_admin", "hr_partner"}))
    for viewer in (ADA, LIA, OPERATOR, admin):
        assert open_to(open_, viewer, [BOB]) == {BOB: told}
    for viewer in (RECRUITER, Viewer(BOB)):
        assert open_to(open_, viewer, [BOB]) == {BOB: with_recruiting}


@pytest.mark.parametrize(
    "viewer", [ADA, OPERATOR, RECRUITER, Viewer(key("ada"), frozenset({"network_admin"}))]
)
def test_the_restricted_exist_for_themselves_alone(viewer: Viewer) -> None:
    book = make.profile("bob", "ada", name="Bob Known")
    stopped = network(make.preference("bob", restricted=True), book, make.tie("ada", "bob"))
    assert look(stopped, viewer, [BOB]).cards == {}
    assert experts(stopped, viewer) == []
    assert "Bob" not in listed(stopped, viewer, exclude_self=False)
    assert card(stopped, Viewer(BOB)).name == "Bob"
    assert emails(stopped, Viewer(BOB), [BOB]) == {BOB: ("bob@example.com",)}


def blanked(records: Sequence[Change], of: Key, viewer: Key, hidden: set[str]) -> list[Change]:
    """The network in which nothing is in the `hidden` fields of somebody."""
    return [kept for record in records if (kept := _blanked(record, of, viewer, hidden)) is not None]


def _blanked(record: Change, of: Key, viewer: Key, hidden: set[str]) -> Change | None:
    if isinstance(record, Person) and record.key == of:
        return replace(record, **{field: "" for field in ("headline", "location") if field in hidden})
    if isinstance(record, Tour) and record.person == of and "tours" in hidden:
        return None
    if isinstance(record, Employment) and record.person == of and "employments" in hidden:
        if record.contributor == viewer:
            return record
        # employments at home decide the status, which is told: of them only the rest goes
        at_home = record.organization == make.key("organization", "home")
        return replace(record, title="", department="", location="") if at_home else None
    if isinstance(record, Evidence) and of in record.people and "skills" in hidden:
        if record.contributor == viewer:
            return record
        rest = [(p, s) for p, s in zip(record.people, record.shares, strict=True) if p != of]
        shares = tuple(share for _, share in rest)
        return replace(record, people=tuple(person for person, _ in rest), shares=shares) if rest else None
    return record


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases(), st.sets(st.sampled_from(FIELDS[2:]), min_size=1), st.data())
def test_no_answer_depends_on_what_is_not_shown(case: Case, fields: set[str], data: st.DataObject) -> None:
    of = case.hidden
    status = viewer_status(network_of(case.records), case.viewer)
    not_shown = sorted(set(AUDIENCES) - audiences_of(case.viewer, status))
    lines = {field: data.draw(st.sampled_from(not_shown)) for field in fields}
    records = {record.key: record for record in case.records}
    named = make.key("preference", of.removeprefix("person:"))
    said = records.get(named, make.preference(of.removeprefix("person:")))
    assert isinstance(said, Preference)
    records[named] = replace(
        said, blocked=(), restricted=False, shown=tuple(f"{f}/{a}" for f, a in lines.items())
    )
    person = records[of]
    assert isinstance(person, Person)
    records[of] = replace(person, name=person.name or "Eva Lee", headline="Payments", location="Bonn")
    whole = list(records.values())
    assert_alike(network_of(whole), network_of(blanked(whole, of, case.viewer.person, fields)), case)
