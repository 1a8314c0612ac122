"""Masks and figures that many questions share, kept with the snapshot until it changes.

Kept arrays are shared: combine them with others (`&` makes a new one), never write into them.
"""

from collections.abc import Callable, Hashable
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.evidence_rests import RestTable
from graph.algorithms.evidence_votes import Ballots, ballots
from graph.snapshot.snapshot import Snapshot
from policy.budgets import extra_costs, unspent
from policy.gates import Mask, Status, allowed, statuses, visible
from policy.viewer import Viewer
from policy.visibility import audiences_of, shown

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
    people, decided = snapshot.people, snapshot.decided
    key = (people.version, len(people.ids), role, purpose, day, operator, frozenset(decided.items()))
    return kept(
        snapshot,
        "allowed",
        key,
        lambda: allowed(people.standing.rows, role, purpose, day, operator, decided),
    )


def unspent_part(snapshot: Snapshot, day: int) -> NDArray[np.float64]:
    """(people,) policy.budgets.unspent for everybody. Shared. O(people) when it is not kept."""
    people = snapshot.people
    key = (people.version, len(people.ids), day)
    return kept(snapshot, "unspent", key, lambda: unspent(people.standing.rows, day))


def extra_of(snapshot: Snapshot, day: int) -> NDArray[np.int32] | None:
    """(people,) policy.budgets.extra_costs for everybody; None when nobody costs extra. Shared."""
    people = snapshot.people
    key = (people.version, len(people.ids), day)
    return kept(snapshot, "extra", key, lambda: _any(extra_costs(unspent_part(snapshot, day))))


def _any(extra: NDArray[np.int32]) -> NDArray[np.int32] | None:
    return extra if extra.any() else None


def rests_kept(snapshot: Snapshot) -> RestTable | None:
    """Everybody's rests as arrays; None when nobody ever rested. Shared. O(people) when it is not kept."""
    people = snapshot.people
    if not people.rests:
        return None
    key = (people.rests_version, len(people.ids))
    return kept(snapshot, "rests", key, lambda: RestTable.of(people.rests, len(people.ids)))


def shown_people(snapshot: Snapshot, viewer: Viewer, status: Status | None, field: str) -> Mask:
    """(people,) whose `field` is shown to the viewer, their own included. The array is the caller's.

    O(people).
    """
    people = snapshot.people
    found = shown_to(snapshot, audiences_of(viewer, status), field).copy()
    number = people.ids.number(viewer.person) if viewer.person else -1
    if number >= 0:
        found[number] = True
    return found


def shown_to(snapshot: Snapshot, audiences: frozenset[str], field: str) -> Mask:
    """(people,) whose `field` is shown to who belongs to `audiences`. Shared. O(people) when not kept."""
    people = snapshot.people
    key = (people.version, len(people.ids), field, audiences)
    return kept(snapshot, "shown", key, lambda: shown(people.standing.rows, field, audiences))


def visible_people(snapshot: Snapshot, viewer: Viewer, status: Status | None, day: int) -> Mask:
    """(people,) policy.gates.visible for everybody; a copy for the caller to narrow. O(people)."""
    people = snapshot.people
    key = (people.version, len(people.ids), viewer.operator, viewer.roles, status, day)
    found = kept(snapshot, "visible", key, lambda: visible(people.standing.rows, viewer, status, day))
    return found.copy()


def statuses_on(snapshot: Snapshot, day: int) -> NDArray[np.uint8]:
    """(people,) policy.gates.statuses of everybody. Shared. O(people) when it is not kept."""
    people = snapshot.people
    key = (people.version, len(people.ids), day)
    return kept(snapshot, "statuses", key, lambda: statuses(people.standing.rows, day), most=2)


def ballots_on(snapshot: Snapshot, day: int) -> Ballots:
    """The ballots of all evidence on `day`. Shared. O(evidence) when there is new evidence since."""
    rows = snapshot.evidence.rows.rows
    return kept(snapshot, "ballots", (len(rows), day), lambda: ballots(rows, day), most=1)


def fingerprint(mask: Mask) -> bytes:
    """What a mask is, in an eighth of its bytes: a part of a key."""
    return np.packbits(mask).tobytes()
