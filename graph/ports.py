"""The two narrow ports: `Store` keeps facts, `TieSource` hands out ties to search.

Everything above a port is written once; an adapter is a few hundred lines. No method takes a
query string. Every read takes many keys, is bounded, comes in key order and says the revision
that it read at.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar, runtime_checkable

from graph.keys import NO_KEY, Key
from graph.model import Record

if TYPE_CHECKING:  # a process that only writes need not wait for it
    import numpy as np
    from numpy.typing import NDArray

R_co = TypeVar("R_co", bound=Record, covariant=True)
R = TypeVar("R", bound=Record)

MAX_KEYS = 20_000
"""The most keys or changes that one call may name."""

PAGE = 2_000
"""How many records a page holds unless told otherwise; never more than MAX_KEYS."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """The record at `key` goes. Deleting what is not there is no change."""

    key: Key


Change = Record | Deletion
"""A record to be put (whole: there are no partial updates), or a deletion."""


@dataclass(frozen=True, slots=True)
class Stored(Generic[R_co]):
    """A record as the store holds it and the revision of its last change."""

    record: R_co
    revision: int


@dataclass(frozen=True, slots=True)
class Read:
    """The answer of `fetch`: what was found, and the store's revision when it was read."""

    revision: int
    found: Mapping[Key, Stored[Record]]


@dataclass(frozen=True, slots=True)
class Page(Generic[R_co]):
    """Records in key order. `after` is the key to continue behind, None at the end."""

    revision: int
    records: Sequence[Stored[R_co]]
    after: Key | None


class Position(NamedTuple):
    """A place in the change feed: behind the change of `key` at `revision`."""

    revision: int
    key: Key = NO_KEY


class Changed(NamedTuple):
    """`key` was last changed at `revision`; `deleted` when it went."""

    key: Key
    revision: int
    deleted: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """Changes in (revision, key) order. `after` is where to continue, None at the end."""

    revision: int
    changes: Sequence[Changed]
    after: Position | None


class Seal(NamedTuple):
    """One link of the audit chain: what `revision`, made at `at`, changed (see graph.stores.seal)."""

    revision: int
    at: str
    digest: str
    seal: str


@dataclass(frozen=True, slots=True)
class Seals:
    """Seals in the order of revisions. `after` is the revision to continue behind, None at the end."""

    revision: int
    seals: Sequence[Seal]
    after: int | None


class Store(Protocol):
    """Keeps records. Safe to use from several threads; several processes may open one store.

    Every method may raise StoreUnavailable; nothing is then half-written.
    """

    def apply(
        self,
        changes: Sequence[Change],
        expect: Mapping[Key, int] | None = None,
        key: str | None = None,
    ) -> int:
        """Write all `changes` in one transaction and return the store's revision after it.

        `expect` names the revision that each key must be at (0: absent) for the write to happen,
        whether the key is among the changes or not. `key` makes the call idempotent: a second
        call with the same key writes nothing and returns the revision of the first. Later changes of one
        key in the same call win. Putting a record that equals the stored one is no change and keeps its
        revision; a call that changes nothing makes no new revision. Each revision is sealed by
        the audit chain in the same transaction.

        Records of a kind whose FEED is false are counters. They are written, deleted and read as others
        are, at revision 0: a call that changes nothing else makes no new revision, and nothing of them
        is in the feed, under a seal or left as a tombstone. No write may expect one (InvalidValue).

        Raises Conflict, MissingReference, StillReferenced, TooManyKeys, InvalidValue. O(changes).
        """
        ...

    def fetch(self, keys: Collection[Key]) -> Read:
        """The records at `keys` (at most MAX_KEYS), at one revision; absent keys are left out."""
        ...

    def adjacent(
        self, keys: Collection[Key], kind: type[R], after: Key | None = None, limit: int = PAGE
    ) -> Page[R]:
        """Records of `kind` that refer to any of `keys`, each once. O(page)."""
        ...

    def scan(
        self,
        kind: type[R],
        beginnings: Sequence[str] = (),
        after: Key | None = None,
        limit: int = PAGE,
    ) -> Page[R]:
        """Records of `kind`; with `beginnings`, only those whose key begins with one of them."""
        ...

    def changes(self, since: Position, limit: int = PAGE) -> Feed:
        """Keys changed behind `since`, each at its last change only, deletions included."""
        ...

    def seals(self, after: int = 0, limit: int = PAGE) -> Seals:
        """The audit chain behind revision `after`, as it is kept: nothing of it is checked. O(page)."""
        ...

    def revision(self) -> int:
        """The revision of the last write; 0 for an empty store. The cheapest call."""
        ...

    def scrub(self) -> bool:
        """See that what was deleted or replaced is in none of the store's own files any more.

        False when a reader still needs what is there: nothing is lost, try again a moment later. A
        store that keeps no files of its own here answers True; what its server keeps is the server's.
        """
        ...

    def close(self) -> None:
        """Let go of files and connections. A second close does nothing."""
        ...


class Apart(Protocol):
    """Writes while its caller goes on; one call at a time, by one thread."""

    def begin(
        self,
        changes: Sequence[Change],
        expect: Mapping[Key, int] | None = None,
        key: str | None = None,
    ) -> None:
        """Hand over what `Store.apply` takes. The call before it has ended."""
        ...

    def end(self) -> int:
        """Wait for what was begun: returns, and raises, what `Store.apply` would."""
        ...

    def close(self) -> None:
        """Wait until what was begun is written or refused, and let go. A second close does nothing.

        What was written before may be undone by a power cut, the latest first, until this has returned.
        """
        ...


@runtime_checkable
class WritesApart(Protocol):
    """A store that has somebody else to do its writing."""

    def apart(self) -> Apart:
        """Somebody to write for us, until it is closed. Raises StoreUnavailable."""
        ...


@dataclass(frozen=True, slots=True)
class TieGraph:
    """Ties to search, as arrays; costs are for one purpose and day.

    People are numbered 0..n-1. Row i of ties is `neighbors[start[i]:end[i]]` with `costs`
    beside it, in ascending (cost, rank of neighbor) order. Every tie stands in both rows. A cost is
    round(-ln(strength) x 2**20), so 0 is strength 1.
    """

    start: NDArray[np.int64]  # (n,)
    end: NDArray[np.int64]  # (n,)
    neighbors: NDArray[np.int32]  # (ties,)
    costs: NDArray[np.int32]  # (ties,) >= 0
    rank: NDArray[np.int32]  # (n,) the place of each person's key in key order
    keys: People


class People(Protocol):
    """Numbers for the people of a TieGraph."""

    def key(self, number: int) -> Key:
        """The key of the person with this number. IndexError when there is none."""
        ...

    def number(self, key: Key) -> int:
        """The number of this person, or -1."""
        ...

    def __len__(self) -> int: ...


class TieSource(Protocol):
    """Hands out ties to search."""

    def around(
        self,
        sources: Collection[Key],
        targets: Collection[Key],
        hops: int,
        purpose: str,
        day: date,
        contributor: Key = NO_KEY,
    ) -> TieGraph:
        """A graph that holds every path of at most `hops` (1 to 4) from sources to targets.

        Shared ties, and with `contributor` also the ties that this person alone contributed.
        """
        ...
