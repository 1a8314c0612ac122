"""All records of a kind, and all that refer to somebody: read page by page from a store."""

from collections.abc import Collection, Iterator, Sequence

from graph.keys import Key
from graph.ports import MAX_KEYS, R, Store


def every(
    store: Store, kind: type[R], beginnings: Sequence[str] = (), after: Key | None = None
) -> Iterator[R]:
    """All records of `kind` behind `after` in key order, page by page."""
    while True:
        page = store.scan(kind, beginnings, after, MAX_KEYS)
        yield from (stored.record for stored in page.records)
        after = page.after
        if after is None:
            return


def all_adjacent(store: Store, keys: Collection[Key], kind: type[R]) -> Iterator[R]:
    """All records of `kind` that refer to any of `keys`, page by page."""
    after: Key | None = None
    while True:
        page = store.adjacent(keys, kind, after, MAX_KEYS)
        yield from (stored.record for stored in page.records)
        after = page.after
        if after is None:
            return
