"""How strength is said to people: in words, never as a number on a page."""

from enum import Enum
from typing import Final


class Warmth(Enum):
    """How warm a tie or a path is."""

    STRONG = "STRONG"
    GOOD = "GOOD"
    FAINT = "FAINT"


_STRONG_TIE: Final = 0.5
_GOOD_TIE: Final = 0.2
_STRONG_PATH: Final = 0.25
_GOOD_PATH: Final = 0.05


def hop_warmth(strength: float) -> Warmth:
    """The word for one tie of `strength` in (0, 1]."""
    return _word(strength, _STRONG_TIE, _GOOD_TIE)


def path_warmth(strength: float) -> Warmth:
    """The word for a whole path; its strength is a product, so less is as good."""
    return _word(strength, _STRONG_PATH, _GOOD_PATH)


def _word(strength: float, strong: float, good: float) -> Warmth:
    if strength >= strong:
        return Warmth.STRONG
    return Warmth.GOOD if strength >= good else Warmth.FAINT
