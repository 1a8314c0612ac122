"""A page of records of which some are not shown, without looking at all of them."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

T = TypeVar("T")
U = TypeVar("U")

_MORE: Final = 10
"""How many are looked at beyond those of a page, at first."""


def first_shown(records: Sequence[T], most: int, show: Callable[[Sequence[T]], list[U]]) -> list[U]:
    """The first `most` of what `show` leaves of `records`, in their order.

    `show` is asked about as many as are wanted and a few more, then about twice as many each time.
    """
    found: list[U] = []
    begin, size = 0, most + _MORE
    while begin < len(records) and len(found) < most:
        found += show(records[begin : begin + size])
        begin, size = begin + size, size * 2
    return found[:most]
