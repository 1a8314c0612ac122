"""Sources of a few lines, stores that are disturbed at a write, and what there is after an ingest."""

import socket
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from graph.errors import StoreUnavailable
from graph.keys import NO_KEY, Key
from graph.model import KINDS, Job, Organization, Record
from graph.ports import PAGE, Change, Feed, Page, Position, R, Read, Store
from ingest.draft import Draft
from ingest.jobs import run
from ingest.result import Result
from ingest.source import BadRecord, BadSource, Item, Problem, Stage
from tests.factories.ingest_network import KEYS
from tests.fakes.lagging import Lagging

TODAY = date(2024, 6, 1)
NOW = datetime(2024, 6, 1, tzinfo=UTC)
HOST = f"{socket.gethostname()}:1"


class Disturbed:
    """A store before whose writes something happens, by number from 1."""

    def __init__(self, store: Store, disturb: Callable[[int, Store], None]) -> None:
        self._store = store
        self._disturb = disturb
        self.writes = 0

    def apply(
        self, changes: Sequence[Change], expect: Mapping[Key, int] | None = None, key: str | None = None
    ) -> int:
        self.writes += 1
        self._disturb(self.writes, self._store)
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

    def revision(self) -> int:
        return self._store.revision()

    def close(self) -> None:
        self._store.close()


class DisturbedApart(Disturbed):
    """One that writes at the last moment, so that the next batch is drafted on top of what is not there."""

    def apart(self) -> Lagging:
        return Lagging(self)


def fail_at(number: int) -> Callable[[int, Store], None]:
    def disturb(write: int, _: Store) -> None:
        if write == number:
            raise StoreUnavailable("test", "the plug was pulled")

    return disturb


def state(store: Store) -> dict[Key, Record]:
    """Everything but jobs and quarantine."""
    kinds = [kind for kind in KINDS.values() if kind.KIND not in {"job", "quarantined"}]
    pages = [store.scan(kind, limit=20_000) for kind in kinds]
    return {stored.record.key: stored.record for page in pages for stored in page.records}


def ingest(store: Store, source: object, tmp_path: Path, **options: object) -> Result:
    given = {"keys": KEYS, "now": lambda: NOW, "holder": HOST, "locks": tmp_path / "locks"}
    return run(store, source, **(given | options))  # type: ignore[arg-type]


@dataclass
class Lines:
    """A source of small batches: a word a line makes an organization; "bad" lines are refused."""

    words: Sequence[str]
    format: str = "lines"
    name: str = "lines"
    contributor: Key = NO_KEY
    fingerprint: str = "one"
    notes: list[str] = field(default_factory=list)
    breaks_at: int = 0

    def stages(self) -> Sequence[Stage]:
        return [Words(self)]


@dataclass
class Words:
    source: Lines
    name: str = "words"
    counts: bool = True

    def items(self, after: str) -> Iterator[Item | Problem]:
        for line, word in enumerate(self.source.words, 1):
            if line == self.source.breaks_at:
                raise BadSource("lines.txt", line, "the disk broke")
            if line > int(after or 0):
                yield Item("lines.txt", line, str(line), {"word": word})

    def needs(self, items: Sequence[Item], draft: Draft) -> Collection[Key]:
        return [draft.organization_key(item.columns["word"]) for item in items]

    def take(self, item: Item, draft: Draft) -> None:
        key = draft.organization(item.columns["word"])
        if item.columns["word"].startswith("bad"):
            raise BadRecord("word", "bad")
        held = draft.get(key, Organization)
        assert held is not None


def job(store: Store, key: Key) -> Job:
    held = store.fetch([key]).found[key].record
    assert isinstance(held, Job)
    return held
