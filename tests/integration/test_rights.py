"""Skills, endorsements, corrections, objection, restriction and export: as somebody uses them."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest

from actions.act import Act
from actions.expertise import ask_for_endorsement, declare_skill, endorse, retract_skill
from actions.rectify import NO_TIE, Words, correct_tie, rectify, withdraw_correction
from actions.restrict import object_, restrict
from api.file_links import LASTS
from graph.algorithms.store_ties import StoreTies
from graph.errors import PersonNotFound, Refused
from graph.model import Contact, Delivery, Evidence, RightsRequest, Skill, Tie
from policy.viewer import OPERATOR, Viewer
from queries.about_my_ties import ties_held
from queries.csv_cells import safe
from queries.export import export
from queries.find_subject import find_subject
from queries.network import Network
from queries.preferences import preference_of
from queries.warm_paths import WarmPathsTo, warm_paths
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import ADA, experts, key, line, routes, talk
from tests.factories.network import NOW, address_of, network_of


def act(network: Network, name: str = "bob", once: str = "1") -> Act:
    return Act(network, Viewer(key(name)), once)


def held(network: Network, kind: type) -> list:  # type: ignore[type-arg]
    return [stored.record for stored in network.store.scan(kind).records]


def strength(network: Network, viewer: Viewer = ADA) -> float:
    (path,) = warm_paths(network, viewer, WarmPathsTo(viewer.person, (key("bob"),), "EXPERTISE", 1)).paths
    return path.strength


# -- skills ------------------------------------------------------------------------------------------


def test_a_declared_skill_is_found_until_it_is_taken_back() -> None:
    network = network_of(line())
    declare_skill(act(network), "Kubernetes")
    declare_skill(act(network, once="2"), " kubernetes ")
    assert experts(network, about="kubernetes") == ["Bob"]
    assert (len(held(network, Evidence)), len(held(network, Skill))) == (1, 1)
    assert retract_skill(act(network, once="3"), "kubernetes") == 1
    assert experts(network, about="kubernetes") == []


def test_only_ones_own_word_is_taken_back() -> None:
    skill = make.skill("kubernetes")
    network = network_of([*line(), skill, make.evidence("d", "bob", about=("kubernetes",))])
    endorse(act(network, "ada"), key("bob"), skill.key)
    declare_skill(act(network, "cyd"), skill.key)
    assert retract_skill(act(network), skill.key) == 0
    assert len(held(network, Evidence)) == 3


def test_an_endorsement_counts_once_and_names_who_gives_it() -> None:
    network = network_of(line())
    first = endorse(act(network, "ada"), key("bob"), "billing")
    again = endorse(act(network, "ada", "2"), key("bob"), "Billing")
    assert first == again
    assert (first.endorser, first.people) == (key("ada"), (key("bob"),))
    assert experts(network, about="billing") == ["Bob"]


@pytest.mark.parametrize(
    ("person", "skill", "code"),
    [
        ("ada", "billing", "BAD_INPUT"),  # oneself
        ("nobody", "billing", "NOT_FOUND"),
        ("xan", "billing", "NOT_FOUND"),  # hidden
        ("bob", "", "BAD_INPUT"),
        ("bob", "skill:none", "NOT_FOUND"),
        ("bob", "x" * 101, "BAD_INPUT"),
    ],
)
def test_an_endorsement_that_cannot_be_is_refused(person: str, skill: str, code: str) -> None:
    network = network_of([*line(), make.person("xan", name="")])
    with pytest.raises(Refused) as refused:
        endorse(act(network, "ada"), key(person), skill)
    assert refused.value.code == code


def test_a_colleague_is_asked_unless_they_are_not_to_be_contacted() -> None:
    network = network_of([*line(), make.preference("cyd", do_not_contact=True)])
    ask_for_endorsement(act(network, "ada"), key("bob"))
    ask_for_endorsement(act(network, "ada", "2"), key("cyd"))
    told = [(d.person, d.template, d.subject) for d in held(network, Delivery)]
    assert told == [(key("bob"), "endorsement_asked", key("ada"))]


# -- rectify -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", [0.9, 0.05])
def test_a_correction_wins_over_every_source_for_everybody_and_on_both_ways(said: float) -> None:
    network = network_of([*line(), make.tie("ada", "bob", "stated", strength=0.5)])
    correct_tie(act(network), key("ada"), said)
    from_store = replace(network, ties=StoreTies(network.store))
    for each in (network, from_store):
        assert strength(each) == pytest.approx(said)
    withdraw_correction(act(network, once="2"), key("ada"))
    assert strength(network) == pytest.approx(0.5)


def test_no_tie_means_none_and_the_lower_of_two_corrections_holds() -> None:
    network = network_of(line())
    correct_tie(act(network, "ada"), key("bob"), 0.9)
    correct_tie(act(network, "bob"), key("ada"), NO_TIE)
    assert routes(network, "bob") == []
    assert routes(replace(network, ties=StoreTies(network.store)), "bob") == []
    network.store.apply([make.tie("ada", "bob", "another source")])
    assert routes(network, "bob") == []


def test_a_correction_makes_no_private_tie_known_to_others() -> None:
    private = make.tie("bob", "dan", "linkedin", contributor=key("bob"))
    network = network_of([*line(dan="employee"), private])
    correct_tie(act(network), key("dan"), 0.9)
    assert routes(network, "dan") == []
    assert routes(network, "dan", "bob", Viewer(key("bob"))) == ["Bob Dan"]
    assert routes(network, "dan", "bob", OPERATOR) == []


def test_what_is_too_little_for_a_tie_is_put_right_too_and_makes_none() -> None:
    network = network_of([*line(dan="employee"), make.contact("bob", "dan")])
    (told,) = (
        tie for tie in ties_held(network, Viewer(key("bob")), key("bob"), 10)[0] if tie.other == key("dan")
    )
    assert told.strengths == ()
    correct_tie(act(network), key("dan"), 0.9)
    assert routes(network, "dan") == []
    correct_tie(act(network, once="2"), key("dan"), NO_TIE)
    network.store.apply([make.tie("bob", "dan", "another source")])
    assert routes(network, "dan") == []


@pytest.mark.parametrize(
    ("other", "said"), [("cyd", 0.5), ("bob", 1.1), ("bob", -0.1), ("bob", float("nan"))]
)
def test_only_an_own_tie_is_corrected_within_bounds(other: str, said: float) -> None:
    network = network_of(line())
    with pytest.raises(Refused):
        correct_tie(act(network, "ada"), key(other), said)


def test_somebody_puts_right_what_they_are_called() -> None:
    network = network_of(line(talk("bob")))
    rectify(act(network), Words(name=" Robert  B. ", headline="Builder"))
    assert experts(network) == ["Robert B."]
    assert [r.right for r in held(network, RightsRequest)] == ["rectify"]
    with pytest.raises(Refused):
        rectify(act(network, once="2"), Words(name=" "))


# -- object and restrict -----------------------------------------------------------------------------


def test_what_was_inferred_goes_at_once_and_what_was_said_stays() -> None:
    network = network_of(
        [
            *line(talk("bob", evidence_kind="declared")),
            make.evidence("commit", "ada", "bob", evidence_kind="commit", source="git:x"),
            make.evidence("alone", "bob", evidence_kind="document"),
            make.tie("bob", "cyd", "git:x"),
            make.contact("bob", "ada"),
            make.contact("ada", "cyd"),
        ]
    )
    object_(act(network))
    assert {e.key: e.people for e in held(network, Evidence)} == {
        "evidence:talk-bob": (key("bob"),),
        "evidence:commit": (key("ada"),),
    }
    assert {(t.a, t.b, t.source) for t in held(network, Tie)} == {
        (key("ada"), key("bob"), "test"),
        (key("bob"), key("cyd"), "test"),
    }
    assert [c.sender for c in held(network, Contact)] == [key("ada")]
    assert preference_of(network, key("bob"))[0].objected
    object_(act(network, once="2"))
    object_(act(network, once="3"), objected=False)
    assert not preference_of(network, key("bob"))[0].objected
    assert [r.note for r in held(network, RightsRequest)] == ["withdrawn"]


def test_a_restriction_is_the_persons_own_to_lift() -> None:
    network = network_of(line())
    assert restrict(act(network)).restricted
    assert not restrict(act(network, once="2"), restricted=False).restricted


# -- over the API ------------------------------------------------------------------------------------

EXPORT = """mutation { exportMyData(input: {idempotencyKey: "k"})
    { __typename ... on FileLink { url until } ... on Refusal { code } } }"""


@pytest.fixture
def asking() -> Asking:
    people = [*line(talk("bob"), make.tie("bob", "cyd", "=cmd")), address_of("ada"), address_of("bob")]
    return Asking(network_of([*people, make.evidence("sum", "bob", text="=SUM(A1)")]))


def test_everybody_takes_a_copy_over_a_link_that_needs_no_token(asking: Asking) -> None:
    link = asking.ask(EXPORT, "bob")["exportMyData"]
    response = asking.client.get(link["url"])
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    document = json.loads(archive.read("about-me.json"))
    assert document["person"]["name"] == "Bob"
    assert {row["record"]["text"] for row in document["evidence"]} == {"billing", "=SUM(A1)"}
    assert [tie["name"] for tie in document["ties"]] == ["Ada", "Cyd"]
    rows = list(csv.DictReader(io.StringIO(archive.read("evidence.csv").decode())))
    assert {row["text"] for row in rows} == {"billing", "'=SUM(A1)"}
    assert {row["source"] for row in csv.DictReader(io.StringIO(archive.read("ties.csv").decode()))} == {
        "test",
        "'=cmd",
    }


def test_a_link_leads_nowhere_when_it_is_over_or_made_up(asking: Asking) -> None:
    url = asking.ask(EXPORT, "bob")["exportMyData"]["url"]
    assert asking.client.get(url[:-4] + "AAAA").status_code == 404
    late = Asking(replace(_network_of(asking), clock=lambda: NOW + LASTS + timedelta(seconds=1)))
    assert late.client.get(url).status_code == 404


def _network_of(asking: Asking) -> Network:
    return network_of([*line(talk("bob")), address_of("bob")])


def test_a_link_of_somebody_who_was_erased_leads_nowhere(asking: Asking) -> None:
    url = asking.ask(EXPORT, "bob")["exportMyData"]["url"]
    erase = """mutation { eraseMe(input: {idempotencyKey: "e", sure: %s})
        { __typename ... on Refusal { code field } } }"""
    assert asking.ask(erase % "false", "bob")["eraseMe"]["field"] == "sure"
    assert asking.ask(erase % "true", "bob")["eraseMe"] == {"__typename": "Erased"}
    assert asking.client.get(url).status_code == 404
    assert asking.ask("{ aboutMe { name } }")["aboutMe"] == {"name": "Ada"}
    listed = asking.ask("{ people { edges { node { name } } } }")["people"]["edges"]
    assert [edge["node"]["name"] for edge in listed] == ["Cyd"]


def test_the_whole_of_about_me_is_asked_over_the_api(asking: Asking) -> None:
    document = """query ($person: ID, $after: String) { aboutMe(person: $person) {
        name identifiers { scheme value } uses { count } unitsLeft introductions { role }
        evidence(first: 1, after: $after) { nodes { evidence { text } contributor }
            pageInfo { hasNextPage endCursor } }
        privateProfiles { nodes { name contributor } }
        ties { nodes { name formula strengths { purpose strength } facts { source contributor counts } } }
    } }"""
    mine = asking.ask(document, "bob")["aboutMe"]
    assert mine["identifiers"] == [{"scheme": "email", "value": "bob@example.com"}]
    page = mine["evidence"]["pageInfo"]
    assert page["hasNextPage"]
    behind = asking.ask(document, "bob", after=page["endCursor"])["aboutMe"]["evidence"]
    assert not behind["pageInfo"]["hasNextPage"]
    assert behind["nodes"] != mine["evidence"]["nodes"]
    assert [tie["name"] for tie in mine["ties"]["nodes"]] == ["Ada", "Cyd"]
    assert asking.ask(document, person=key("bob"))["aboutMe"] is None
    officer = asking.ask(document, roles=("privacy_officer",), person=key("bob"))["aboutMe"]
    assert (officer["name"], officer["ties"]["nodes"]) == ("Bob", [])


def test_rights_are_used_over_the_api(asking: Asking) -> None:
    document = """mutation ($ada: ID!) {
        declareSkill(input: {idempotencyKey: "1", skill: "billing"}) { ... on Evidence { kind } }
        retractSkill(input: {idempotencyKey: "2", skill: "billing"}) { __typename }
        endorse(input: {idempotencyKey: "3", person: $ada, skill: "billing"}) { ... on Evidence { kind } }
        askForEndorsement(input: {idempotencyKey: "4", person: $ada}) { __typename }
        noTie: correctTie(input: {idempotencyKey: "5", person: $ada, noTie: true}) { __typename }
        zero: correctTie(input: {idempotencyKey: "6", person: $ada, strength: 0}) { __typename }
        back: correctTie(input: {idempotencyKey: "7", person: $ada}) { __typename }
        rectify(input: {idempotencyKey: "8", headline: "Builder"}) { __typename }
        restrict(input: {idempotencyKey: "9"}) { ... on Preferences { restricted } }
        object(input: {idempotencyKey: "10"}) { ... on Preferences { objected restricted } }
    }"""
    assert asking.ask(document, "bob", ada=key("ada")) == {
        "declareSkill": {"kind": "DECLARED"},
        "retractSkill": {"__typename": "Done"},
        "endorse": {"kind": "ENDORSED"},
        "askForEndorsement": {"__typename": "Done"},
        "noTie": {"__typename": "Done"},
        "zero": {"__typename": "Refusal"},
        "back": {"__typename": "Done"},
        "rectify": {"__typename": "Done"},
        "restrict": {"restricted": True},
        "object": {"objected": True, "restricted": True},
    }


def test_the_operator_finds_whose_rights_are_meant_whoever_may_see_them() -> None:
    hidden = [make.person("xan", name=""), replace(address_of("xan"), contributors=(key("ada"),))]
    network = network_of([*line(), *hidden])
    assert find_subject(network, "XAN@example.com") == key("xan")
    assert find_subject(network, key("xan")) == key("xan")
    assert find_subject(network, "Bob") == key("bob")
    with pytest.raises(PersonNotFound):
        find_subject(network, "xan")


# -- export ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_begins_a_formula(beginning: str) -> None:
    assert safe(f"{beginning}1") == f"'{beginning}1"
    assert safe("1=1") == "1=1"


def test_a_copy_is_the_same_for_who_acts_on_a_request_and_nothing_for_others() -> None:
    network = network_of(line(talk("bob")))
    assert b"".join(export(network, OPERATOR, key("bob"))) == b"".join(
        export(network, Viewer(key("bob")), key("bob"))
    )
    assert list(export(network, ADA, key("bob"))) == []


def test_a_copy_holds_no_key_of_who_does_not_exist_for_the_person() -> None:
    ada, dan = key("ada"), key("dan")
    network = network_of(
        [
            *line(dan="employee"),
            replace(address_of("bob"), contributors=(key("bob"), dan)),
            make.profile("bob", "dan"),
            make.evidence("both", "bob", "ada", evidence_kind="endorsed", endorser=ada),
            make.tie("bob", "dan"),
            *(make.preference(name, blocked=(key("bob"),)) for name in ("ada", "dan")),
        ]
    )
    archive = zipfile.ZipFile(io.BytesIO(b"".join(export(network, Viewer(key("bob")), key("bob")))))
    for name in archive.namelist():
        assert ada.encode() not in archive.read(name), name
        assert dan.encode() not in archive.read(name), name
