"""The audit chain: each revision is sealed by what it changed and by the seal before it.

A store keeps (revision, at, digest, seal). Whoever knows the newest seal can tell whether any
earlier revision was altered, added or dropped: from the rows alone for the order, moments and
digests, and from the records for every revision whose changes are all still the newest. A digest
says how many changes there were, and how many of their keys had never been there before, so that a
record that was taken away or put in behind the store's back leaves a number that does not add up.
"""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from graph.keys import Key

FIRST_SEAL = ""
"""What stands before the seal of revision 1."""


class Content(NamedTuple):
    """What a digest says: how many changes, how many keys that had never been there, and their SHA-256."""

    changes: int
    new: int
    hash: str


def content_digest(changes: Iterable[tuple[Key, bytes | None]], new: int) -> str:
    """The digest of the changes of a revision, whatever order they come in: `read_digest` reads it.

    A change is a key with the record's canonical bytes (`records.encode`), or with None when
    the record went. Lengths stand in front, so no two lists of changes have the same content. `new` is
    how many of the keys had neither a record nor a tombstone before.
    """
    listed = sorted(changes)
    return f"{len(listed)}.{new}.{content_hash(listed)}"


def content_hash(changes: Iterable[tuple[Key, bytes | None]]) -> str:
    """The SHA-256 (hex) of changes in key order."""
    return hashlib.sha256(b"".join([_part(key.encode(), body) for key, body in changes])).hexdigest()


def read_digest(digest: str) -> Content | None:
    """What a digest says; None for one that was made before digests had numbers."""
    changes, _, rest = digest.partition(".")
    new, _, hash_ = rest.partition(".")
    return Content(int(changes), int(new), hash_) if changes.isdecimal() and new.isdecimal() else None


def _part(name: bytes, body: bytes | None) -> bytes:
    if body is None:
        return b"%d,-1:%b" % (len(name), name)
    return b"%d,%d:%b%b" % (len(name), len(body), name, body)


def chain(previous: str, revision: int, at: str, digest: str) -> str:
    """The seal (hex) of a revision made at the moment `at`, behind the seal `previous`."""
    return hashlib.sha256(f"{previous}\n{revision}\n{at}\n{digest}".encode()).hexdigest()


def next_seal(
    previous: str, revision: int, at: str, changes: Iterable[tuple[Key, bytes | None]], new: int
) -> str:
    """`chain` over `content_digest`: the seal of a revision with these changes. O(bytes)."""
    return chain(previous, revision, at, content_digest(changes, new))
