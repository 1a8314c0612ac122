"""The year of a generated company: whose records they are, and the dice."""

import random
from datetime import date, timedelta
from itertools import islice
from typing import Final

import numpy as np

from graph.dates import day_number
from graph.keys import Key
from graph.model import (
    Identifier,
    Organization,
    Person,
    Skill,
    Tour,
)
from graph.scans import every
from policy.gates import Status, statuses
from service.opening import Service

NOW: Final = "2026-11-22"
OWN: Final = 15
"""How many of each kind belong to the one employee."""

_TODAY: Final = date.fromisoformat(NOW)
WORDS: Final = ("billing", "search", "payment", "review", "rollout", "support", "audit", "design")


class Year:
    """Records of a year, drawn by dice; the n-th of a kind has the same key in every run."""

    def __init__(self, service: Service) -> None:
        snapshot = service.network.read_model.current()
        status = statuses(snapshot.people.standing.rows, day_number(service.today()))
        self.keys, self.dice, ids = service.network.keys, random.Random(3), snapshot.people.ids
        addresses = {
            one.person: one.value
            for one in every(service.store, Identifier)
            if one.value.endswith(".example")
        }

        def of(which: Status) -> list[Key]:
            found = (Key(ids.key(number)) for number in np.flatnonzero(status == which).tolist())
            return sorted(key for key in found if key in addresses)

        self.employees, self.alumni = of(Status.EMPLOYEE), of(Status.ALUMNUS)
        self.employee, self.alumna = self.employees[0], self.alumni[0]
        self.addresses = {key: addresses[key] for key in (self.employee, self.alumna)}
        self.skills = list(every(service.store, Skill))
        self.companies = list(every(service.store, Organization))
        self.missions = [tour.mission for tour in islice(every(service.store, Tour), 500)]
        self.people = {one.record.key: one.record for one in service.store.scan(Person, limit=500).records}

    def key(self, kind: str, number: int) -> Key:
        """The key of the n-th record of a kind."""
        return self.keys.key(kind, "busy", str(number))

    def somebody(self, number: int) -> Key:
        """The one employee for the first of a kind, and anybody for the others."""
        return self.employee if number < OWN else self.dice.choice(self.employees)

    def alum(self, number: int) -> Key:
        """The one alumna for the first of a kind, and anybody who left for the others."""
        return self.alumna if number < OWN else self.dice.choice(self.alumni)

    def day(self, most: int = 330, least: int = 1) -> str:
        """A day of the year that is over, so many days ago."""
        return (_TODAY - timedelta(days=self.dice.randint(least, most))).isoformat()

    def moment(self, most: int = 330, least: int = 1) -> str:
        """A moment of it."""
        return f"{self.day(most, least)}T{self.dice.randint(8, 17):02}:00:00Z"

    def later(self) -> str:
        """A day to come."""
        return (_TODAY + timedelta(days=self.dice.randint(5, 300))).isoformat()

    def text(self, words: int = 12) -> str:
        """A sentence."""
        return " ".join(self.dice.choices(WORDS, k=words))

    def labels(self, many: int) -> tuple[str, ...]:
        """Labels of skills."""
        return tuple(skill.label for skill in self.dice.sample(self.skills, many))

    def taught(self, many: int) -> tuple[Key, ...]:
        """Keys of skills."""
        return tuple(skill.key for skill in self.dice.sample(self.skills, many))
