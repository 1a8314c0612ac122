"""What a rank of a rehire candidate is made of, and what each part of it counts: a setting."""

from dataclasses import astuple, dataclass
from enum import StrEnum

from graph.errors import InvalidValue


class Component(StrEnum):
    """What a rank is made of, in the order of Weights."""

    KNOWLEDGE = "knowledge"
    TOURS = "tours"
    RETURN = "return"
    RECENCY = "recency"
    WARMTH = "warmth"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each component counts, >= 0; their proportions matter, and one of them is above 0."""

    knowledge: float = 6.0
    tours: float = 3.0
    returning: float = 2.0
    recency: float = 1.0
    warmth: float = 2.0

    def __post_init__(self) -> None:
        """Raises InvalidValue."""
        given = astuple(self)
        if min(given) < 0 or not 0 < sum(given) < float("inf"):
            raise InvalidValue("weights", str(given), "0 or more each, and not all 0")

    def parts(self) -> tuple[float, ...]:
        """What each component counts, by the order of Component; they add up to 1."""
        given = astuple(self)
        return tuple(part / sum(given) for part in given)
