"""Writes what was noted about who was named to whom: the log of accesses, and the counters of uses.

Each process has its own counters, whose keys nobody else writes: it puts its running total of the day, so
no two processes wait for each other and a write that is repeated counts once. Counters of days that are
over are added up by `compact`. A process that is killed loses what it noted since the last flush.
"""

import logging
import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from threading import Lock
from typing import Final

from graph.errors import KithError, MissingReference
from graph.keys import Key, name_of
from graph.model import Access, Record, UnansweredTopic, Use
from graph.ports import Change, Deletion
from graph.scans import every
from queries.network import Network
from queries.unanswered import nameless
from queries.use_log import Line, Noted, UseBuffer
from queries.uses import roles_of

LOG: Final = logging.getLogger("kith.uses")

MOST_KEPT: Final = 500_000
"""So many notes are kept while the store cannot be written; then they are given up, and that is logged."""

_BATCH: Final = 5_000
_PEOPLE: Final = 1_000  # in one line
_TRIES: Final = 3
_ALL: Final = "all"

_Use = tuple[Key, str, str, str]  # person, day, purpose, role


class UseWriter:
    """Writes what one process notes."""

    def __init__(self, network: Network, buffer: UseBuffer) -> None:
        self._network = network
        self._buffer = buffer
        self._process = secrets.token_hex(8)
        self._flushes = 0
        self._turn = Lock()
        self._failing = False
        self._uses: dict[_Use, int] = {}
        self._topics: dict[tuple[str, str], int] = {}

    def flush(self) -> None:
        """Write what was noted since the last flush. Raises KithError; then it is tried again with the next.

        Two round trips and a write for up to 5,000 notes; nothing when there is nothing to write.
        """
        with self._turn:
            noted = self._buffer.take()
            if not noted:
                return
            for attempt in range(_TRIES):
                try:
                    self._write(noted)
                    break
                except MissingReference:  # somebody was erased meanwhile
                    if attempt == _TRIES - 1:
                        raise
            self._buffer.written()
            self._flushes += 1

    def flush_or_log(self) -> None:
        """Flush; what goes wrong is logged once, until it goes well again."""
        try:
            self.flush()
            self._failing = False
        except KithError as error:
            if not self._failing:
                LOG.error("who was named to whom could not be written: %s", error)
            self._failing = True
            self._give_up()

    def _give_up(self) -> None:
        with self._turn:
            noted = self._buffer.take()
            if len(noted) > MOST_KEPT:
                LOG.error("%d notes of who was named to whom were given up", len(noted))
                self._buffer.written()

    def _write(self, noted: Noted) -> None:
        roles = roles_of(self._network, (line.asker for line in noted.people if not line.role))
        lines = {
            line._replace(role=line.role or roles[line.asker]): counts
            for line, counts in noted.people.items()
        }
        uses, topics = self._totals(lines, noted)
        there = self._there({person for person, *_ in uses})
        records: list[Record] = [
            *self._accesses(lines),
            *(self._use(use, count) for use, count in uses.items() if use[0] in there),
            *(self._topic(place, count) for place, count in topics.items()),
        ]
        _apply(self._network, records)
        today = max((line.day for line in lines), default="")
        self._uses = {use: count for use, count in (self._uses | uses).items() if use[1] >= today}
        self._topics = {place: count for place, count in (self._topics | topics).items() if place[0] >= today}

    def _totals(
        self, lines: dict[Line, dict[Key, int]], noted: Noted
    ) -> tuple[dict[_Use, int], dict[tuple[str, str], int]]:
        """What the counters concerned are to be: of the day, of this process."""
        uses: dict[_Use, int] = defaultdict(int)
        for line, counts in lines.items():
            for person, count in counts.items():
                uses[person, line.day, line.purpose, line.role] += count
        spoken = nameless(self._network, {topic for _, topic in noted.topics}) if noted.topics else set()
        topics = {place: count for place, count in noted.topics.items() if place[1] in spoken}
        return (
            {use: count + self._uses.get(use, 0) for use, count in uses.items()},
            {place: count + self._topics.get(place, 0) for place, count in topics.items()},
        )

    def _there(self, people: set[Key]) -> set[Key]:
        found: set[Key] = set()
        for chunk in _chunks(sorted(people)):
            found |= self._network.store.fetch(chunk).found.keys()
        return found

    def _accesses(self, lines: dict[Line, dict[Key, int]]) -> Iterator[Access]:
        number = 0
        for line, counts in sorted(lines.items()):
            people = sorted(counts)
            for first in range(0, len(people), _PEOPLE):
                yield Access(
                    key=Key(f"{Access.KIND}:{line.day}.{self._process}.{self._flushes:08}.{number:04}"),
                    day=line.day,
                    asker=line.asker,
                    role=line.role,
                    purpose=line.purpose,
                    people=tuple(people[first : first + _PEOPLE]),
                )
                number += 1

    def _use(self, use: _Use, count: int) -> Use:
        return _use(use, count, self._process)

    def _topic(self, place: tuple[str, str], count: int) -> UnansweredTopic:
        day, topic = place
        name = self._network.keys.name("topic", topic)
        key = Key(f"{UnansweredTopic.KIND}:{day}.{name}.{self._process}")
        return UnansweredTopic(key=key, topic=topic, day=day, count=count)


def compact(network: Network, before: date) -> int:
    """Add up the counters of uses of each day before `before`, over processes; how many records went.

    `before` is yesterday at the latest: no process counts for an earlier day any more. Safe to stop and to
    repeat. O(counters).
    """
    went = 0
    batch: list[Change] = []
    counters = every(network.store, Use, [f"{Use.KIND}:"])
    for (person, day), group in groupby(counters, lambda use: (use.person, use.day)):
        parts = list(group) if day < before.isoformat() else []
        if all(_is_total(part) for part in parts):
            continue
        totals: dict[_Use, int] = defaultdict(int)
        for part in parts:
            totals[person, day, part.purpose, part.role] += part.count
        batch += [_use(use, count, _ALL) for use, count in totals.items()]
        gone = [Deletion(part.key) for part in parts if not _is_total(part)]
        batch += gone
        went += len(gone)
        if len(batch) > _BATCH:
            network.store.apply(batch)
            batch = []
    if batch:
        network.store.apply(batch)
    return went


def _use(use: _Use, count: int, by: str) -> Use:
    person, day, purpose, role = use
    key = Key(f"{Use.KIND}:{name_of(person)}.{day}.{by}.{purpose}.{role}")
    return Use(key=key, person=person, day=day, purpose=purpose, role=role, count=count)


def _is_total(use: Use) -> bool:
    return name_of(use.key).split(".")[2] == _ALL


def _apply(network: Network, records: Sequence[Record]) -> None:
    for chunk in _chunks(records):
        network.store.apply(chunk)


def _chunks(items: Sequence[Key] | Sequence[Record]) -> Iterator[Sequence]:  # type: ignore[type-arg]
    for first in range(0, len(items), _BATCH):
        yield items[first : first + _BATCH]
