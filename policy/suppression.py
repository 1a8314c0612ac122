"""Figures about groups of people, without those of small groups: nobody is to be singled out by counting.

A group under `LEAST` is not shown. As a total less the groups that are shown would give it away, what is
held back is never a single group, never under `LEAST` together, and never so much that each group must be as
large as a small one can be: until then the next smallest are held back too (complementary cell
suppression; Hundepool et al., Statistical Disclosure Control, 2012). When everything is held back and
still too little, so is the total. One line of figures is safe by itself; figures that add up across lines
must not be shown beside them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LEAST: Final = 5
"""The smallest group that is shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Counts in the order in which they were given, None where they are held back; likewise the total."""

    counts: tuple[int | None, ...]
    total: int | None


def shown(counts: Sequence[int], least: int = LEAST) -> Shown:
    """What of `counts`, groups that do not overlap, and of their total may be shown. O(n log n).

    No group under `least` can be worked out from it, not even with this rule in hand.
    """
    held = {place for place, count in enumerate(counts) if count < least}
    for size in sorted({count for count in counts if count >= least}):
        if not held or _safe([counts[i] for i in held], least):
            break
        # all of one size together: which of them went would say too much
        held |= {place for place, count in enumerate(counts) if count == size}
    safe = not held or _safe([counts[i] for i in held], least)
    kept = tuple(None if place in held else count for place, count in enumerate(counts))
    return Shown(kept, sum(counts) if safe else None)


def _safe(held: Sequence[int], least: int) -> bool:
    together = sum(held)
    return len(held) > 1 and together >= least and together != (least - 1) * len(held)
