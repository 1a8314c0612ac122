"""Masks and figures that many questions share, kept with the snapshot until it changes.

Kept arrays are shared: combine them with others (`&` makes a new one), never write into them.
"""

from collections.abc import Callable, Hashable
from typing import Final, TypeVar

import numpy as np

from graph.algorithms.evidence_votes import Ballots, ballots
from graph.snapshot.snapshot import Snapshot
from policy.gates import Mask, Status, allowed, visible
from policy.viewer import Viewer

T = TypeVar("T")

_KEPT: Final = 64
"""How many are usually kept of each name; then all are dropped and made again as they are asked for."""


def kept(snapshot: Snapshot, name: str, key: Hashable, make: Callable[[], T], most: int = _KEPT) -> T:
    """What `make` returned for `key` the last time, or makes it. `key` says all that it depends on."""
    found: dict[Hashable, T] = snapshot.kept.setdefault(name, {})
    if key not in found:
        if len(found) >= most:
            snapshot.kept[name] = found = {}
        found[key] = make()
    return found[key]


def allowed_people(snapshot: Snapshot, role: str, purpose: str, day: int, operator: bool) -> Mask:
    """(people,) policy.gates.allowed for everybody. Shared. O(people) when it is not kept."""
    people = snapshot.people
    key = (people.version, len(people.ids), role, purpose, day, operator)
    return kept(snapshot, "allowed", key, lambda: allowed(people.standing.rows, role, purpose, day, operator))


def visible_people(snapshot: Snapshot, viewer: Viewer, status: Status | None, day: int) -> Mask:
    """(people,) policy.gates.visible for everybody; a copy for the caller to narrow. O(people)."""
    people = snapshot.people
    key = (people.version, len(people.ids), viewer.operator, viewer.roles, status, day)
    found = kept(snapshot, "visible", key, lambda: visible(people.standing.rows, viewer, status, day))
    return found.copy()


def ballots_on(snapshot: Snapshot, day: int) -> Ballots:
    """The ballots of all evidence on `day`. Shared. O(evidence) when there is new evidence since."""
    rows = snapshot.evidence.rows.rows
    return kept(snapshot, "ballots", (len(rows), day), lambda: ballots(rows, day), most=1)


def fingerprint(mask: Mask) -> bytes:
    """What a mask is, in an eighth of its bytes: a part of a key."""
    return np.packbits(mask).tobytes()
