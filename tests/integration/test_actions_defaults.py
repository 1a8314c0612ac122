"""What holds for those who have said nothing changes with a reason only, and never what somebody said."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.act import Act
from actions.defaults import change_default
from graph.consent import ROLES
from graph.errors import Refused
from graph.model import PURPOSES, Decision
from policy.gates import Status, default
from policy.viewer import OPERATOR, Viewer
from queries.defaults import consent_defaults
from queries.network import Network
from queries.person_profile import open_to
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import ADA, experts, key, line, routes, talk
from tests.factories.network import NOW, address_of, network_of

ADMIN = Viewer(key("ada"), frozenset({"network_admin"}))
WHY = "agreed with the works council"


def decide(
    network: Network,
    rule: str,
    yes: bool,
    viewer: Viewer = OPERATOR,
    once: str = "1",
    reason: str = WHY,
) -> None:
    change_default(Act(network, viewer, once), *rule.split("/"), yes, reason)


def test_alumni_are_found_without_a_word_once_somebody_decided_so() -> None:
    network = network_of(line(talk("bob"), bob="alumnus"))
    assert experts(network) == []
    decide(network, "found/EXPERTISE/ALUMNUS", True)
    assert experts(network) == ["Bob"]
    assert open_to(network, ADA, [key("bob")]) == {key("bob"): ("EXPERTISE",)}
    decide(network, "found/EXPERTISE/ALUMNUS", False, once="2")
    assert experts(network) == []


def test_what_somebody_said_themselves_wins_over_every_default() -> None:
    says_no = make.preference("bob", choices=("EXPERTISE/found/no/", "EXPERTISE/connect/yes/2025-01-01"))
    network = network_of(line(talk("bob"), says_no))
    decide(network, "found/EXPERTISE/EMPLOYEE", True)
    decide(network, "connect/EXPERTISE/EMPLOYEE", False, once="2")
    assert experts(network) == []
    assert routes(network, "cyd") == ["Ada Bob Cyd"]


def test_employees_are_asked_for_nothing_where_somebody_decided_so() -> None:
    network = network_of(line(talk("bob")))
    decide(network, "connect/RECRUITING/EMPLOYEE", False, ADMIN)
    assert routes(network, "cyd", purpose="RECRUITING") == []
    assert routes(network, "cyd") == ["Ada Bob Cyd"], "a default is for one purpose"
    assert routes(network, "cyd", purpose="RECRUITING", viewer=OPERATOR) == ["Ada Bob Cyd"]
    decide(network, "reached/EXPERTISE/EMPLOYEE", False, ADMIN, "2")
    assert routes(network, "cyd") == []


def test_the_history_is_kept_with_who_and_why_and_the_latest_holds() -> None:
    network = network_of(line())
    decide(network, "found/INSIGHT/EXTERNAL", True, OPERATOR, "1", "a first reason")
    decide(network, "found/INSIGHT/EXTERNAL", False, ADMIN, "2", "  a second reason ")
    history = [stored.record for stored in network.store.scan(Decision).records]
    assert [(d.value, d.reason, d.by, d.at) for d in history] == [
        ("yes", "a first reason", "operator", "2024-06-01T10:30:00Z"),
        ("no", "a second reason", "person:ada", "2024-06-01T10:30:01Z"),
    ]
    (held,) = [d for d in consent_defaults(network) if d.decision]
    assert (held.role, held.purpose, held.status, held.yes) == ("found", "INSIGHT", Status.EXTERNAL, False)
    assert held.decision == history[-1]


def test_the_same_act_again_decides_nothing_even_when_it_was_decided_otherwise_since() -> None:
    network = network_of(line(talk("bob"), bob="alumnus"))
    decide(network, "found/EXPERTISE/ALUMNUS", True, once="first")
    decide(network, "found/EXPERTISE/ALUMNUS", False, once="second")
    later = replace(network, clock=lambda: NOW + timedelta(hours=1))
    decide(later, "found/EXPERTISE/ALUMNUS", True, once="first")
    assert experts(network) == []


@pytest.mark.parametrize(
    ("rule", "reason", "field"),
    [
        ("listed/EXPERTISE/ALUMNUS", WHY, "role"),
        ("found/SALES/ALUMNUS", WHY, "purpose"),
        ("found/EXPERTISE/FRIEND", WHY, "status"),
        ("found/EXPERTISE/ALUMNUS", "because  ", "reason"),
        ("found/EXPERTISE/ALUMNUS", "x" * 2_001, "reason"),
    ],
)
def test_a_change_that_no_rule_allows_names_the_field(rule: str, reason: str, field: str) -> None:
    network = network_of(line())
    with pytest.raises(Refused) as refused:
        decide(network, rule, True, reason=reason)
    assert (refused.value.code, refused.value.field) == ("BAD_INPUT", field)
    assert not network.store.scan(Decision).records


@pytest.mark.parametrize(
    "viewer", [ADA, Viewer(key("ada"), frozenset({"privacy_officer", "recruiter"})), Viewer()]
)
def test_only_who_keeps_the_network_decides(viewer: Viewer) -> None:
    with pytest.raises(Refused) as refused:
        decide(network_of(line()), "found/EXPERTISE/ALUMNUS", True, viewer)
    assert refused.value.code == "NOT_ALLOWED"


def test_without_a_decision_every_default_is_as_shipped() -> None:
    told = {(d.role, d.purpose, d.status): d.yes for d in consent_defaults(network_of(line()))}
    assert len(told) == len(ROLES) * len(PURPOSES) * len(Status)
    assert all(yes is (status in default(role, purpose)) for (role, purpose, status), yes in told.items())


def test_an_administrator_changes_a_default_over_the_api() -> None:
    asking = Asking(network_of([*line(talk("bob"), bob="alumnus"), address_of("ada")]))
    document = """mutation ($reason: String!) { changeDefault(input: {idempotencyKey: "k", role: FOUND,
        purpose: EXPERTISE, status: ALUMNUS, yes: true, reason: $reason})
        { __typename ... on ConsentDefault { role purpose status yes reason at }
          ... on Refusal { code field message } } }"""
    refused = asking.ask(document, reason=WHY)["changeDefault"]
    assert (refused["__typename"], refused["code"]) == ("Refusal", "NOT_ALLOWED")
    short = asking.ask(document, roles=("network_admin",), reason="so")["changeDefault"]
    assert (short["code"], short["field"]) == ("BAD_INPUT", "reason")
    done = asking.ask(document, roles=("network_admin",), reason=WHY)["changeDefault"]
    assert done == {
        "__typename": "ConsentDefault",
        "role": "FOUND",
        "purpose": "EXPERTISE",
        "status": "ALUMNUS",
        "yes": True,
        "reason": WHY,
        "at": "2024-06-01T10:30:00Z",
    }
