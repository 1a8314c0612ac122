"""Warm paths: who could introduce one person to another, and the best ways to ask.

Exact, at most four ties. The cost of a path is the sum of the costs of its ties and of what each person
inside it costs extra. Paths are ordered by cost, then by the number of ties, then by the ranks
of their people one after another, which is the order of their keys. So the answer does not depend on
how people are numbered. Only connectors stand inside a path, and nobody stands in it twice.

Everything here may be called from several threads at once.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.algorithms import best_paths_found, best_paths_kernels, best_paths_marks, closeness_kernels
from graph.algorithms.best_paths_scratch import borrow, give_back
from graph.algorithms.kernels import compiled
from graph.errors import InvalidValue
from graph.ports import TieGraph

MOST_HOPS: Final = 4

UNREACHED: Final = int(np.iinfo(np.int64).max)
"""The cost of people whom no path reaches."""

_NOTHING = np.empty(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Path:
    """People by number, source first and target last, and what the path costs in all."""

    cost: int
    people: tuple[int, ...]


def best_paths(
    graph: TieGraph,
    source: int,
    target: int,
    *,
    hops: int = 3,
    k: int = 5,
    connect: NDArray[np.bool_],
    ask: NDArray[np.int32] | None = None,
    every: bool = False,
) -> list[Path]:
    """The best path through each first connector, and of these the k best, in order.

    A direct tie stands on its own, as if the target were its first connector. With `every`, the k best
    paths of all, whomever they begin with. Nobody is reached from themselves: no path.

    `connect` (n,) says who may stand inside a path, `ask` (n,) what a connector costs extra (>= 0).
    Rows of `graph` do not overlap, and no row names its own person or anyone twice. Raises InvalidValue
    (hops not in 1..4, k < 1, arrays that do not fit), IndexError (no such person). The search
    looks only at ties that can still be part of one of the k best; at worst, at all ties within two
    of the source and of the target. Memory: 64 bytes a person, kept for the next search; with `every`
    also 12 bytes x min(ties, (k + 1) x people within two ties of the target).
    """
    _check_people(graph, source, target, target)
    goals = np.array([target] if target != source else [], dtype=np.int32)
    return _find(graph, source, goals, _Question(hops, k, every), connect, ask)


def best_paths_to_any(
    graph: TieGraph,
    source: int,
    targets: NDArray[np.integer[Any]],
    *,
    hops: int = 3,
    k: int = 5,
    connect: NDArray[np.bool_],
    ask: NDArray[np.int32] | None = None,
    every: bool = False,
) -> list[Path]:
    """The k best of all the paths that `best_paths` finds to any of `targets`, in the same order.

    So there is at most one path for each target and first connector. A target may stand inside the path
    to another, if it is a connector. Each further target costs little once the k best so far are good.
    """
    goals = np.unique(targets)
    if len(goals):
        _check_people(graph, source, int(goals[0]), int(goals[-1]))
    goals = goals[goals != source].astype(np.int32)
    return _find(graph, source, goals, _Question(hops, k, every), connect, ask)


def strongest_from(
    graph: TieGraph,
    source: int,
    hops: int,
    connect: NDArray[np.bool_],
    ask: NDArray[np.int32] | None = None,
) -> NDArray[np.int64]:
    """What the best path from `source` to each person costs; 0 to itself, UNREACHED where none leads.

    The cost is that of the first path of `best_paths` to each of them, from one call for all.

    Computed over walks: leaving out a loop makes a walk no dearer and no longer, and adds nobody
    to its inside, so the cheapest walk costs as much as the cheapest path. Raises as `best_paths` does.
    O(ties of the people within `hops` - 1), and O(n) for the answer.
    """
    _check_people(graph, source, source, source)
    _check_arrays(graph, hops, connect, ask)
    n = len(graph.rank)
    least = np.full(n, UNREACHED, dtype=np.int64)
    _kernels().spread(
        *_rows(graph),
        np.ascontiguousarray(connect, dtype=np.bool_),
        _NOTHING if ask is None else np.ascontiguousarray(ask, dtype=np.int32),
        source,
        hops,
        least,
        np.empty((2, n), dtype=np.int32),
        np.empty(n, dtype=np.int64),
        np.zeros(n, dtype=np.int8),
    )
    return least


def compile_kernels() -> float:
    """Make the machine code ready, from disk if it is there; the seconds that it took.

    Called when a service starts; otherwise the first search waits for it.
    """
    began = time.perf_counter()
    _kernels()
    return time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class _Question:
    hops: int
    k: int
    every: bool


def _find(
    graph: TieGraph,
    source: int,
    goals: NDArray[np.int32],
    question: _Question,
    connect: NDArray[np.bool_],
    ask: NDArray[np.int32] | None,
) -> list[Path]:
    hops, k, every = question.hops, question.k, question.every
    _check_arrays(graph, hops, connect, ask)
    if k < 1:
        raise InvalidValue("k", str(k), "at least 1")
    if not every:  # at most one path for each target and first connector
        k = min(k, int(graph.end[source] - graph.start[source]) * len(goals))
    if k == 0 or not len(goals):
        return []
    scratch = borrow(len(graph.rank), _most_labels(graph, question) if hops == MOST_HOPS else 0)
    grades = np.empty(k + 1, dtype=np.int64)
    people = np.empty((k + 1, MOST_HOPS), dtype=np.int32)
    found: int = _kernels().search(
        *_rows(graph),
        np.ascontiguousarray(graph.rank),
        np.ascontiguousarray(connect, dtype=np.bool_),
        _NOTHING if ask is None else np.ascontiguousarray(ask, dtype=np.int32),
        source,
        goals,
        hops,
        every,
        *scratch,
        grades,
        people,
        np.empty(best_paths_found.STATE, dtype=np.int64),
    )
    give_back(scratch)  # not after an error: its marks would be left in it
    return _in_order(graph, source, grades[:found], people[:found])


def _in_order(
    graph: TieGraph, source: int, grades: NDArray[np.int64], people: NDArray[np.int32]
) -> list[Path]:
    paths = zip(grades.tolist(), graph.rank[people].tolist(), people.tolist(), strict=True)
    return [Path(grade >> 3, (source, *inner[: grade & 7])) for grade, _ranks, inner in sorted(paths)]


def _most_labels(graph: TieGraph, question: _Question) -> int:
    """No more labels are kept: two a person, or k + 1 but not more than there are ties."""
    n = len(graph.rank)
    return min((question.k + 1) * n, len(graph.neighbors)) if question.every else 2 * n


def _rows(graph: TieGraph) -> tuple[NDArray[Any], ...]:
    """The tie rows as plain arrays, without copies if they are contiguous, mapped or not."""
    return (
        np.ascontiguousarray(graph.start),
        np.ascontiguousarray(graph.end),
        np.ascontiguousarray(graph.neighbors),
        np.ascontiguousarray(graph.costs),
    )


def _check_people(graph: TieGraph, source: int, least: int, most: int) -> None:
    n = len(graph.rank)
    for person in (source, least, most):
        if not 0 <= person < n:
            raise IndexError(f"no person {person} among {n}")


def _check_arrays(
    graph: TieGraph, hops: int, connect: NDArray[np.bool_], ask: NDArray[np.int32] | None
) -> None:
    if not 1 <= hops <= MOST_HOPS:
        raise InvalidValue("hops", str(hops), f"from 1 to {MOST_HOPS}")
    n = len(graph.rank)
    if connect.shape != (n,):
        raise InvalidValue("connect", str(connect.shape), f"one for each of {n} people")
    if ask is not None and ask.shape != (n,):
        raise InvalidValue("ask", str(ask.shape), f"one for each of {n} people")


@dataclass(frozen=True, slots=True)
class _Kernels:
    search: Callable[..., Any]
    spread: Callable[..., Any]


_compiling = Lock()
_compiled: list[_Kernels] = []  # empty until the first search or compile_kernels()


def _kernels() -> _Kernels:
    if not _compiled:
        with _compiling:
            if not _compiled:
                _compiled.append(
                    _Kernels(
                        compiled(
                            best_paths_kernels.search_paths,
                            best_paths_kernels.SIGNATURE,
                            best_paths_found,
                            best_paths_marks,
                        ),
                        compiled(closeness_kernels.spread, closeness_kernels.SIGNATURE),
                    )
                )
    return _compiled[0]
