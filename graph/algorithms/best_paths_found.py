"""What the kernels of `best_paths` work on, and the k best paths found so far.

A path is source - first - second - third - target, or shorter. Its order is its *grade*, 8 x cost +
hops in one integer, then the ranks of its people one after another. The *bound* is the grade and the
ranks of the first two people behind the source of a path that is known not to be before the k-th best.
"""

from typing import Any, NamedTuple

import numpy as np

from graph.algorithms.kernels import kernel

Array = np.ndarray[Any, Any]
Int = int | np.int64

# Columns of marks: cost over one tie; where labels begin; how many; grade of a path that begins here
NEAR, SLOT, COUNT, KNOWN = 0, 1, 2, 3
FOUND, GRADE, FIRST, SECOND, NEARS, FARS, USED, LEAST_NEAR, LEAST_FAR = range(9)  # places in state
BOUND = slice(GRADE, SECOND + 1)
STATE = 9
ALL = 2**31  # more entries than a row has
NEVER = 2**50  # more than the grade of any path
NOWHERE = 2**52  # the cost of what is not there


class Ties(NamedTuple):
    """A TieGraph and who may stand inside a path of it; `ask` is empty when nobody costs extra."""

    start: Array
    end: Array
    neighbors: Array
    costs: Array
    rank: Array
    connect: Array
    ask: Array


class Work(NamedTuple):
    """Arrays to write to; `marks` is -1, 0, 0, 0 for everybody between two searches."""

    marks: Array  # int64 (n, 4)
    lists: Array  # int32 (2, n): the near, the far
    label_cost: Array  # int64: labels of far people, each one's side by side in ascending order
    label_third: Array  # int32
    grades: Array  # int64 (k + 1,): the paths found, a heap with the last in order on top
    people: Array  # int32 (k + 1, 4): everybody but the source; -1 behind the target
    state: Array  # int64 (STATE,)


class Search(NamedTuple):
    """One question: paths to `target`; `every` asks for all paths, not one for each first."""

    source: Int
    target: Int
    hops: Int
    every: bool
    alone: bool  # whether this is the only target
    width: Int  # how many entries of each row are looked at; fewer than ALL to find a bound
    least_one: Int  # no path leaves the source cheaper over one tie
    least_two: Int  # nor over two


@kernel
def row(ties: Ties, person: Int, width: Int) -> tuple[Int, Int]:
    """Where the first `width` entries of a row begin and end."""
    begin = ties.start[person]
    return begin, min(ties.end[person], begin + width)


@kernel
def extra(ties: Ties, person: Int) -> Int:
    """What a person costs extra as a connector."""
    return np.int64(ties.ask[person]) if ties.ask.size else np.int64(0)


@kernel
def least_over(ties: Ties, person: Int, source: Int) -> Int:
    """The cost of the cheapest tie that leads on from a first connector to a second; else NOWHERE."""
    for i in range(ties.start[person], ties.end[person]):
        other = ties.neighbors[i]
        if other != source and other != person and ties.connect[other]:
            return np.int64(ties.costs[i])
    return np.int64(NOWHERE)


@kernel
def behind(bound: Array, grade: Int, first: Int, second: Int) -> bool:
    """Whether every path of this grade and these first two ranks, or more, is behind the bound."""
    if grade != bound[GRADE]:
        return bool(grade > bound[GRADE])
    if first != bound[FIRST]:
        return bool(first > bound[FIRST])
    return bool(second > bound[SECOND])


@kernel
def _before(ties: Ties, grade: Int, one: Array, other_grade: Int, other: Array) -> bool:
    """The order of paths. Paths of one grade have as many people, so -1 meets -1 only."""
    if grade != other_grade:
        return bool(grade < other_grade)
    for i in range(4):
        if one[i] != other[i]:
            return bool(ties.rank[one[i]] < ties.rank[other[i]])
    return False


@kernel
def _sink(ties: Ties, work: Work, size: Int) -> None:
    """Let the path on top of the heap sink to its place."""
    grades, people, i = work.grades, work.people, 0
    while 2 * i + 1 < size:
        child = 2 * i + 1
        if child + 1 < size and _before(
            ties, grades[child], people[child], grades[child + 1], people[child + 1]
        ):
            child += 1
        if not _before(ties, grades[i], people[i], grades[child], people[child]):
            return
        _swap(work, i, child)
        i = child


@kernel
def _rise(ties: Ties, work: Work, i: Int) -> None:
    """Let the path at place i of the heap rise to its place."""
    grades, people = work.grades, work.people
    while i > 0:
        parent = (i - 1) // 2
        if not _before(ties, grades[parent], people[parent], grades[i], people[i]):
            return
        _swap(work, i, parent)
        i = parent


@kernel
def _swap(work: Work, i: Int, j: Int) -> None:
    work.grades[i], work.grades[j] = work.grades[j], work.grades[i]
    for column in range(4):
        kept = work.people[i, column]
        work.people[i, column] = work.people[j, column]
        work.people[j, column] = kept


@kernel
def tighten(ties: Ties, work: Work) -> None:
    """Set the bound to the last of the paths found, if that is before it."""
    last, state = work.people[0], work.state
    first = ties.rank[last[0]]
    second = ties.rank[last[1]] if last[1] >= 0 else np.int64(-1)
    if not behind(state, work.grades[0], first, second):
        state[GRADE], state[FIRST], state[SECOND] = work.grades[0], first, second


@kernel
def offer(ties: Ties, work: Work, target: Int, grade: Int, first: Int, second: Int, third: Int) -> None:
    """Keep a path if it is among the k best so far; -1 for people that it does not have. O(log k)."""
    state, k = work.state, work.grades.size - 1
    work.grades[k] = grade
    people = work.people[k]
    people[0] = first if first >= 0 else target
    people[1] = second if second >= 0 else (target if first >= 0 else -1)
    people[2] = third if third >= 0 else (target if second >= 0 else -1)
    people[3] = target if third >= 0 else -1
    if state[FOUND] < k:
        _swap(work, state[FOUND], k)
        _rise(ties, work, state[FOUND])
        state[FOUND] += 1
    elif _before(ties, grade, people, work.grades[0], work.people[0]):
        _swap(work, 0, k)
        _sink(ties, work, k)
    if state[FOUND] == k:
        tighten(ties, work)
