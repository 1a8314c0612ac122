"""A store as it is read while people are restricted: texts that name them are as if they were not there.

Nothing of it is written: what is withheld is there again, unchanged, when the restriction ends.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NoReturn

from graph.algorithms.mentions import Mentions, without_mentions
from graph.keys import Key
from graph.model import Employment, Record
from graph.ports import PAGE, Change, Feed, Page, Position, R, Read, Seals, Store, Stored


class WithheldTexts:
    """Implements Store for reading.

    `mentions` says how those who are restricted at a revision may be named. `withheld` collects what
    something was withheld of, by `whose`. `note` is told of every record as it is in the store.
    """

    def __init__(
        self,
        store: Store,
        mentions: Callable[[int], Mentions],
        note: Callable[[Record], None] | None = None,
    ) -> None:
        self._store = store
        self._mentions = mentions
        self._note = note
        self.withheld: set[Key] = set()

    def apply(
        self, changes: Sequence[Change], expect: Mapping[Key, int] | None = None, key: str | None = None
    ) -> NoReturn:
        """Raises TypeError: who writes must know what is there."""
        raise TypeError("texts are withheld here: write to the store itself")

    def fetch(self, keys: Collection[Key]) -> Read:
        """See Store."""
        read = self._store.fetch(keys)
        mentions = self._mentions(read.revision)
        self._noted(read.found.values())
        if not mentions:
            return read
        told = {key: self._told(stored, mentions) for key, stored in read.found.items()}
        return Read(read.revision, {key: stored for key, stored in told.items() if stored is not None})

    def adjacent(
        self, keys: Collection[Key], kind: type[R], after: Key | None = None, limit: int = PAGE
    ) -> Page[R]:
        """See Store. A page may be shorter than asked for."""
        return self._page(self._store.adjacent(keys, kind, after, limit))

    def scan(
        self, kind: type[R], beginnings: Sequence[str] = (), after: Key | None = None, limit: int = PAGE
    ) -> Page[R]:
        """See Store. A page may be shorter than asked for."""
        return self._page(self._store.scan(kind, beginnings, after, limit))

    def changes(self, since: Position, limit: int = PAGE) -> Feed:
        """See Store."""
        return self._store.changes(since, limit)

    def seals(self, after: int = 0, limit: int = PAGE) -> Seals:
        """See Store."""
        return self._store.seals(after, limit)

    def revision(self) -> int:
        """See Store."""
        return self._store.revision()

    def scrub(self) -> bool:
        """See Store."""
        return self._store.scrub()

    def close(self) -> None:
        """Nothing: the store is somebody else's."""

    def _page(self, page: Page[R]) -> Page[R]:
        mentions = self._mentions(page.revision)
        self._noted(page.records)
        if not mentions:
            return page
        told = [self._told(stored, mentions) for stored in page.records]
        return Page(page.revision, [stored for stored in told if stored is not None], page.after)

    def _noted(self, read: Iterable[Stored[Record]]) -> None:
        if self._note is not None:
            for stored in read:
                self._note(stored.record)

    def _told(self, stored: Stored[R], mentions: Mentions) -> Stored[R] | None:
        record = without_mentions(stored.record, mentions)
        if record is stored.record:
            return stored
        self.withheld.add(whose(stored.record))
        return None if record is None else replace(stored, record=record)


def whose(record: Record) -> Key:
    """The key under which the read model keeps what a record says."""
    return record.person if isinstance(record, Employment) else record.key
