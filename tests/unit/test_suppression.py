"""No group under five can be worked out from a line of figures, not even by who knows the rule."""

from collections import defaultdict
from itertools import permutations, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policy.suppression import LEAST, Shown, shown

counts = st.lists(st.one_of(st.integers(0, 6), st.integers(0, 60)), max_size=9)


@given(counts)
def test_what_is_shown_is_true_and_no_small_group_is_shown(line: list[int]) -> None:
    told = shown(line)
    assert all(said in (None, count) for said, count in zip(told.counts, line, strict=True))
    assert all(said is None or said >= LEAST for said in told.counts)
    assert told.total in (None, sum(line))


@given(counts)
def test_the_total_less_the_groups_that_are_shown_is_no_small_group(line: list[int]) -> None:
    told = shown(line)
    held = [count for said, count in zip(told.counts, line, strict=True) if said is None]
    if held and told.total is not None:
        rest = told.total - sum(said for said in told.counts if said is not None)
        assert len(held) > 1
        assert rest == sum(held) >= LEAST


@example([4, 4, 4, 4])
@given(counts)
def test_another_line_looks_the_same_and_differs_in_each_small_group(line: list[int]) -> None:
    told = shown(line)
    for place, count in enumerate(line):
        if count < LEAST:
            assert any(shown(other) == told for other in _others(line, place)), (line, place)


def _others(line: list[int], place: int) -> list[list[int]]:
    """Lines with another count at `place`: nobody at all, a few moved between groups, two changed round."""
    found = [[0] * len(line)]
    for other in range(len(line)):
        if other != place:
            swapped = [*line]
            swapped[place], swapped[other] = line[other], line[place]
            found.append(swapped)
            for moved in range(-4, 5):
                near = [*line]
                near[place] += moved
                near[other] -= moved
                found.append(near)
    found += [[*line[:place], alone, *line[place + 1 :]] for alone in range(LEAST)]
    return [near for near in found if near[place] != line[place] and min(near) >= 0]


@pytest.mark.parametrize(("groups", "most"), [(1, 20), (2, 20), (3, 14), (4, 9)])
def test_who_knows_every_line_that_could_have_been_learns_no_small_group(groups: int, most: int) -> None:
    lines: dict[Shown, list[tuple[int, ...]]] = defaultdict(list)
    for line in product(range(most + 1), repeat=groups):
        lines[shown(line)].append(line)
    for told, possible in lines.items():
        if told.total is not None and told.total > most:
            continue  # larger counts are possible, too
        for place, said in enumerate(told.counts):
            values = {line[place] for line in possible}
            assert said is not None or len(values) > 1 or min(values) >= LEAST, (told, possible)


@given(st.lists(st.integers(0, 20), max_size=5))
def test_the_order_of_the_groups_decides_nothing(line: list[int]) -> None:
    told = shown(line)
    for order in list(permutations(range(len(line))))[:10]:
        again = shown([line[place] for place in order])
        assert again.counts == tuple(told.counts[place] for place in order)


def test_a_line_without_small_groups_is_shown_whole() -> None:
    assert shown([5, 9, 12]) == Shown((5, 9, 12), 26)
    assert shown([]) == Shown((), 0)


def test_a_small_group_takes_the_next_smallest_with_it() -> None:
    assert shown([2, 20, 7]) == Shown((None, 20, None), 29)
    assert shown([3]) == Shown((None,), None)
    assert shown([0, 1, 0]) == Shown((None, None, None), None)
