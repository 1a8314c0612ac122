"""The audit chain: each revision is sealed by what it changed and by the seal before it.

A store keeps (revision, at, digest, seal). Whoever knows the newest seal can tell whether any
earlier revision was altered, added or dropped: from the rows alone for the order, moments and
digests, and from the records for every revision whose changes are all still the newest.
"""

import hashlib
from collections.abc import Iterable

from graph.keys import Key

FIRST_SEAL = ""
"""What stands before the seal of revision 1."""


def content_digest(changes: Iterable[tuple[Key, bytes | None]]) -> str:
    """The SHA-256 (hex) of the changes of a revision, whatever order they come in.

    A change is a key with the record's canonical bytes (`records.encode`), or with None when
    the record went. Lengths stand in front, so no two lists of changes have the same content.
    """
    content = b"".join([_part(key.encode(), body) for key, body in sorted(changes)])
    return hashlib.sha256(content).hexdigest()


def _part(name: bytes, body: bytes | None) -> bytes:
    if body is None:
        return b"%d,-1:%b" % (len(name), name)
    return b"%d,%d:%b%b" % (len(name), len(body), name, body)


def chain(previous: str, revision: int, at: str, digest: str) -> str:
    """The seal (hex) of a revision made at the moment `at`, behind the seal `previous`."""
    return hashlib.sha256(f"{previous}\n{revision}\n{at}\n{digest}".encode()).hexdigest()


def next_seal(previous: str, revision: int, at: str, changes: Iterable[tuple[Key, bytes | None]]) -> str:
    """`chain` over `content_digest`: the seal of a revision with these changes. O(bytes)."""
    return chain(previous, revision, at, content_digest(changes))
