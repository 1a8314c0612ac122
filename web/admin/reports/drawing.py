"""Departments and companies as a map: departments to the left, companies to the right, a line for each tie.

Places across are parts of the width, letters have a size of their own: see chart.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from web.paths.drawing import wrapped

MOST: Final = 14
"""Departments, and companies, that are drawn: those that most ties join. The list has all of them."""

LEFT: Final = 36
RIGHT: Final = 64
"""Of a hundred parts of the width: where the ties begin and end."""

_LETTERS: Final = 11
_LINES: Final = 3
_LINE: Final = 15
_STEP: Final = 52
_HEAD: Final = 26
_WEIGHTS: Final = ((100, 8.0), (50, 6.0), (20, 4.5), (10, 3.0), (0, 1.8))


@dataclass(frozen=True, slots=True)
class Tie:
    """At least `people` on each side know somebody on the other; `alone`: nothing else joins the parts."""

    department: str
    company: str
    people: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A group; `y` is its middle, `words` the line on which its first letters stand."""

    name: str
    lines: tuple[str, ...]
    y: int
    words: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """The line for a tie."""

    tie: Tie
    top: int  # at the department
    bottom: int  # at the company
    weight: float


@dataclass(frozen=True, slots=True)
class Map:
    """All of it; `left_out` is how many ties are in the list alone."""

    departments: tuple[Place, ...]
    companies: tuple[Place, ...]
    ties: tuple[Drawn, ...]
    left_out: int
    height: int
    left: int = LEFT
    right: int = RIGHT
    line: int = _LINE
    head: int = _LINE  # the line of the headings


def ties_of(report: Mapping[str, Any]) -> list[Tie]:
    """The ties of the report on bridges, the bridges first."""
    return [
        Tie(row["labels"][1], row["labels"][2], int(row["values"][0]), row["labels"][0] == "bridge")
        for row in report["rows"]
        if row["labels"][0] in ("bridge", "tie") and row["values"][0] is not None
    ]


def mapped(ties: Sequence[Tie]) -> Map:
    """The map of the groups that most ties join."""
    departments = _joined([tie.department for tie in ties])
    companies = _joined([tie.company for tie in ties])
    companies = _ordered(companies, departments, ties)
    rows = max(len(departments), len(companies))
    left, right = _places(departments, rows), _places(companies, rows)
    at = ({place.name: place.y for place in left}, {place.name: place.y for place in right})
    drawn = tuple(
        Drawn(tie, at[0][tie.department], at[1][tie.company], _weight(tie.people))
        for tie in ties
        if tie.department in at[0] and tie.company in at[1]
    )
    return Map(left, right, drawn, len(ties) - len(drawn), _HEAD + rows * _STEP)


def _joined(names: Sequence[str]) -> list[str]:
    """The names that stand there most often, in that order."""
    counted = {name: names.count(name) for name in dict.fromkeys(names)}
    return sorted(counted, key=lambda name: (-counted[name], name))[:MOST]


def _ordered(companies: Sequence[str], departments: Sequence[str], ties: Sequence[Tie]) -> list[str]:
    """Each company near the departments that it is joined to, so that fewer lines cross."""
    place = {name: number for number, name in enumerate(departments)}

    def middle(company: str) -> float:
        at = [place[t.department] for t in ties if t.company == company and t.department in place]
        return sum(at) / len(at) if at else len(departments)

    return sorted(companies, key=lambda company: (middle(company), company))


def _places(names: Sequence[str], rows: int) -> tuple[Place, ...]:
    """The groups of one side, spread over the height."""
    step = rows * _STEP / max(len(names), 1)
    found = []
    for number, name in enumerate(names):
        whole = wrapped(name, _LETTERS)
        lines = whole[:_LINES]
        if len(whole) > _LINES:
            lines = (*lines[:-1], f"{lines[-1][: _LETTERS - 2]} …")
        y = _HEAD + round(step * (number + 0.5))
        found.append(Place(name, lines, y, y + 4 - (len(lines) - 1) * _LINE // 2))
    return tuple(found)


def _weight(people: int) -> float:
    return next(weight for least, weight in _WEIGHTS if people >= least)
