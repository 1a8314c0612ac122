"""Pending records on top of a store: read your writes, undo one item, compare-and-set at the end."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from graph.keys import Key, name_of
from graph.model import Identifier, Mission, Organization, Person, Record, Skill, referred
from graph.ports import MAX_KEYS, Change, Deletion, Store, Stored

R = TypeVar("R", bound=Record)

_PAGE = 10_000
_AROUND = 500  # for every page a store asks each of the keys anew: many keys with many pages are slow
_UNREAD = object()
_UNKNOWN = -1

_LASTING = tuple(f"{kind.KIND}:" for kind in (Identifier, Person, Organization, Mission, Skill))
"""What one batch after another refers to; other records are seldom looked at twice."""

_PERSON = f"{Person.KIND}:"

_REMEMBERED = 150_000  # records and absences from earlier batches; about 60 MB


class Pending:
    """What has been read and still holds, what is being written over it, and what is to be written next.

    Within a batch, what was read may be out of date by the time it is written: the store compares the
    revisions of all that changes. From batch to batch it is remembered only when nobody else has
    written in between. What is being written counts as stored, at the revision that it will have then.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._stored: dict[Key, Stored[Record] | None] = {}
        self._passing: list[Key] = []  # read for this batch
        self._flying: dict[Key, Record | None] = {}  # being written: the store may show it or not
        self._flies = False
        self._wanted: dict[Key, Record | None] = {}
        self._around: dict[tuple[type[Record], Key], list[Key]] = {}
        self._links: dict[type[Record], dict[Key, set[Key]]] = {}
        self._before: dict[Key, Record | None] = {}  # of the present item: what it found
        self._revision = _UNKNOWN  # of the store, when all that has begun is written

    def load(self, keys: Iterable[Key]) -> None:
        """Read the records at `keys` that have not been read yet, and remember their revisions."""
        stored, flying = self._stored, self._flying
        keys = [key for key in keys if key not in stored and key not in flying]
        if not keys:
            return
        unknown = iter([key for key in dict.fromkeys(keys) if key])
        while chunk := list(islice(unknown, MAX_KEYS)):
            found = self.store.fetch(chunk).found
            for key in chunk:
                stored[key] = found.get(key)
            self._passing += chunk

    def peek(self, key: Key) -> Record | None:
        """What is there now: pending, else stored."""
        if key in self._wanted:
            return self._wanted[key]
        if key in self._flying:
            return self._flying[key]
        held = self._stored.get(key, _UNREAD)
        if held is _UNREAD:
            if self._is_about_somebody_new(key):
                return None
            self.load((key,))
            held = self._stored.get(key)
        return held.record if isinstance(held, Stored) else None

    def put(self, record: Record) -> bool:
        """Make `record` true; False when it is already."""
        key = record.key
        there = self.peek(key)
        if there is not None and there == record:
            return False
        self._before.setdefault(key, there)
        self._wanted[key] = record
        links = self._links.get(type(record))
        if links is not None:
            _link(links, record)
        return True

    def delete(self, key: Key) -> None:
        """Make it true that there is nothing at `key`."""
        there = self.peek(key)
        if there is not None:
            self._before.setdefault(key, there)
            self._wanted[key] = None

    def load_around(self, keys: Collection[Key], kind: type[R]) -> None:
        """Read the records of `kind` that refer to any of `keys`, in as few calls as can be."""
        self.load(keys)
        unread = [key for key in dict.fromkeys(keys) if (kind, key) not in self._around]
        if not unread:
            return
        for key in unread:
            self._around[kind, key] = []
        there = [key for key in unread if self._flying.get(key) or self._stored.get(key) is not None]
        for start in range(0, len(there), _AROUND):
            self._read_around(there[start : start + _AROUND], kind)

    def around(self, key: Key, kind: type[R]) -> list[R]:
        """The records of `kind` that refer to `key`, pending ones included, in key order."""
        stored = self._around.get((kind, key))
        if stored is None:
            self.load_around((key,), kind)
            stored = self._around[kind, key]
        pending = self._links_of(kind).get(key)
        if not stored and not pending:
            return []
        candidates = {*stored, *(pending or ())}
        records = (self.peek(candidate) for candidate in sorted(candidates))
        return [record for record in records if isinstance(record, kind) and key in referred(record)]

    def stored_around(self, key: Key, kind: type[R]) -> Iterator[R]:
        """The stored records of `kind` that refer to `key`, streamed and not remembered."""
        after: Key | None = None
        while True:
            page = self.store.adjacent((key,), kind, after, _PAGE)
            yield from (stored.record for stored in page.records)
            if page.after is None:
                return
            after = page.after

    def begin(self) -> None:
        """A new item starts: what is put from here on can be undone."""
        self._before.clear()

    def undo(self) -> None:
        """Take back what was put since `begin`."""
        for key, record in self._before.items():
            self._wanted[key] = record
        self._before.clear()

    def created(self) -> list[Key]:
        """Keys that were absent at `begin` and are there now."""
        return [
            key
            for key, before in self._before.items()
            if before is None and self._wanted.get(key) is not None
        ]

    def altered(self) -> bool:
        """Whether a record that was there at `begin` is different now, or gone."""
        return any(
            before is not None and self._wanted.get(key) != before for key, before in self._before.items()
        )

    def __len__(self) -> int:
        return len(self._wanted)

    def changes(self) -> tuple[list[Change], dict[Key, int]]:
        """What to write, and the revisions at which it was read."""
        changes: list[Change] = []
        expect: dict[Key, int] = {}
        for key, record in self._wanted.items():
            held, revision = self._held(key)
            if record is None and held is not None:
                changes.append(Deletion(key))
            elif record is not None and held != record:
                changes.append(record)
            else:
                continue
            expect[key] = revision
        return changes, expect

    def _held(self, key: Key) -> tuple[Record | None, int]:
        """What the draft stands on, and the revision that the store has it at; None and 0 when absent."""
        if key in self._flying:
            flying = self._flying[key]
            return flying, 0 if flying is None else self._revision
        held = self._stored.get(key)
        return (None, 0) if held is None else (held.record, held.revision)

    def wanted(self) -> Iterator[Record]:
        """The records that are pending or being written."""
        for records in (self._flying, self._wanted):
            yield from (record for record in records.values() if record is not None)

    def clear(self) -> None:
        """Forget everything: it has to be read again."""
        for held in (self._stored, self._flying, self._passing):
            held.clear()
        self._forget_pending()
        self._flies = False
        self._revision = _UNKNOWN

    def start(self) -> None:
        """A batch begins: what is remembered of earlier ones holds unless somebody else has written since.

        While one is being written this can't be told yet: `landed` does.
        """
        if self._flies:
            return
        revision = self.store.revision()
        if revision != self._revision:
            self.clear()
            self._revision = revision

    def begun(self, changes: Sequence[Change]) -> None:
        """What is pending is being written, as `changes`; of all else the lasting things are remembered."""
        self._revision += 1
        self._flies = True
        self._forget_pending()
        for key in self._passing:
            if not key.startswith(_LASTING):
                self._stored.pop(key, None)
        self._passing = []
        if len(self._stored) > _REMEMBERED:
            self._stored.clear()
        self._flying = {change.key: None if isinstance(change, Deletion) else change for change in changes}

    def landed(self, revision: int) -> bool:
        """What was being written is there; False, with all forgotten, when others have written as well."""
        if revision != self._revision:
            self.clear()
            return False
        for key, record in self._flying.items():
            if key.startswith(_LASTING):
                self._stored[key] = None if record is None else Stored(record, revision)
            else:
                self._stored.pop(key, None)
        self._flying, self._flies = {}, False
        return True

    def _forget_pending(self) -> None:
        self._wanted, self._around, self._links, self._before = {}, {}, {}, {}

    def _is_about_somebody_new(self, key: Key) -> bool:
        """Whether `key` is about a pair with a person who is known to be absent from the store.

        Then nothing can be stored there, for it would refer to that person; that saves a read.
        """
        if "." not in key:
            return False
        people = (Key(_PERSON + name) for name in name_of(key).split(".")[:-1])
        return any(
            person not in self._flying and self._stored.get(person, _UNREAD) is None for person in people
        )

    def _links_of(self, kind: type[Record]) -> dict[Key, set[Key]]:
        links = self._links.get(kind)
        if links is None:
            links = self._links[kind] = {}
            for record in self.wanted():
                if isinstance(record, kind):
                    _link(links, record)
        return links

    def _read_around(self, keys: list[Key], kind: type[R]) -> None:
        asked = set(keys)
        after: Key | None = None
        while True:
            page = self.store.adjacent(keys, kind, after, _PAGE)
            for stored in page.records:
                self._stored.setdefault(stored.record.key, stored)
                for to in asked.intersection(referred(stored.record)):
                    self._around[kind, to].append(stored.record.key)
            if page.after is None:
                return
            after = page.after


def _link(links: dict[Key, set[Key]], record: Record) -> None:
    for to in referred(record):
        links.setdefault(to, set()).add(record.key)
