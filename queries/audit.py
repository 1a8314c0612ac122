"""The record by revision: what was changed when and by whom, without anybody's values; and is it whole?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from threading import Lock
from typing import Final

from graph.errors import Refused
from graph.keys import NO_KEY, Key, kind_of
from graph.model import Access, Decision, Record
from graph.ports import MAX_KEYS, Changed, Position
from graph.stores.seal import read_digest
from graph.stores.verify import Verification, verify
from policy.viewer import Viewer
from queries.network import Network

_CHECKING: Final = Lock()
"""One check at a time in a process: it reads everything."""


@dataclass(frozen=True, slots=True)
class KindChanged:
    """How many records of a kind a revision wrote and removed, of those that nothing has changed since.

    `by` are the ids (keyed hashes; or "operator", "service") of who acted for the installation: who decided a
    rule, and who was shown somebody. Of what people do for themselves that is not on record.
    """

    kind: str
    written: int
    removed: int
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RevisionSealed:
    """One revision. `sealed` is how many changes its seal is of; None where the seal does not say."""

    revision: int
    at: str
    seal: str
    sealed: int | None
    kinds: tuple[KindChanged, ...]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Revisions, the newest first."""

    revisions: tuple[RevisionSealed, ...]
    more: bool


def audit(network: Network, viewer: Viewer, first: int = 20, before: int | None = None) -> AuditPage:
    """The `first` revisions in front of `before`, the newest first.

    Raises Refused for everybody but the operator and privacy officers. O(page and what it changed).
    """
    require_officer(viewer)
    store = network.store
    end = store.revision() + 1 if before is None else min(before, store.revision() + 1)
    begin = max(end - first, 1)
    seals = store.seals(begin - 1, end - begin).seals if end > begin else ()
    changed = _changed(network, begin, end)
    acted = _acted(network, (change for found in changed.values() for change in found))
    found = []
    for seal in reversed(seals):
        content = read_digest(seal.digest)
        kinds = _kinds(changed[seal.revision], acted)
        sealed = content.changes if content else None
        found.append(RevisionSealed(seal.revision, seal.at, seal.seal, sealed, kinds))
    return AuditPage(tuple(found), begin > 1)


def verified(network: Network, viewer: Viewer, expect: str = "") -> Verification:
    """Whether the whole record is what was sealed, see graph.stores.verify.

    Raises Refused: NOT_ALLOWED, or NOT_NOW while somebody else has it checked. O(seals + records).
    """
    require_officer(viewer)
    if not _CHECKING.acquire(blocking=False):
        raise Refused("NOT_NOW", "somebody has it checked just now: try again in a while")
    try:
        return verify(network.store, expect.strip().lower())
    finally:
        _CHECKING.release()


def require_officer(viewer: Viewer) -> None:
    """Raises Refused for everybody but the operator and privacy officers."""
    if not (viewer.operator or viewer.has("privacy_officer")):
        raise Refused("NOT_ALLOWED", "only privacy officers may see that")


def _changed(network: Network, begin: int, end: int) -> dict[int, list[Changed]]:
    """What was last changed at each revision from `begin` to before `end`."""
    found: dict[int, list[Changed]] = defaultdict(list)
    position: Position | None = Position(begin - 1)
    while position is not None:
        feed = network.store.changes(position, MAX_KEYS)
        here = list(takewhile(lambda change: change.revision < end, feed.changes))
        for change in here:
            found[change.revision].append(change)
        position = feed.after if len(here) == len(feed.changes) else None
    return found


def _acted(network: Network, changes: Iterable[Changed]) -> dict[Key, str]:
    """By record, who acted for the installation."""
    kinds = (Access.KIND, Decision.KIND)
    keys = [change.key for change in changes if not change.deleted and kind_of(change.key) in kinds]
    found: dict[Key, str] = {}
    for first in range(0, len(keys), MAX_KEYS):
        for key, stored in network.store.fetch(keys[first : first + MAX_KEYS]).found.items():
            found[key] = _who(stored.record)
    return found


def _who(record: Record) -> str:
    if isinstance(record, Access):
        return record.asker
    return record.by if isinstance(record, Decision) else NO_KEY


def _kinds(changes: list[Changed], acted: dict[Key, str]) -> tuple[KindChanged, ...]:
    by_kind: dict[str, list[Changed]] = defaultdict(list)
    for change in changes:
        by_kind[kind_of(change.key)].append(change)
    return tuple(
        KindChanged(
            kind=kind,
            written=sum(not change.deleted for change in found),
            removed=sum(change.deleted for change in found),
            by=tuple(sorted({acted.get(change.key, "") for change in found} - {""})),
        )
        for kind, found in sorted(by_kind.items())
    )
