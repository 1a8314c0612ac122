"""Which two records of one person were made one: for those who may undo it, and for the person."""

from dataclasses import dataclass

from graph.errors import Refused
from graph.keys import Key
from graph.model import Merge
from graph.scans import every
from policy.merging import may_merge
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import look


@dataclass(frozen=True, slots=True)
class MergesPage:
    """Merges, the latest first, without their journals."""

    merges: tuple[Merge, ...]
    more: bool


def merges(
    network: Network, viewer: Viewer, first: int = 20, after: tuple[str, Key] | None = None
) -> MergesPage:
    """Of people who exist for the viewer; `after` is behind `place`. Raises Refused. O(merges)."""
    if not may_merge(viewer):
        raise Refused("NOT_ALLOWED", "merges are for network admins")
    found = sorted(every(network.store, Merge), key=place, reverse=True)
    cards = look(network, viewer, [one.kept for one in found]).cards
    behind = [one for one in found if one.kept in cards and (after is None or place(one) < after)]
    return MergesPage(tuple(behind[:first]), len(behind) > first)


def place(merge: Merge) -> tuple[str, Key]:
    """Where a merge stands in the list."""
    return merge.at, merge.key
