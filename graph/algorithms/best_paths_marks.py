"""Marks around the target of `best_paths`: who is near and who is far, and what is still to come.

People from whom the target is one tie away are *near*, two ties away *far*. Marked is the cost still to
come when a path has arrived there, their own extra cost included. A label at a far person `second` is a
way on: second - third - target.

Why few labels are enough. A path through first - second may take any label whose third is not `first`:
source and target are never third, and no tie leads from a person to itself. So every label but one may
be taken.
* Best path of each first connector: of the 2 best labels of distinct third people, one may be taken, and
  it is the best that may.
* k best paths of all: a path whose label is behind the k + 1 best of its second person is behind k paths
  that differ from it in the third person alone, each of them before it. So k + 1 labels suffice.
"""

import numpy as np

from graph.algorithms.best_paths_found import (
    ALL,
    COUNT,
    FARS,
    GRADE,
    KNOWN,
    LEAST_FAR,
    LEAST_NEAR,
    NEAR,
    NEARS,
    SLOT,
    USED,
    Int,
    Search,
    Ties,
    Work,
    extra,
    least_over,
    row,
)
from graph.algorithms.kernels import kernel


@kernel
def mark_near(ties: Ties, work: Work, search: Search) -> None:
    """Mark who has a tie to the target, as far as the bound can be kept. O(the target's row)."""
    state = work.state
    begin, end = row(ties, search.target, search.width)
    for i in range(begin, end):
        cost = np.int64(ties.costs[i])
        if (search.least_one + cost) * 8 + 2 > state[GRADE]:
            return
        person = ties.neighbors[i]
        if person == search.source or person == search.target or not ties.connect[person]:
            continue
        to_come = cost + extra(ties, person)
        work.marks[person, NEAR] = to_come
        work.lists[0, state[NEARS]] = person
        state[NEARS] += 1
        state[LEAST_NEAR] = min(state[LEAST_NEAR], to_come)


@kernel
def mark_far(ties: Ties, work: Work, search: Search) -> None:
    """Label who is two ties from the target. O(rows of the near)."""
    state = work.state
    most = _most_to_come(ties, work, search)
    for i in range(state[NEARS]):
        third = work.lists[0, i]
        behind = work.marks[third, NEAR]
        begin, end = row(ties, third, search.width)
        for j in range(begin, end):
            to_come = behind + ties.costs[j]
            if to_come > most:
                break
            person = ties.neighbors[j]
            if person == search.source or person == search.target or person == third:
                continue
            if ties.connect[person]:
                to_come += extra(ties, person)
                state[LEAST_FAR] = min(state[LEAST_FAR], to_come)
                _label(ties, work, person, third, to_come, search.every)


@kernel
def _most_to_come(ties: Ties, work: Work, search: Search) -> Int:
    """The highest cost from a far person on that a path of four ties among the best can have.

    When only the best path of each first connector counts, one that is known already leaves the others
    through the same person little room, however far the bound is. O(the source's row).
    """
    bound = work.state[GRADE]
    if search.every or search.width < ALL or not search.alone:
        return np.int64((bound - 4) // 8 - search.least_two)
    most = np.int64(-1)
    for i in range(ties.start[search.source], ties.end[search.source]):
        first, cost = ties.neighbors[i], np.int64(ties.costs[i])
        if cost * 8 + 4 > bound:
            break
        if first == search.source or first == search.target or not ties.connect[first]:
            continue
        known = work.marks[first, KNOWN]
        room = (min(known, bound) if known else bound) - 4
        two = least_over(ties, first, search.source)
        most = max(most, room // 8 - cost - extra(ties, first) - two)
    return most


@kernel
def _label(ties: Ties, work: Work, person: Int, third: Int, to_come: Int, every: bool) -> None:
    """Keep a label if it is among the best of this person: 2, or k + 1 when every path counts."""
    marks, costs, thirds, state = work.marks, work.label_cost, work.label_third, work.state
    count = marks[person, COUNT]
    most = min(work.grades.size, ties.end[person] - ties.start[person]) if every else 2
    if count == 0:
        marks[person, SLOT] = state[USED]
        state[USED] += most
        work.lists[1, state[FARS]] = person
        state[FARS] += 1
    begin = marks[person, SLOT]
    i = begin + count
    if count < most:
        marks[person, COUNT] = count + 1
    else:
        i -= 1
        if not _label_before(ties, to_come, third, costs[i], thirds[i]):
            return
    while i > begin and _label_before(ties, to_come, third, costs[i - 1], thirds[i - 1]):
        costs[i], thirds[i] = costs[i - 1], thirds[i - 1]
        i -= 1
    costs[i], thirds[i] = to_come, third


@kernel
def _label_before(ties: Ties, cost: Int, third: Int, other_cost: Int, other_third: Int) -> bool:
    if cost != other_cost:
        return bool(cost < other_cost)
    return bool(ties.rank[third] < ties.rank[other_third])
