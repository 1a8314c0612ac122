"""What somebody is told: topics, pages, and questions that cannot be."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from graph.errors import InvalidValue, KithError, TopicNotFound
from graph.ports import Change
from policy.viewer import Viewer
from queries.find_person import find_person
from queries.network import Network
from queries.people import People, people
from queries.people_filter import PeopleFilter
from queries.skills import Skills, skills
from queries.who_knows import Experts, WhoKnows, who_knows
from tests.factories import records as make
from tests.factories.asking import ADA, experts, key, line, routes, staff, talk
from tests.factories.network import network_of


def test_kinds_of_evidence_stay_apart_and_several_kinds_beat_many_of_one() -> None:
    same = [make.evidence(f"d{n}", "bob", evidence_kind="document", text="billing") for n in range(2)]
    mixed = [
        make.evidence("m1", "cyd", evidence_kind="document", text="billing"),
        make.evidence("m2", "cyd", evidence_kind="endorsed", text="billing", at="2023-05-01"),
    ]
    found: Experts = who_knows(
        network_of([*staff(bob="employee", cyd="employee"), *same, *mixed]), ADA, WhoKnows("billing")
    )
    assert [expert.card.name for expert in found.experts] == ["Cyd", "Bob"]
    assert {s.evidence.evidence_kind for s in found.experts[0].evidence} == {"document", "endorsed"}


def test_synonyms_and_narrower_skills_are_the_topic_too() -> None:
    taxonomy = [
        make.skill("programming"),
        make.skill("python", alternatives=("CPython",), broader=(make.key("skill", "programming"),)),
    ]
    knows = make.evidence("e", "bob", about=("python",), text="")
    network = network_of([*staff(bob="employee"), *taxonomy, knows])
    for topic in ("python", "Python", "cpython", "programming", "Who knows about CPython?"):
        assert experts(network, about=topic) == ["Bob"], topic


@pytest.mark.parametrize(
    "topic", ["src/pay", "src/pay/", "./src/pay", "core/src/pay", "core/src/pay/", "src/pay/tax.py"]
)
def test_a_folder_is_a_topic(topic: str) -> None:
    def commit(name: str, *paths: str) -> Change:
        return make.evidence(
            f"c-{name}",
            name,
            text="",
            evidence_kind="commit",
            paths=paths,
            source="git:core",
            at="2024-05-01",
        )

    commits = [commit("bob", "src/pay/tax.py"), commit("cyd", "docs/index.md")]
    network = network_of([*staff(bob="employee", cyd="employee"), *commits])
    assert experts(network, about=topic)[0] == "Bob"


def test_a_repository_of_which_nothing_may_be_read_is_no_repository() -> None:
    open_ = make.evidence("o", "bob", text="", paths=("src/a.py",), source="git:core", evidence_kind="commit")
    closed = make.evidence(
        "c",
        "bob",
        text="",
        paths=("x/a.py",),
        source="git:secret",
        audience="group:legal",
        evidence_kind="commit",
    )
    with_it, without = (
        network_of([*staff(bob="employee"), open_, closed]),
        network_of([*staff(bob="employee"), open_]),
    )
    assert experts(with_it, about="secret/src") == experts(without, about="secret/src") == []


def test_near_topics_are_named_unless_only_hidden_evidence_names_them() -> None:
    taxonomy = [make.skill("python"), make.skill("pythonic law"), make.skill("pythagoras", scheme="esco")]
    told = make.evidence("e", "bob", about=("python",), text="")
    closed = make.evidence("l", "bob", about=("pythonic law",), text="", audience="group:legal")
    network = network_of([*staff(bob="employee"), *taxonomy, told, closed])
    with pytest.raises(TopicNotFound) as missed:
        who_knows(network, ADA, WhoKnows("pythn"))
    assert missed.value.near[0] == "python"
    assert "pythonic law" not in missed.value.near
    assert [s.label for s in skills(network, Skills("py"), ADA).skills] == ["pythagoras", "python"]
    assert [s.label for s in skills(network, Skills("py")).skills] == ["pythagoras", "python"]
    legal = Viewer(key("ada"), groups=frozenset({"legal"}))
    assert [s.label for s in skills(network, Skills("pythonic"), legal).skills] == ["pythonic law"]


def test_a_filter_holds_for_the_asker_too() -> None:
    network = network_of([*staff(bob="employee"), talk("ada"), talk("bob")])
    wanted = PeopleFilter(exclude_self=False, department="sales")
    assert experts(network, filter=wanted) == []
    assert sorted(experts(network, filter=PeopleFilter(exclude_self=False))) == ["Ada", "Bob"]


def test_more_says_whether_there_is_more() -> None:
    network = network_of([*staff(bob="employee", cyd="employee"), talk("bob"), talk("cyd")])
    first = who_knows(network, ADA, WhoKnows("billing", first=1))
    assert first.more
    last = first.experts[0]
    second = who_knows(network, ADA, WhoKnows("billing", first=1, after=(last.place, last.card.key)))
    assert not second.more
    assert {e.card.name for e in (*first.experts, *second.experts)} == {"Bob", "Cyd"}
    assert people(network, ADA, People(first=1)).more
    assert not people(network, ADA, People(first=2)).more


def test_no_evidence_may_be_asked_for() -> None:
    network = network_of([*staff(bob="employee"), talk("bob")])
    (expert,) = who_knows(network, ADA, WhoKnows("billing", evidence=0)).experts
    assert expert.evidence == ()


WRONG: dict[str, Callable[[Network, str], Any]] = {
    "purpose": lambda n, who: routes(n, who, purpose="GOSSIP"),
    "no purpose": lambda n, who: routes(n, who, purpose=""),
    "no hops": lambda n, who: routes(n, who, hops=0),
    "five hops": lambda n, who: routes(n, who, hops=5),
    "no paths": lambda n, who: routes(n, who, first=0),
    "no experts": lambda n, who: who_knows(n, ADA, WhoKnows("billing", first=0)),
    "less than no evidence": lambda n, who: who_knows(n, ADA, WhoKnows("billing", evidence=-1)),
    "no people": lambda n, who: people(n, ADA, People(first=0)),
    "no skills": lambda n, who: skills(n, Skills("a", first=0), ADA),
    "no organization": lambda n, who: people(n, ADA, People(filter=PeopleFilter(organization=" "))),
}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("who", ["bob", "cyd", "nobody"])
def test_a_question_that_cannot_be_is_refused_whoever_it_is_about(wrong: str, who: str) -> None:
    network = network_of(line(make.preference("cyd", blocked=(key("ada"),))))
    with pytest.raises(InvalidValue):
        WRONG[wrong](network, who)


@pytest.mark.parametrize(
    "text",
    ["", " ", "/", "//", "a//b", "\x00", "'; --", "é" * 300, "person:", "person:" + "x" * 99, "@", "+", "."],
)
def test_odd_texts_are_no_trouble(text: str) -> None:
    network = network_of([*line(), talk("bob")])
    asks: list[Callable[[], Any]] = [
        lambda: find_person(network, ADA, text),
        lambda: who_knows(network, ADA, WhoKnows(text)),
        lambda: people(network, ADA, People(text, PeopleFilter(department=text, location=text))),
        lambda: people(network, ADA, People(after=(text, key("bob")))),
        lambda: skills(network, Skills(text), ADA),
    ]
    for ask in asks:
        with suppress(KithError):
            ask()
