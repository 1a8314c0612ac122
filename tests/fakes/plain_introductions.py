"""Introductions as plainly as they can be told, to hold the real ones against.

Everybody is an employee who knows everybody, and asks for EXPERTISE. A request is a list of people and what
they said; what it is now is worked out from the whole state each time.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from graph.dates import iso
from policy.budgets import spent

CAPACITY = 3
LIVE = ("queued", "asked")


@dataclass
class Request:
    path: list[str]  # the asker first, the target last
    asked: datetime
    state: str
    begun: bool  # whether anybody has been asked
    answers: dict[str, bool] = field(default_factory=dict)
    outcome: str = ""

    @property
    def deadline(self) -> datetime:
        return self.asked + timedelta(days=10)

    def reached(self, state: str) -> list[str]:
        """Whom it has reached, when it is in `state` now."""
        if not self.begun and state != "asked":
            return []
        yes = sum(self.answers.values())
        return self.path[1 : yes + 2]

    def turn(self) -> str:
        return self.path[1 + sum(self.answers.values())]


class PlainIntroductions:
    def __init__(self, people: list[str], now: datetime) -> None:
        self.people = set(people)
        self.now = now
        self.requests: list[Request] = []
        self.spent: dict[str, list[datetime]] = {name: [] for name in people}
        self.blocks: set[tuple[str, str]] = set()
        self.unwilling: set[str] = set()  # not to be contacted
        self.paused: set[str] = set()

    def states(self) -> dict[int, str]:
        """What each request is in now, by its number."""
        told = {}
        for number, one in enumerate(self.requests):
            told[number] = one.state
            if one.state in LIVE and self.now >= one.deadline:
                told[number] = "expired"
            elif one.state in LIVE and self._broken(one):
                told[number] = "failed"
        order = sorted(told, key=lambda number: self.requests[number].asked)
        for number in order:
            target = self.requests[number].path[-1]
            busy = any(told[n] == "asked" and self.requests[n].path[-1] == target for n in told)
            if told[number] == "queued" and not busy:
                told[number] = "asked"
        return told

    def _broken(self, one: Request) -> bool:
        if not self.people.issuperset(one.path) or self._across_a_block(one.path):
            return True
        silent = [person for person in one.path[1:] if not one.answers.get(person)]
        return not (self.unwilling.isdisjoint(one.path[1:]) and self.paused.isdisjoint(silent))

    def _across_a_block(self, path: list[str]) -> bool:
        pairs = [*pairwise(path), *((path[0], x) for x in path), *((x, path[-1]) for x in path)]
        return any(self._apart(a, b) for a, b in pairs)

    def _apart(self, one: str, other: str) -> bool:
        return (one, other) in self.blocks or (other, one) in self.blocks

    def shown(self, one: Request) -> str:
        """To its asker."""
        if one.state in ("agreed", "closed", "withdrawn"):
            return one.state
        return "waiting" if self.now < one.deadline else "not_this_time"

    def mine(self, asker: str) -> list[str]:
        return sorted(self.shown(one) for one in self.requests if one.path[0] == asker)

    def waiting(self, person: str) -> set[int]:
        return {
            number
            for number, state in self.states().items()
            if state == "asked" and self.requests[number].turn() == person
        }

    def ask(self, path: list[str]) -> str:
        own = [one for one in self.requests if one.path[0] == path[0]]
        if any(one.path[-1] == path[-1] and self.shown(one) == "waiting" for one in own) and (
            path[-1] in self.people
        ):
            return "ALREADY_ASKED"
        off = {
            person
            for one in own
            if self.shown(one) in ("not_this_time", "withdrawn")
            and self.now < one.deadline + timedelta(days=90)
            for person in (one.path[1], one.path[-1])
        }
        free = {person for person in path[1:] if self._free(person)}
        if not self.people.issuperset(path) or self._across_a_block(path) or free - off != {*path[1:]}:
            return "NO_PATH"
        busy = any(s in LIVE and self.requests[n].path[-1] == path[-1] for n, s in self.states().items())
        for person in path[1:]:
            self.spent[person].append(self.now)
        self.requests.append(Request(path, self.now, "queued" if busy else "asked", not busy))
        return ""

    def _free(self, person: str) -> bool:
        lately = spent(map(iso, self.spent[person]), self.now)  # has tests of its own
        return person not in self.unwilling | self.paused and len(lately) < CAPACITY

    def answer(self, number: int, person: str, yes: bool) -> str:
        one, state = self.requests[number], self.states()[number]
        if person == one.path[0]:
            return "NOT_YOUR_TURN"
        if person not in one.reached(state) or self._apart(person, one.path[0]):
            return "NOT_FOUND"
        if person in one.answers:
            return "" if one.answers[person] == yes else "NOT_YOUR_TURN"
        if state != "asked":
            return "NOT_NOW"
        one.answers[person], one.begun = yes, True
        one.state = "declined" if not yes else "agreed" if person == one.path[-1] else "asked"
        return ""

    def withdraw(self, number: int) -> str:
        one = self.requests[number]
        if self.shown(one) not in ("waiting", "withdrawn"):
            return "NOT_NOW"
        if self.shown(one) == "waiting":
            one.state = "withdrawn"
        return ""

    def close(self, number: int, person: str, outcome: str) -> str:
        one = self.requests[number]
        reached = one.reached(self.states()[number])
        if person != one.path[0] and (
            person not in reached or person != one.path[-1] or self._apart(person, one.path[0])
        ):
            return "NOT_FOUND"
        if one.state == "closed" and one.outcome == outcome:
            return ""
        if one.state != "agreed":
            return "NOT_NOW"
        one.state, one.outcome = "closed", outcome
        return ""

    def settle(self) -> None:
        for number, state in self.states().items():
            one = self.requests[number]
            one.state, one.begun = state, one.begun or state == "asked"

    def erase(self, person: str) -> None:
        self.people.discard(person)
        for one in self.requests:
            if one.path[0] == person:
                one.state, one.begun = "gone", False
