"""Who knows what: five skills a person, some experts, and some people who only say that they know."""

import numpy as np
from numpy.typing import NDArray

from sample.dice import Numbers, Whole
from sample.organization import Roster
from sample.places import DEPARTMENTS
from sample.skills import skills

SLOTS = 5
"""Skills of one person, all different; the first is the main one."""

ORDINARY, EXPERT, TALKER = range(3)
"""An EXPERT shows much evidence of several kinds; a TALKER declares skills and shows nothing."""


class Expertise:
    """Skills by person and slot, computed when asked."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        departments = [s.department for s in skills()]
        self._begin = np.array([departments.index(d.name) for d in DEPARTMENTS])
        self._count = np.array([departments.count(d.name) for d in DEPARTMENTS])

    def skill(self, numbers: Numbers, slots: Numbers) -> Whole:
        """The index in `skills()` of each person's skill in a slot."""
        roster, dice = self._roster, self._roster.dice
        team = roster.team[np.minimum(numbers, roster.home - 1)]
        own = roster.teams.department[team].astype(np.int64)
        count = self._count[own]
        main = (dice.below("focus", team, count) + dice.below("main skill", numbers, 3)) % count
        half = count // 2
        near = 1 + dice.below("second skill", numbers, half)
        far = 1 + half + dice.below("third skill", numbers, count - half - 1)
        within = (main + np.select([slots == 0, slots == 1], [0, near], far)) % count
        return np.where(slots < 3, self._begin[own] + within, self._elsewhere(numbers, slots, own))

    def level(self, numbers: Numbers) -> NDArray[np.int8]:
        """ORDINARY, EXPERT or TALKER."""
        drawn = self._roster.dice.pick("level", numbers, (0.6, 0.1, 0.3))
        return drawn.astype(np.int8)

    def _elsewhere(self, numbers: Numbers, slots: Numbers, own: Numbers) -> Whole:
        """A skill of another department: one of even place for slot 3, of odd place for slot 4."""
        dice = self._roster.dice
        draw = numbers * 2 + slots % 2
        other = (own + 1 + dice.below("other department", draw, len(DEPARTMENTS) - 1)) % len(DEPARTMENTS)
        pairs = self._count[other] // 2
        place: Whole = self._begin[other] + 2 * dice.below("other skill", draw, pairs) + slots % 2
        return place
