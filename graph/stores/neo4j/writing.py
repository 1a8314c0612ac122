"""How a batch becomes nodes and relationships, and one revision, in one transaction.

Locks are taken in this order: the records named, then the ends of relationships while they are drawn,
and last the revision counter. So writers wait for each other only where they touch the same records,
and while one of them is committed. A guess of the next revision is written with the records; when
another writer was faster, the right one is put in its place under the counter's lock.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from neo4j import ManagedTransaction

from graph.errors import Conflict, MissingReference
from graph.keys import Key, kind_of
from graph.model import Record
from graph.ports import Change
from graph.stores.neo4j.connection import Runs, lock_counter
from graph.stores.neo4j.drawing import NAMED, Drawing, Row, bury, check_indexed, draw, set_revision
from graph.stores.neo4j.forms import FORMS, LOCK, REVISION, by_form, targets
from graph.stores.neo4j.schema import COUNTER
from graph.stores.records import encode, record_from, settle
from graph.stores.seal import chain, digest_of, hash_and_weight, weight

_START: Final = f"""MATCH {COUNTER} OPTIONAL MATCH (a:Applied {{key: $key}}) USING INDEX SEEK a:Applied(key)
    RETURN c.rev AS revision, a.{REVISION} AS first"""
_FINISH: Final = f"""MATCH {COUNTER} SET c.rev = $revision, c.seal = $seal, c.digest = $digest
    CREATE (:Revision {{{REVISION}: $revision, at: $at, digest: $digest, seal: $seal}})
    CREATE (:Applied {{key: $key, {REVISION}: $revision}})"""
_REMEMBER: Final = f"CREATE (:Applied {{key: $key, {REVISION}: $revision}})"


class Put(NamedTuple):
    """A record to be written: its canonical bytes, and what Neo4j keeps of it."""

    body: bytes
    row: Row


Batch = dict[Key, Put | None]
"""What is to be at each key; None for a deletion."""


class Call(NamedTuple):
    """One call of `apply`. `key` is the caller's, or one of our own when `own` is set."""

    batch: Batch
    expect: Mapping[Key, int]
    key: str
    own: bool
    now: Callable[[], str]


def batch_of(changes: Sequence[Change]) -> Batch:
    """What the changes come down to. Raises TooManyKeys and InvalidValue. About 8 µs a record."""
    return {
        key: put_of(change) if isinstance(change, Record) else None for key, change in settle(changes).items()
    }


def put_of(record: Record) -> Put:
    """How a record is written."""
    body = encode(record)
    row: Row = msgspec.json.decode(body)
    for name in FORMS[record.KIND].unset:
        if not row[name]:
            del row[name]
    return Put(body, row)


def first_revision(runs: Runs, key: str) -> int | None:
    """The revision after the call that had this key; None when there was none."""
    row = runs.run(_START, key=key).single(strict=True)
    first: int | None = row["first"]
    return first


def write(tx: ManagedTransaction, call: Call) -> int:
    """Write the batch and return the revision after it. Nothing is written when this raises.

    Raises Conflict, MissingReference and StillReferenced.
    """
    start = tx.run(_START, key=call.key).single(strict=True)
    if start["first"] is not None:
        first: int = start["first"]
        return first
    held = _lock(tx, {**call.batch, **call.expect})
    _check_expected(call.expect, held)
    _check_gone(call.batch)
    guess = start["revision"] + 1
    drawing = _compare(call.batch, held, guess)
    fed = drawing.fed()
    if drawing:
        draw(tx, drawing)
    if fed:
        risen = bury(tx, fed, guess)
        came = sorted(_contents(call.batch, fed))
        hash_, come = hash_and_weight(came)
        delta = come - weight(_before(fed, risen))
    revision, seal, previous = lock_counter(tx)
    check_indexed(tx, drawing)
    if not fed:
        if drawing or not call.own:
            tx.run(_REMEMBER, key=call.key, revision=revision).consume()
        return revision
    revision += 1
    if revision != guess:
        set_revision(tx, fed, revision)
    at = call.now()
    digest = digest_of(len(came), hash_, previous, delta)
    sealed = {"at": at, "digest": digest, "seal": chain(seal, revision, at, digest)}
    tx.run(_FINISH, sealed, key=call.key, revision=revision).consume()
    return revision


def _lock(tx: ManagedTransaction, keys: Mapping[Key, Any]) -> dict[Key, Row]:
    """Keep everybody else from changing the records at `keys`; those that are there, as properties.

    Removing a property, even one that is not there, takes the write lock of what has it. Looking for a
    unique key in order to write locks its index entry, so what is absent stays absent too.
    """
    held: dict[Key, Row] = {}
    for form, found in by_form(keys).items():
        text = f"""UNWIND $keys AS k {form.match()} WHERE n.key = k
            REMOVE n.{LOCK} WITH n WITH properties(n) AS p RETURN {form.listed} AS row"""
        held.update((row[0], form.row(row)) for (row,) in tx.run(text, keys=found))
    return held


def _check_expected(expect: Mapping[Key, int], held: Mapping[Key, Row]) -> None:
    for key, expected in expect.items():
        found = held[key][REVISION] if key in held else 0
        if found != expected:
            raise Conflict(key, expected, found)


def _check_gone(batch: Batch) -> None:
    """Refuse records that refer to what goes in the same call."""
    gone = {key for key, put in batch.items() if put is None}
    if not gone:
        return
    missing = {
        to
        for key, put in batch.items()
        if put is not None
        for link in FORMS[kind_of(key)].links
        for to in targets(put.row, link)
        if to in gone
    }
    if missing:
        raise MissingReference(sorted(missing)[:NAMED])


def _compare(batch: Batch, held: Mapping[Key, Row], revision: int) -> Drawing:
    drawing = Drawing()
    for key, put in batch.items():
        before = held.get(key)
        if put is None:
            if before is not None:
                drawing.deleted.setdefault(FORMS[kind_of(key)], []).append(before)
            continue
        form = FORMS[kind_of(key)]
        if before is None:
            put.row[REVISION] = revision if form.fed else 0
            drawing.created.setdefault(form, []).append(put.row)
        elif not _same(put, before):
            put.row[REVISION] = revision if form.fed else 0
            drawing.changed.setdefault(form, []).append((before, put.row))
    return drawing


def _same(put: Put, before: Row) -> bool:
    put.row[REVISION] = before[REVISION]
    if put.row == before:
        return True
    # What is stored may lack fields that the model has gained since.
    key: str = before["key"]
    return encode(record_from(kind_of(key), before)) == put.body


def _contents(batch: Batch, drawing: Drawing) -> Iterator[tuple[Key, bytes | None]]:
    for rows in (*drawing.written().values(), *drawing.deleted.values()):
        for row in rows:
            put = batch[row["key"]]
            yield row["key"], None if put is None else put.body


def _before(drawing: Drawing, risen: Sequence[Key]) -> Iterator[tuple[Key, bytes | None]]:
    """What was there of what is changed: records as they were, and tombstones of what came back."""
    changed = (before for pairs in drawing.changed.values() for before, _ in pairs)
    for row in (*changed, *(row for rows in drawing.deleted.values() for row in rows)):
        yield row["key"], encode(record_from(kind_of(row["key"]), row))
    for key in risen:
        yield key, None
