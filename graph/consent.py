"""Choices about consent in the form that a Preference keeps: `PURPOSE/role/answer/until`.

Three things that a person allows or refuses, for each purpose: to be *found* (listed as an expert,
a rehire candidate, a source of insight), to be *reached* (the target of a path) and to *connect* (be asked
to introduce). A yes ends on the day `until`; a no has no end. The rules that use them are in policy.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Final

from graph.errors import InvalidValue
from graph.model import PURPOSES

ROLES: Final = ("found", "reached", "connect")

CHOICES: Final = len(PURPOSES) * len(ROLES)


def choice_number(purpose: str, role: str) -> int:
    """The place of (purpose, role) in an array of all choices: 0 to CHOICES - 1."""
    return _NUMBERS[purpose, role]


_NUMBERS: Final = {pair: number for number, pair in enumerate(product(PURPOSES, ROLES))}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: for `purpose`, in `role`, `yes` until a day or no (`until` is then None)."""

    purpose: str
    role: str
    yes: bool
    until: date | None = None

    def __str__(self) -> str:
        until = self.until.isoformat() if self.until else ""
        return f"{self.purpose}/{self.role}/{'yes' if self.yes else 'no'}/{until}"

    @classmethod
    @lru_cache(maxsize=65_536)  # a network has far fewer of them than people who say them
    def parse(cls, line: str) -> "Choice":
        """Read a line. Raises InvalidValue."""
        match line.split("/"):
            case [purpose, role, ("yes" | "no") as answer, until] if purpose in PURPOSES and role in ROLES:
                try:
                    day = date.fromisoformat(until) if until else None
                except ValueError as error:
                    raise InvalidValue("choice", line, str(error)) from error
                if answer == "yes" and day is None:
                    raise InvalidValue("choice", line, "a yes needs the day that it ends")
                return cls(purpose, role, answer == "yes", day)
        raise InvalidValue("choice", line, "not PURPOSE/role/answer/until")
