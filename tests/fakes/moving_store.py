"""A store that others write to while a question is being answered."""

from collections.abc import Callable, Collection, Mapping, Sequence

from graph.keys import Key
from graph.ports import PAGE, Change, Feed, Page, Position, R, Read, Seals, Store


class MovingStore:
    """Passes everything on to `store`; before read number n (from 0) `moves(n)` is written to it.

    Reads are fetches, adjacent records and scans; `revision` and `changes` are not counted.
    """

    def __init__(self, store: Store, moves: Callable[[int], Sequence[Change]]) -> None:
        self._store = store
        self._moves = moves
        self.reads = 0

    def apply(
        self, changes: Sequence[Change], expect: Mapping[Key, int] | None = None, key: str | None = None
    ) -> int:
        return self._store.apply(changes, expect, key)

    def fetch(self, keys: Collection[Key]) -> Read:
        self._move()
        return self._store.fetch(keys)

    def adjacent(
        self, keys: Collection[Key], kind: type[R], after: Key | None = None, limit: int = PAGE
    ) -> Page[R]:
        self._move()
        return self._store.adjacent(keys, kind, after, limit)

    def scan(
        self, kind: type[R], beginnings: Sequence[str] = (), after: Key | None = None, limit: int = PAGE
    ) -> Page[R]:
        self._move()
        return self._store.scan(kind, beginnings, after, limit)

    def changes(self, since: Position, limit: int = PAGE) -> Feed:
        return self._store.changes(since, limit)

    def seals(self, after: int = 0, limit: int = PAGE) -> Seals:
        return self._store.seals(after, limit)

    def revision(self) -> int:
        return self._store.revision()

    def scrub(self) -> bool:
        return self._store.scrub()

    def close(self) -> None:
        self._store.close()

    def _move(self) -> None:
        changes = self._moves(self.reads)
        self.reads += 1
        if changes:
            self._store.apply(changes)
