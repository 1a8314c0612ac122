"""The read model of one process: opened or built once, and caught up before every question."""

from collections.abc import Callable, Collection
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np

from graph.errors import StoreUnavailable
from graph.keys import Key
from graph.ports import Store
from graph.snapshot.build import build
from graph.snapshot.files import discard, open_newest, save, writing_below
from graph.snapshot.follow import follow
from graph.snapshot.forgetting import forget
from graph.snapshot.news import news
from graph.snapshot.snapshot import Snapshot
from graph.snapshot.unused import NOBODY, Unused, changed_unused, read_unused

WORTH_SAVING: Final = 5_000
"""After so many followed changes a snapshot is saved anew, so that the next start need not follow them."""


class ReadModel:
    """Hands out a snapshot that is not older than the store at the moment of asking.

    `folder` is None when nothing may be written (a read-only data folder): then every start builds.
    """

    def __init__(
        self,
        store: Store,
        folder: Path | None,
        owner: str,
        report: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._store = store
        self._folder = folder
        self._owner = owner
        self._report = report
        self._snapshot: Snapshot | None = None
        self._ahead: tuple[int, Unused] = (0, NOBODY)  # of a revision that the snapshot may not be at yet
        self._catching_up = Lock()

    def current(self) -> Snapshot:
        """The snapshot at the store's revision. O(what changed since the last call)."""
        revision = self._store.revision()
        snapshot = self._snapshot
        if snapshot is not None and snapshot.revision >= revision:
            return snapshot
        with self._catching_up:
            snapshot = self._snapshot or self._open()
            if snapshot.revision < self._store.revision() and not follow(self._store, snapshot):
                snapshot = self._build()
            self._forget_gone(snapshot)
            if snapshot.followed > WORTH_SAVING:
                self._save(snapshot)
            self._snapshot = snapshot
            return snapshot

    def unused(self, revision: int) -> Unused:
        """Who is restricted, as of `revision` or later.

        Waits for no question that reads the snapshot, so it may be asked for while one is read. O(1), and a
        look at what changed where the snapshot is older.
        """
        snapshot = self._snapshot or self.current()
        if snapshot.revision >= revision:
            return snapshot.unused
        at, ahead = self._ahead
        if at < revision:
            changed = news(self._store, snapshot)
            if changed is None:
                at, ahead = self._store.revision(), read_unused(self._store)
            else:
                at, ahead = changed.revision, changed_unused(self._store, snapshot.unused, changed.keys)
            self._ahead = at, ahead
        return ahead

    def forget(self, people: Collection[Key]) -> None:
        """See that no file of the read model holds what `people`, who are gone, were called, or a text that

        named them.

        Raises StoreUnavailable.
        """
        if self._folder is not None:
            self._forget(people, self.current())

    def _forget(self, people: Collection[Key], snapshot: Snapshot) -> None:
        if self._folder is None:
            return
        try:
            forget(self._folder, self._owner, people, snapshot)
        except OSError as error:
            raise StoreUnavailable(str(self._folder), error.strerror or str(error)) from error

    def _forget_gone(self, snapshot: Snapshot) -> None:
        """Somebody was erased, perhaps by another host: its files are ours to look after."""
        gone, snapshot.gone = snapshot.gone, set()
        if not gone:
            return
        try:
            self._forget(gone, snapshot)
        except StoreUnavailable as error:
            self._report(f"the read model still names who was erased: {error}")

    def _open(self) -> Snapshot:
        opened = open_newest(self._folder, self._owner) if self._folder else None
        if opened is not None and opened.seal != self._seal_at(opened.revision):
            self._report(
                "the store is not the one that the read model was made of, or an earlier state of it"
            )
            self._discard()
            opened = None
        if opened is None:
            return self._build()
        numbers = np.flatnonzero(opened.people.standing.rows["restricted"])
        opened.unused = Unused.read(self._store, [opened.people.ids.key(int(n)) for n in numbers])
        return opened

    def _build(self) -> Snapshot:
        self._report("building the read model")
        snapshot = build(self._store, self._report)
        while not follow(self._store, snapshot):  # a switch was set, or much was written, meanwhile
            snapshot = build(self._store, self._report)
        self._save(snapshot)
        return snapshot

    def _save(self, snapshot: Snapshot) -> None:
        if self._folder is None:
            return
        try:
            with writing_below(self._folder):
                # who was erased while others wrote must not come back to the disk with an older state
                follow(self._store, snapshot)
                snapshot.seal = self._seal_at(snapshot.revision)
                save(snapshot, self._folder, self._owner)
            snapshot.followed = 0
        except OSError as error:
            self._report(f"the read model was not saved ({error.strerror}); the next start builds it again")
            snapshot.followed = 0

    def _seal_at(self, revision: int) -> str:
        """The store's seal of `revision`: it is the same only when all that was before is the same."""
        seals = self._store.seals(revision - 1, 1).seals if revision else ()
        return seals[0].seal if seals else ""

    def _discard(self) -> None:
        assert self._folder is not None
        try:
            with writing_below(self._folder):
                discard(self._folder)
        except OSError as error:
            self._report(f"an old read model is in the way ({error.strerror}); every start builds another")
