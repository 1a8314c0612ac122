"""The network changes while an answer is on its way: what leaves was true at one moment."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from graph.errors import KithError, PersonNotFound, SnapshotMoved
from graph.keys import Key
from graph.ports import Change, Deletion
from graph.snapshot.tie_source import SnapshotTies
from policy.insights import Subject
from policy.viewer import Viewer
from queries.insight_sources import insight_sources
from queries.network import Network
from queries.people import People, people
from queries.warm_paths import WarmPathsTo, warm_paths
from queries.who_knows import WhoKnows, who_knows
from tests.factories import network as factories
from tests.factories import records as make
from tests.factories.network import network_of, works_at
from tests.fakes.moving_store import MovingStore

READS = 30
"""More than any of these questions makes."""


ACME = factories.company("Acme")


def key(name: str) -> Key:
    return make.key("person", name)


def company() -> list[Change]:
    """Ada knows Bob and Cyd, both know Dan; all know about billing, were at Acme and said yes to INSIGHT."""
    names = ("ada", "bob", "cyd", "dan")
    return [
        *(make.person(name) for name in names),
        *(make.employment(name) for name in names),
        make.tie("ada", "bob", strength=0.8),
        make.tie("bob", "dan", strength=0.8),
        make.tie("ada", "cyd", strength=0.5),
        make.tie("cyd", "dan", strength=0.5),
        *(make.evidence(f"e-{name}", name, text="billing") for name in names[1:]),
        ACME,
        *(works_at(name, ACME, "2010", f"201{n}") for n, name in enumerate(names)),
        *(make.preference(name, choices=("INSIGHT/found/yes/2025-01-01",)) for name in names),
    ]


ADA = Viewer(key("ada"))
CHANGES: dict[str, list[Change]] = {
    "Bob blocks Ada": [make.preference("bob", blocked=(key("ada"),))],
    "Dan blocks Ada": [make.preference("dan", blocked=(key("ada"),))],
    "Dan blocks Bob": [make.preference("dan", blocked=(key("bob"),))],
    "Bob wants no contact": [make.preference("bob", do_not_contact=True)],
    "Bob is not to be found": [make.preference("bob", choices=("EXPERTISE/found/no/",))],
    "Bob is known from a private source only": [make.person("bob", name="")],
    "the tie goes": [Deletion(make.tie("bob", "dan").key)],
    "the tie becomes private": [
        Deletion(make.tie("bob", "dan").key),
        make.tie("bob", "dan", strength=0.8, contributor=key("bob")),
    ],
    "the tie is weaker": [make.tie("bob", "dan", strength=0.1)],
    "Bob shows nobody where they worked": [make.preference("bob", shown=("employments/me",))],
    "Bob was never at Acme": [Deletion(works_at("bob", ACME, "2010", "2011").key)],
    "Bob left Acme later": [
        Deletion(works_at("bob", ACME, "2010", "2011").key),
        works_at("bob", ACME, "2010"),
    ],
    "the evidence goes": [Deletion(make.key("evidence", "e-bob"))],
    "the evidence is for others": [make.evidence("e-bob", "bob", text="billing", audience="group:legal")],
    "the evidence becomes private": [make.evidence("e-bob", "bob", text="billing", contributor=key("bob"))],
}


def paths(network: Network) -> Any:
    found = warm_paths(network, ADA, WarmPathsTo(key("ada"), (key("dan"),), "EXPERTISE", first=2))
    return [
        ([card.key for card in path.people], path.strength, [hop.reasons for hop in path.hops])
        for path in found.paths
    ]


def experts(network: Network) -> Any:
    found = who_knows(network, ADA, WhoKnows("billing", first=2))
    return [(e.card, e.place, [s.evidence for s in e.evidence]) for e in found.experts], found.more


def directory(network: Network) -> Any:
    found = people(network, ADA, People(first=2))
    return found.people, found.more


def sources(about: Subject) -> Callable[[Network], Any]:
    def ask(network: Network) -> Any:
        found = insight_sources(network, ADA, about, first=2)
        return [(one.card, one.place, one.why, one.evidence, one.path) for one in found.sources], found.more

    return ask


QUESTIONS: dict[str, Callable[[Network], Any]] = {
    "paths": paths,
    "experts": experts,
    "directory": directory,
    "insight of a company": sources(Subject(organization="Acme")),
    "insight about a topic": sources(Subject(topic="billing")),
}


def answer(question: Callable[[Network], Any], network: Network) -> Any:
    try:
        return question(network)
    except KithError as error:
        return repr(error)


def moving(network: Network, moves: Callable[[int], Sequence[Change]]) -> tuple[Network, MovingStore]:
    """`network`, its read model caught up, and a store in which things move when a question reads it."""
    network.read_model.current()
    store = MovingStore(network.store, moves)
    ties = SnapshotTies(store, network.read_model)
    return replace(network, store=store, ties=ties), store


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("ask", QUESTIONS)
def test_an_answer_is_that_of_before_or_of_after(ask: str, change: str) -> None:
    question = QUESTIONS[ask]
    changes = CHANGES[change]
    before = answer(question, network_of(company()))
    after_network = network_of(company())
    after_network.store.apply(changes)
    after = answer(question, after_network)
    for at in range(READS):
        network, store = moving(network_of(company()), lambda n, at=at: changes if n == at else ())
        found = answer(question, network)
        assert found in (before, after)
        assert found == after or store.reads <= at, "what was written before the last look was not seen"
    assert store.reads <= READS


@pytest.mark.parametrize("ask", QUESTIONS)
def test_who_asks_while_everything_moves_is_told_to_ask_again(ask: str) -> None:
    def moves(n: int) -> Sequence[Change]:
        return [make.preference("cyd", capacity=n + 4)]

    network, store = moving(network_of(company()), moves)
    with pytest.raises(SnapshotMoved):
        QUESTIONS[ask](network)
    assert store.reads > 3


def test_somebody_who_goes_while_they_are_asked_for_was_never_there() -> None:
    blocks = [make.preference("dan", blocked=(key("ada"),))]
    for at in range(1, 6):
        network, _ = moving(network_of(company()), lambda n, at=at: blocks if n == at else ())
        with pytest.raises(PersonNotFound):
            paths(network)


def test_what_somebody_wrote_is_in_their_next_answer() -> None:
    network = network_of(company())
    assert len(paths(network)) == 2
    network.store.apply([make.preference("bob", capacity=0)])
    assert [p[0] for p in paths(network)] == [[key("ada"), key("cyd"), key("dan")]]
    network.store.apply([make.tie("ada", "dan", strength=0.3)])
    assert next(p[0] for p in paths(network)) == [key("ada"), key("dan")]
    network.store.apply([make.evidence("new", "cyd", text="kubernetes")])
    assert [e.card.key for e in who_knows(network, ADA, WhoKnows("kubernetes")).experts] == [key("cyd")]
