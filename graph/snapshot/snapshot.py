"""The read model as one object: what a question sees."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.source_switches import Silenced, Switches
from graph.keys import Key
from graph.ports import Position
from graph.snapshot.disclaimers import Disclaimers
from graph.snapshot.evidence import EvidenceTable
from graph.snapshot.people import PeopleTable
from graph.snapshot.phrases import Phrases
from graph.snapshot.skills import SkillTable
from graph.snapshot.ties import TieTable
from graph.snapshot.unused import NOBODY, Unused


class Sharing:
    """Many readers or one writer: questions read arrays that the follower changes in place."""

    def __init__(self) -> None:
        self._free = Condition()
        self._readers = 0
        self._writing = False

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Keep the arrays as they are while the block runs."""
        with self._free:
            self._free.wait_for(lambda: not self._writing)
            self._readers += 1
        try:
            yield
        finally:
            with self._free:
                self._readers -= 1
                self._free.notify_all()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be alone with the arrays while the block runs."""
        with self._free:
            self._free.wait_for(lambda: not self._writing)
            self._writing = True
            self._free.wait_for(lambda: self._readers == 0)
        try:
            yield
        finally:
            with self._free:
                self._writing = False
                self._free.notify_all()


RESTRICTED: Final = "restricted"
"""Stands beside kinds of records in `Snapshot.changed`: who is restricted, and how they may be named."""


def gone(kind: str) -> str:
    """What stands there for the last time that a record of this kind was deleted."""
    return f"{kind} gone"


@dataclass(slots=True)
class Snapshot:
    """Everything that is shared, at one revision of the store."""

    revision: int
    people: PeopleTable
    ties: TieTable
    evidence: EvidenceTable
    skills: SkillTable
    disclaimers: Disclaimers = field(default_factory=Disclaimers)
    switches: Switches = field(default_factory=Switches)
    silenced: Silenced = field(default_factory=dict)  # whom each source says nothing of
    decided: Mapping[str, str] = field(default_factory=dict)  # defaults of consent; replaced, never changed
    unused: Unused = NOBODY  # those who are restricted; replaced, never changed
    withheld: set[Key] = field(default_factory=set)  # what texts that name them were withheld of
    phrases: Phrases = field(default_factory=lambda: Phrases.for_people(0))
    seal: str = ""  # the store's, at the revision that it was saved at
    changed: dict[str, int] = field(default_factory=dict)  # by kind, when one was last changed: see `since`
    followed: int = 0  # changes taken in since it was built or opened
    gone: set[Key] = field(default_factory=set)  # people whom saved snapshots may still name
    sharing: Sharing = field(default_factory=Sharing)
    kept: dict[str, Any] = field(default_factory=dict)  # derived arrays, each with what it was derived from
    _rank: NDArray[np.int32] | None = None

    @property
    def position(self) -> Position:
        """Where the change feed goes on."""
        return Position(self.revision + 1, Key(""))

    def since(self, *kinds: str) -> int:
        """The latest known revision at which a record of one of these kinds was changed.

        0 when none was since it was built or opened. Ask for it before the records are read: then what is
        kept with it is of it, or newer.
        """
        return max((self.changed.get(kind, 0) for kind in kinds), default=0)

    def rank(self) -> NDArray[np.int32]:
        """(people,) the place of each person's key in key order; kept until somebody is added."""
        if self._rank is None or len(self._rank) != len(self.people.ids):
            self._rank = self.people.ids.rank()
        return self._rank
