"""E-mail addresses, employee numbers and profile links: what people in a sample are known by."""

from functools import cached_property

import numpy as np

from sample.dice import Numbers
from sample.names import Names
from sample.organization import OPEN, Roster
from sample.places import COMPANIES, domain

_AREAS = tuple(range(201, 211)) + tuple(range(212, 221)) + tuple(range(301, 311)) + tuple(range(312, 322))
_NUMBERS = 100  # of each area: 555-0100 to 555-0199 are kept for fiction
_PERSONAL = ("example.com", "example.org", "example.net")


class Addresses:
    """Addresses of the people of a roster; every one belongs to one person only."""

    def __init__(self, roster: Roster, names: Names) -> None:
        self._roster = roster
        self._names = names
        self._companies = ["@" + domain(company) for company in COMPANIES]

    @cached_property
    def domain(self) -> str:
        """The home company's."""
        return domain(self._roster.name)

    def work(self, numbers: Numbers) -> list[str]:
        """At the home company, also for those who left; at their employer for people outside."""
        roster, here = self._roster, "@" + self.domain
        outside = np.where(np.asarray(numbers) < roster.home, -1, roster.employer[numbers]).tolist()
        local = self._names.local(numbers)
        return [
            name + (here if at < 0 else self._companies[at]) for name, at in zip(local, outside, strict=True)
        ]

    def personal(self, numbers: Numbers) -> list[str]:
        """A private address, whether people.csv tells it or not."""
        local = self._names.local(numbers, spare=True)
        return [f"{name}@{_PERSONAL[n % 3]}" for name, n in zip(local, numbers.tolist(), strict=True)]

    def shows_personal(self, numbers: Numbers) -> list[bool]:
        """Whether people.csv tells the private address: for everybody who left, and for many others."""
        roster = self._roster
        left = (roster.leave[numbers] != OPEN) | (roster.earlier[0][numbers] != OPEN)
        told: list[bool] = (left | roster.dice.chance("personal", numbers, 0.6)).tolist()
        return told

    def at(self, numbers: Numbers, days: Numbers) -> list[str]:
        """What each one wrote from on that day: after leaving, the private address."""
        leave = self._roster.leave[numbers]
        gone = ((leave != OPEN) & (leave < days)).tolist()
        pairs = zip(self.work(numbers), self.personal(numbers), gone, strict=True)
        return [private if left else work for work, private, left in pairs]

    def profile(self, numbers: Numbers, told: bool = True) -> list[str]:
        """A LinkedIn link that is nobody's; with `told`, "" for people whose link people.csv leaves out."""
        share = 0.65 if told else 1.0
        has = self._roster.dice.chance("profile", numbers, share).tolist()
        scrambled = (
            ((numbers.astype(np.uint64) + np.uint64(977)) * np.uint64(2654435761)) & np.uint64(0xFFFFFFFF)
        ).tolist()
        local = self._names.local(numbers)
        return [
            f"https://www.linkedin.com/in/example-{name.replace('.', '-')}-{code:08x}" if shown else ""
            for name, code, shown in zip(local, scrambled, has, strict=True)
        ]

    def phone(self, numbers: Numbers) -> list[str]:
        """A number from the ranges kept for fiction; one in ten people, until there are no more."""
        phones = []
        for number in numbers.tolist():
            place, rest = divmod(number, 10)
            area, line = divmod(place, _NUMBERS)
            told = rest == 3 and area < len(_AREAS)
            phones.append(f"+1 {_AREAS[area]} 555 {100 + line:04d}" if told else "")
        return phones


def employee_id(place: int) -> str:
    """The number of the person hired as number `place` (0: the first)."""
    return f"E{place + 1001:07d}"
