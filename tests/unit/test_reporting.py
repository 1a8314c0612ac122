"""From two reports, two dates, or a line with its total, nobody learns that a group is one to four people."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.reporting import (
    FIRSTS,
    LEAST,
    LEAST_BESIDE_TOTAL,
    band,
    bands,
    busiest_share,
    line,
    month_of,
    most_of,
    share,
)

counts = st.one_of(st.integers(0, 12), st.integers(0, 3_000))
Span = tuple[int, int]


def span(told: int | None) -> Span:
    """The counts that a figure may stand for."""
    return (told or 0, most_of(told))


def gives_away(possible: Iterable[int]) -> bool:
    """Whether these counts, all that are possible, are those of a small group alone."""
    sizes = possible if isinstance(possible, range) else sorted({*possible})
    return bool(sizes) and sizes[0] >= 1 and sizes[-1] < LEAST


def difference(whole: Span, part: Span) -> range:
    """How many there may be in the whole and not in the part."""
    return range(max(0, whole[0] - part[1]), whole[1] - part[0] + 1)


@given(counts)
def test_a_figure_is_the_least_of_at_least_five_counts(count: int) -> None:
    told = band(count)
    least, most = span(told)
    assert least <= count <= most
    assert most - least >= LEAST - 1
    assert (told is None) == (count < LEAST)
    assert {band(other) for other in (least, most)} == {told}


@given(st.lists(counts, max_size=20))
def test_arrays_are_told_as_single_counts_are(line_: list[int]) -> None:
    assert bands(np.array(line_, np.int64)).tolist() == [band(count) or 0 for count in line_]


@given(counts, counts)
def test_two_reports_give_no_small_group_away(whole: int, part: int) -> None:
    """The part is told by another report, under a filter, or at an earlier date."""
    part = min(whole, part)
    possible = difference(span(band(whole)), span(band(part)))
    assert whole - part in possible
    assert not gives_away(possible)


def test_no_two_bands_there_are_give_a_small_group_away() -> None:
    for part, whole in combinations((None, *FIRSTS[:-1]), 2):
        assert not gives_away(difference(span(whole), span(part)))


@given(st.lists(counts, min_size=1, max_size=6))
def test_a_line_with_its_total_gives_no_small_group_away(groups: list[int]) -> None:
    told = line(groups)
    total = span(told.total)
    assert_hidden(groups, told.parts, total)


@given(st.lists(counts, min_size=2, max_size=6))
def test_nor_does_it_to_who_knows_the_total(groups: list[int]) -> None:
    assert_hidden(groups, line(groups).parts, (sum(groups), sum(groups)))


def assert_hidden(groups: list[int], parts: tuple[int | None, ...], total: Span) -> None:
    spans = [(0, LEAST_BESIDE_TOTAL - 1) if told is None else span(told) for told in parts]
    for place, (least, most) in enumerate(spans):
        others = [other for at, other in enumerate(spans) if at != place]
        low = total[0] - sum(high for _, high in others)
        high = total[1] - sum(low_ for low_, _ in others)
        possible = range(max(least, low), min(most, high) + 1)
        assert groups[place] in possible
        assert not gives_away(possible), (groups, place)


@pytest.mark.parametrize(("groups", "most"), [(1, 60), (2, 30), (3, 14)])
def test_who_knows_every_line_that_could_have_been_learns_of_no_small_group(groups: int, most: int) -> None:
    seen: dict[object, list[tuple[int, ...]]] = {}
    for groups_ in product(range(most + 1), repeat=groups):
        seen.setdefault(line(groups_), []).append(groups_)
    for told, possible in seen.items():
        if told.total is None or most_of(told.total) <= most:
            for place in range(groups):
                assert not gives_away(one[place] for one in possible), told


@given(st.integers(0, 600), st.data())
def test_a_share_gives_no_small_group_away_to_who_knows_the_whole(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    told = share(part, whole)
    assert (told is None) == (whole < 2 * LEAST)
    if told is not None:
        possible = [other for other in range(whole + 1) if share(other, whole) == told]
        assert part in possible
        assert not gives_away(possible)
        assert not gives_away(whole - other for other in possible)
        assert 0 <= told <= part * 100 / whole


@given(st.lists(st.integers(1, 50), max_size=200))
def test_of_the_busiest_a_share_is_told_and_only_of_five_or_more(asked: list[int]) -> None:
    told = busiest_share(asked)
    busiest = sorted(asked)[len(asked) - len(asked) // 10 :]
    if len(busiest) < LEAST:
        assert told is None
    elif told is not None:
        assert told * sum(asked) <= 100 * sum(busiest)
        assert 2 * max(busiest) < sum(busiest)


def test_nobody_makes_up_a_share_alone() -> None:
    assert busiest_share([1] * 45 + [2] * 4 + [500]) is None
    assert busiest_share([1] * 45 + [9] * 5) == 50


def test_figures_stand_for_a_month() -> None:
    days = [date(2024, 2, day) for day in range(1, 30)]
    assert {month_of(day) for day in days} == {date(2024, 2, 1)}
