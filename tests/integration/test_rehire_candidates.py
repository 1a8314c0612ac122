"""Who might come back: ranked, explained, and nothing counts that the viewer may not know."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from graph.algorithms.store_ties import StoreTies
from graph.errors import Refused
from graph.model import PURPOSES, Employment, Preference
from graph.ports import Change, Deletion
from policy.rehire_weights import Component, Weights
from policy.roles import Wanted
from policy.viewer import Viewer
from queries.network import Network
from queries.rehire_candidates import Candidates, RehireCandidates, RehireFilter, rehire_candidates
from queries.rehire_reasons import Candidate
from queries.uses import uses_of
from queries.warm_paths import WarmPathsTo, warm_paths
from tests.factories import records as make
from tests.factories.alliance import aspiration, rehire_status
from tests.factories.api_client import Asking
from tests.factories.asking import key
from tests.factories.kept import records_of
from tests.factories.network import address_of, network_of
from tests.factories.social_network import NAMES, Case, cases

ADA = Viewer(key("ada"), frozenset({"recruiter"}))
YES = ("RECRUITING/found/yes/2025-06-01",)


def left(name: str, until: str = "2021-05", **wishes: Any) -> list[Change]:
    """An alumna who said yes to RECRUITING."""
    job = make.employment(name, "home", "2015", until, department="Legal", location="Bonn")
    return [make.person(name), job, make.preference(name, **({"choices": YES} | wishes))]


def knows(name: str, about: str = "billing", **fields: Any) -> Change:
    return make.evidence(f"{about}-{name}", name, **({"text": f"{about} by {name}"} | fields))


def company(*more: Sequence[Change] | Change) -> Network:
    """Ada, a recruiter, and Bob, an employee, know each other."""
    flat = [one for part in more for one in (part if isinstance(part, list) else [part])]
    staff = [one for name in ("ada", "bob") for one in (make.person(name), make.employment(name))]
    return network_of([*staff, make.tie("ada", "bob"), address_of("ada"), *flat])


def asked(
    network: Network, viewer: Viewer = ADA, first: int = 20, after: Any = None, **role: Any
) -> Candidates:
    wanted = {name: role.pop(name) for name in list(role) if name in RehireFilter.__slots__}
    said = Wanted(**(role or {"title": "billing"}))
    return rehire_candidates(network, viewer, RehireCandidates(said, RehireFilter(**wanted), first, after))


def names(network: Network, viewer: Viewer = ADA, **role: Any) -> list[str]:
    return [one.card.name for one in asked(network, viewer, **role).candidates]


def words(candidate: Candidate, component: Component) -> str:
    return next(part.words for part in candidate.parts if part.component is component)


def test_who_knows_comes_first_and_each_part_says_why_with_dates() -> None:
    network = company(
        left("cyd"),
        left("dan"),
        knows("dan"),
        make.evidence("t", "dan", evidence_kind="tour", text="Billing mission", at="2020-03"),
        aspiration("dan", open_to_return=True, horizon="2025-01"),
        make.tie("bob", "dan", reason="worked on billing"),
    )
    found = asked(network).candidates
    assert [one.card.name for one in found] == ["Dan", "Cyd"]
    dan = found[0]
    assert words(dan, Component.KNOWLEDGE) == "has shown billing"
    assert words(dan, Component.TOURS) == "did it on tours here: billing"
    assert words(dan, Component.RETURN) == "would like to return, from 2025-01 on"
    assert words(dan, Component.RECENCY) == "left in 2021-05"
    assert words(dan, Component.WARMTH) == "a good way: through Bob"
    facts = [fact for part in dan.parts for fact in part.facts]
    assert all(fact.confirmed and fact.source for fact in facts)
    assert {fact.confirmed for fact in facts} >= {"2023-05-01", "2020-03", "2024-05-01", "2021-05"}
    assert [part.weight for part in dan.parts] == pytest.approx([6 / 14, 3 / 14, 2 / 14, 1 / 14, 2 / 14])
    assert words(found[1], Component.WARMTH) == "no way leads to them from you"


def test_what_each_part_counts_is_a_setting() -> None:
    network = company(left("cyd"), left("dan"), knows("dan"), aspiration("cyd", open_to_return=True))
    assert names(network) == ["Dan", "Cyd"]
    assert names(replace(network, rehire_weights=Weights(0, 0, 1, 0, 0))) == ["Cyd", "Dan"]


@pytest.mark.parametrize(
    "hidden",
    [
        make.preference("dan"),
        make.preference("dan", choices=("RECRUITING/found/no/",)),
        make.preference("dan", choices=("RECRUITING/found/yes/2024-05-31",)),
        make.preference("dan", choices=YES, do_not_contact=True),
        make.preference("dan", choices=YES, quiet_until="2024-07-01"),
        make.preference("dan", choices=YES, capacity=0),
        make.preference("dan", choices=YES, blocked=(key("ada"),)),
        make.preference("dan", choices=YES, restricted=True),
        rehire_status("dan", until="2025-05-01"),
        make.employment("dan", "home", "2024-01"),
    ],
)
def test_who_may_not_be_found_is_not_there(hidden: Change) -> None:
    network = company(left("cyd"), left("dan"), knows("dan"))
    network.store.apply([hidden])
    assert names(network) == ["Cyd"]


@pytest.mark.parametrize(
    "change",
    [
        make.evidence("ledgers-cyd", "cyd", about=("billing",), text="ledgers"),
        knows("dan", text="something else"),
        Deletion(knows("dan").key),
        replace(make.skill("billing"), label="Invoicing"),
        make.skill("ledgers", broader=(make.key("skill", "billing"),)),
        make.preference("dan", choices=YES, shown=("skills/me",)),
        make.preference("dan", choices=YES, rests=("2023-06-01/2024-02-15",)),
        make.preference("ada", blocked=(key("dan"),)),
        make.verdict("dan", "dan", verdict="not_my_topic"),
        make.evidence("t", "cyd", evidence_kind="tour", text="Billing mission", at="2020-03"),
        make.employment("bob", "home", "2015", "2021-05"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_who_looked_before_is_answered_as_who_looks_for_the_first_time(change: Change) -> None:
    taxonomy = [make.skill("billing"), make.skill("ledgers")]
    network = company(
        taxonomy,
        left("cyd"),
        left("dan"),
        knows("dan"),
        make.evidence("ledgers-cyd", "cyd", about=("ledgers",), text="ledgers"),
    )
    roles: list[dict[str, Any]] = [
        {"title": "billing"},
        {"any_of": ("billing", "ledgers")},
        {"title": "ledgers", "none_of": ("billing",)},
        {"text": "You know Billing and ledgers"},
    ]
    for role in roles:
        asked(network, **role)
    network.store.apply([change])
    after = [asked(network, **role).candidates for role in roles]
    assert after == [asked(network_of(records_of(network)), **role).candidates for role in roles]


def test_nobody_is_answered_what_somebody_else_may_hear_or_asked_of_others() -> None:
    told = knows("dan", audience="group:legal")
    network = company(left("cyd"), left("dan", until="2022-05"), told, knows("cyd", "ledgers"))
    lawyer = Viewer(key("bob"), frozenset({"recruiter"}), frozenset({"legal"}))

    def known(viewer: Viewer, **wanted: Any) -> dict[str, bool]:
        found = asked(network, viewer, title="billing", **wanted).candidates
        return {one.card.name: "billing" in words(one, Component.KNOWLEDGE) for one in found}

    assert known(lawyer, left_before=date(2022, 1, 1)) == {"Cyd": False}
    assert known(lawyer) == {"Cyd": False, "Dan": True}
    assert known(ADA) == {"Cyd": False, "Dan": False}


def test_an_appeal_that_nobody_decides_in_time_brings_somebody_back() -> None:
    contested = rehire_status(
        "dan", until="2025-05-01", appeal="it is settled", appealed="2024-05-02T10:30:00Z"
    )
    network = company(left("dan"), contested)
    assert names(network) == ["Dan"]
    network = company(left("dan"), replace(contested, appealed="2024-05-02T10:30:01Z"))
    assert names(network) == []


@pytest.mark.parametrize("role", [{}, {"text": " "}, {"none_of": ("python",)}, {"location": "Bonn"}])
def test_a_role_that_asks_for_nothing_is_told_what_to_say(role: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="say what is looked for") as refused:
        asked(company(left("dan")), **{"title": "", **role})
    assert refused.value.code == "BAD_INPUT"


@pytest.mark.parametrize(
    "role",
    [
        {"all_of": ("Python",), "none_of": ("python",)},
        {"all_of": ("py",), "none_of": ("python",)},
        {"all_of": ("python",), "none_of": ("programming",)},
        {"any_of": ("python", "py"), "none_of": ("programming",)},
    ],
)
def test_skills_that_are_asked_for_and_ruled_out_are_told(role: dict[str, Any]) -> None:
    broader = make.skill("programming", scheme="esco")
    narrower = make.skill("python", scheme="esco", alternatives=("py",), broader=(broader.key,))
    network = company(broader, narrower, left("dan"))
    with pytest.raises(Refused) as refused:
        asked(network, **role)
    assert (refused.value.code, refused.value.field) == ("BAD_INPUT", "noneOf")
    fine = {"any_of": ("python", "rust"), "none_of": ("python",)}
    assert names(network, **fine) == []


def test_skills_are_needed_or_ruled_out() -> None:
    network = company(
        make.skill("python"),
        make.skill("php"),
        *(left(name) for name in ("cyd", "dan", "eve")),
        make.evidence("a", "cyd", about=("python",), text="x"),
        make.evidence("b", "dan", about=("python",), text="x"),
        make.evidence("c", "dan", about=("php",), text="x"),
    )
    assert sorted(names(network, title="x", all_of=("python",))) == ["Cyd", "Dan"]
    assert sorted(names(network, title="x", any_of=("php", "rust"))) == ["Dan"]
    assert sorted(names(network, title="x", none_of=("php",))) == ["Cyd", "Eve"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"left_after": date(2021, 5, 31)}, ["Eve"]),
        ({"left_after": date(2021, 5, 30)}, ["Dan", "Eve"]),
        ({"left_before": date(2021, 6, 1)}, ["Dan"]),
        ({"left_before": date(2021, 5, 31)}, []),
        ({"former_department": "leg"}, ["Dan", "Eve"]),
        ({"former_department": "sales"}, []),
        ({"location": "bonn"}, ["Dan", "Eve"]),
        ({"location": "ulm"}, []),
        ({"available_by": date(2025, 1, 1)}, ["Eve"]),
        ({"available_by": date(2024, 12, 31)}, []),
        ({"open_to_return": True}, ["Eve"]),
        ({"open_to_return": False}, ["Dan"]),
    ],
)
def test_filters(wanted: dict[str, Any], found: list[str]) -> None:
    network = company(
        left("dan"), left("eve", "2023"), aspiration("eve", open_to_return=True, horizon="2025-01")
    )
    assert sorted(names(network, **wanted)) == found


HIDDEN = ("skills/me", "employments/me", "location/me", "tours/me")


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"left_after": date(2000, 1, 1)},
        {"left_before": date(2024, 1, 1)},
        {"former_department": "legal"},
        {"location": "bonn"},
        {"all_of": ("python",)},
        {"any_of": ("python",)},
        {"title": "billing", "none_of": ("python",)},
    ],
)
def test_what_is_not_shown_is_as_if_it_were_not_there(wanted: dict[str, Any]) -> None:
    hides = company(
        make.skill("python", scheme="esco"),
        left("dan", shown=HIDDEN),
        knows("dan", about="python", text="billing"),
        make.evidence("s", "dan", about=("python",)),
        make.evidence("t", "dan", evidence_kind="tour", text="billing"),
    )
    empty = company(make.skill("python", scheme="esco"), left("dan", shown=HIDDEN))
    one, other = asked(hides, **wanted), asked(empty, **wanted)
    assert one.candidates == other.candidates
    assert names(hides, **wanted) == ([] if wanted and "none_of" not in wanted else ["Dan"])


def test_private_facts_count_for_nobody_but_ties_of_ones_own() -> None:
    mine = {"contributor": key("ada")}
    network = company(left("dan"), left("cyd"), knows("dan", **mine), make.tie("ada", "dan", **mine))
    found = asked(network).candidates[0]
    assert found.card.name == "Dan"
    assert words(found, Component.KNOWLEDGE) == "nothing shown of it"
    assert words(found, Component.WARMTH) == "a strong way: you know each other"
    other = asked(network, Viewer(key("bob"), frozenset({"hr_partner"}))).candidates
    assert [one.path for one in other] == [None, None]


def test_two_records_of_one_alumna_stand_once_in_the_better_place() -> None:
    twice = [make.person("ann", name="Ann Lee"), make.person("anna", name="LEE, Ann")]
    again = [
        make.employment("ann", "home", "2015", "2018"),
        make.employment("anna", "home", "2017", "2019-05"),
        make.preference("ann", choices=YES),
        make.preference("anna", choices=YES),
    ]
    network = company(*twice, *again, left("dan"), left("eve"), knows("ann"))
    found = asked(network).candidates
    assert sorted(one.card.name for one in found) == ["Ann Lee", "Dan", "Eve"]
    assert (found[0].card.key, found[0].same_as) == (key("ann"), (key("anna"),))
    pages, after = [], None
    for _ in range(3):
        page = asked(network, first=1, after=after)
        pages += [one.card.key for one in page.candidates]
        after = (page.candidates[-1].place, page.candidates[-1].card.key)
    assert (pages, page.more) == ([one.card.key for one in found], False)
    hides = make.preference("anna", choices=YES, shown=("employments/me",))
    network.store.apply([hides])
    assert len(asked(network).candidates) == 4


def test_others_are_refused() -> None:
    for viewer in (Viewer(key("ada")), Viewer(key("bob"), frozenset({"network_admin", "privacy_officer"}))):
        with pytest.raises(Refused) as refused:
            asked(company(left("dan")), viewer)
        assert refused.value.code == "NOT_ALLOWED"


def test_over_the_api_a_refusal_is_data_and_pages_go_on() -> None:
    network = company(left("dan"), left("eve"), knows("dan"))
    asking = Asking(network)
    page = "edges { cursor node { name } reasons { component words facts { text lastConfirmed } } sameAs }"
    document = (
        "query($role: RoleInput!, $after: String) { rehireCandidates(role: $role, first: 1, after: $after) {"
        f" {page} pageInfo {{ hasNextPage endCursor }} refusal {{ code field message }} }} }}"
    )

    def ask(role: dict[str, Any], after: str | None = None) -> Any:
        return asking.ask(document, "ada", ("recruiter",), role=role, after=after)["rehireCandidates"]

    first = ask({"title": "billing"})
    second = ask({"title": "billing"}, first["pageInfo"]["endCursor"])
    assert [one["edges"][0]["node"]["name"] for one in (first, second)] == ["Dan", "Eve"]
    assert (first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"]) == (True, False)
    assert [(use.purpose, use.count) for use in uses_of(network, key("dan"))] == [("RECRUITING", 1)]
    refused = ask({"allOf": ["python"], "noneOf": ["Python"]})
    assert (refused["edges"], refused["refusal"]["code"]) == ([], "BAD_INPUT")


def recruiting(case: Case) -> tuple[Network, Viewer]:
    """A case in which everybody who has said something has left and may be found."""
    found: list[Change] = []
    for one in case.records:
        if isinstance(one, Preference):
            one = replace(one, choices=(*one.choices, *YES)) if "found" not in str(one.choices) else one
        if isinstance(one, Employment) and one.person in {key(n) for n in list(NAMES)[3:]}:
            one = replace(one, until="2021")
        found.append(one)
    return network_of(found), replace(case.viewer, roles=case.viewer.roles | {"recruiter"})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_the_warmth_of_each_is_that_of_the_best_warm_path_wherever_ties_are(case: Case) -> None:
    network, viewer = recruiting(case)
    if not viewer.person:
        return
    role = RehireCandidates(Wanted(title="python"), first=50)
    found = rehire_candidates(network, viewer, role)
    in_store = rehire_candidates(replace(network, ties=StoreTies(network.store)), viewer, role)
    assert found == in_store
    for one in found.candidates:
        asked_for = WarmPathsTo(viewer.person, (one.card.key,), PURPOSES[1], first=1)
        paths = warm_paths(network, viewer, asked_for).paths
        assert (one.path,) == paths[:1] or (one.path is None and not paths)
