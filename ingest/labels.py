"""Names of people and labels of skills, in memory while a job runs.

Read from the store once, on first use, and kept up with what the job puts. An entry may be out of
date (an item was undone): who asks checks the record itself.
"""

from collections.abc import Iterator
from typing import TypeVar

from graph.identity.folding import fold
from graph.identity.names import name_key
from graph.keys import Key
from graph.model import Person, PrivateProfile, Record, Skill
from graph.ports import Store

R = TypeVar("R", bound=Record)

_PAGE = 10_000


class NameIndex:
    """Name to people: those that the company knows, and those in one contributor's profiles."""

    fold = staticmethod(name_key)

    def __init__(self, store: Store, contributor: Key) -> None:
        self._contributor = contributor
        self._people: dict[str, set[Key]] = {}
        for person in _all(store, Person):
            self.add(person)
        if contributor:
            for profile in _all_around(store, contributor, PrivateProfile):
                self.add(profile)

    def add(self, record: Person | PrivateProfile) -> None:
        """Take in one record."""
        if isinstance(record, PrivateProfile):
            if record.contributor != self._contributor:
                return
            person = record.person
        else:
            person = record.key
        if name := name_key(record.name):
            self._people.setdefault(name, set()).add(person)

    def keys(self, name: str) -> list[Key]:
        """The people with this name, in key order."""
        return sorted(self._people.get(name_key(name), ()))


class SkillIndex:
    """Label to skills, preferred labels first."""

    fold = staticmethod(fold)

    def __init__(self, store: Store) -> None:
        self._preferred: dict[str, set[Key]] = {}
        self._alternative: dict[str, set[Key]] = {}
        for skill in _all(store, Skill):
            self.add(skill)

    def add(self, skill: Skill) -> None:
        """Take in one skill."""
        self._preferred.setdefault(fold(skill.label), set()).add(skill.key)
        for label in skill.alternatives:
            self._alternative.setdefault(fold(label), set()).add(skill.key)

    def keys(self, label: str) -> list[Key]:
        """The skills with this label: by preferred label in key order, then by alternative one."""
        text = fold(label)
        return [*sorted(self._preferred.get(text, ())), *sorted(self._alternative.get(text, ()))]

    def has(self, skill: Skill | None, label: str) -> bool:
        """Whether this skill is really labelled so."""
        return skill is not None and fold(label) in {
            fold(each) for each in (skill.label, *skill.alternatives)
        }


def _all(store: Store, kind: type[R]) -> Iterator[R]:
    after: Key | None = None
    while True:
        page = store.scan(kind, after=after, limit=_PAGE)
        yield from (stored.record for stored in page.records)
        if page.after is None:
            return
        after = page.after


def _all_around(store: Store, key: Key, kind: type[R]) -> Iterator[R]:
    after: Key | None = None
    while True:
        page = store.adjacent((key,), kind, after, _PAGE)
        yield from (stored.record for stored in page.records)
        if page.after is None:
            return
        after = page.after
