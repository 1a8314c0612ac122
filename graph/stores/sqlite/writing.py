"""What one `apply` does to the tables. Everything here runs inside one write transaction."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from graph.errors import Conflict, MissingReference, StillReferenced
from graph.keys import NO_KEY, Key, kind_of, name_of
from graph.model import KINDS, references
from graph.ports import Change, Deletion
from graph.stores.records import decode, encode, is_counter, settle, targets_of
from graph.stores.seal import FIRST_DIGEST, FIRST_SEAL, chain, digest_of, hash_and_weight, weight
from graph.stores.sqlite.reading import owned_range
from graph.stores.sqlite.rows import as_array, delete_references, held_at, ids_of, write_rows

_NAMED: Final = 10  # how many keys an error names

_REFERRERS = "SELECT key FROM reference WHERE target = ?"
_OWNED = "SELECT key FROM record WHERE key >= ? AND key < ? AND owner = ?"
_INSERT = "INSERT INTO record VALUES {rows}"
_REPLACE = """INSERT INTO record VALUES {rows} ON CONFLICT (id) DO UPDATE
    SET revision = excluded.revision, owner = excluded.owner, body = excluded.body"""
_DELETE = "DELETE FROM record WHERE id IN (VALUES {rows})"
_LIST = "INSERT INTO reference VALUES {rows}"
_BURY = "INSERT INTO tombstone VALUES {rows}"
_RAISE = "DELETE FROM tombstone WHERE key IN (VALUES {rows})"
_RISEN = """SELECT tombstone.key FROM json_each(?) AS asked
    CROSS JOIN tombstone ON tombstone.key = asked.value"""
_REFERRING = tuple(name for name, kind in KINDS.items() if references(kind))


class Put(NamedTuple):
    """A record to be written: its canonical text, the keys that it refers to, and its owner's among them."""

    body: bytes
    targets: set[Key]
    owner: Key


class Held(NamedTuple):
    """A record as the file holds it."""

    id: int
    revision: int
    body: str


@dataclass(frozen=True, slots=True)
class Batch:
    """The changes of one call, coded before the lock is taken; both parts are in key order."""

    puts: dict[Key, Put]
    gone: dict[Key, None]


def batch_of(changes: Sequence[Change]) -> Batch:
    """Code the changes. Raises TooManyKeys and InvalidValue. About 5 µs a change."""
    puts: dict[Key, Put] = {}
    gone: dict[Key, None] = {}
    for key, change in settle(changes).items():
        if isinstance(change, Deletion):
            gone[key] = None
        else:
            targets = targets_of(change)
            puts[key] = Put(encode(change), targets, _owner(key, targets))
    return Batch(puts, gone)


@dataclass(slots=True)
class _Effect:
    """What a batch changes in the tables as they are now."""

    fresh: dict[Key, Put] = field(default_factory=dict)
    altered: dict[Key, tuple[Held, Put]] = field(default_factory=dict)
    removed: dict[Key, Held] = field(default_factory=dict)

    def digest(self, previous: str, risen: Collection[Key]) -> str:
        """The digest of what is under the seal; the `risen` keys had a tombstone."""
        bodies: list[tuple[Key, bytes | None]] = [(key, put.body) for key, put in self.fresh.items()]
        bodies += [(key, put.body) for key, (_, put) in self.altered.items()]
        bodies += [(key, None) for key in self.removed]
        old = {key: row for key, (row, _) in self.altered.items()} | self.removed
        before: list[tuple[Key, bytes | None]] = [(key, row.body.encode()) for key, row in old.items()]
        before += [(key, None) for key in risen]
        came, went = ([one for one in part if not is_counter(one[0])] for part in (bodies, before))
        hash_, come = hash_and_weight(sorted(came))
        return digest_of(len(came), hash_, previous, come - weight(went))

    def sealed(self) -> bool:
        """Whether anything but counters changes."""
        return not all(map(is_counter, (*self.fresh, *self.altered, *self.removed)))

    def __bool__(self) -> bool:
        return bool(self.fresh or self.altered or self.removed)


def first_revision(connection: sqlite3.Connection, name: str) -> int | None:
    """The revision that the call with the idempotency key `name` led to; None when there was none."""
    row = connection.execute("SELECT revision FROM applied WHERE key = ?", (name,)).fetchone()
    return None if row is None else int(row[0])


def write(
    connection: sqlite3.Connection, batch: Batch, expect: Mapping[Key, int], name: str | None, at: str
) -> int:
    """Check the batch against the tables, write it and return the revision after it.

    Raises Conflict, MissingReference or StillReferenced before anything is written.
    """
    held = _held(connection, [*batch.puts, *batch.gone])
    _check_expected(connection, batch, expect, held)
    effect = _effect(batch, held)
    ids = _targets(connection, batch, effect)
    _check_referrers(connection, batch, effect)
    last, seal, before = connection.execute(
        "SELECT revision, seal, digest FROM seal ORDER BY revision DESC LIMIT 1"
    ).fetchone() or (0, FIRST_SEAL, FIRST_DIGEST)
    revision = int(last)
    if effect:
        revision += effect.sealed()
        _write_records(connection, effect, ids, revision)
    if revision > last:
        digest = effect.digest(before, _write_tombstones(connection, effect, revision))
        row = (revision, at, digest, chain(seal, revision, at, digest))
        connection.execute("INSERT INTO seal VALUES (?, ?, ?, ?)", row)
    if name is not None:
        connection.execute("INSERT INTO applied VALUES (?, ?)", (name, revision))
    return revision


def _held(connection: sqlite3.Connection, keys: Collection[Key]) -> dict[Key, Held]:
    return {key: Held(id_, revision, body) for key, id_, revision, body in held_at(connection, keys)}


def _check_expected(
    connection: sqlite3.Connection, batch: Batch, expect: Mapping[Key, int], held: Mapping[Key, Held]
) -> None:
    others = _held(connection, expect.keys() - batch.puts.keys() - batch.gone.keys())
    for key, expected in expect.items():
        row = held.get(key) or others.get(key)
        found = 0 if row is None else row.revision
        if found != expected:
            raise Conflict(key, expected, found)


def _effect(batch: Batch, held: Mapping[Key, Held]) -> _Effect:
    effect = _Effect()
    for key, put in batch.puts.items():
        row = held.get(key)
        if row is None:
            effect.fresh[key] = put
        elif row.body.encode() != put.body:
            effect.altered[key] = (row, put)
    effect.removed = {key: held[key] for key in batch.gone if key in held}
    return effect


def _targets(connection: sqlite3.Connection, batch: Batch, effect: _Effect) -> dict[Key, int]:
    """The ids of everything that written records refer to or referred to; fresh ones get theirs."""
    (highest,) = connection.execute("SELECT ifnull(max(id), 0) FROM record").fetchone()
    ids = {key: number for number, key in enumerate(effect.fresh, start=highest + 1)}
    written = [*effect.fresh.values(), *(put for _, put in effect.altered.values())]
    wanted = {to for put in written for to in put.targets} - ids.keys()
    stored = ids_of(connection, wanted)
    missing = wanted - stored.keys()
    if batch.gone:
        missing |= set().union(*(put.targets for put in batch.puts.values())) & batch.gone.keys()
    if missing:
        raise MissingReference(sorted(missing)[:_NAMED])
    return ids | stored


def _check_referrers(connection: sqlite3.Connection, batch: Batch, effect: _Effect) -> None:
    """What stays may not refer to what goes; a record that is put again has been checked already."""
    kept = []
    for key, row in effect.removed.items():
        if any(by not in batch.gone and by not in batch.puts for (by,) in _referrers(connection, key, row)):
            kept.append(key)
    if kept:
        raise StillReferenced(kept[:_NAMED])


def _referrers(connection: sqlite3.Connection, key: Key, row: Held) -> Iterator[tuple[Key]]:
    yield from connection.execute(_REFERRERS, (row.id,))
    for kind in _REFERRING:
        yield from connection.execute(_OWNED, (*owned_range(kind, key), row.id))


def _owner(key: Key, targets: Collection[Key]) -> Key:
    """Of what a record refers to, the one whose name its key begins with; NO_KEY when there is none."""
    if "." not in key:
        return NO_KEY
    name = name_of(key).partition(".")[0]
    owner = NO_KEY
    for to in targets:
        if to.endswith(name) and name_of(to) == name and (not owner or to < owner):
            owner = to
    return owner


def _write_records(
    connection: sqlite3.Connection, effect: _Effect, ids: dict[Key, int], revision: int
) -> None:
    if effect.removed or effect.altered:
        _unlist(connection, effect, ids)
    write_rows(connection, _DELETE, [(row.id,) for row in effect.removed.values()])
    write_rows(
        connection,
        _REPLACE,
        [
            (row.id, key, 0 if is_counter(key) else revision, ids.get(put.owner), put.body.decode())
            for key, (row, put) in effect.altered.items()
        ],
    )
    write_rows(
        connection,
        _INSERT,
        [
            (ids[key], key, 0 if is_counter(key) else revision, ids.get(owner), body.decode())
            for key, (body, _, owner) in effect.fresh.items()
        ],
    )
    fresh = effect.fresh.items()
    listed = [(ids[to], key) for key, (_, targets, owner) in fresh for to in targets if to != owner]
    listed.sort()
    write_rows(connection, _LIST, listed)


def _unlist(connection: sqlite3.Connection, effect: _Effect, ids: dict[Key, int]) -> None:
    """Bring the reference table up to date for records that were there before."""
    before = {key: _listed_before(key, row) for key, row in effect.removed.items()}
    before |= {key: _listed_before(key, row) for key, (row, _) in effect.altered.items()}
    after = {key: put.targets - {put.owner} for key, (_, put) in effect.altered.items()}
    ids |= ids_of(connection, set().union(*before.values()) - ids.keys())
    none: set[Key] = set()
    lost = [(ids[to], key) for key, old in before.items() for to in old - after.get(key, none)]
    gained = [(ids[to], key) for key, new in after.items() for to in new - before[key]]
    delete_references(connection, sorted(lost))
    write_rows(connection, _LIST, sorted(gained))


def _listed_before(key: Key, row: Held) -> set[Key]:
    """What the reference table lists for a record as it is held: all that it refers to but its owner."""
    targets = targets_of(decode(kind_of(key), row.body))
    return targets - {_owner(key, targets)}


def _write_tombstones(connection: sqlite3.Connection, effect: _Effect, revision: int) -> list[Key]:
    """Tombstones for what goes; the keys of what comes back, whose tombstones are taken away."""
    risen: list[Key] = []
    if connection.execute("SELECT 1 FROM tombstone LIMIT 1").fetchone() is not None:
        risen = [key for (key,) in connection.execute(_RISEN, (as_array(effect.fresh),))]
        write_rows(connection, _RAISE, [(key,) for key in risen])
    buried = [(key, revision) for key in effect.removed if not is_counter(key)]
    write_rows(connection, _BURY, buried)
    return risen
