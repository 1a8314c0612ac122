"""The search of `best_paths`: two layers back from the target, then two forward from the source.

Why it may stop early. Rows ascend in (cost, rank) and extra costs are not negative, so along a row the
least that a path can become never falls: the first entry behind the bound ends the row. To have a bound
early, the first passes look at the first few entries of each row only. The paths that they find are real
ones, so the k-th of them is not before the true k-th; each pass stops where the one before it left the
bound, and the last finds the true ones.
"""

import numpy as np
from numba import types

from graph.algorithms.best_paths_found import (
    ALL,
    BOUND,
    COUNT,
    FARS,
    FOUND,
    GRADE,
    KNOWN,
    LEAST_FAR,
    LEAST_NEAR,
    NEAR,
    NEARS,
    NEVER,
    NOWHERE,
    SLOT,
    USED,
    Array,
    Int,
    Search,
    Ties,
    Work,
    behind,
    extra,
    least_over,
    offer,
    row,
    tighten,
)
from graph.algorithms.best_paths_marks import mark_far, mark_near
from graph.algorithms.kernels import kernel, read_only

LOOKS = (8, 64, 512)  # entries of a row that are looked at before all are


@kernel
def _forward(ties: Ties, work: Work, search: Search) -> None:
    """Go two ties forward and offer what meets a mark. O(rows of the firsts before the bound)."""
    state, marks = work.state, work.marks
    least = min(state[LEAST_NEAR] * 8 + 2, state[LEAST_FAR] * 8 + 4)
    begin, end = row(ties, search.source, search.width)
    for i in range(begin, end):
        first = ties.neighbors[i]
        cost = np.int64(ties.costs[i])
        if behind(state, cost * 8 + least, ties.rank[first], -1):
            return
        if first == search.source or first == search.target or not ties.connect[first]:
            continue
        near = marks[first, NEAR]
        if search.every:
            if near >= 0:
                offer(ties, work, search.target, (cost + near) * 8 + 2, first, -1, -1)
            _offer_all(ties, work, search, first, cost + extra(ties, first))
        else:
            _offer_best(ties, work, search, first, cost)


@kernel
def _offer_all(ties: Ties, work: Work, search: Search, first: Int, spent: Int) -> None:
    """Offer all paths of three and four ties through a first connector."""
    if search.hops < 3:
        return
    state, marks, target = work.state, work.marks, search.target
    least = min(state[LEAST_NEAR] * 8 + 3, state[LEAST_FAR] * 8 + 4)
    begin, end = row(ties, first, search.width)
    for i in range(begin, end):
        cost = spent + ties.costs[i]
        second = ties.neighbors[i]
        if behind(state, cost * 8 + least, ties.rank[first], ties.rank[second]):
            return
        if second == first:
            continue
        if marks[second, NEAR] >= 0:
            offer(ties, work, target, (cost + marks[second, NEAR]) * 8 + 3, first, second, -1)
        slot = marks[second, SLOT]
        for label in range(slot, slot + marks[second, COUNT]):
            grade = (cost + work.label_cost[label]) * 8 + 4
            if grade > state[GRADE]:
                break
            third = work.label_third[label]
            if third != first:
                offer(ties, work, target, grade, first, second, third)


@kernel
def _offer_best(ties: Ties, work: Work, search: Search, first: Int, cost: Int) -> None:
    """Offer the best path through a first connector, which is `cost` away."""
    state, marks = work.state, work.marks
    best, second, third = np.int64(NEVER), np.int64(-1), np.int64(-1)
    known = marks[first, KNOWN] if marks[first, KNOWN] else NEVER
    if marks[first, NEAR] >= 0:
        best = (cost + marks[first, NEAR]) * 8 + 2
    least = min(state[LEAST_NEAR] * 8 + 3, state[LEAST_FAR] * 8 + 4)
    cost += extra(ties, first)
    begin, end = row(ties, first, search.width if search.hops > 2 else 0)
    for i in range(begin, end):
        spent = cost + ties.costs[i]
        person = np.int64(ties.neighbors[i])
        grade = spent * 8 + least
        if grade > min(best, known) or behind(state, grade, ties.rank[first], ties.rank[person]):
            break
        if grade == best and ties.rank[person] > ties.rank[second]:
            break
        if person == first or (marks[person, NEAR] < 0 and marks[person, COUNT] == 0):
            continue
        grade, over = np.int64(NEVER), np.int64(-1)
        if marks[person, NEAR] >= 0:
            grade = (spent + marks[person, NEAR]) * 8 + 3
        if marks[person, COUNT] > 0:
            label = marks[person, SLOT]
            if work.label_third[label] == first:
                label += 1
            if label < marks[person, SLOT] + marks[person, COUNT]:
                far = (spent + work.label_cost[label]) * 8 + 4
                if far < grade:
                    grade, over = far, np.int64(work.label_third[label])
        tied = grade == best and second >= 0
        if grade < best or (tied and ties.rank[person] < ties.rank[second]):
            best, second, third = grade, person, over
    if best < NEVER:
        if search.alone and search.width < ALL:
            marks[first, KNOWN] = best
        offer(ties, work, search.target, best, first, second, third)


@kernel
def _search_one(ties: Ties, work: Work, search: Search) -> None:
    """Offer what one target adds, looking at `width` entries of each row. Leaves no marks."""
    state, marks = work.state, work.marks
    _offer_tie(ties, work, search)
    if search.hops == 1:
        return
    state[NEARS], state[FARS], state[USED] = 0, 0, 0
    state[LEAST_NEAR], state[LEAST_FAR] = NOWHERE, NOWHERE
    mark_near(ties, work, search)
    if search.hops == 4:
        mark_far(ties, work, search)
    if state[NEARS] > 0:
        _forward(ties, work, search)
    for i in range(state[NEARS]):
        marks[work.lists[0, i], NEAR] = -1
    for i in range(state[FARS]):
        marks[work.lists[1, i], COUNT] = 0


@kernel
def _offer_tie(ties: Ties, work: Work, search: Search) -> None:
    """Offer the direct tie, if there is one. O(the shorter of the two rows)."""
    one, other = search.source, search.target
    if ties.end[one] - ties.start[one] > ties.end[other] - ties.start[other]:
        one, other = other, one
    begin, end = row(ties, one, search.width)
    for i in range(begin, end):
        grade = np.int64(ties.costs[i]) * 8 + 1
        if grade > work.state[GRADE]:
            return
        if ties.neighbors[i] == other:
            offer(ties, work, search.target, grade, -1, -1, -1)
            return


@kernel
def _least_away(ties: Ties, source: Int) -> tuple[Int, Int]:
    """Lower bounds of what it costs to leave the source over one tie and over two."""
    one, two = np.int64(NOWHERE), np.int64(NOWHERE)
    for i in range(ties.start[source], ties.end[source]):
        first, cost = ties.neighbors[i], np.int64(ties.costs[i])
        if cost >= two:
            break
        if first == source or not ties.connect[first]:
            continue
        one = min(one, cost)
        two = min(two, cost + extra(ties, first) + least_over(ties, first, source))
    return one, two


@kernel
def _firsts(ties: Ties, source: Int, target: Int, most: Int) -> Int:
    """How many people could be first on a path of three or four ties, or the target; at most `most`."""
    count = 0
    for i in range(ties.start[source], ties.end[source]):
        first = ties.neighbors[i]
        if first == target:
            count += 1
        elif first != source and ties.connect[first]:
            for j in range(ties.start[first], ties.end[first]):
                second = ties.neighbors[j]
                if second == target or (second != source and second != first and ties.connect[second]):
                    count += 1
                    break
        if count == most:
            break
    return count


@kernel
def _pass(ties: Ties, work: Work, search: Search, targets: Array, width: Int) -> None:
    """Find the k best paths to all targets; the bound that it starts with stays in force."""
    work.state[FOUND] = 0
    source, hops, every, alone = search.source, search.hops, search.every, search.alone
    one, two = search.least_one, search.least_two
    for target in targets:
        _search_one(ties, work, Search(source, np.int64(target), hops, every, alone, width, one, two))


@kernel
def _look_first(ties: Ties, work: Work, search: Search, targets: Array) -> None:
    """Set the bound, if the first entries of rows give k paths or all that there can be."""
    state = work.state
    for width in LOOKS:
        _pass(ties, work, search, targets, width)
        found, most = state[FOUND], work.grades.size - 1
        if found == most or search.every or not search.alone:
            continue  # the bound is set, or nobody knows how many paths there can be
        if found == _firsts(ties, search.source, search.target, found + 1):
            if found == 0:
                state[GRADE] = 0
                return
            tighten(ties, work)


def search_paths(
    start: Array,
    end: Array,
    neighbors: Array,
    costs: Array,
    rank: Array,
    connect: Array,
    ask: Array,
    source: Int,
    targets: Array,
    hops: Int,
    every: bool,
    marks: Array,
    lists: Array,
    label_cost: Array,
    label_third: Array,
    grades: Array,
    people: Array,
    state: Array,
) -> Int:
    """Leave the k best paths in `grades` and `people`, in no order, and return how many there are."""
    ties = Ties(start, end, neighbors, costs, rank, connect, ask)
    work = Work(marks, lists, label_cost, label_third, grades, people, state)
    one, two = _least_away(ties, source)
    search = Search(source, targets[0], hops, every, targets.size == 1, ALL, one, two)
    state[BOUND] = NEVER
    if hops > 2:
        _look_first(ties, work, search, targets)
    _pass(ties, work, search, targets, ALL)
    for i in range(start[source], min(end[source], start[source] + LOOKS[-1])):
        marks[neighbors[i], KNOWN] = 0
    return int(state[FOUND])


SIGNATURE = (
    *(read_only(types.int64),) * 2,
    *(read_only(types.int32),) * 3,
    read_only(types.boolean),
    read_only(types.int32),
    types.int64,
    read_only(types.int32),
    types.int64,
    types.boolean,
    types.int64[:, ::1],
    types.int32[:, ::1],
    types.int64[::1],
    types.int32[::1],
    types.int64[::1],
    types.int32[:, ::1],
    types.int64[::1],
)
