"""A store that fails once, at a chosen write: the plug is pulled in the middle of something."""

from collections.abc import Collection, Mapping, Sequence

from graph.errors import StoreUnavailable
from graph.keys import Key
from graph.ports import PAGE, Change, Feed, Page, Position, R, Read, Seals, Store


class BreakingStore:
    """Passes everything on to `store` but its write number `broken` (from 1)."""

    def __init__(self, store: Store, broken: int) -> None:
        self._store = store
        self._broken = broken
        self._writes = 0

    def apply(
        self, changes: Sequence[Change], expect: Mapping[Key, int] | None = None, key: str | None = None
    ) -> int:
        self._writes += 1
        if self._writes == self._broken:
            raise StoreUnavailable("test", "the plug was pulled")
        return self._store.apply(changes, expect, key)

    def fetch(self, keys: Collection[Key]) -> Read:
        return self._store.fetch(keys)

    def adjacent(
        self, keys: Collection[Key], kind: type[R], after: Key | None = None, limit: int = PAGE
    ) -> Page[R]:
        return self._store.adjacent(keys, kind, after, limit)

    def scan(
        self, kind: type[R], beginnings: Sequence[str] = (), after: Key | None = None, limit: int = PAGE
    ) -> Page[R]:
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
