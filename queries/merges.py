"""Which two records of one person were made one: for those who may undo it, and for the person."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.errors import Refused
from graph.keys import Key
from graph.model import Merge
from policy.merging import may_merge
from policy.viewer import Viewer
from queries.first_shown import first_shown
from queries.kept_records import every_kept
from queries.network import Network
from queries.sight import look

_A_FEW: Final = 20
"""More than any person has been made of."""


@dataclass(frozen=True, slots=True)
class MergesPage:
    """Merges, the latest first, without their journals."""

    merges: tuple[Merge, ...]
    more: bool


def merges(
    network: Network, viewer: Viewer, first: int = 20, after: tuple[str, Key] | None = None
) -> MergesPage:
    """Of people who exist for the viewer; `after` is behind `place`. Raises Refused.

    O(merges) when one of them has changed, then O(page).
    """
    if not may_merge(viewer):
        raise Refused("NOT_ALLOWED", "merges are for network admins")
    snapshot = network.read_model.current()
    done = every_kept(network, snapshot, viewer, Merge, "merges", _latest_first)
    begin = 0 if after is None else bisect_left(done, True, key=lambda one: place(one) < after)

    def seen(some: Sequence[Merge]) -> list[Merge]:
        cards = look(network, viewer, [one.kept for one in some]).cards
        return [one for one in some if one.kept in cards]

    found = first_shown(done[begin:], first + 1, seen)
    return MergesPage(tuple(found[:first]), len(found) > first)


def merges_into(network: Network, viewer: Viewer, person: Key) -> list[Merge]:
    """What was made one with `person`, the oldest first. O(merges) for who made many others one, too."""
    page = network.store.adjacent([person], Merge, limit=_A_FEW)
    every: Sequence[Merge] = [stored.record for stored in page.records]
    if page.after is not None:  # each names who made it and holds all that it moved
        snapshot = network.read_model.current()
        every = every_kept(network, snapshot, viewer, Merge, "merges", _latest_first)
    return sorted((one for one in every if one.kept == person), key=place)


def _latest_first(merges: Sequence[Merge]) -> Sequence[Merge]:
    return sorted(merges, key=place, reverse=True)


def place(merge: Merge) -> tuple[str, Key]:
    """Where a merge stands in the list."""
    return merge.at, merge.key
