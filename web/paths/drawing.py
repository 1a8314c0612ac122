"""A path as a picture: people from top to bottom, a line for each tie, its words beside it.

It is as wide as the narrowest screen, so its letters are never smaller than they are drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

WIDTH: Final = 254
"""Units, which are pixels on a screen of 320."""

_RADIUS: Final = 19
_LEFT: Final = 24
_TEXT: Final = 56
_LINE: Final = 17
_MARGIN: Final = 12
_LETTERS: Final = 27
_LETTERS_OF_NAMES: Final = 20
"""So many stand in one line beside the picture."""

_MOST_LINES: Final = 3
_WEIGHT: Final = {"STRONG": 9, "GOOD": 5, "FAINT": 2.5}


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody: `y` is the middle of the circle. `lines` are the name, in as many lines as it needs."""

    name: str
    lines: tuple[str, ...]
    y: int


@dataclass(frozen=True, slots=True)
class Tie:
    """The line between two people, and the words beside it."""

    warmth: str
    weight: float
    top: int
    bottom: int
    lines: tuple[str, ...]
    y: int  # of the first word


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of it; `x` is of the circles and lines, `text` of the words."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    height: int
    width: int = WIDTH
    x: int = _LEFT
    text: int = _TEXT
    radius: int = _RADIUS
    line: int = _LINE


def drawn(hops: Sequence[dict[str, Any]]) -> Drawing:
    """The picture of a path of the API."""
    y = _MARGIN + _RADIUS
    nodes = [_node("You", y)]
    ties = []
    for hop in hops:
        lines = _reasons(hop["reasons"])
        gap = max(2 * _RADIUS, _LINE * (len(lines) + 1)) + 2 * _MARGIN
        top, y = y + _RADIUS, y + 2 * _RADIUS + gap
        first = top + (gap - _LINE * len(lines)) // 2
        ties.append(Tie(hop["warmth"], _WEIGHT[hop["warmth"]], top + 3, y - _RADIUS - 3, lines, first))
        nodes.append(_node(hop["to"]["name"], y))
    return Drawing(tuple(nodes), tuple(ties), y + _RADIUS + _MARGIN)


def _node(name: str, y: int) -> Node:
    return Node(name, wrapped(name, _LETTERS_OF_NAMES)[:2], y)


def _reasons(reasons: Sequence[str]) -> tuple[str, ...]:
    """Lines that say why; the list beside the picture says it in full."""
    lines = [line for reason in reasons for line in wrapped(reason, _LETTERS)]
    if len(lines) <= _MOST_LINES:
        return tuple(lines)
    return (*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1][: _LETTERS - 2].rstrip()} …")


def wrapped(text: str, longest: int) -> tuple[str, ...]:
    """`text` in lines of at most `longest` letters, between words where that is possible."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= longest:
            lines[-1] += f" {word}"
        else:
            lines.extend(word[at : at + longest] for at in range(0, len(word), longest))
    return tuple(lines)
