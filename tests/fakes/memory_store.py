"""An honest store in memory: the whole port, written as plainly as can be, for fast tests."""

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from datetime import UTC, datetime
from typing import Any

from graph.dates import iso
from graph.errors import Conflict, InvalidValue, MissingReference, StillReferenced, StoreUnavailable
from graph.keys import Key, kind_of
from graph.model import Record, referred
from graph.ports import (
    PAGE,
    Change,
    Changed,
    Deletion,
    Feed,
    Page,
    Position,
    R,
    Read,
    Seal,
    Seals,
    Stored,
)
from graph.stores.records import decode, encode, is_counter, may_expect, settle, within_bounds
from graph.stores.seal import FIRST_DIGEST, FIRST_SEAL, chain, content_digest, weight


class MemoryStore:
    """Implements `graph.ports.Store`; every read looks at every record."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._held: dict[Key, Stored[Record]] = {}
        self._tombstones: dict[Key, int] = {}
        self._applied: dict[str, int] = {}
        self._closed = False
        self._sealed: list[Seal] = []

    def apply(
        self,
        changes: Sequence[Change],
        expect: Mapping[Key, int] | None = None,
        key: str | None = None,
    ) -> int:
        settled = {name: _canonical(change) for name, change in settle(changes).items()}
        may_expect(expect or {})
        with self._lock:
            self._check_open()
            if key is not None and key in self._applied:
                return self._applied[key]
            self._check_expected(expect or {})
            self._check_references(settled)
            effective = {name: change for name, change in settled.items() if self._changes(change)}
            if effective:
                self._write(effective)
            if key is not None:
                self._applied[key] = len(self._sealed)
            return len(self._sealed)

    def fetch(self, keys: Collection[Key]) -> Read:
        within_bounds(len(keys))
        with self._lock:
            self._check_open()
            return Read(
                len(self._sealed), {key: self._held[key] for key in sorted(set(keys)) if key in self._held}
            )

    def adjacent(
        self, keys: Collection[Key], kind: type[R], after: Key | None = None, limit: int = PAGE
    ) -> Page[R]:
        within_bounds(len(keys))
        wanted = set(keys)
        return self._page(kind, lambda record: not wanted.isdisjoint(referred(record)), after, limit)

    def scan(
        self,
        kind: type[R],
        beginnings: Sequence[str] = (),
        after: Key | None = None,
        limit: int = PAGE,
    ) -> Page[R]:
        within_bounds(len(beginnings))
        start = tuple(beginnings) or ("",)
        return self._page(kind, lambda record: record.key.startswith(start), after, limit)

    def changes(self, since: Position, limit: int = PAGE) -> Feed:
        _check_limit(limit)
        with self._lock:
            self._check_open()
            written = [
                Changed(key, stored.revision, False)
                for key, stored in self._held.items()
                if not is_counter(key)
            ]
            gone = [Changed(key, revision, True) for key, revision in self._tombstones.items()]
            everything = sorted(written + gone, key=lambda change: (change.revision, change.key))
            behind = [change for change in everything if (change.revision, change.key) > since]
            here = behind[:limit]
            after = Position(here[-1].revision, here[-1].key) if len(behind) > limit else None
            return Feed(len(self._sealed), here, after)

    def seals(self, after: int = 0, limit: int = PAGE) -> Seals:
        _check_limit(limit)
        with self._lock:
            self._check_open()
            behind = [seal for seal in self._sealed if seal.revision > after]
            here = behind[:limit]
            return Seals(len(self._sealed), here, here[-1].revision if len(behind) > limit else None)

    def revision(self) -> int:
        with self._lock:
            self._check_open()
            return len(self._sealed)

    def scrub(self) -> bool:
        self._check_open()
        return True

    def close(self) -> None:
        self._closed = True

    def reopen(self) -> "MemoryStore":
        """Another open store over the same records, as a second process would have it."""
        other = copy(self)
        other._closed = False
        return other

    def _check_open(self) -> None:
        if self._closed:
            raise StoreUnavailable("memory", "the store has been closed")

    def _check_expected(self, expect: Mapping[Key, int]) -> None:
        for key, expected in expect.items():
            found = self._held[key].revision if key in self._held else 0
            if found != expected:
                raise Conflict(key, expected, found)

    def _check_references(self, settled: Mapping[Key, Change]) -> None:
        gone = {key for key, change in settled.items() if isinstance(change, Deletion)}
        puts = {key: change for key, change in settled.items() if isinstance(change, Record)}
        there = (self._held.keys() | puts.keys()) - gone
        if missing := {to for record in puts.values() for to in referred(record)} - there:
            raise MissingReference(sorted(missing)[:10])
        staying = [held.record for key, held in self._held.items() if key not in settled] if gone else []
        if kept := {to for record in staying for to in referred(record)} & gone:
            raise StillReferenced(sorted(kept)[:10])

    def _changes(self, change: Change) -> bool:
        held = self._held.get(change.key)
        if isinstance(change, Deletion):
            return held is not None
        return held is None or held.record != change

    def _write(self, effective: Mapping[Key, Change]) -> None:
        revision, at = len(self._sealed) + 1, iso(self._clock())
        sealed = {key: change for key, change in effective.items() if not is_counter(key)}
        went: list[tuple[Key, bytes | None]] = [
            (key, encode(self._held[key].record)) for key in sealed if key in self._held
        ]
        went += [(key, None) for key in sealed if key in self._tombstones]
        for key, change in effective.items():
            self._tombstones.pop(key, None)
            if isinstance(change, Deletion):
                del self._held[key]
            else:
                self._held[key] = Stored(change, revision if key in sealed else 0)
        if not sealed:
            return
        self._tombstones |= {key: revision for key, change in sealed.items() if isinstance(change, Deletion)}
        came = [(key, None if isinstance(one, Deletion) else encode(one)) for key, one in sealed.items()]
        last = self._sealed[-1] if self._sealed else Seal(0, "", FIRST_DIGEST, FIRST_SEAL)
        digest = content_digest(came, last.digest, weight(came) - weight(went))
        self._sealed.append(Seal(revision, at, digest, chain(last.seal, revision, at, digest)))

    def _page(
        self, kind: type[R], wanted: Callable[[Record], bool], after: Key | None, limit: int
    ) -> Page[R]:
        _check_limit(limit)
        with self._lock:
            self._check_open()
            fitting: list[Stored[Any]] = [
                stored
                for key, stored in sorted(self._held.items())
                if isinstance(stored.record, kind) and key > (after or "") and wanted(stored.record)
            ]
            here = fitting[:limit]
            return Page(len(self._sealed), here, here[-1].record.key if len(fitting) > limit else None)


def _canonical(change: Change) -> Change:
    return change if isinstance(change, Deletion) else decode(kind_of(change.key), encode(change))


def _check_limit(limit: int) -> None:
    if limit < 1:
        raise InvalidValue("limit", str(limit), "a page holds at least one record")
    within_bounds(limit)
