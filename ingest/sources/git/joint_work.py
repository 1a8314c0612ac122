"""Who worked on the same files at about the same time, and how much contact that stands for.

Whoever changes a file that others changed in the half year before had something to do with them.
For each commit by a at time t and each of its files, everybody else who touched the file within
180 days before t shares 1/(n-1)/(files in the commit) of contact with a, where n people are on
the file; when more than 15 are, it says nothing about any two of them.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import fsum
from typing import Final

from graph.algorithms.tie_strength import TRUST_HALF_LIFE

WINDOW: Final = 180 * 86_400
"""Seconds that a touch of a file counts."""

MOST_PEOPLE: Final = 15

CURRENCY_HALF_LIFE: Final = 180.0
"""Days: work on the same files stays fresh for a season, unlike a mail."""

DAY: Final = 86_400

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Work:
    """What one commit says about who works with whom. `at`: seconds since 1970 UTC."""

    at: int
    people: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(slots=True)
class JointWork:
    """What two people did together: days since 1970, amounts as of `last`, touches a folder."""

    first: int
    last: int
    trust: float = 0.0
    currency: float = 0.0
    folders: Counter[str] = field(default_factory=Counter)

    def add(self, day: int, amount: float) -> None:
        """Let the sums decay to `day`, which is not before `last`, and add `amount`."""
        age = day - self.last
        self.trust = self.trust * 2 ** (-age / TRUST_HALF_LIFE) + amount
        self.currency = self.currency * 2 ** (-age / CURRENCY_HALF_LIFE) + amount
        self.last = day

    def folder(self) -> str:
        """The folder they share most, "" for the root; of equal ones the first by name."""
        return min(self.folders, key=lambda name: (-self.folders[name], name))


def joint_work(works: Iterable[Work], since: int | None = None) -> dict[Pair, JointWork]:
    """What each two people (in order) did together; `works` are in order of time.

    Commits before `since` only say who was on a file when later ones touched it.
    The order of people and files within a commit does not matter. O(files x people on them);
    memory: the touches of 180 days, and a little for each pair.
    """
    pairs: dict[Pair, JointWork] = {}
    recent = _Recent()
    for work in works:
        day, counts = work.at // DAY, since is None or work.at >= since
        amounts: defaultdict[Pair, list[float]] = defaultdict(list)
        people = frozenset(work.people)
        recent.forget(work.at - WINDOW)
        for file in set(work.files):
            others = recent.people(file)
            together = people | others.keys()
            if counts and 1 < len(together) <= MOST_PEOPLE:
                for pair in _pairs(people, together):
                    amounts[pair].append(1 / (len(together) - 1))
                    joint = pairs.setdefault(pair, JointWork(day, day))
                    joint.folders[file.rpartition("/")[0]] += 1
            recent.touch(file, people, work.at)
        for pair, parts in amounts.items():
            pairs[pair].add(day, fsum(parts) / len(set(work.files)))
    return pairs


def _pairs(people: frozenset[str], together: frozenset[str]) -> Iterator[Pair]:
    for one in people:
        for other in together:
            # two authors of one commit meet once, not once each way
            if one != other and (one < other or other not in people):
                yield (one, other) if one < other else (other, one)


class _Recent:
    """Who touched which file in the last 180 days."""

    def __init__(self) -> None:
        self._files: dict[str, dict[str, int]] = {}
        self._touches: deque[tuple[int, str, str]] = deque()

    def people(self, file: str) -> dict[str, int]:
        return self._files.get(file, {})

    def touch(self, file: str, people: Iterable[str], at: int) -> None:
        last = self._files.setdefault(file, {})
        for person in people:
            last[person] = at
            self._touches.append((at, file, person))

    def forget(self, before: int) -> None:
        """Drop the touches before a time; what stays is touched at it or later."""
        while self._touches and self._touches[0][0] < before:
            at, file, person = self._touches.popleft()
            last = self._files.get(file, {})
            if last.get(person) == at:  # else touched again since
                del last[person]
                if not last:
                    del self._files[file]
