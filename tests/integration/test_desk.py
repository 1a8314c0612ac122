"""The privacy officer's desk: decisions with a reason, rights requests, reports without small groups."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from actions.act import Act
from actions.decide import decide
from actions.publish_report import report
from actions.rights_requests import close_request, open_request
from graph.errors import Refused
from graph.keys import NO_KEY
from graph.model import Decision, Introduction, RightsRequest
from policy.viewer import OPERATOR, Viewer
from queries.decisions import decided, history, kept_months
from queries.network import Network
from queries.reporting.report import Row
from queries.rights_requests import rights_requests
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import key, line
from tests.factories.network import address_of, network_of

OFFICER = Viewer(key("bob"), roles=frozenset({"privacy_officer"}))
ADMIN = Viewer(key("cyd"), roles=frozenset({"network_admin"}))
WHY = "the works council asked for it"


def sets(network: Network, name: str, value: str, once: str, viewer: Viewer = OFFICER) -> Decision:
    return decide(Act(network, viewer, once), name, value, WHY)


def test_the_latest_decision_holds_and_the_earlier_ones_stay() -> None:
    network = network_of(line())
    assert decided(network, "retention/contacts") is None
    assert kept_months(network, "retention/contacts") == 24
    for number, months in enumerate(("12", "18", "6")):
        sets(network, "retention/contacts", months, f"{number}")
    assert kept_months(network, "retention/contacts") == 6
    taken = history(network, "retention/contacts")
    assert [(one.value, one.reason, one.by) for one in taken] == [
        (months, WHY, key("bob")) for months in ("12", "18", "6")
    ]


def test_the_same_act_decides_once() -> None:
    network = network_of(line())
    first = sets(network, "first_record_notice", "off", "1")
    sets(network, "first_record_notice", "on", "2")
    assert sets(network, "first_record_notice", "off", "1") == first
    assert [one.value for one in history(network, "first_record_notice")] == ["off", "on"]


@pytest.mark.parametrize(
    ("name", "value", "reason", "field"),
    [
        ("retention/contacts", "0", WHY, "value"),
        ("retention/contacts", "many", WHY, "value"),
        ("retention/contacts", "24", "because", "reason"),
        ("retention/contacts", "24", "         .", "reason"),
        ("retention/salaries", "24", WHY, "name"),
        ("source/git/XX", "off", WHY, "name"),
        ("source/git/DE", "on", WHY, "value"),
        ("default/found/SALES/ALUMNUS", "yes", WHY, "name"),
        ("default/found/EXPERTISE/ALUMNUS", "maybe", WHY, "value"),
    ],
)
def test_a_decision_is_a_rule_a_value_and_a_reason(name: str, value: str, reason: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        decide(Act(network_of(line()), OFFICER, "1"), name, value, reason)
    assert (refused.value.code, refused.value.field) == ("BAD_INPUT", field)


def test_network_admins_decide_defaults_and_nothing_else() -> None:
    network = network_of(line())
    sets(network, "default/found/EXPERTISE/ALUMNUS", "yes", "1", ADMIN)
    sets(network, "default/found/EXPERTISE/ALUMNUS", "no", "2", OPERATOR)
    for viewer, name in ((ADMIN, "source/git/DE"), (Viewer(key("ada")), "default/found/EXPERTISE/ALUMNUS")):
        with pytest.raises(Refused) as refused:
            sets(network, name, "off", "3", viewer)
        assert refused.value.code == "NOT_ALLOWED"


def test_it_says_who_decided_when_it_was_no_person() -> None:
    network = network_of(line())
    machine = Viewer(roles=frozenset({"service", "privacy_officer"}))
    assert sets(network, "first_record_notice", "off", "1", machine).by == "service"
    assert sets(network, "first_record_notice", "on", "2", OPERATOR).by == "operator"


def test_decisions_are_taken_and_read_over_the_api() -> None:
    asking = Asking(network_of([*line(), address_of("ada"), address_of("bob")]))
    document = """mutation ($name: String!, $value: String!, $reason: String!) { decide(input:
        {idempotencyKey: "k", name: $name, value: $value, reason: $reason})
        { __typename ... on Decision { value by } ... on Refusal { code field } } }"""
    asked = {"name": "source/git/DE", "value": "off", "reason": WHY}
    officer = ("privacy_officer",)
    assert asking.ask(document, **asked)["decide"]["code"] == "NOT_ALLOWED"
    done = asking.ask(document, "bob", officer, **asked)["decide"]
    assert done == {"__typename": "Decision", "value": "off", "by": key("bob")}
    read = "{ decisions { edges { node { name value reason } } pageInfo { hasNextPage } } }"
    shown = asking.ask(read, "bob", officer)["decisions"]
    assert shown["edges"] == [{"node": asked}]
    assert asking.code(read) == "REFUSED"


def test_a_right_is_due_a_month_later_and_the_overdue_come_first() -> None:
    network = network_of(line())
    asked = open_request(Act(network, Viewer(key("ada")), "1"), "access")
    assert (asked.person, asked.due, asked.done) == (key("ada"), "2024-07-01", "")
    late = RightsRequest(
        key=make.key("rights", "late"), person=key("cyd"), right="erase", asked="2024-01-31", due="2024-02-29"
    )
    network.store.apply([late])
    assert [one.key for one in rights_requests(network, OFFICER).requests] == [late.key, asked.key]
    close_request(Act(network, OFFICER, "2"), late.key, "erased by hand")
    assert [one.key for one in rights_requests(network, OFFICER).requests] == [asked.key]
    every = rights_requests(network, OFFICER, open_only=False).requests
    assert [(one.key, one.note) for one in every] == [(asked.key, ""), (late.key, "erased by hand")]


def test_others_see_their_own_requests_and_ask_for_themselves_only() -> None:
    network = network_of(line())
    open_request(Act(network, OFFICER, "1"), "export", key("ada"), "a letter of May 30")
    assert [one.right for one in rights_requests(network, Viewer(key("ada"))).requests] == ["export"]
    assert rights_requests(network, Viewer(key("cyd"))).requests == ()
    for viewer, whose, code in ((ADMIN, key("ada"), "NOT_ALLOWED"), (OFFICER, key("nobody"), "NOT_FOUND")):
        with pytest.raises(Refused) as refused:
            open_request(Act(network, viewer, "2"), "export", whose)
        assert refused.value.code == code
    with pytest.raises(Refused) as closed:
        close_request(Act(network, ADMIN, "3"), NO_KEY)
    assert closed.value.code == "NOT_ALLOWED"


def test_rights_are_asked_for_and_answered_over_the_api() -> None:
    asking = Asking(network_of([*line(), address_of("ada"), address_of("bob")]))
    opened = asking.ask(
        """mutation { openRightsRequest(input: {idempotencyKey: "k", right: ERASE})
        { ... on RightsRequest { id due person { name } } } }"""
    )["openRightsRequest"]
    assert (opened["due"], opened["person"]) == ("2024-07-01", {"name": "Ada"})
    close = """mutation ($id: ID!) { closeRightsRequest(input: {idempotencyKey: "k", request: $id})
        { __typename ... on RightsRequest { done overdue } ... on Refusal { code } } }"""
    assert asking.ask(close, id=opened["id"])["closeRightsRequest"]["code"] == "NOT_ALLOWED"
    done = asking.ask(close, "bob", ("privacy_officer",), id=opened["id"])["closeRightsRequest"]
    assert done == {"__typename": "RightsRequest", "done": "2024-06-01T10:30:00Z", "overdue": False}
    read = "query ($o: Boolean!) { rightsRequests(openOnly: $o) { edges { node { right personId } } } }"
    assert asking.ask(read, o=True)["rightsRequests"]["edges"] == []
    mine = asking.ask(read, o=False)["rightsRequests"]["edges"]
    assert mine == [{"node": {"right": "ERASE", "personId": key("ada")}}]


def ended(number: int, month: str, outcome: str = "", agreed: bool = False) -> Introduction:
    return Introduction(
        key=make.key("introduction", f"{month}-{number}-{outcome}-{agreed}"),
        asker=key("ada"),
        target=key("bob"),
        purpose="EXPERTISE",
        state="ended",
        asked=f"{month}-01T00:00:00Z",
        deadline=f"{month}-11T00:00:00Z",
        agreed=f"{month}-03T00:00:00Z" if agreed else "",
        ended=f"{month}-20T00:00:00Z",
        outcome=outcome,
    )


def figures(network: Network, month: str, viewer: Viewer = ADMIN) -> dict[str, float | None]:
    told = report(network, viewer, "requests")
    (row,) = [row for row in told.rows if row.labels == (month,)]
    return dict(zip(told.measures, row.values, strict=True))


def test_a_report_counts_whole_months_and_holds_small_groups_back() -> None:
    requests = [
        *(ended(n, "2024-05") for n in range(21)),
        *(ended(n, "2024-05", agreed=True) for n in range(12)),
        *(ended(n, "2024-05", "withdrawn") for n in range(2)),
        *(ended(n, "2024-04", agreed=True) for n in range(9)),
        *(ended(n, "2024-04") for n in range(18)),
        *(ended(n, "2024-04", "hired") for n in range(2)),
        *(replace(ended(n, "2024-03", agreed=True), ended="") for n in range(7)),
        *(ended(n, "2024-06") for n in range(17)),
        *(ended(n, "2023-06") for n in range(17)),
        # a no that came in May and shows in June
        replace(ended(99, "2024-05"), deadline="2024-06-02T00:00:00Z"),
    ]
    network = network_of([*line(), *requests], datetime(2024, 6, 25, tzinfo=UTC))
    told = report(network, ADMIN, "requests")
    assert [row.labels[0] for row in told.rows] == [
        *(f"2023-{month:02}" for month in range(7, 13)), *(f"2024-{month:02}" for month in range(1, 6))
    ]  # fmt: skip
    assert told.measures == ("agreed", "not this time", "other", "total", "agreed, not closed yet")
    assert told.rows[-1] == Row(("2024-05",), (10, 20, None, 20, None))
    assert told.rows[-2] == Row(("2024-04",), (None, 10, None, 20, None))
    assert told.rows[-3] == Row(("2024-03",), (None, None, None, None, 5))
    assert {row.values for row in told.rows[:-3]} == {(None,) * 5}
    with pytest.raises(Refused):
        report(network, OFFICER, "requests")


def test_a_request_that_was_taken_back_looks_like_every_other_that_came_to_nothing() -> None:
    taken_back = [replace(ended(n, "2024-05"), state="withdrawn") for n in range(12)]
    declined = [replace(one, state="declined") for one in taken_back]
    first, second = (network_of([*line(), *requests]) for requests in (taken_back, declined))
    assert figures(first, "2024-05") == figures(second, "2024-05")
    assert figures(first, "2024-05")["not this time"] == 10


def test_a_report_is_read_over_the_api() -> None:
    asking = Asking(network_of([*line(), address_of("ada")]))
    read = "{ introductionsReport { month total outcomes { outcome count } } }"
    months = asking.ask(read, roles=("network_admin",))["introductionsReport"]
    assert months[-1]["month"] == "2024-05"
    assert months[-1]["total"] is None
    assert asking.code(read) == "REFUSED"
