"""Who can introduce me? The k best warm paths from a person to a person, a company or a topic.

Gates come before score: whoever may not be asked, reached or seen is as if not there. The read
model proposes; the people and ties of the answer are read from the store and judged again before it
leaves. When anything does not hold any more, it is barred or caught up with, and the search is repeated.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np

from graph.algorithms.best_paths import Path, best_paths_to_any
from graph.algorithms.pair_facts import Fact, Pair, facts_of, total
from graph.algorithms.tie_strength import AMOUNTS, costs, strengths
from graph.dates import day_number
from graph.errors import PersonNotFound, SnapshotMoved
from graph.keys import NO_KEY, Key
from graph.ports import TieGraph
from policy.gates import Mask, allowed, visible
from policy.viewer import Viewer
from policy.warmth import Warmth, hop_warmth, path_warmth
from queries.network import Network
from queries.reasons import reasons
from queries.sight import Card, Sight, look
from queries.standing_of_graph import standings_of

MAX_HOPS: Final = 4
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class WarmPathsTo:
    """The question. `targets` are whom to reach: one person, or any of several.

    `hops` 1 to MAX_HOPS, `first` >= 1. With `every`, the plain best simple paths; otherwise the best
    path through each first connector.
    """

    source: Key
    targets: tuple[Key, ...]
    purpose: str
    hops: int = 3
    first: int = 5
    every: bool = False


@dataclass(frozen=True, slots=True)
class Hop:
    """One tie of a path, with what the two have in common; strength in (0, 1] for the purpose."""

    origin: Card
    to: Card
    strength: float
    warmth: Warmth
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WarmPath:
    """A chain of people who know each other; its strength is the product of the hops'."""

    strength: float
    warmth: Warmth
    people: tuple[Card, ...]
    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class WarmPaths:
    """The answer, best first, as of a revision of the store."""

    paths: tuple[WarmPath, ...]
    revision: int
    source: Card


@dataclass(slots=True)
class _Barred:
    people: set[Key] = field(default_factory=set)


def warm_paths(network: Network, viewer: Viewer, question: WarmPathsTo) -> WarmPaths:
    """Answer for `viewer`.

    Raises PersonNotFound when the source, or the only target, does not exist for the viewer;
    SnapshotMoved when the network changed three times meanwhile. A search in the read model (well
    below a millisecond) and a few round trips to the store.
    """
    sight = look(network, viewer, [question.source, *question.targets[:1]])
    for key in (question.source, *(question.targets if len(question.targets) == 1 else ())):
        if key not in sight.cards:
            raise PersonNotFound(key)
    barred = _Barred()
    for _ in range(_TRIES):
        answer = _attempt(network, viewer, question, barred)
        if answer is not None:
            return answer
    raise SnapshotMoved


def _attempt(network: Network, viewer: Viewer, question: WarmPathsTo, barred: _Barred) -> WarmPaths | None:
    """One search, judged; None when something in it does not hold and it should be repeated."""
    contributor = viewer.person if question.source == viewer.person else NO_KEY
    graph = network.ties.around(
        [question.source], question.targets, question.hops, question.purpose, network.today(), contributor
    )
    found = _search(network, viewer, question, graph, barred.people)
    people = [[graph.keys.key(number) for number in path.people] for path in found]
    sight = look(network, viewer, [question.source, *(key for path in people for key in path)])
    refused = _refused(network, viewer, question, people, sight)
    if refused:
        barred.people |= refused
        return None
    facts = facts_of(network.store, {_pair(a, b) for path in people for a, b in _steps(path)})
    strength = _strengths(facts, question.purpose, network.today(), contributor)
    if not _agree(found, people, strength):
        return None
    why = reasons(network, viewer, sight.cards, facts)
    paths = tuple(_path(path, sight, strength, why) for path in people)
    return WarmPaths(paths, sight.revision, sight.cards[question.source])


def _search(
    network: Network, viewer: Viewer, question: WarmPathsTo, graph: TieGraph, barred: Collection[Key]
) -> list[Path]:
    source = graph.keys.number(question.source)
    if source < 0 or len(graph.start) <= source:
        return []
    standing = standings_of(network, graph)
    day = day_number(network.today())
    seen = visible(
        standings=standing.rows, viewer=viewer, viewer_status=standing.viewer(viewer, day), day=day
    )
    standing.hide_blockers(seen, viewer)
    standing.show_own(seen, network, viewer)
    _bar(seen, graph, barred)
    connect = seen & allowed(standing.rows, "connect", question.purpose, day, viewer.operator)
    reach = seen & allowed(standing.rows, "reached", question.purpose, day, viewer.operator)
    numbers = [graph.keys.number(key) for key in question.targets]
    targets = np.array([n for n in numbers if 0 <= n < len(seen) and reach[n] and n != source], np.int32)
    if not len(targets):
        return []
    return best_paths_to_any(
        graph,
        source,
        targets,
        hops=question.hops,
        k=question.first,
        connect=connect,
        every=question.every,
    )


def _bar(seen: Mask, graph: TieGraph, barred: Collection[Key]) -> None:
    for key in barred:
        number = graph.keys.number(key)
        if 0 <= number < len(seen):
            seen[number] = False


def _refused(
    network: Network, viewer: Viewer, question: WarmPathsTo, people: Sequence[Sequence[Key]], sight: Sight
) -> set[Key]:
    """Who, on these paths, may not stand where they stand."""
    day = day_number(network.today())
    inner = {key for path in people for key in path[1:-1]}
    ends = {path[-1] for path in people}
    return (inner - sight.allowed(inner, "connect", question.purpose, day, viewer)) | (
        ends - sight.allowed(ends, "reached", question.purpose, day, viewer)
    )


def _pair(a: Key, b: Key) -> Pair:
    return (a, b) if a < b else (b, a)


def _steps(path: Sequence[Key]) -> list[Pair]:
    return list(pairwise(path))


def _strengths(facts: dict[Pair, list[Fact]], purpose: str, day: date, contributor: Key) -> dict[Pair, float]:
    pairs = sorted(facts)
    sums = np.array([total(facts[pair], contributor) for pair in pairs], AMOUNTS)
    return dict(zip(pairs, strengths(sums, purpose, day_number(day)).tolist(), strict=True))


def _agree(found: Sequence[Path], people: Sequence[Sequence[Key]], strength: dict[Pair, float]) -> bool:
    """Whether the ties are still as strong as the search took them to be."""
    for path, keys in zip(found, people, strict=True):
        steps = np.array([strength[_pair(a, b)] for a, b in _steps(keys)])
        if not steps.all() or int(costs(steps).sum(dtype=np.int64)) != path.cost:
            return False
    return True


def _path(
    keys: Sequence[Key],
    sight: Sight,
    strength: dict[Pair, float],
    why: dict[Pair, tuple[str, ...]],
) -> WarmPath:
    hops = tuple(
        Hop(
            sight.cards[a],
            sight.cards[b],
            strength[_pair(a, b)],
            hop_warmth(strength[_pair(a, b)]),
            why[_pair(a, b)],
        )
        for a, b in _steps(keys)
    )
    product = math.prod(hop.strength for hop in hops)
    return WarmPath(product, path_warmth(product), tuple(sight.cards[key] for key in keys), hops)
