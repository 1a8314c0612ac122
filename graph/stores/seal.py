"""The audit chain: each revision is sealed by what it changed and by the seal before it.

A store keeps (revision, at, digest, seal). Whoever knows the newest seal can tell whether any
earlier revision was altered, added or dropped: from the rows alone for the order, moments and
digests, and from the records for every revision whose changes are all still the newest. A digest also
holds the sum of everything that is there after the revision, records and tombstones, so all of it
can be compared with the newest digest, whatever revision it came with.
"""

import hashlib
from collections.abc import Iterable
from typing import Final, NamedTuple

from graph.keys import Key, kind_of
from graph.stores.records import sealed_form

FIRST_SEAL = ""
"""What stands before the seal of revision 1."""

FIRST_DIGEST = ""
"""What stands before the digest of revision 1."""

_SUMS: Final = 2**512


class Content(NamedTuple):
    """What a digest says: how many changes, their SHA-256, and the sum of all that is there afterwards."""

    changes: int
    hash: str
    sum: int


def content_digest(changes: Iterable[tuple[Key, bytes | None]], previous: str, delta: int) -> str:
    """The digest of the changes of a revision, whatever order they come in: `read_digest` reads it.

    A change is a key with the record's canonical bytes (`records.encode`), or with None when
    the record went. Fields that have their default are left out of it, so a kind may gain a field.
    Lengths stand in front, so no two lists of changes have the same content. `previous` is
    the digest of the revision before; `delta` is the weight of what came less that of what it replaced.
    """
    listed = sorted(changes)
    return digest_of(len(listed), content_hash(listed), previous, delta)


def digest_of(changes: int, hash_: str, previous: str, delta: int) -> str:
    """The digest of so many changes with this hash, behind the digest `previous`."""
    before = read_digest(previous)
    if before is None and previous != FIRST_DIGEST:
        return hash_  # of a chain that began before digests had sums
    return f"{changes}.{hash_}.{(delta + (before.sum if before else 0)) % _SUMS:x}"


def content_hash(changes: Iterable[tuple[Key, bytes | None]]) -> str:
    """The SHA-256 (hex) of changes in key order."""
    return hashlib.sha256(b"".join([_part(key, body) for key, body in changes])).hexdigest()


def weight(changes: Iterable[tuple[Key, bytes | None]]) -> int:
    """The sum of the SHA-512 of each record (or tombstone, None), modulo 2**512. About 3 µs each."""
    parts = (hashlib.sha512(_part(key, body)).digest() for key, body in changes)
    return sum(int.from_bytes(part) for part in parts) % _SUMS


def hash_and_weight(changes: Iterable[tuple[Key, bytes | None]]) -> tuple[str, int]:
    """`content_hash` and `weight` of changes in key order, in one pass."""
    parts = [_part(key, body) for key, body in changes]
    sum_ = sum(int.from_bytes(hashlib.sha512(part).digest()) for part in parts) % _SUMS
    return hashlib.sha256(b"".join(parts)).hexdigest(), sum_


def added(*weights: int) -> int:
    """The sum of weights."""
    return sum(weights) % _SUMS


def read_digest(digest: str) -> Content | None:
    """What a digest says; None for one that says no more than a hash."""
    changes, _, rest = digest.partition(".")
    hash_, _, sum_ = rest.partition(".")
    try:
        return Content(int(changes), hash_, int(sum_, 16)) if sum_ else None
    except ValueError:
        return None


def _part(key: Key, body: bytes | None) -> bytes:
    name = key.encode()
    if body is None:
        return b"%d,-1:%b" % (len(name), name)
    body = sealed_form(kind_of(key), body)
    return b"%d,%d:%b%b" % (len(name), len(body), name, body)


def chain(previous: str, revision: int, at: str, digest: str) -> str:
    """The seal (hex) of a revision made at the moment `at`, behind the seal `previous`."""
    return hashlib.sha256(f"{previous}\n{revision}\n{at}\n{digest}".encode()).hexdigest()
