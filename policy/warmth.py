"""How strong a path is by what it costs, and how strength is said to people: in words, never as a number."""

from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.best_paths import UNREACHED
from graph.algorithms.tie_strength import COST_UNIT


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


def path_strengths(costs: NDArray[np.int64]) -> NDArray[np.float64]:
    """(n,) in [0, 1]: the strength of paths of these costs; 0 where none leads. O(n).

    Where connectors cost extra it is times the parts of their capacity that are left.
    """
    reached = np.where(costs == UNREACHED, 0, costs)
    return np.where(costs == UNREACHED, 0.0, np.exp(-reached / COST_UNIT))


def _word(strength: float, strong: float, good: float) -> Warmth:
    if strength >= strong:
        return Warmth.STRONG
    return Warmth.GOOD if strength >= good else Warmth.FAINT
