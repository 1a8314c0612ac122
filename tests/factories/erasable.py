"""Bob in every place where somebody may stand, to be erased."""

import json
from dataclasses import replace

from graph.keys import Key
from graph.model import (
    Budget,
    Delivery,
    Introduction,
    UnansweredTopic,
    Use,
    Verdict,
    Webhook,
    budget_key,
)
from graph.ports import Change
from tests.factories import records as make
from tests.factories.asking import key, line
from tests.factories.network import address_of

BOB = "Robert O'Bobbin"
SPELLINGS = ("robert o'bobbin", "robert o bobbin", "bob@example.com", "ROBERT O'BOBBIN")


def about_bob() -> list[Change]:
    """Bob in every place where somebody may stand."""
    told: list[Change] = [
        make.person("bob", name=BOB, headline="Builder", location="Bobville"),
        address_of("bob"),
        make.identifier("bob", "B-1", "employee"),
        make.person("xan", name=""),  # only Bob knows Xan
        make.profile("xan", "bob"),
        make.identifier("xan", "xan@example.org", contributors=(key("bob"),)),
        make.identifier("cyd", "cyd@example.org", contributors=(key("ada"), key("bob"))),
        make.profile("bob", "cyd", name=BOB),
        make.tie("xan", "bob", "linkedin", contributor=key("bob")),
        make.contact("ada", "bob"),
        make.mission(),
        make.tour("bob"),
        make.skill("billing"),
        make.evidence("both", "ada", "bob", about=("billing",), text="Billing by Robert O'Bobbin"),
        make.evidence("noted", "ada", text="thanks to Robert  O’Bobbin"),
        make.evidence("vouched", "ada", evidence_kind="endorsed", endorser=key("bob")),
        make.evidence("dull", "ada", "bob", text="plain words"),
        make.preference("dan", blocked=(key("ada"), key("bob"))),
        make.preference("bob", blocked=(key("xan"),)),
        Budget(key=budget_key(key("bob")), person=key("bob"), spent=("2024-05-30T10:00:00Z",)),
        Verdict(
            key=Key("verdict:1"), by=key("ada"), expert=key("bob"), topic="x", verdict="helped", at="2024"
        ),
        Webhook(key=Key("webhook:1"), person=key("bob"), url="https://bob.example", secret="00"),
        Delivery(key=Key("delivery:1"), person=key("bob"), channel="mail", template="t", due="2024"),
        Delivery(
            key=Key("delivery:2"),
            person=key("ada"),
            channel="mail",
            template="t",
            due="2024",
            subject="person:bob",
        ),
        Use(
            key=Key("use:bob.2024-06-01.1"),
            person=key("bob"),
            day="2024-06-01",
            purpose="E",
            role="r",
            count=1,
        ),
        UnansweredTopic(
            key=Key("unanswered:2024-06-01.1"), topic="robert o'bobbin", day="2024-06-01", count=1
        ),
        make.job("private", contributor=key("bob"), source="linkedin"),
        make.quarantined(2, "private"),
        make.job("shared", failure="no address: bob@example.com"),
        make.quarantined(3, "shared", columns=json.dumps({"name": "O'Bobbin, Robert"})),
        make.quarantined(4, "shared", columns=json.dumps({"to": "ada@example.com;BOB@example.com"})),
        make.quarantined(5, "shared", columns=json.dumps({"employee_id": "b-1"})),
        make.quarantined(6, "shared", columns=json.dumps({"name": "Ada"})),
    ]
    return [
        *line(dan="employee"),
        replace(make.employment("cyd", since="2020"), manager=key("bob")),
        *told,
        *introductions(),
    ]


def introductions() -> list[Change]:
    fields = {"purpose": "EXPERTISE", "asked": "2024-05-30T00:00:00Z", "deadline": "2024-06-09T00:00:00Z"}
    ada, bob, cyd = key("ada"), key("bob"), key("cyd")
    return [
        Introduction(
            key=Key("introduction:to"), asker=ada, target=bob, state="asked", message="Dear Bob", **fields
        ),
        Introduction(
            key=Key("introduction:through"), asker=ada, target=cyd, connectors=(bob,), state="asked", **fields
        ),
        Introduction(
            key=Key("introduction:agreed"),
            asker=ada,
            target=cyd,
            connectors=(bob,),
            state="agreed",
            agreed="2024-05-31T00:00:00Z",
            **fields,
        ),
        Introduction(key=Key("introduction:by"), asker=bob, target=cyd, state="asked", **fields),
    ]
