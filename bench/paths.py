"""How fast warm paths are found, beside NetworkX on the same ties and the same pairs.

    python -m bench.paths --people 100000 --ties 1000000 --seed 1 [--json]

The network is drawn with heavy tails (expected degrees from a Pareto law with exponent 2.5, each pair at
most once); strengths are even in (0.02, 1], or take a few values with --levels. Pairs are drawn among
people who have ties. NetworkX's shortest_simple_paths gives the k cheapest paths of any length and has no
limit of hops, so it answers only the first pairs; those of its paths that have at most `hops` ties must be
the first of ours. Ours is asked for every path there, not one for each first connector, as it is.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import islice, pairwise

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.algorithms.best_paths import best_paths, compile_kernels, strongest_from
from graph.keys import Key
from graph.ports import TieGraph

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Plain:
    """People whose keys are their numbers."""

    n: int

    def key(self, number: int) -> Key:
        """See People."""
        return Key(f"person:{number}")

    def number(self, key: Key) -> int:
        """See People."""
        return int(key.removeprefix("person:"))

    def __len__(self) -> int:
        return self.n


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of processor time a question: what else the machine does is left out."""

    name: str
    pairs: int
    p50: float
    p95: float
    worst: float


def draw_ties(n: int, ties: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Distinct pairs (a < b), as an array (ties, 2)."""
    weight = rng.pareto(1.5, n) + 1
    found = np.empty(0, dtype=np.int64)
    odds = np.cumsum(weight / weight.sum())
    while len(found) < ties:
        ends = np.minimum(np.searchsorted(odds, rng.random((ties, 2))), n - 1)
        ends = ends[ends[:, 0] != ends[:, 1]]
        found = np.union1d(found, ends.min(axis=1) * n + ends.max(axis=1))
    kept = rng.permutation(found)[:ties]
    return np.stack([kept // n, kept % n], axis=1)


def draw_costs(ties: int, levels: int, rng: np.random.Generator) -> NDArray[np.int32]:
    """Costs of even strengths in (0.02, 1]; of only a few strengths when `levels` is not 0."""
    strength = 1 - rng.random(ties) * 0.98
    if levels:
        strength = np.ceil(strength * levels) / (levels + 1)
    return (-np.log(strength) * 2**20).round().astype(np.int32)


def tie_graph(n: int, pairs: NDArray[np.int64], costs: NDArray[np.int32]) -> TieGraph:
    one = np.concatenate([pairs[:, 0], pairs[:, 1]])
    other = np.concatenate([pairs[:, 1], pairs[:, 0]])
    both = np.concatenate([costs, costs])
    order = np.lexsort((other, both, one))
    edge = np.searchsorted(one[order], np.arange(n + 1))
    return TieGraph(
        start=edge[:-1].astype(np.int64),
        end=edge[1:].astype(np.int64),
        neighbors=other[order].astype(np.int32),
        costs=both[order],
        rank=np.arange(n, dtype=np.int32),
        keys=Plain(n),
    )


def measure(name: str, ask: Callable[[int, int], object], pairs: Sequence[Pair]) -> Times:
    took = []
    for source, target in pairs:
        began = time.thread_time()
        ask(source, target)
        took.append((time.thread_time() - began) * 1000)
    p50, p95 = np.percentile(took, [50, 95])
    return Times(name, len(pairs), float(p50), float(p95), max(took))


def draw_asks(n: int, part: float, rng: np.random.Generator) -> NDArray[np.int32] | None:
    """What connectors cost extra: `part` of them have one or two of three units left; None for nobody."""
    if not part:
        return None
    left = np.where(rng.random(n) < part, rng.integers(1, 3, n) / 3, 1.0)
    return (-np.log(left) * 2**20).round().astype(np.int32)


def measure_ours(
    graph: TieGraph, pairs: Sequence[Pair], hubs: Sequence[Pair], k: int, asks: NDArray[np.int32] | None
) -> list[Times]:
    connect = np.ones(len(graph.rank), dtype=np.bool_)
    times = []
    for hops in (3, 4):
        for every in (False, True):

            def ask(source: int, target: int, hops: int = hops, every: bool = every) -> object:
                return best_paths(
                    graph, source, target, hops=hops, k=k, connect=connect, ask=asks, every=every
                )

            kind = "every path" if every else "each first connector"
            ask(*pairs[0])
            times.append(measure(f"{hops} hops, {kind}", ask, pairs))
            times.append(measure(f"{hops} hops, {kind}, two largest hubs", ask, hubs))
    close = measure("closeness, 4 hops", lambda a, _: strongest_from(graph, a, 4, connect), pairs[:20])
    return [*times, close]


def measure_networkx(
    graph: TieGraph, ties: NDArray[np.int64], costs: NDArray[np.int32], pairs: Sequence[Pair], k: int
) -> list[Times]:
    """NetworkX and ours on `pairs`; raises ValueError when they disagree."""
    drawn: nx.Graph[int] = nx.Graph()
    drawn.add_weighted_edges_from(
        (int(a), int(b), int(cost)) for (a, b), cost in zip(ties, costs, strict=True)
    )
    theirs: dict[Pair, list[list[int]]] = {}

    def ask(source: int, target: int) -> None:
        found = nx.shortest_simple_paths(drawn, source, target, weight="weight")
        theirs[source, target] = list(islice(found, k))

    connect = np.ones(len(graph.rank), dtype=np.bool_)

    def ask_ours(source: int, target: int) -> list[int]:
        found = best_paths(graph, source, target, hops=4, k=k, connect=connect, every=True)
        return [path.cost for path in found]

    times = [measure("NetworkX, any length", ask, pairs), measure("ours, 4 hops", ask_ours, pairs)]
    for (source, target), paths in theirs.items():
        short = [path for path in paths if len(path) <= 5]
        expected = [sum(drawn[a][b]["weight"] for a, b in pairwise(path)) for path in short]
        if ask_ours(source, target)[: len(short)] != expected:
            raise ValueError(f"NetworkX finds other paths from {source} to {target}")
    return times


def show(times: Sequence[Times]) -> None:
    print(f"{'milliseconds of processor time':52}{'pairs':>6}{'p50':>11}{'p95':>11}{'worst':>11}")
    for row in times:
        print(f"{row.name:52}{row.pairs:6}{row.p50:11.3f}{row.p95:11.3f}{row.worst:11.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--ties", type=int, default=1_000_000)
    parser.add_argument("--levels", type=int, default=0, help="how many strengths there are; 0: any")
    parser.add_argument("--asked", type=float, default=0, help="part of the people with spent capacity")
    parser.add_argument("--pairs", type=int, default=1_000)
    parser.add_argument("--networkx-pairs", type=int, default=3, help="0 leaves NetworkX out")
    parser.add_argument("-k", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rng = np.random.default_rng(asked.seed)
    ties = draw_ties(asked.people, asked.ties, rng)
    costs = draw_costs(asked.ties, asked.levels, rng)
    graph = tie_graph(asked.people, ties, costs)
    degree = graph.end - graph.start
    pairs = [(int(a), int(b)) for a, b in rng.choice(np.flatnonzero(degree), (asked.pairs, 2))]
    one, other = (int(person) for person in np.argsort(-degree)[:2])
    compiling = compile_kernels()
    asks = draw_asks(asked.people, asked.asked, rng)
    times = measure_ours(graph, pairs, [(one, other), (other, one)] * 5, asked.k, asks)
    ratio = None
    if asked.networkx_pairs:
        beside = measure_networkx(graph, ties, costs, pairs[: asked.networkx_pairs], asked.k)
        ratio = beside[0].p50 / beside[1].p50
        times += beside
    if asked.json:
        facts = {**vars(asked), "largest": int(degree.max()), "compile_seconds": compiling}
        print(json.dumps({**facts, "times": [asdict(row) for row in times], "networkx_ratio": ratio}))
        return
    print(f"{asked.people} people, {asked.ties} ties, the largest hub has {degree.max()}")
    print(f"kernels ready in {compiling:.2f} s")
    show(times)
    if ratio:
        print(f"NetworkX takes {ratio:,.0f} times as long (medians, same pairs)")


if __name__ == "__main__":
    main()
