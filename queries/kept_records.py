"""All records of a kind, kept until one of them changes: other writes leave them as they are."""

from collections.abc import Callable, Hashable, Sequence
from typing import Final, TypeVar

from graph.algorithms.withholding import WithheldTexts
from graph.ports import R
from graph.scans import every
from graph.snapshot.snapshot import RESTRICTED, Snapshot
from policy.viewer import Viewer
from queries.kept import kept
from queries.network import Network

T = TypeVar("T")

_VIEWERS: Final = 4
"""For so many viewers the same is kept side by side."""


def told_since(network: Network, snapshot: Snapshot, viewer: Viewer, *kinds: str) -> Hashable:
    """What it depends on how records of `kinds`, which are in the change feed, are told to `viewer`.

    Ask for it before they are read.
    """
    withheld = isinstance(network.store, WithheldTexts)
    return viewer.person, withheld, snapshot.since(*kinds, RESTRICTED)


def every_kept(
    network: Network,
    snapshot: Snapshot,
    viewer: Viewer,
    kind: type[R],
    name: str,
    arranged: Callable[[Sequence[R]], T],
    also: Hashable = (),
) -> T:
    """All records of `kind` as they are told to `viewer`, `arranged`; kept under `name`, and shared.

    `snapshot` is current. `also` says what else it depends on how they are arranged. O(records) when one of
    them has changed.
    """
    version = told_since(network, snapshot, viewer, kind.KIND), also
    return kept(snapshot, name, version, lambda: arranged(list(every(network.store, kind))), most=_VIEWERS)
