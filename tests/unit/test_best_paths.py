"""The best paths are those that trying all of them would find, whatever the network looks like."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.algorithms.best_paths import (
    UNREACHED,
    Path,
    best_paths,
    best_paths_to_any,
    compile_kernels,
    strongest_from,
)
from tests.factories.tie_graphs import PlainTie, tie_graph
from tests.fakes.path_oracle import Network, choose, closeness, networkx_paths, simple_paths

compile_kernels()

often = settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@dataclass(frozen=True)
class Question:
    source: int
    targets: list[int]
    hops: int
    k: int
    every: bool


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Up to ten people, sparse to complete, with hubs, gates, equal, zero and very high costs."""
    n = draw(st.integers(1, 10))
    pairs = [(a, b) for a in range(n) for b in range(a)]
    density = draw(st.sampled_from([0.15, 0.35, 0.6, 1.0]))
    dice = draw(st.randoms(use_true_random=False))
    hubs = set(draw(st.lists(st.integers(0, n - 1), max_size=2)))
    low, high = draw(st.sampled_from([(0, 0), (7, 7), (0, 2), (0, 2**22), (2**31 - 1, 2**31 - 1)]))
    ties: list[PlainTie] = [
        (a, b, dice.randint(low, high)) for a, b in pairs if a in hubs or b in hubs or dice.random() < density
    ]
    ranks = list(range(n))
    dice.shuffle(ranks)
    open_gates = draw(st.sampled_from([1.0, 0.8, 0.5]))
    asks = draw(st.booleans())
    return Network(
        ties,
        ranks,
        [dice.random() < open_gates for _ in range(n)],
        [dice.choice([0, 0, 1, 3, 2**20]) if asks else 0 for _ in range(n)],
    )


@st.composite
def questions(draw: st.DrawFn, most_targets: int = 1) -> tuple[Network, Question]:
    network = draw(networks())
    person = st.integers(0, len(network.ranks) - 1)
    return network, Question(
        draw(person),
        draw(st.lists(person, min_size=1, max_size=most_targets)),
        draw(st.integers(1, 4)),
        draw(st.integers(1, 20)),
        draw(st.booleans()),
    )


def found(network: Network, question: Question) -> list[Path]:
    return best_paths_to_any(
        tie_graph(len(network.ranks), network.ties, network.ranks),
        question.source,
        np.array(question.targets),
        hops=question.hops,
        k=question.k,
        connect=np.array(network.connect),
        ask=np.array(network.ask, dtype=np.int32) if any(network.ask) else None,
        every=question.every,
    )


def all_tried(network: Network, question: Question) -> list[Path]:
    paths = [
        path
        for target in set(question.targets)
        for path in simple_paths(network, question.source, target, question.hops)
    ]
    return choose(network, paths, question.k, question.every)


def renumber(network: Network, numbers: Sequence[int]) -> Network:
    """The same people and keys: who was person i is now person numbers[i]."""
    order = sorted(range(len(numbers)), key=lambda person: numbers[person])
    return Network(
        [(numbers[a], numbers[b], cost) for a, b, cost in network.ties],
        [network.ranks[person] for person in order],
        [network.connect[person] for person in order],
        [network.ask[person] for person in order],
    )


def moved(question: Question, numbers: Sequence[int]) -> Question:
    return replace(
        question,
        source=numbers[question.source],
        targets=[numbers[person] for person in question.targets],
    )


@often
@given(questions())
def test_the_best_paths_are_those_of_trying_all(asked: tuple[Network, Question]) -> None:
    network, question = asked
    assert found(network, question) == all_tried(network, question)


@often
@given(questions(most_targets=5))
def test_the_best_paths_to_any_of_several_are_those_of_trying_all(
    asked: tuple[Network, Question],
) -> None:
    network, question = asked
    assert found(network, question) == all_tried(network, question)


@often
@given(questions())
def test_the_best_paths_are_those_among_the_paths_of_networkx(
    asked: tuple[Network, Question],
) -> None:
    network, question = asked
    paths = networkx_paths(network, question.source, question.targets[0], question.hops)
    assert found(network, question) == choose(network, paths, question.k, question.every)


@often
@given(questions(), st.randoms(use_true_random=False))
def test_how_people_are_numbered_changes_nothing(asked: tuple[Network, Question], dice: Random) -> None:
    network, question = asked
    renumbered = list(range(len(network.ranks)))
    dice.shuffle(renumbered)
    other = found(renumber(network, renumbered), moved(question, renumbered))
    assert other == [
        Path(path.cost, tuple(renumbered[person] for person in path.people))
        for path in found(network, question)
    ]


@often
@given(questions())
def test_closeness_is_the_cost_of_the_cheapest_path(asked: tuple[Network, Question]) -> None:
    network, question = asked
    graph = tie_graph(len(network.ranks), network.ties, network.ranks)
    costs = strongest_from(graph, question.source, question.hops, np.array(network.connect))
    assert costs.tolist() == closeness(network, question.source, question.hops)


@often
@given(questions())
def test_closeness_with_what_connectors_cost_is_that_of_the_first_path_to_each(
    asked: tuple[Network, Question],
) -> None:
    network, question = asked
    graph = tie_graph(len(network.ranks), network.ties, network.ranks)
    connect, ask = np.array(network.connect), np.array(network.ask, np.int32)
    costs = strongest_from(graph, question.source, question.hops, connect, ask)
    assert costs.tolist() == closeness(network, question.source, question.hops, asked=True)
    for person, cost in enumerate(costs.tolist()):
        if person != question.source:
            first = best_paths(
                graph, question.source, person, hops=question.hops, k=1, connect=connect, ask=ask
            )
            assert [path.cost for path in first] == ([] if cost == UNREACHED else [cost])
