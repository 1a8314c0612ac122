"""Keys: how records are named, the same in every store.

A key is `kind:name`. The name of a node is a keyed hash of what the record is first known by (BLAKE2b
with the installation secret as its key, RFC 7693; 96 bits in 16 base-64 characters): no order, no
gaps, no personal value to read. The name of a record about a pair of people begins with both their names
(`tie:<a>.<b>.<rest>`), so everything about one pair stands together in key order and can be read
by its beginning.
"""

from binascii import b2a_base64
from functools import lru_cache
from hashlib import blake2b
from typing import NewType

Key = NewType("Key", str)
"""`kind:name`, unique in a store."""

NO_KEY = Key("")
"""An absent reference."""

_ENDINGS = 10_000
_URLSAFE = bytes.maketrans(b"+/", b"-_")
_NAME_BYTES = 12  # 96 bits: among ten million records a collision has odds of about 6e-16


def kind_of(key: str) -> str:
    """The kind that a key begins with: `kind_of("person:abc") == "person"`."""
    return key.partition(":")[0]


def name_of(key: str) -> str:
    """What stands behind the kind: `name_of("person:abc") == "abc"`."""
    return key.partition(":")[2]


class KeyMaker:
    """Makes keys from what records are known by, with the secret of one installation."""

    def __init__(self, secret: bytes) -> None:
        """Take `secret`: at least 16 random bytes, kept for the life of the installation."""
        if len(secret) < 16:
            raise ValueError("an installation secret has at least 16 bytes")
        self._mac = blake2b(key=secret[:64], digest_size=_NAME_BYTES)
        self._ending = lru_cache(maxsize=_ENDINGS)(self._new_ending)

    def name(self, *parts: str) -> str:
        """16 characters that stand for `parts`; equal parts give equal names. About 1 µs."""
        mac = self._mac.copy()
        mac.update("\x1f".join(parts).encode())
        return b2a_base64(mac.digest(), newline=False).translate(_URLSAFE).decode()

    def key(self, kind: str, *parts: str) -> Key:
        """The key of a node of `kind` that is first known by `parts`."""
        return Key(f"{kind}:{self.name(kind, *parts)}")

    def pair_key(self, kind: str, one: Key, other: Key, *parts: str) -> Key:
        """The key of a record of `kind` about two records; their order does not matter."""
        a, b = name_of(one), name_of(other)
        if b < a:
            a, b = b, a
        return Key(f"{kind}:{a}.{b}.{self._ending(kind, *parts)}")

    def _new_ending(self, kind: str, *parts: str) -> str:
        """What tells the records of `kind` about one pair apart; many pairs have the same."""
        return self.name(kind, *parts)[:8]


def pair_beginning(kind: str, one: Key, other: Key) -> str:
    """What the keys of all records of `kind` about these two begin with."""
    a, b = sorted((name_of(one), name_of(other)))
    return f"{kind}:{a}.{b}."


def pair_of(key: Key, kind: str = "person") -> tuple[Key, Key]:
    """The two records of `kind` that a pair key is about, in key order."""
    a, b, _ = name_of(key).split(".", 2)
    return Key(f"{kind}:{a}"), Key(f"{kind}:{b}")
