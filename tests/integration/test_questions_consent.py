"""Who is in an answer, and what they allow: one rule of the domain a test."""

from dataclasses import replace
from typing import Any

import pytest

from graph.errors import AmbiguousPerson, PersonNotFound, TopicNotFound
from graph.model import PURPOSES
from policy.viewer import OPERATOR, Viewer
from queries.find_person import find_person
from queries.network import Network
from queries.people import People, people
from queries.sight import emails, look
from queries.who_knows import WhoKnows, who_knows
from tests.factories import records as make
from tests.factories.asking import ADA, HOME, experts, key, line, routes, staff, talk
from tests.factories.network import address_of, network_of


@pytest.mark.parametrize("status", HOME)
@pytest.mark.parametrize("purpose", PURPOSES)
def test_without_a_word_employees_connect_and_everybody_may_be_reached(status: str, purpose: str) -> None:
    between = network_of(line(bob=status))
    assert routes(between, "cyd", purpose=purpose) == (["Ada Bob Cyd"] if status == "employee" else [])
    assert routes(network_of(line(cyd=status)), "cyd", purpose=purpose) == ["Ada Bob Cyd"]


@pytest.mark.parametrize("status", HOME)
def test_without_a_word_employees_alone_are_listed_as_experts(status: str) -> None:
    network = network_of([*staff(bob=status), talk("bob")])
    assert experts(network) == (["Bob"] if status == "employee" else [])
    assert experts(network, OPERATOR) == ["Bob"]


@pytest.mark.parametrize(("until", "holds"), [("2024-06-01", True), ("2024-05-31", False)])
def test_a_yes_holds_to_the_end_of_its_last_day(until: str, holds: bool) -> None:
    said = make.preference("bob", choices=(f"EXPERTISE/found/yes/{until}", f"EXPERTISE/connect/yes/{until}"))
    network = network_of([*line(bob="alumnus"), talk("bob"), said])
    assert bool(experts(network)) is holds
    assert bool(routes(network, "cyd")) is holds
    assert not routes(network, "cyd", purpose="RECRUITING"), "a yes is for one purpose"


@pytest.mark.parametrize("viewer", [ADA, OPERATOR])
def test_a_no_binds_everybody_and_is_for_one_purpose_and_role(viewer: Viewer) -> None:
    no = make.preference("bob", choices=("EXPERTISE/found/no/", "EXPERTISE/connect/no/"))
    network = network_of([*line(), talk("bob"), no])
    assert experts(network, viewer) == []
    assert routes(network, "cyd", viewer=viewer) == []
    assert routes(network, "cyd", viewer=viewer, purpose="RECRUITING") == ["Ada Bob Cyd"]
    assert routes(network, "bob", viewer=viewer) == ["Ada Bob"]
    unreachable = make.preference("cyd", choices=("EXPERTISE/reached/no/",))
    assert routes(network_of(line(unreachable)), "cyd", viewer=viewer) == []


@pytest.mark.parametrize("viewer", [ADA, OPERATOR])
@pytest.mark.parametrize(
    ("rule", "bars"),
    [
        ({"do_not_contact": True}, True),
        ({"quiet_until": "2024-06-01"}, True),
        ({"quiet_until": "2024-05-31"}, False),
        ({"capacity": 0}, True),
        ({"capacity": 1}, False),
    ],
)
def test_who_wants_to_be_left_alone_is_in_no_answer(rule: dict[str, Any], bars: bool, viewer: Viewer) -> None:
    bob = network_of([*line(), talk("bob"), make.preference("bob", **rule)])
    assert bool(experts(bob, viewer)) is not bars
    assert bool(routes(bob, "cyd", viewer=viewer)) is not bars
    assert bool(routes(bob, "bob", viewer=viewer)) is not bars
    assert [card.name for card in people(bob, ADA, People()).people] == ["Bob", "Cyd"]


def test_for_a_blocked_viewer_somebody_does_not_exist() -> None:
    blocks = make.preference("bob", blocked=(key("ada"),))
    network = network_of([*line(blocks), talk("bob"), address_of("bob")])
    assert experts(network) == []
    assert routes(network, "cyd") == []
    for ask in ("bob", "person:bob", "bob@example.com"):
        with pytest.raises(PersonNotFound):
            find_person(network, ADA, ask)
    with pytest.raises(PersonNotFound):
        routes(network, "bob")
    admin = Viewer(key("ada"), frozenset({"network_admin"}))
    assert emails(network, admin, [key("bob")]) == {key("bob"): ()}
    assert routes(network, "ada", source="cyd", viewer=Viewer(key("cyd"))) == []


def test_whom_only_my_address_book_knows_exists_for_me() -> None:
    book = [
        make.person("zoe", name=""),
        make.profile("zoe", "ada", name="Zoe Known"),
        make.tie("ada", "zoe", contributor=key("ada")),
    ]
    network = network_of([*line(), *book])
    assert find_person(network, ADA, "zoe known") == key("zoe")
    assert routes(network, "zoe") == ["Ada Zoe Known"]
    assert [c.name for c in people(network, ADA, People("zoe")).people] == ["Zoe Known"]
    for viewer in (Viewer(key("bob")), OPERATOR):
        with pytest.raises(PersonNotFound):
            find_person(network, viewer, "zoe known")
        assert not people(network, viewer, People("zoe")).people


def test_my_contact_stays_mine_when_the_company_comes_to_know_them() -> None:
    book = [make.profile("zoe", "ada", name="Zoe Known"), make.tie("ada", "zoe", contributor=key("ada"))]
    outside = [make.person("ada"), make.person("zoe", name="Zoe Zebra", headline="Of the company's records")]
    network = network_of([*outside, *book])
    card = look(network, ADA, [key("zoe")]).cards[key("zoe")]
    assert (card.name, card.headline, card.employments) == ("Zoe Known", "", ())
    assert routes(network, "zoe") == ["Ada Zoe Known"]
    assert [c.name for c in people(network, ADA, People()).people] == ["Zoe Known"]


@pytest.mark.parametrize(
    ("audience", "viewer", "reads"),
    [
        ("everyone", Viewer(key("lia")), True),
        ("employees", Viewer(key("lia")), False),
        ("employees", ADA, True),
        ("group:legal", ADA, False),
        ("group:legal", Viewer(key("ada"), groups=frozenset({"legal"})), True),
    ],
)
def test_evidence_is_for_its_audience(audience: str, viewer: Viewer, reads: bool) -> None:
    network = network_of([*staff(bob="employee", lia="alumnus"), talk("bob", audience=audience)])
    assert bool(experts(network, viewer)) is reads


def scores(network: Network, viewer: Viewer = ADA, about: str = "billing") -> dict[str, float]:
    return {e.card.name: e.score for e in who_knows(network, viewer, WhoKnows(about)).experts}


def test_what_the_viewer_may_not_read_changes_no_score() -> None:
    heard = [
        *staff(bob="employee", cyd="employee"),
        talk("bob", text="billing"),
        talk("cyd", text="kubernetes, long and wide"),
    ]
    unheard = [
        make.evidence(f"s{n}", "cyd", text="billing in secret", at="2024-05-30", audience="group:legal")
        for n in range(9)
    ]
    topic = "kubernetes billing"
    whole = scores(network_of(heard), about=topic)
    assert set(whole) == {"Bob", "Cyd"}
    assert scores(network_of([*heard, *unheard]), about=topic) == whole


def test_others_who_are_hidden_are_not_named_in_evidence() -> None:
    both = make.evidence("paper", "bob", "cyd", text="billing", endorser=key("cyd"))
    hidden = make.preference("cyd", blocked=(key("ada"),))
    network = network_of([*staff(bob="employee", cyd="employee"), both, hidden])
    (expert,) = who_knows(network, ADA, WhoKnows("billing")).experts
    shown = expert.evidence[0].evidence
    assert (shown.people, shown.shares, shown.endorser) == ((key("bob"),), (0.5,), "")


def test_a_topic_of_which_only_the_hidden_know_is_not_found() -> None:
    for preference in (
        make.preference("bob", blocked=(key("ada"),)),
        make.preference("bob", choices=("EXPERTISE/found/no/",)),
    ):
        network = network_of([*staff(bob="employee"), talk("bob"), preference])
        with pytest.raises(TopicNotFound):
            who_knows(network, ADA, WhoKnows("billing"))


def test_an_address_of_somebody_elses_address_book_finds_nobody() -> None:
    private = replace(address_of("bob"), contributors=(key("cyd"),))
    network = network_of([*staff(bob="employee", cyd="employee"), private])
    assert find_person(network, Viewer(key("cyd")), "bob@example.com") == key("bob")
    for viewer in (ADA, OPERATOR):
        with pytest.raises(PersonNotFound):
            find_person(network, viewer, "bob@example.com")


def test_hidden_people_take_nobodys_place_among_near_names() -> None:
    crowd = [make.person(f"p{n}", name="Johanna Smithe") for n in range(25)]
    blocks = [make.preference(f"p{n}", blocked=(key("ada"),)) for n in range(25)]
    visible = make.person("jo", name="Johanna Smythes")
    network = network_of([*staff(), *crowd, *blocks, visible])
    with pytest.raises(PersonNotFound) as missed:
        find_person(network, ADA, "Johanna Smith")
    assert missed.value.near == ["Johanna Smythes"]
    with pytest.raises(AmbiguousPerson) as several:
        find_person(network, OPERATOR, "johanna smithe")
    assert len(several.value.matches) == 25
