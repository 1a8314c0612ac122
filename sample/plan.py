"""What was asked for: the size of a sample, its seed and its day."""

from dataclasses import dataclass
from datetime import date

from sample.errors import RateOutOfRange, SizeOutOfRange

LEAST, MOST = 50, 1_000_000
SMALL = 2_000
"""Up to so many people the sample holds a real git repository."""

_MOST_EACH = 50.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A sample to be made.

    `people` (50 to 1,000,000) is how many different people people.csv names; `today` is the day that
    the sample pretends to be written on. `evidence_per_person`, `ties_per_person` and
    `contacts_per_person` (0 to 50) are how many pieces of evidence, ties and contact rows there are,
    divided by the people; a very small company may not have as many pairs.

    Raises SizeOutOfRange, RateOutOfRange.
    """

    people: int
    seed: int
    today: date
    evidence_per_person: float = 5.0
    ties_per_person: float = 10.0
    contacts_per_person: float = 6.0

    def __post_init__(self) -> None:
        if not LEAST <= self.people <= MOST:
            raise SizeOutOfRange(self.people, LEAST, MOST)
        for option in ("evidence_per_person", "ties_per_person", "contacts_per_person"):
            value = getattr(self, option)
            if not 0 <= value <= _MOST_EACH:
                raise RateOutOfRange(option, value, _MOST_EACH)

    @property
    def day(self) -> int:
        """`today` as an ordinal: the unit of every day in a sample's arrays."""
        return self.today.toordinal()

    @property
    def small(self) -> bool:
        """Whether there is a repository."""
        return self.people <= SMALL
