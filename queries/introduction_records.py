"""Reading introductions, with the revisions that they are at."""

from collections.abc import Collection, Iterator

from graph.keys import Key
from graph.model import Introduction
from graph.ports import MAX_KEYS, Store, Stored


def introductions_of(store: Store, people: Collection[Key]) -> Iterator[Stored[Introduction]]:
    """Every introduction that names one of `people`. O(their introductions)."""
    after: Key | None = None
    while people:
        page = store.adjacent(sorted(people), Introduction, after, MAX_KEYS)
        yield from page.records
        after = page.after
        if after is None:
            return


def introductions_at(store: Store, keys: Collection[Key]) -> dict[Key, Stored[Introduction]]:
    """Those of `keys` that are introductions. One round trip."""
    found = store.fetch(keys).found
    return {
        key: Stored(stored.record, stored.revision)
        for key, stored in found.items()
        if isinstance(stored.record, Introduction)
    }
