"""The constraints and indexes that the store needs, made when they are not there."""

from collections.abc import Iterator
from typing import Final

from neo4j import ManagedTransaction, Session

from graph.errors import StoreUnavailable
from graph.stores.neo4j.forms import FORMS, LOCK, REVISION

COUNTER: Final = "(c:RevisionCounter {key: 'revision'})"
"""One node: the revision of the last write (`rev`) and its seal. Its lock orders all writes."""

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


def _wanted() -> Iterator[tuple[str, str]]:
    for form in FORMS.values():
        place = f"()-[n:{form.label}]-()" if form.ends else f"(n:{form.label})"
        yield _unique(form.kind, place, "key")
        yield _index(form.kind, place, REVISION)
        for link in form.indexed:
            yield _index(form.kind, place, link.field)
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


def _has_counter(tx: ManagedTransaction) -> bool:
    return tx.run(f"MATCH {COUNTER} RETURN c.rev").single() is not None


def _run(tx: ManagedTransaction, *statements: str) -> None:
    for statement in statements:
        tx.run(statement).consume()
