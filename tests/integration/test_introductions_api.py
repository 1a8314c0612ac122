"""Introductions over the API."""

from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.introductions import stage

ASK = """mutation ($k: String!) { requestIntroduction(input: {idempotencyKey: $k, path: ["person:bob"],
    target: "person:cyd", purpose: EXPERTISE, about: "billing", message: "May I?"})
    { __typename ... on Introduction { id state target { name } } ... on Refusal { code field message } } }"""
ANSWER = """mutation ($i: ID!, $yes: Boolean!) {
    answerIntroduction(input: {idempotencyKey: "a", introduction: $i, yes: $yes})
    { __typename ... on IntroductionRequest { state asker { emails } } ... on Refusal { code } } }"""
CLOSE = """mutation ($i: ID!) { closeIntroduction(input: {
    idempotencyKey: "c", introduction: $i, outcome: HELPED, thanks: "Thank you"})
    { __typename ... on Introduction { state } ... on IntroductionRequest { state outcome } } }"""
WITHDRAW = """mutation ($i: ID!) { withdrawIntroduction(input: {idempotencyKey: "w", introduction: $i})
    { __typename ... on Introduction { state } ... on Refusal { code message } } }"""
INBOX = """query ($after: String) { inbox(first: 1, after: $after) { edges { cursor node {
    id state forMe message asker { name } target { name } } } pageInfo { hasNextPage endCursor } } }"""
MINE = (
    "{ myIntroductions { edges { node { id state target { name emails } connectors { name } outcome } } } }"
)


def test_an_introduction_over_the_api() -> None:
    asking = Asking(stage().network)
    made = asking.ask(ASK, k="1")["requestIntroduction"]
    assert (made["state"], made["target"]) == ("WAITING", None)
    waiting = asking.ask(INBOX, "bob")["inbox"]["edges"][0]["node"]
    assert waiting == {
        "id": made["id"],
        "state": "FOR_YOU",
        "forMe": False,
        "message": "May I?",
        "asker": {"name": "Ada"},
        "target": {"name": "Cyd"},
    }
    assert asking.ask(ASK, k="2")["requestIntroduction"]["code"] == "ALREADY_ASKED"
    passed = asking.ask(ANSWER, "bob", i=made["id"], yes=True)["answerIntroduction"]
    assert passed["state"] == "PASSED_ON"
    agreed = asking.ask(ANSWER, "cyd", i=made["id"], yes=True)["answerIntroduction"]
    assert (agreed["state"], agreed["asker"]["emails"]) == ("AGREED", ["ada@example.com"])
    assert asking.ask(WITHDRAW, i=made["id"])["withdrawIntroduction"]["code"] == "NOT_NOW"
    assert asking.ask(CLOSE, "cyd", i=made["id"])["closeIntroduction"]["outcome"] == "HELPED"
    assert asking.ask(MINE)["myIntroductions"]["edges"][0]["node"] == {
        "id": made["id"],
        "state": "CLOSED",
        "target": {"name": "Cyd", "emails": ["cyd@example.com"]},
        "connectors": [{"name": "Bob"}],
        "outcome": "HELPED",
    }
    assert asking.ask(ANSWER, i="person:bob", yes=True)["answerIntroduction"]["code"] == "NOT_FOUND"


def test_an_inbox_is_read_page_by_page_oldest_first() -> None:
    names = ("dan", "eve")
    on = stage(*(make.tie(name, "bob") for name in names), dan="employee", eve="employee")
    made = [on.ask("ada", "cyd"), on.ask("dan", "eve"), on.ask("eve", "ada")]
    asking, after, seen = Asking(on.network), None, []
    while True:
        page = asking.ask(INBOX, "bob", after=after)["inbox"]
        seen += [edge["node"]["id"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == sorted(made)  # of one moment
