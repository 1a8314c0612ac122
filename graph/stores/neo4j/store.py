"""`Neo4jStore`: the Store port over Neo4j 5.26 or newer."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import Final

from graph.dates import iso
from graph.errors import InvalidValue, StoreError, StoreUnavailable
from graph.keys import Key, kind_of
from graph.model import Record
from graph.ports import PAGE, Change, Changed, Feed, Page, Position, R, Read, Seal, Seals, Stored
from graph.stores.neo4j import reading
from graph.stores.neo4j.connection import Connection
from graph.stores.neo4j.forms import FORMS
from graph.stores.neo4j.writing import Call, batch_of, first_revision, write
from graph.stores.records import may_expect, record_from, within_bounds

PATIENCE_S: Final = 15.0
"""How long a call tries to get through to a server that does not answer, in seconds."""


def _now() -> datetime:
    return datetime.now(UTC)


class Neo4jStore:
    """Keeps records as labelled nodes and typed relationships; implements `graph.ports.Store`.

    Any number of processes and threads may have a store on the same database. Every write is a
    managed transaction; one whose outcome is unknown is repeated under its own idempotency key.
    """

    def __init__(
        self,
        uri: str,
        user: str,
        password: str,
        database: str | None = None,
        *,
        patience_s: float = PATIENCE_S,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        """Connect to `uri` (neo4j://, bolt:// and their +s forms), and make missing constraints.

        `database` None is the user's home database. `clock` dates the audit chain. Raises
        StoreUnavailable when the server cannot be reached, does not let us in or cannot be prepared.
        """
        self._clock = clock
        self._connection = Connection(uri, user, password, database, patience_s)

    def apply(
        self,
        changes: Sequence[Change],
        expect: Mapping[Key, int] | None = None,
        key: str | None = None,
    ) -> int:
        """See `Store.apply`. Also raises InvalidValue for a record that could not be read back."""
        may_expect(expect or {})
        call = Call(
            batch=batch_of(changes),
            expect=expect or {},
            key=f"-{uuid.uuid4()}" if key is None else key,
            own=key is None,
            now=lambda: iso(self._clock()),
        )
        try:
            revision = self._connection.write(lambda tx: write(tx, call))
        except StoreError as error:
            if isinstance(error, StoreUnavailable):
                raise
            # The same call, made twice at once or repeated after a broken commit, may find its own work.
            first = self._connection.lookup(lambda tx: first_revision(tx, call.key))
            if first is None:
                raise
            return first
        self._connection.know(revision)
        return revision

    def fetch(self, keys: Collection[Key]) -> Read:
        """See `Store.fetch`."""
        within_bounds(len(keys))
        revision, rows = self._connection.read(reading.records_at(keys))
        return Read(revision, {row[0]: _stored(row) for row in sorted(rows, key=itemgetter(0))})

    def adjacent(
        self, keys: Collection[Key], kind: type[R], after: Key | None = None, limit: int = PAGE
    ) -> Page[R]:
        """See `Store.adjacent`. O(records that refer to the keys)."""
        within_bounds(len(keys))
        _check_limit(limit)
        return self._page(reading.referring(FORMS[kind.KIND], keys, after, limit + 1), limit)

    def scan(
        self,
        kind: type[R],
        beginnings: Sequence[str] = (),
        after: Key | None = None,
        limit: int = PAGE,
    ) -> Page[R]:
        """See `Store.scan`. O(beginnings x page)."""
        within_bounds(len(beginnings))
        _check_limit(limit)
        return self._page(reading.scanned(FORMS[kind.KIND], beginnings, after, limit + 1), limit)

    def changes(self, since: Position, limit: int = PAGE) -> Feed:
        """See `Store.changes`. O(page) for each kind that changed."""
        _check_limit(limit)
        revision, rows = self._connection.follow(reading.changed(since, limit + 1))
        here = [Changed(*row) for row in rows[:limit]]
        after = Position(here[-1].revision, here[-1].key) if len(rows) > limit else None
        return Feed(revision, here, after)

    def seals(self, after: int = 0, limit: int = PAGE) -> Seals:
        """See `Store.seals`. O(page)."""
        _check_limit(limit)
        revision, rows = self._connection.follow(reading.sealed(after, limit + 1))
        here = [
            Seal(revision, at or "", digest or "", seal or "") for seal, revision, at, digest in rows[:limit]
        ]
        return Seals(revision, here, here[-1].revision if len(rows) > limit else None)

    def revision(self) -> int:
        """See `Store.revision`."""
        return self._connection.revision()

    def scrub(self) -> bool:
        """See `Store.scrub`. True: the server reuses the room of what went and drops its logs in its own
        time (`db.tx_log.rotation.retention_policy`); nothing here can make it do so sooner.
        """
        return True

    def close(self) -> None:
        """See `Store.close`."""
        self._connection.close()

    def _page(self, question: reading.Question, limit: int) -> Page[R]:
        revision, rows = self._connection.read(question)
        records: list[Stored[R]] = [_stored(row) for row in rows[:limit]]  # type: ignore[misc]  # the question asks for R
        return Page(revision, records, records[-1].record.key if len(rows) > limit else None)


def _stored(row: reading.Row) -> Stored[Record]:
    kind = kind_of(row[0])
    return Stored(record_from(kind, reading.properties_of(row)), row[1])


def _check_limit(limit: int) -> None:
    if limit < 1:
        raise InvalidValue("limit", str(limit), "a page holds at least one record")
    within_bounds(limit)
