"""The constraints and indexes that the store needs, made when they are not there."""

from collections.abc import Iterator, Sequence
from typing import Final

from neo4j import ManagedTransaction, Session

from graph.errors import StoreUnavailable
from graph.stores.neo4j.forms import FORMS, LOCK, RECORD, REVISION

COUNTER: Final = "(c:RevisionCounter {key: 'revision'})"
"""One node: the revision of the last write (`rev`) and its seal. Its lock orders all writes."""

_AT_ONCE: Final = 10_000
_WAIT_S: Final = 600  # indexes over a large network take minutes when they are new

_FIRST_COUNTER = f"MERGE {COUNTER} ON CREATE SET c.rev = 0, c.seal = '', c.{LOCK} = true"
# A constraint has an index of its own name.
_INDEXES = "SHOW INDEXES YIELD name, state WHERE name STARTS WITH 'kith_' RETURN name, state"


def wanted() -> dict[str, str]:
    """The statements that make each constraint and index, by name."""
    return dict(_wanted())


def prepare(session: Session, store: str) -> None:
    """Make what is missing of constraints and indexes, and the counter. Safe to run at the same time.

    Raises StoreUnavailable when an index cannot be used.
    """
    there = session.execute_read(_states)
    if old := sorted(there.keys() - wanted().keys()):
        _upgrade(session, old)
        there = session.execute_read(_states)
    missing = [statement for name, statement in wanted().items() if name not in there]
    if missing:
        session.execute_write(_run, *missing)
    if missing or set(there.values()) != {"ONLINE"}:
        session.execute_write(_run, f"CALL db.awaitIndexes({_WAIT_S})")
        there = session.execute_read(_states)
    unfit = sorted(name for name, state in there.items() if state != "ONLINE")
    if unfit:
        raise StoreUnavailable(store, f"indexes that are not online: {', '.join(unfit)}")
    if not session.execute_read(_has_counter):
        # This is also what makes the name of the lock known: an unknown one would lock nothing.
        session.execute_write(_run, _FIRST_COUNTER)


def _upgrade(session: Session, old: Sequence[str]) -> None:
    """Give the records of an older version the label by which they are found, then drop its indexes.

    What is cut off in the middle goes on at the next opening, for the old indexes go last.
    """
    for form in FORMS.values():
        if not form.ends:
            session.run(
                f"MATCH (n:{form.label}) WHERE NOT n:{RECORD}"
                f" CALL (n) {{ SET n:{RECORD} }} IN TRANSACTIONS OF {_AT_ONCE} ROWS"
            ).consume()
    constraints = session.execute_read(_constraints)
    for name in old:
        session.execute_write(
            _run, f"DROP {'CONSTRAINT' if name in constraints else 'INDEX'} {name} IF EXISTS"
        )


def _wanted() -> Iterator[tuple[str, str]]:
    for form in FORMS.values():
        if form.ends:
            place = f"()-[n:{form.label}]-()"
            yield _unique(form.kind, place, "key")
            yield _index(form.kind, place, REVISION)
            for link in form.indexed:
                yield _index(form.kind, place, link.field)
    yield _unique("record", f"(n:{RECORD})", "key")
    yield _index("record", f"(n:{RECORD})", REVISION)
    yield _unique("counter", "(n:RevisionCounter)", "key")
    yield _unique("revision", "(n:Revision)", REVISION)
    yield _unique("applied", "(n:Applied)", "key")
    yield _unique("deleted", "(n:Deleted)", "key")
    yield _index("deleted", "(n:Deleted)", REVISION)


def _unique(what: str, place: str, field: str) -> tuple[str, str]:
    name = f"kith_{what}_{field}"
    return name, f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR {place} REQUIRE n.{field} IS UNIQUE"


def _index(what: str, place: str, field: str) -> tuple[str, str]:
    name = f"kith_{what}_{field}"
    return name, f"CREATE INDEX {name} IF NOT EXISTS FOR {place} ON (n.{field})"


def _states(tx: ManagedTransaction) -> dict[str, str]:
    return {row["name"]: row["state"] for row in tx.run(_INDEXES)}


def _constraints(tx: ManagedTransaction) -> set[str]:
    return {row["name"] for row in tx.run("SHOW CONSTRAINTS YIELD name RETURN name")}


def _has_counter(tx: ManagedTransaction) -> bool:
    return tx.run(f"MATCH {COUNTER} RETURN c.rev").single() is not None


def _run(tx: ManagedTransaction, *statements: str) -> None:
    for statement in statements:
        tx.run(statement).consume()
