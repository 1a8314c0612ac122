"""Decisions, answers, rights requests and retention, the same in every store."""

import pytest

from actions.act import Act
from actions.decide import decide
from actions.retention import retain
from actions.rights_requests import close_request, open_request
from actions.suggestions import answer_suggestion, withdraw_answer
from graph.keys import Key
from graph.model import Access, Contact, Delivery, Evidence, Introduction, Use
from graph.ports import Store
from graph.scans import every
from graph.snapshot.read_model import ReadModel
from graph.snapshot.tie_source import SnapshotTies
from policy.suggestions import Answer
from policy.viewer import OPERATOR, Viewer
from queries.decisions import history, in_force
from queries.network import Network
from queries.rights_requests import rights_requests
from tests.factories import records as make
from tests.factories.asking import ADA, experts, key, line, routes, talk
from tests.factories.network import KEYS, NOW


@pytest.fixture
def network(store: Store) -> Network:
    skill = make.skill("billing", scheme="esco")
    store.apply([make.organization(), make.installation(), skill, *line(talk("bob"), talk("cyd", at="2022"))])
    model = ReadModel(store, None, "test")
    home = make.key("organization", "home")
    return Network(store, model, SnapshotTies(store, model), KEYS, home, lambda: NOW)


def test_decisions_stand_in_the_order_of_time(network: Network) -> None:
    for number, value in enumerate(("off", "approved", "off")):
        decide(Act(network, OPERATOR, str(number)), "source/git/DE", value, "agreed with the works council")
    decide(Act(network, OPERATOR, "4"), "source/git/DE", "off", "agreed with the works council")
    assert [one.value for one in history(network, "source/git/DE")] == ["off", "approved", "off", "off"]
    assert [*in_force(network, "source/")] == ["source/git/DE"]


def test_answers_are_heeded_until_they_are_taken_back(network: Network) -> None:
    bob = Viewer(key("bob"))
    answer_suggestion(Act(network, ADA, "1"), Answer("helped", key("cyd"), "billing"))
    assert experts(network) == ["Cyd", "Bob"]
    answer_suggestion(Act(network, bob, "2"), Answer("ask", key("bob"), "billing", key("cyd")))
    assert experts(network) == ["Cyd"]
    withdraw_answer(Act(network, bob, "3"), key("bob"), "billing")
    withdraw_answer(Act(network, ADA, "4"), key("cyd"), "billing")
    assert experts(network) == ["Bob", "Cyd"]
    assert [one.source for one in every(network.store, Evidence)] == ["test", "test"]


def test_requests_are_opened_and_closed(network: Network) -> None:
    asked = open_request(Act(network, ADA, "1"), "export")
    assert open_request(Act(network, ADA, "1"), "export") == asked
    assert rights_requests(network, OPERATOR).requests == (asked,)
    closed = close_request(Act(network, OPERATOR, "2"), asked.key, "sent")
    assert rights_requests(network, OPERATOR, open_only=False).requests == (closed,)


def test_what_is_old_goes(network: Network) -> None:
    ada = key("ada")
    network.store.apply(
        [
            make.contact("ada", "cyd", "2020-01-01T00:00:00Z", contact_kind="meeting"),
            make.contact("ada", "cyd", "2024-01-01T00:00:00Z", contact_kind="meeting"),
            Introduction(
                key=make.key("introduction", "old"), asker=ada, target=key("bob"), connectors=(key("cyd"),),
                purpose="EXPERTISE", state="ended", asked="2022-01-01T00:00:00Z",
                deadline="2022-01-11T00:00:00Z", ended="2022-01-11T00:00:00Z",
            ),
            Delivery(
                key=Key("delivery:2022-01-01T00:00:00Z.x"), person=ada, channel="mail", template="asked",
                due="2022-01-01T00:00:00Z",
            ),
            Use(key=Key("use:ada.2022-01-01.x"), person=ada, day="2022-01-01", purpose="", role="", count=1),
            Access(
                key=Key("access:2022-01-01.x"), day="2022-01-01", asker=ada, role="", purpose="",
                people=(ada,),
            ),
        ]
    )  # fmt: skip
    done = {one.kind: one.gone for one in retain(network, NOW) if one.gone}
    assert done == {"contacts": 1, "introductions": 1, "deliveries": 1, "uses": 1, "accesses": 1}
    assert routes(network, "cyd") == ["Ada Bob Cyd", "Ada Cyd"]
    assert [one.at[:4] for one in every(network.store, Contact)] == ["2024"]
