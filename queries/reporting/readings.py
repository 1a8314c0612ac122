"""Reading many records for a report: with the revision of each, and only a part of a great many."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from graph.ports import MAX_KEYS, R, Store, Stored

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""What the name of a record may begin with, each as often as another: names are hashes (graph.keys)."""

_PORTION: Final = 20_000


def stored(store: Store, kind: type[R], beginnings: Sequence[str] = ()) -> Iterator[list[Stored[R]]]:
    """All records of `kind` with their revisions, in portions. O(records)."""
    after = None
    while True:
        page = store.scan(kind, beginnings, after, MAX_KEYS)
        yield list(page.records)
        after = page.after
        if after is None:
            return


def portions(records: Iterator[R]) -> Iterator[list[R]]:
    """`records` in lists of 20,000."""
    while portion := list(islice(records, _PORTION)):
        yield portion


def part_of(kind: type[R], there: int, wanted: int) -> list[str]:
    """Beginnings of about `wanted` keys when there are `there` records of `kind`; [] for all of them."""
    letters = -(-len(_LETTERS) * wanted // max(there, 1))
    return [] if letters >= len(_LETTERS) else parts(kind)[:letters]


def parts(kind: type[R]) -> list[str]:
    """Beginnings of the keys of `kind`, each of about as many, that together are all of them."""
    return [f"{kind.KIND}:{letter}" for letter in _LETTERS]


def revision_of(store: Store, day: date) -> int:
    """The first revision that was made on `day` or later; one more than the last when there is none.

    Revisions stand in the order of time. O(log revisions) round trips.
    """
    low, high = 1, store.revision() + 1
    while low < high:
        middle = (low + high) // 2
        seals = store.seals(middle - 1, 1).seals
        if seals and seals[0].at[:10] < day.isoformat():
            low = middle + 1
        else:
            high = middle
    return low
