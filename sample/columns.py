"""Columns of numbers into the words that stand in files."""

from collections.abc import Iterator
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sample.dice import Numbers

BLOCK = 50_000
"""How many rows are made at once: enough for numpy to pay, little enough for memory."""


def blocks(count: int, size: int = BLOCK) -> Iterator[NDArray[np.int64]]:
    """0 .. count-1 in runs of at most `size`."""
    for begin in range(0, count, size):
        yield np.arange(begin, min(begin + size, count))


def iso_days(days: Numbers, absent: int = 0) -> list[str]:
    """Ordinal days as "2021-03-05"; `absent` as ""."""
    seen = {int(day): date.fromordinal(int(day)).isoformat() for day in np.unique(days) if day != absent}
    return [seen.get(day, "") for day in days.tolist()]


def partial_days(days: Numbers, parts: Numbers, absent: int = 0) -> list[str]:
    """Ordinal days as years (part 0), months (1) or days (2); `absent` as ""."""
    lengths = (4, 7, 10)
    return [text[: lengths[part]] for text, part in zip(iso_days(days, absent), parts.tolist(), strict=True)]
