"""Figures as bars: a name on a line of its own, beneath it a bar for each measure, its figure beside it.

Lengths are parts of the width, letters have a size of their own: so a chart fills any screen, and its words
are as large on the narrowest one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from web.admin.reports.figures import Section

MOST: Final = 15
"""Rows of a chart; the table has all of them."""

LONGEST: Final = 72
"""Of a hundred parts of the width: the longest bar. The rest is for its figure."""

_LETTERS: Final = 31
_NAME: Final = 20
_BAR: Final = 14
_STEP: Final = 18
_GAP: Final = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """`width` is in parts of a hundred of the chart's, 0 for what is not told; `y` is the top."""

    measure: int
    width: float
    y: int
    said: str
    words: int  # the line on which the letters stand


@dataclass(frozen=True, slots=True)
class Group:
    """The bars of one row; `y` is the line on which the name's letters stand."""

    name: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """All of it, and the measures that it shows."""

    measures: tuple[str, ...]
    groups: tuple[Group, ...]
    height: int
    thick: int = _BAR


def charted(section: Section, drawn: Sequence[int]) -> Chart | None:
    """The chart of the first rows; None when there is nothing to draw."""
    measures = [n for n in drawn if n < len(section.measures)]
    rows = [line for line in section.lines[:MOST] if any(line.values[n] is not None for n in measures)]
    most = max((line.values[n] or 0 for line in rows for n in measures), default=0)
    if not most:
        return None
    y, groups = 0, []
    for line in rows:
        top = y + _NAME
        bars = []
        for place, n in enumerate(measures):
            at = top + place * _STEP
            width = round((line.values[n] or 0) / most * LONGEST, 2)
            bars.append(Bar(place, width, at, line.said[n], at + _BAR - 3))
        groups.append(Group(_cut(line.name), y + _NAME - 6, tuple(bars)))
        y = top + len(measures) * _STEP + _GAP
    return Chart(tuple(section.measures[n] for n in measures), tuple(groups), y - _GAP)


def _cut(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 2].rstrip()} …"
