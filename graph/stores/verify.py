"""Is the audit chain whole, and do the records still say what was sealed?

Works on any store, through its port alone. The chain is recomputed from the first seal on. A revision
whose changes are all still the newest is recomputed from the records; and the sum of everything that is
there is compared with that of the newest digest. Whoever can write to the store can also forge a whole
new chain: that is found only with a seal that was kept elsewhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from graph.keys import Key
from graph.model import KINDS
from graph.ports import MAX_KEYS, Changed, Position, Seal, Store
from graph.stores.records import encode
from graph.stores.seal import FIRST_SEAL, Content, added, chain, content_hash, read_digest, weight

_CHUNK: Final = 2_000
_TRIES: Final = 3

NOT_WHOLE: Final = "the chain does not lead from the seal before to this one"
NOT_AS_SEALED: Final = "its records are not what was sealed"
NOT_SEALED: Final = "records say that they changed in it, and it has no such seal"
NOT_ALL_THERE: Final = "records were altered, taken away or put in behind the chain's back"
NOT_THERE: Final = "the seal that was kept elsewhere is not in the chain"


@dataclass(slots=True)
class Verification:
    """What was found. `against_records` of `revisions` could be recomputed from the records.

    `complete` says whether all that is there was compared with the newest digest, which needs a store that
    nobody writes to meanwhile and a chain that began with sums. `bad` is the first revision that is
    wrong (0: none in particular) and `reason` why; `reason` is "" when all is well.
    """

    revisions: int = 0
    against_records: int = 0
    complete: bool = False
    newest: Seal | None = None
    bad: int = 0
    reason: str = ""

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.reason

    def wrong(self, reason: str, revision: int = 0) -> "Verification":
        """This, with what is wrong."""
        self.bad, self.reason = revision, reason
        return self


def verify(store: Store, expect: str = "") -> Verification:
    """Check the whole chain, and that `expect`, a seal kept elsewhere, is in it.

    Tried anew, up to three times, while others write. Raises StoreUnavailable, also for a record that
    cannot be read at all. O(seals + records).
    """
    for _ in range(_TRIES):
        last = store.revision()
        found = _verify(store, expect, last)
        still = store.revision() == last
        if still and found.whole and found.revisions != last:
            return found.wrong(NOT_WHOLE, min(found.revisions, last) + 1)
        if still or not found.whole:
            return found
    found.complete = False
    return found


def _verify(store: Store, expect: str, last: int) -> Verification:
    found = Verification()
    groups = _groups(store)
    group = next(groups, None)
    previous = FIRST_SEAL
    met = not expect
    there = 0
    content: Content | None = Content(0, "", 0)
    for seal in _seals(store):
        if seal.revision != found.revisions + 1 or seal.seal != chain(previous, *seal[:3]):
            return found.wrong(NOT_WHOLE, found.revisions + 1)
        here: Sequence[Changed] = ()
        if group is not None and group[0] == seal.revision:
            here, group = group[1], next(groups, None)
        content = read_digest(seal.digest)
        bodies = _bodies(store, here)
        there += weight(bodies)
        if content is not None and len(bodies) >= content.changes:
            if len(bodies) > content.changes or content_hash(bodies) != content.hash:
                return found.wrong(NOT_AS_SEALED, seal.revision)
            found.against_records += 1
        met = met or seal.seal == expect
        found.revisions, found.newest, previous = seal.revision, seal, seal.seal
    if not met:
        return found.wrong(NOT_THERE)
    if store.revision() == last == found.revisions:  # else what was read is of several revisions
        if group is not None:
            return found.wrong(NOT_SEALED, group[0])
        altered = content is not None and (added(there) != content.sum or _in_no_feed(store, last))
        if altered and store.revision() == last:  # else it may be what was written just now
            return found.wrong(NOT_ALL_THERE)
    found.complete = content is not None
    return found


def _in_no_feed(store: Store, last: int) -> bool:
    """Whether there are records that no revision claims."""
    for kind in KINDS.values():
        after: Key | None = None
        while kind.FEED:
            page = store.scan(kind, after=after, limit=MAX_KEYS)
            if not all(1 <= stored.revision <= last for stored in page.records):
                return True
            after = page.after
            if after is None:
                break
    return False


def _seals(store: Store) -> Iterator[Seal]:
    after: int | None = 0
    while after is not None:
        page = store.seals(after, MAX_KEYS)
        yield from page.seals
        after = page.after


def _groups(store: Store) -> Iterator[tuple[int, Sequence[Changed]]]:
    """What was last changed at each revision, in the order of revisions."""
    for revision, changes in groupby(_changes(store), lambda change: change.revision):
        yield revision, list(changes)


def _changes(store: Store) -> Iterator[Changed]:
    position: Position | None = Position(0)
    while position is not None:
        feed = store.changes(position, MAX_KEYS)
        yield from feed.changes
        position = feed.after


def _bodies(store: Store, changes: Sequence[Changed]) -> list[tuple[Key, bytes | None]]:
    """The changes as they were sealed, in key order, but for those that are not the newest any more."""
    bodies: dict[Key, bytes | None] = {change.key: None for change in changes if change.deleted}
    written = [change.key for change in changes if not change.deleted]
    for first in range(0, len(written), _CHUNK):
        for key, stored in store.fetch(written[first : first + _CHUNK]).found.items():
            if stored.revision == changes[0].revision:
                bodies[key] = encode(stored.record)
    return sorted(bodies.items())
