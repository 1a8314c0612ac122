"""Who was named to whom, and for what nobody was found: noted in memory at the moment an answer leaves.

Noting costs a few microseconds and no round trip. Whoever opened the network writes what was noted into
the store now and then (`service.uses`): until then it is here alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Final, NamedTuple, Protocol

from graph.identity.folding import fold
from graph.keys import NO_KEY, Key
from policy.viewer import Viewer

DIRECTORY: Final = "directory"
"""The purpose of an answer that is for none of PURPOSES."""

_LONGEST_TOPIC: Final = 200


class Line(NamedTuple):
    """One line of the log without the people in it. `role` is "" where the asker's status says it."""

    day: str
    asker: str
    role: str
    purpose: str


@dataclass(slots=True)
class Noted:
    """How often each person was named, by line, and how often nobody was found, by (day, topic)."""

    people: dict[Line, dict[Key, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    topics: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def __bool__(self) -> bool:
        return bool(self.people or self.topics)

    def __len__(self) -> int:
        return sum(map(len, self.people.values())) + len(self.topics)

    def add(self, other: "Noted") -> None:
        """Take in what `other` noted."""
        for line, counts in other.people.items():
            for person, count in counts.items():
                self.people[line][person] += count
        for topic, count in other.topics.items():
            self.topics[topic] += count


class UseLog(Protocol):
    """Is told who was named to whom. Safe to use from several threads; never raises, never waits."""

    def named(self, day: date, viewer: Viewer, purpose: str, people: Iterable[Key]) -> None:
        """An answer for `purpose` (one of PURPOSES, or DIRECTORY) names `people` to `viewer`."""
        ...

    def unanswered(self, day: date, topic: str) -> None:
        """Nobody was found who knows about `topic`. Who asked is not told."""
        ...

    def about(self, person: Key) -> Iterator[tuple[Line, int]]:
        """What was noted about `person` and is not in the store yet."""
        ...


class UseBuffer:
    """Implements UseLog: notes until somebody takes it away."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._noted = Noted()
        self._leaving = Noted()

    def named(self, day: date, viewer: Viewer, purpose: str, people: Iterable[Key]) -> None:
        """See UseLog. Somebody's look at themselves is not noted. About 0.2 µs a person."""
        own = NO_KEY if viewer.lent else viewer.person
        others = {key for key in people if key != own}
        if not others:
            return
        line = Line(day.isoformat(), _asker(viewer), viewer.strongest(), purpose)
        with self._lock:
            counts = self._noted.people[line]
            for key in others:
                counts[key] += 1

    def unanswered(self, day: date, topic: str) -> None:
        """See UseLog. Topics that fold alike are one."""
        folded = " ".join(fold(topic[:_LONGEST_TOPIC]).split())
        if folded:
            with self._lock:
                self._noted.topics[day.isoformat(), folded] += 1

    def about(self, person: Key) -> Iterator[tuple[Line, int]]:
        """See UseLog."""
        with self._lock:
            found = [
                (line, counts[person])
                for noted in (self._leaving, self._noted)
                for line, counts in noted.people.items()
                if person in counts
            ]
        return iter(found)

    def __bool__(self) -> bool:
        """Whether anything was noted that is not in the store yet."""
        with self._lock:
            return bool(self._noted or self._leaving)

    def take(self) -> Noted:
        """What was noted and not yet `written`, to be written by one thread at a time."""
        with self._lock:
            self._leaving.add(self._noted)
            self._noted = Noted()
            return self._leaving

    def written(self) -> None:
        """What was taken last is in the store, or given up."""
        with self._lock:
            self._leaving = Noted()


def _asker(viewer: Viewer) -> str:
    if viewer.operator or viewer.lent:
        return "operator"
    return viewer.person or "service"
