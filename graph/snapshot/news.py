"""What changed behind a snapshot."""

from collections import defaultdict
from typing import Final, NamedTuple

from graph.keys import Key, kind_of
from graph.model import (
    Aspiration,
    Budget,
    Contact,
    Decision,
    Employment,
    Evidence,
    Person,
    Preference,
    RehireStatus,
    Skill,
    Tie,
    Verdict,
)
from graph.ports import MAX_KEYS, Store
from graph.snapshot.phrases import NOTED
from graph.snapshot.snapshot import Snapshot, gone
from graph.snapshot.unused import NAMING

FOLLOWED: Final = frozenset(
    kind.KIND
    for kind in (
        Person,
        Preference,
        Budget,
        Aspiration,
        RehireStatus,
        Employment,
        Tie,
        Contact,
        Evidence,
        Skill,
        Verdict,
        Decision,
    )
)
"""The kinds that a snapshot holds something of; the changes of others pass it by."""

OTHERS: Final = frozenset(kind.KIND for kind in NOTED) - FOLLOWED
"""The kinds of which a snapshot holds nothing but which phrases they say."""

REBUILD = 200_000
"""More changes than this are faster taken in by building anew."""


class News(NamedTuple):
    """The keys that changed behind a snapshot, by kind (FOLLOWED ones only), and where that leads to.

    While somebody is restricted those of kinds that say how people are called, too. `changes` counts all,
    and `kinds` are those of all, with `gone` of those of which one was deleted.
    """

    revision: int
    keys: dict[str, set[Key]]
    changes: int
    kinds: set[str]


def news(store: Store, snapshot: Snapshot) -> News | None:
    """What changed behind the snapshot. None when there is more than REBUILD. O(changes)."""
    keys: dict[str, set[Key]] = defaultdict(set)
    every: set[str] = set()
    position, count, followed = snapshot.position, 0, 0
    kinds = FOLLOWED | OTHERS | NAMING if snapshot.unused.each else FOLLOWED | OTHERS
    while True:
        feed = store.changes(position, MAX_KEYS)
        count += len(feed.changes)
        for change in feed.changes:
            kind = kind_of(change.key)
            every.update((kind, gone(kind)) if change.deleted else (kind,))
            if kind in kinds:
                keys[kind].add(change.key)
                followed += 1
        if followed > REBUILD:
            return None
        if feed.after is None:
            return News(feed.revision, keys, count, every)
        position = feed.after
