"""Answers learn: who helped is believed more, who says that it is not their topic is left in peace."""

from datetime import timedelta
from typing import Any

import pytest

from actions.act import Act
from actions.suggestions import answer_suggestion, withdraw_answer
from graph.errors import Refused
from graph.model import ASK, HELPED, NOT_MY_TOPIC, Evidence, Verdict
from graph.ports import Change, Deletion
from graph.scans import every
from graph.snapshot.build import build
from policy.suggestions import MOST, Answer, topic_of
from policy.viewer import OPERATOR, Viewer
from queries.network import Network
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import ADA, experts, key, line, talk
from tests.factories.network import NOW, address_of, network_of
from tests.fakes.moving_store import MovingStore

BOB, CYD = Viewer(key("bob")), Viewer(key("cyd"))


def says(network: Network, viewer: Viewer, verdict: str, of: str, about: str = "billing", **more: Any) -> Any:
    once = f"{viewer.person} {verdict} {of} {about} {more}"
    return answer_suggestion(Act(network, viewer, once), Answer(verdict, key(of), about, **more))


def two_experts(*more: Change, **statuses: str) -> Network:
    return network_of(line(talk("bob"), talk("cyd", at="2022-01-01"), *more, **statuses))


def made(network: Network) -> list[Evidence]:
    return [one for one in every(network.store, Evidence) if one.source.startswith("answer:")]


def test_who_helped_comes_before_others_and_it_says_why() -> None:
    network = two_experts(make.skill("billing", scheme="esco"))
    assert experts(network) == ["Bob", "Cyd"]
    says(network, ADA, HELPED, "cyd")
    assert experts(network) == ["Cyd", "Bob"]
    [evidence] = made(network)
    assert (evidence.evidence_kind, evidence.people) == ("endorsed", (key("cyd"),))
    assert evidence.endorser == key("ada")
    assert (evidence.text, evidence.source, evidence.at) == ("billing", "answer:helped", "2024-06-01")
    assert evidence.skills == (make.key("skill", "billing"),)


def test_the_same_praise_counts_once_and_can_be_taken_back() -> None:
    network = two_experts()
    says(network, ADA, HELPED, "cyd")
    revision = network.store.revision()
    answer_suggestion(Act(network, ADA, "again"), Answer(HELPED, key("cyd"), " Billing "))
    assert network.store.revision() == revision
    withdraw_answer(Act(network, ADA, "back"), key("cyd"), "billing")
    assert experts(network) == ["Bob", "Cyd"]
    assert made(network) == []
    assert list(every(network.store, Verdict)) == []
    withdraw_answer(Act(network, ADA, "back again"), key("cyd"), "billing")


def test_who_says_that_it_is_not_their_topic_is_not_proposed_for_it() -> None:
    network = two_experts()
    says(network, BOB, NOT_MY_TOPIC, "bob", "Billing?")
    assert experts(network) == ["Cyd"]
    assert experts(network, OPERATOR) == ["Cyd"]
    assert experts(network, about="who knows about billing") == ["Cyd"]
    withdraw_answer(Act(network, BOB, "back"), key("bob"), "billing")
    assert experts(network) == ["Bob", "Cyd"]


def test_a_skill_is_disclaimed_under_each_of_its_labels() -> None:
    skill = make.skill("python", alternatives=("py",))
    network = network_of(line(skill, talk("bob", about=("python",)), talk("cyd", about=("python",))))
    assert experts(network, about="py") == ["Bob", "Cyd"]
    says(network, BOB, NOT_MY_TOPIC, "bob", "python")
    assert experts(network, about="py") == ["Cyd"]
    assert experts(network, about="who knows py?") == ["Cyd"]
    assert experts(network) == ["Bob", "Cyd"]


def test_a_folder_is_disclaimed_by_itself() -> None:
    work = talk("bob", evidence_kind="commit", text="", paths=("src/pay/card.py", "src/tax.py"))
    network = network_of(line(work))
    says(network, BOB, NOT_MY_TOPIC, "bob", "src/pay/")
    assert experts(network, about="./src/pay") == []
    assert experts(network, about="src") == ["Bob"]


def test_ask_somebody_else_vouches_for_them_and_leaves_the_expert_in_peace() -> None:
    network = network_of(line(talk("bob")))
    says(network, BOB, ASK, "bob", instead=key("cyd"))
    assert experts(network) == ["Cyd"]
    [evidence] = made(network)
    assert (evidence.people, evidence.endorser, evidence.source) == ((key("cyd"),), key("bob"), "answer:ask")
    says(network, BOB, ASK, "bob", instead=key("ada"))
    assert [one.people for one in made(network)] == [(key("ada"),)]
    says(network, BOB, NOT_MY_TOPIC, "bob")
    assert made(network) == []
    assert experts(network) == []


@pytest.mark.parametrize(
    ("viewer", "answer", "code", "field"),
    [
        (ADA, Answer(HELPED, key("ada"), "billing"), "BAD_INPUT", "expert"),
        (ADA, Answer(HELPED, key("bob"), " ? "), "BAD_INPUT", "about"),
        (ADA, Answer(HELPED, key("bob"), "x" * 201), "BAD_INPUT", "about"),
        (ADA, Answer(NOT_MY_TOPIC, key("bob"), "billing"), "NOT_ALLOWED", "expert"),
        (ADA, Answer(ASK, key("bob"), "billing", key("cyd")), "NOT_ALLOWED", "expert"),
        (BOB, Answer(ASK, key("bob"), "billing", key("bob")), "BAD_INPUT", "instead"),
        (BOB, Answer(ASK, key("bob"), "billing"), "BAD_INPUT", "instead"),
        (OPERATOR, Answer(HELPED, key("bob"), "billing"), "NOT_ALLOWED", ""),
    ],
)
def test_what_nobody_may_say_is_refused(viewer: Viewer, answer: Answer, code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        answer_suggestion(Act(two_experts(), viewer, "1"), answer)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize("whom", ["nobody", "xan", "dan"])
def test_praise_for_the_hidden_and_for_the_absent_read_alike(whom: str) -> None:
    hidden = [make.person("xan", name=""), make.person("dan"), make.preference("dan", blocked=(key("ada"),))]
    with pytest.raises(Refused) as refused:
        says(two_experts(*hidden), ADA, HELPED, whom)
    assert refused.value == Refused("NOT_FOUND", "there is nobody of that id", "expert")


def test_praise_for_somebody_known_from_an_address_book_stays_in_it() -> None:
    network = two_experts(make.person("xan", name=""), make.profile("xan", "ada"))
    says(network, ADA, HELPED, "xan")
    assert [one.contributor for one in made(network)] == [key("ada")]


def test_nothing_is_inferred_about_who_objects_and_nobody_is_told() -> None:
    network = two_experts(make.preference("cyd", objected=True))
    assert says(network, ADA, HELPED, "cyd").verdict == HELPED
    assert made(network) == []


def test_a_day_has_room_for_so_many_answers() -> None:
    network = two_experts()
    for number in range(MOST):
        says(network, ADA, HELPED, "bob", f"topic {number}")
    with pytest.raises(Refused) as refused:
        says(network, ADA, HELPED, "bob", "one more")
    assert refused.value.code == "NOT_NOW"
    later = Network(
        network.store, network.read_model, network.ties, network.keys, network.home,
        lambda: NOW + timedelta(days=1, seconds=1),
    )  # fmt: skip
    says(later, ADA, HELPED, "bob", "one more")


def test_what_somebody_disclaims_while_an_answer_is_made_holds_for_it() -> None:
    said = make.verdict("bob", "bob", topic_of("billing"))
    network = two_experts()
    network.read_model.current()
    for read in range(6):
        moving = MovingStore(network.store, lambda now, read=read: [said] if now == read else [])
        asked = Network(moving, network.read_model, network.ties, network.keys, network.home, network.clock)
        assert experts(asked) == ["Cyd"] or moving.reads <= read
        network.store.apply([Deletion(said.key)])


def test_what_was_disclaimed_is_known_however_the_read_model_came_to_know() -> None:
    network = two_experts()
    network.read_model.current()
    says(network, BOB, NOT_MY_TOPIC, "bob")
    followed = network.read_model.current().disclaimers
    assert followed == build(network.store).disclaimers
    assert followed.of_topic(topic_of("billing"), ()) == {key("bob")}


def test_answers_are_given_over_the_api() -> None:
    asking = Asking(two_experts(address_of("ada"), address_of("bob")))
    document = """mutation ($expert: ID!, $answer: SuggestionVerdict!, $withdraw: Boolean!) {
        answerSuggestion(input: {idempotencyKey: "k", about: "Billing", expert: $expert, answer: $answer,
                                 withdraw: $withdraw})
        { __typename ... on SuggestionAnswered { about answer } ... on Refusal { code field } } }"""
    told = {"expert": key("bob"), "answer": "NOT_MY_TOPIC", "withdraw": False}
    assert asking.ask(document, **told)["answerSuggestion"]["code"] == "NOT_ALLOWED"
    done = asking.ask(document, "bob", **told)["answerSuggestion"]
    assert done == {"__typename": "SuggestionAnswered", "about": "Billing", "answer": "NOT_MY_TOPIC"}
    back = asking.ask(document, "bob", **(told | {"withdraw": True}))["answerSuggestion"]
    assert back["answer"] is None
