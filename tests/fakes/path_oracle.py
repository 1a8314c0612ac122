"""What the best paths are, by trying all of them: slow, plain, and nothing shared with the search."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import networkx as nx

from graph.algorithms.best_paths import UNREACHED, Path


@dataclass(frozen=True)
class Network:
    """A small network: ties as (one, other, cost), and for each person a rank, a gate and an ask."""

    ties: Sequence[tuple[int, int, int]]
    ranks: Sequence[int]
    connect: Sequence[bool]
    ask: Sequence[int]

    @cached_property
    def costs(self) -> dict[int, dict[int, int]]:
        """What each person's ties cost."""
        row: dict[int, dict[int, int]] = {person: {} for person in range(len(self.ranks))}
        for a, b, cost in self.ties:
            row[a][b] = row[b][a] = cost
        return row


def simple_paths(network: Network, source: int, target: int, hops: int) -> Iterator[tuple[int, ...]]:
    """Every path that passes the gates, by walking on from each person to each not yet met."""
    row = network.costs

    def walk(path: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        for other in row[path[-1]]:
            if other == target:
                yield (*path, other)
            elif network.connect[other] and other not in path and len(path) < hops:
                yield from walk((*path, other))

    return walk((source,)) if source != target else iter(())


def networkx_paths(network: Network, source: int, target: int, hops: int) -> Iterator[tuple[int, ...]]:
    """The same paths, as NetworkX finds them among the connectors and the two ends."""
    people = {i for i, may in enumerate(network.connect) if may} | {source, target}
    drawn: nx.Graph[int] = nx.Graph()
    drawn.add_nodes_from(people)
    drawn.add_edges_from((a, b) for a, b, _ in network.ties if a in people and b in people)
    if source == target:
        return iter(())
    return (tuple(path) for path in nx.all_simple_paths(drawn, source, target, cutoff=hops))


def priced(network: Network, path: tuple[int, ...]) -> Path:
    row = network.costs
    ties = sum(row[a][b] for a, b in pairwise(path))
    return Path(ties + sum(network.ask[person] for person in path[1:-1]), path)


def choose(network: Network, paths: Iterable[tuple[int, ...]], k: int, every: bool = False) -> list[Path]:
    """The k best of `paths`; unless `every`, one for each target and first connector."""

    def order(path: Path) -> tuple[int, int, list[int]]:
        return path.cost, len(path.people), [network.ranks[person] for person in path.people]

    ordered = sorted((priced(network, path) for path in paths), key=order)
    if every:
        return ordered[:k]
    best: dict[tuple[int, int], Path] = {}
    for path in ordered:
        best.setdefault((path.people[1], path.people[-1]), path)
    return list(best.values())[:k]


def closeness(network: Network, source: int, hops: int, asked: bool = False) -> list[int]:
    """What the cheapest path to each person costs, extra costs aside unless `asked`."""
    asks = network.ask if asked else [0] * len(network.ranks)
    free = Network(network.ties, network.ranks, network.connect, asks)
    return [
        0
        if person == source
        else min(
            (priced(free, path).cost for path in simple_paths(free, source, person, hops)),
            default=UNREACHED,
        )
        for person in range(len(network.ranks))
    ]
