"""Sessions with one Neo4j: managed transactions, reads at one revision, and errors in our words."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, GraphDatabase, ManagedTransaction, Session
from neo4j.exceptions import ClientError, ConstraintError, DriverError, IncompleteCommit, Neo4jError

from graph.errors import StoreUnavailable
from graph.stores.neo4j.forms import LOCK
from graph.stores.neo4j.reading import Question, Row
from graph.stores.neo4j.schema import COUNTER, prepare
from graph.stores.seal import FIRST_DIGEST

T = TypeVar("T")
Runs = ManagedTransaction | Session
"""What a statement is given to: in a transaction with others, or by itself."""

TRIES: Final = 3
"""How often a read is repeated beside writers before it makes them wait."""

_LOCKED: Final = (
    f"MATCH {COUNTER} REMOVE c.{LOCK} WITH c RETURN c.rev AS revision, c.seal AS seal, c.digest AS digest"
)
_LOOK: Final = f"MATCH {COUNTER} RETURN c.rev AS revision"
_OUR_MISTAKES: Final = ("Neo.ClientError.Statement.", "Neo.ClientError.Schema.", "Neo.ClientError.Procedure.")
_GONE: Final = "Neo.ClientError.Statement.EntityNotFound"


class Connection:
    """The driver and what this process knows of the store's revision. Safe for several threads."""

    def __init__(self, uri: str, user: str, password: str, database: str | None, patience_s: float) -> None:
        """Connect and prepare. StoreUnavailable when it cannot be reached, entered or prepared."""
        self.uri = uri
        self._database = database
        self._patience_s = patience_s
        self._in_place = 0
        self._guard = threading.Lock()
        self._bookmarks = GraphDatabase.bookmark_manager()
        with self.translated():
            self._driver = GraphDatabase.driver(
                uri,
                auth=(user, password),
                connection_timeout=5.0,
                connection_acquisition_timeout=max(patience_s, 10.0),
                max_transaction_retry_time=patience_s,
                initial_retry_delay=0.02,
                notifications_min_severity="OFF",
            )
        try:
            with self.translated():
                self._driver.verify_connectivity()
                with self._session(WRITE_ACCESS) as session:
                    prepare(session, uri)
        except BaseException:
            self._driver.close()
            raise

    def close(self) -> None:
        """Close all connections. A second close does nothing."""
        self._driver.close()

    def read(self, question: Question) -> tuple[int, list[Row]]:
        """The revision and the rows of an answer, all as they were at that one revision.

        Beside a writer the read is repeated, and after TRIES it takes its turn among the writers.
        """
        with self.translated():
            for _ in range(TRIES):
                # As it was before: what another thread learns meanwhile says nothing of this answer.
                in_place = self._in_place
                try:
                    before, rows, after = self._ask(question)
                except ClientError as error:
                    if error.code != _GONE:
                        raise
                    continue
                if before == after <= in_place and not any(_later(row, before) for row in rows):
                    return before, rows
                self.revision_in_place()
            with self._session(WRITE_ACCESS) as session:
                return session.execute_write(_ask_alone, question)

    def follow(self, question: Question) -> tuple[int, list[Row]]:
        """As `read`, for a question that may be answered beside writers: what is newer is cut off.

        It is repeated only where a record went while it was looked at.
        """
        with self.translated():
            for _ in range(TRIES):
                in_place = self._in_place
                try:
                    before, rows, _ = self._ask(question)
                    if before > in_place:
                        in_place = self.revision_in_place()
                        before, rows, _ = self._ask(question)
                except ClientError as error:
                    if error.code != _GONE:
                        raise
                    continue
                if not any(_went(row) for row in rows):
                    revision = min(before, in_place)
                    return revision, [row for row in rows if row[1] <= revision]
            with self._session(WRITE_ACCESS) as session:
                return session.execute_write(_ask_alone, question)

    def revision(self) -> int:
        """The last revision that is in place as a whole: everything acknowledged so far is."""
        with self.translated():
            # Asked of the leader of a cluster: a follower may not know yet what was acknowledged.
            seen = self.lookup(_look)
            return seen if seen <= self._in_place else self.revision_in_place()

    def revision_in_place(self) -> int:
        """Wait until what is being committed is in place, and return the last revision.

        A commit is seen before all its index entries are, and its locks are held until they are. So
        whoever gets the counter's lock knows that the revision on it is in place.
        """
        with self._session(WRITE_ACCESS) as session:
            revision, *_ = session.execute_write(lock_counter)
        self.know(revision)
        return revision

    def know(self, revision: int) -> None:
        """Remember that `revision` is in place."""
        with self._guard:
            self._in_place = max(self._in_place, revision)

    def write(self, unit: Callable[[ManagedTransaction], int]) -> int:
        """Run a unit of work that can be repeated safely, until it is known to be done.

        The driver repeats what Neo4j calls transient. Here it is repeated when a record came or went
        under its hands, and when the connection broke while it was being committed.
        """
        deadline = time.monotonic() + self._patience_s
        with self.translated():
            while True:
                try:
                    with self._session(WRITE_ACCESS) as session:
                        return session.execute_write(unit)
                except (ClientError, IncompleteCommit) as error:
                    if not _worth_repeating(error) or time.monotonic() > deadline:
                        raise

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Whatever keeps the store from working, as StoreUnavailable; mistakes of ours as they are."""
        try:
            yield
        except Neo4jError as error:
            if (error.code or "").startswith(_OUR_MISTAKES):
                raise
            raise StoreUnavailable(self.uri, error.message or str(error)) from error
        except (DriverError, OSError) as error:
            raise StoreUnavailable(self.uri, str(error)) from error

    def lookup(self, unit: Callable[[Runs], T]) -> T:
        """Run a unit of one statement that only reads, where the last acknowledged write is seen."""
        with self.translated():
            return self._single(WRITE_ACCESS, unit)

    def _ask(self, question: Question) -> tuple[int, list[Row], int]:
        return self._single(READ_ACCESS, lambda runs: _ask(runs, question))

    def _single(self, access: str, unit: Callable[[Runs], T]) -> T:
        """Run a unit of one statement that only reads: alone, which is one way to the server and not three.

        What may be tried again is, in managed transactions, which the driver repeats.
        """
        try:
            with self._session(access) as session:
                return unit(session)
        except (DriverError, Neo4jError) as error:
            if not error.is_retryable():
                raise
        with self._session(access) as session:
            return session.execute_read(unit) if access == READ_ACCESS else session.execute_write(unit)

    def _session(self, access: str) -> Session:
        return self._driver.session(
            database=self._database, default_access_mode=access, bookmark_manager=self._bookmarks
        )


def lock_counter(tx: ManagedTransaction) -> tuple[int, str, str]:
    """Wait for all who write revisions; from here to the end of `tx` nobody else does.

    Returns the last revision, its seal and its digest ("?" when an older version wrote it).
    """
    row = tx.run(_LOCKED).single(strict=True)
    unknown = "?" if row["revision"] else FIRST_DIGEST
    return row["revision"], row["seal"], row["digest"] or unknown


def _look(runs: Runs) -> int:
    revision: int = runs.run(_LOOK).single(strict=True)["revision"]
    return revision


def _ask(runs: Runs, question: Question) -> tuple[int, list[Row], int]:
    row = runs.run(question.text, question.parameters).single(strict=True)
    return row["before"], row["rows"], row["after"]


def _ask_alone(tx: ManagedTransaction, question: Question) -> tuple[int, list[Row]]:
    lock_counter(tx)
    before, rows, _ = _ask(tx, question)
    return before, rows


def _went(row: Row) -> bool:
    """Whether the record was there no more when its properties were read, though an index named it."""
    return row[0] is None or row[1] is None


def _later(row: Row, revision: int) -> bool:
    return _went(row) or row[1] > revision


def _worth_repeating(error: Exception) -> bool:
    if isinstance(error, ClientError) and not isinstance(error, ConstraintError):
        return error.code == _GONE
    return True
