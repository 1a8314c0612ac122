"""Who can introduce me? The k best warm paths from a person to a person, a company or a topic.

Gates come before score: whoever may not be asked, reached or seen is as if not there. Paths are
ordered by the strength of their ties x the part of each connector's capacity that is left; shown is
the strength of the ties alone. The read model proposes; the people and ties of the answer are read
from the store and judged again before it leaves. When anything does not hold any more, it is barred
or caught up with, and the search is repeated.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np

from graph.algorithms.best_paths import Path
from graph.algorithms.pair_facts import Fact, Pair, facts_of, totals
from graph.algorithms.source_switches import told
from graph.algorithms.tie_strength import costs, strengths
from graph.dates import day_number
from graph.errors import PersonNotFound, SnapshotMoved
from graph.keys import NO_KEY, Key
from graph.ports import TieGraph
from graph.resting import Rests
from policy.budgets import extra_costs
from policy.gates import Status
from policy.viewer import Viewer
from policy.warmth import Warmth, hop_warmth, path_warmth
from queries.blocked_ties import search
from queries.bounds import check_number, check_purpose
from queries.network import Network
from queries.path_gates import gates
from queries.reasons import reasons
from queries.sight import Card, Sight, look
from queries.staying_off import staying_off

MAX_HOPS: Final = 4
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class WarmPathsTo:
    """The question. `targets` are whom to reach: one person, or any of several.

    `hops` 1 to MAX_HOPS, `first` >= 1. With `every`, the plain best simple paths; otherwise the best
    path through each first connector. With `each`, the one best path to each target, whatever `first` says.
    """

    source: Key
    targets: tuple[Key, ...]
    purpose: str
    hops: int = 3
    first: int = 5
    every: bool = False
    each: bool = False


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
    """Who was proposed and then disposed of, by where they stood."""

    inside: set[Key] = field(default_factory=set)
    ends: set[Key] = field(default_factory=set)


def warm_paths(network: Network, viewer: Viewer, question: WarmPathsTo) -> WarmPaths:
    """Answer for `viewer`.

    Raises PersonNotFound when the source, or the only target, does not exist for the viewer;
    InvalidValue (no such purpose, hops not in 1..MAX_HOPS, first < 1), whoever is asked for;
    SnapshotMoved when the network changed three times meanwhile. A search in the read model (well
    below a millisecond) and a few round trips to the store.
    """
    check_purpose(question.purpose)
    check_number("hops", question.hops, 1, MAX_HOPS)
    check_number("first", question.first, 1)
    sight = look(network, viewer, _ends(question))
    _check_ends(question, sight)
    off = staying_off(network, viewer.person if viewer.person == question.source else NO_KEY, network.clock())
    barred = _Barred({*off}, {*off})
    for _ in range(_TRIES):
        answer = _attempt(network, viewer, question, sight.viewer_status, barred)
        if answer is not None:
            return answer
    raise SnapshotMoved


def _ends(question: WarmPathsTo) -> tuple[Key, ...]:
    """The people without whom there is no question."""
    only = question.targets if len(question.targets) == 1 and not question.each else ()
    return (question.source, *only)


def _check_ends(question: WarmPathsTo, sight: Sight) -> None:
    for key in _ends(question):
        if key not in sight.cards:
            raise PersonNotFound(key)


def _attempt(
    network: Network, viewer: Viewer, question: WarmPathsTo, status: Status | None, barred: _Barred
) -> WarmPaths | None:
    """One search, judged; None when something in it does not hold and it should be repeated."""
    contributor = viewer.person if question.source == viewer.person else NO_KEY
    graph = network.ties.around(
        [question.source], question.targets, question.hops, question.purpose, network.today(), contributor
    )
    found = _search(network, viewer, question, status, graph, barred)
    people = [[graph.keys.key(number) for number in path.people] for path in found]
    sight = look(network, viewer, [*_ends(question), *(key for path in people for key in path)])
    _check_ends(question, sight)
    if _refuse(network, viewer, question, people, sight, barred) or across_blocks(people, sight):
        return None
    facts, strength = ties_along(network, people, sight, question.purpose, contributor)
    extra = extra_along(people, sight, day_number(network.today()))
    if not agree([path.cost for path in found], people, strength, extra):
        return None
    why = reasons(network, viewer, sight, facts, contributor)
    if not sight.holds(network):
        return None
    paths = tuple(path_along(path, sight, strength, why) for path in people)
    return WarmPaths(paths, sight.revision, sight.cards[question.source])


def _search(
    network: Network,
    viewer: Viewer,
    question: WarmPathsTo,
    status: Status | None,
    graph: TieGraph,
    barred: _Barred,
) -> list[Path]:
    source = graph.keys.number(question.source)
    if source < 0 or len(graph.start) <= source:
        return []
    through = gates(network, viewer, status, question.purpose, graph)
    for mask, keys in ((through.connect, barred.inside), (through.reach, barred.ends)):
        mask[[graph.keys.number(key) for key in keys if 0 <= graph.keys.number(key) < len(mask)]] = False
    targets = {graph.keys.number(key) for key in question.targets} - {source}
    if question.each:
        return [
            p for t in sorted(targets) for p in search(graph, source, [t], through, question.hops, 1, False)
        ]
    return search(graph, source, sorted(targets), through, question.hops, question.first, question.every)


def _refuse(
    network: Network,
    viewer: Viewer,
    question: WarmPathsTo,
    people: Sequence[Sequence[Key]],
    sight: Sight,
    barred: _Barred,
) -> bool:
    """Bar who, on these paths, may not stand where they stand; whether there was anybody."""
    day = day_number(network.today())
    inside = {key for path in people for key in path[1:-1]}
    ends = {path[-1] for path in people}
    no_inside = inside - sight.allowed(inside, "connect", question.purpose, day, viewer)
    no_ends = ends - sight.allowed(ends, "reached", question.purpose, day, viewer)
    barred.inside |= no_inside
    barred.ends |= no_ends
    return bool(no_inside or no_ends)


def across_blocks(people: Sequence[Sequence[Key]], sight: Sight) -> bool:
    """Whether two neighbours, or somebody and one of the ends, do not exist for each other."""
    return any(
        sight.apart(a, b)
        for path in people
        for a, b in [*pairwise(path), *((path[0], x) for x in path), *((path[-1], x) for x in path)]
    )


def _pair(a: Key, b: Key) -> Pair:
    return (a, b) if a < b else (b, a)


def ties_along(
    network: Network, people: Sequence[Sequence[Key]], sight: Sight, purpose: str, contributor: Key
) -> tuple[dict[Pair, list[Fact]], dict[Pair, float]]:
    """What is known about the neighbours on these paths, and how strong their ties are; 0: no tie.

    Shared facts and those of `contributor`, without those of sources that are off. `sight` is of the
    people on the paths.
    """
    read = facts_of(network.store, {_pair(a, b) for path in people for a, b in pairwise(path)})
    silenced = network.read_model.current().silenced
    facts: dict[Pair, list[Fact]] = {pair: told(known, silenced) for pair, known in read.items()}
    return facts, _strengths(facts, sight.rests, purpose, network.today(), contributor)


def _strengths(
    facts: dict[Pair, list[Fact]], rests: Mapping[Key, Rests], purpose: str, day: date, contributor: Key
) -> dict[Pair, float]:
    sums = totals(facts, rests, contributor)
    return dict(zip(facts, strengths(sums, purpose, day_number(day)).tolist(), strict=True))


def extra_along(people: Sequence[Sequence[Key]], sight: Sight, day: int) -> dict[Key, int]:
    """What each connector costs extra by the store's records."""
    inside = sorted({key for path in people for key in path[1:-1]})
    extra = extra_costs(sight.unspent(inside, day)).tolist()
    return dict(zip(inside, extra, strict=True))


def agree(
    costs_found: Sequence[int],
    people: Sequence[Sequence[Key]],
    strength: dict[Pair, float],
    extra: dict[Key, int],
) -> bool:
    """Whether the ties are still as strong, and the connectors as free, as the search took them to be."""
    for cost, keys in zip(costs_found, people, strict=True):
        steps = np.array([strength[_pair(a, b)] for a, b in pairwise(keys)])
        asked = sum(extra[key] for key in keys[1:-1])
        if not steps.all() or int(costs(steps).sum(dtype=np.int64)) + asked != cost:
            return False
    return True


def path_along(
    keys: Sequence[Key],
    sight: Sight,
    strength: dict[Pair, float],
    why: dict[Pair, tuple[str, ...]],
) -> WarmPath:
    """The path along these people as it is shown."""
    hops = tuple(
        Hop(
            sight.cards[a],
            sight.cards[b],
            strength[_pair(a, b)],
            hop_warmth(strength[_pair(a, b)]),
            why[_pair(a, b)],
        )
        for a, b in pairwise(keys)
    )
    product = math.prod(hop.strength for hop in hops)
    return WarmPath(product, path_warmth(product), tuple(sight.cards[key] for key in keys), hops)
