"""Best paths where rows are longer than the first look at them, and what callers rely on."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path as File
from random import Random

import numpy as np
import pytest

from graph.algorithms.best_paths import UNREACHED, Path, best_paths, best_paths_to_any, strongest_from
from graph.errors import InvalidValue
from graph.ports import TieGraph
from tests.factories.tie_graphs import tie_graph
from tests.fakes.path_oracle import Network, choose, simple_paths

FOUR = np.ones(4, dtype=np.bool_)


def hubs_among(n: int, degree: int, hubs: int, top: int, seed: int) -> Network:
    """A network with a few people who know nearly everybody, half of the people without leave."""
    dice = Random(seed)
    pairs = {tuple(sorted(dice.sample(range(n), 2))) for _ in range(n * degree // 2)}
    for hub in range(hubs):
        pairs |= {(hub, other) for other in range(hub + 1, n) if dice.random() < 0.95}
    ranks = list(range(n))
    dice.shuffle(ranks)
    return Network(
        [(a, b, dice.randint(0, top)) for a, b in sorted(pairs)],
        ranks,
        [person < hubs or dice.random() < 0.7 for person in range(n)],
        [dice.choice([0, top]) for _ in range(n)],
    )


def graph_of(network: Network) -> TieGraph:
    return tie_graph(len(network.ranks), network.ties, network.ranks)


@pytest.mark.parametrize("top", [0, 2, 2**20])
@pytest.mark.parametrize(("n", "degree"), [(40, 8), (400, 2)])
@pytest.mark.parametrize("seed", range(4))
def test_rows_of_hubs_are_searched_to_the_end(n: int, degree: int, top: int, seed: int) -> None:
    network = hubs_among(n, degree, 2, top, seed)
    graph, connect = graph_of(network), np.array(network.connect)
    ask = np.array(network.ask, dtype=np.int32)
    dice = Random(seed)
    for source, target in [(0, 1), (2, 0), (1, 2), tuple(dice.sample(range(n), 2))]:
        for hops in (3, 4):
            paths = list(simple_paths(network, source, target, hops))
            for k, every in [(5, False), (5, True), (20, False), (300, True)]:
                assert best_paths(
                    graph, source, target, hops=hops, k=k, connect=connect, ask=ask, every=every
                ) == choose(network, paths, k, every)


def test_many_threads_get_the_answers_of_one() -> None:
    network = hubs_among(300, 6, 3, 50, seed=5)
    graph, connect = graph_of(network), np.array(network.connect)
    dice = Random(6)
    pairs = [tuple(dice.sample(range(300), 2)) for _ in range(400)]

    def answer(pair: tuple[int, ...]) -> list[Path]:
        return best_paths(graph, pair[0], pair[1], hops=4, k=7, connect=connect, every=pair[0] % 2 == 0)

    alone = [answer(pair) for pair in pairs]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(answer, pairs * 4)) == alone * 4


def test_graphs_of_many_sizes_may_take_turns() -> None:
    small, large = hubs_among(30, 4, 1, 9, seed=1), hubs_among(200, 4, 1, 9, seed=2)
    for network in (small, large, small, large):
        paths = list(simple_paths(network, 3, 4, 4))
        free = replace(network, ask=[0] * len(network.ranks))
        graph, connect = graph_of(network), np.array(network.connect)
        for every in (True, False):
            assert best_paths(graph, 3, 4, hops=4, k=50, connect=connect, every=every) == choose(
                free, paths, 50, every
            )


def test_memory_mapped_arrays_are_searched_as_they_are(tmp_path: File) -> None:
    network = hubs_among(60, 4, 1, 9, seed=3)
    graph = graph_of(network)
    mapped = {}
    for name in ("start", "end", "neighbors", "costs", "rank"):
        np.save(tmp_path / name, getattr(graph, name))
        mapped[name] = np.load(tmp_path / f"{name}.npy", mmap_mode="r")
    connect = np.array(network.connect)
    connect.flags.writeable = False
    on_disk = replace(graph, **mapped)
    assert best_paths(on_disk, 1, 2, connect=connect) == best_paths(graph, 1, 2, connect=connect)
    assert (strongest_from(on_disk, 1, 4, connect) == strongest_from(graph, 1, 4, connect)).all()


def test_a_direct_tie_stands_beside_the_ways_around_it() -> None:
    graph = tie_graph(4, [(0, 1, 9), (0, 2, 1), (2, 1, 1), (0, 3, 1), (3, 2, 1)])
    assert best_paths(graph, 0, 1, connect=FOUR) == [
        Path(2, (0, 2, 1)),
        Path(3, (0, 3, 2, 1)),
        Path(9, (0, 1)),
    ]


def test_of_equal_costs_fewer_ties_come_first_and_then_the_order_of_keys() -> None:
    ties = [(0, 1, 2), (0, 2, 1), (2, 1, 1), (0, 3, 1), (3, 1, 1)]
    keys_turned_round = tie_graph(4, ties, ranks=[3, 2, 1, 0])
    assert [path.people for path in best_paths(keys_turned_round, 0, 1, connect=FOUR)] == [
        (0, 1),
        (0, 3, 1),
        (0, 2, 1),
    ]


def test_nobody_is_introduced_to_themselves_or_by_somebody_who_may_not() -> None:
    graph = tie_graph(4, [(0, 1, 1), (1, 2, 1), (2, 3, 1)])
    closed = np.array([True, False, True, True])
    assert best_paths(graph, 0, 0, connect=FOUR) == []
    assert best_paths(graph, 0, 2, connect=closed) == []
    assert best_paths(graph, 0, 1, connect=closed) == [Path(1, (0, 1))]
    assert strongest_from(graph, 0, 4, closed).tolist() == [0, 1, UNREACHED, UNREACHED]


def test_no_targets_are_no_paths_and_a_target_named_twice_is_one() -> None:
    graph = tie_graph(4, [(0, 1, 1), (1, 2, 1)])
    assert best_paths_to_any(graph, 0, np.empty(0, dtype=np.int64), connect=FOUR) == []
    twice = np.array([2, 0, 2])
    assert best_paths_to_any(graph, 0, twice, connect=FOUR) == [Path(2, (0, 1, 2))]


def test_costs_do_not_overflow() -> None:
    most = 2**31 - 1
    graph = tie_graph(5, [(0, 1, most), (1, 2, most), (2, 3, most), (3, 4, most)])
    ask = np.full(5, most, dtype=np.int32)
    assert best_paths(graph, 0, 4, hops=4, connect=np.ones(5, dtype=np.bool_), ask=ask) == [
        Path(7 * most, (0, 1, 2, 3, 4))
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"hops": 0},
        {"hops": 5},
        {"k": 0},
        {"connect": np.ones(3, dtype=np.bool_)},
        {"ask": np.zeros(5, dtype=np.int32)},
    ],
)
def test_questions_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    graph = tie_graph(4, [(0, 1, 1)])
    with pytest.raises(InvalidValue):
        best_paths(graph, 0, 1, **({"connect": FOUR} | wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize(("source", "target"), [(-1, 1), (0, 4), (4, 0), (0, -1)])
def test_people_who_are_not_there_are_refused(source: int, target: int) -> None:
    graph = tie_graph(4, [(0, 1, 1)])
    with pytest.raises(IndexError):
        best_paths(graph, source, target, connect=FOUR)
