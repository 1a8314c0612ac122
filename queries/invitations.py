"""Who was asked to stay in the network, and what came of it: for those who run the network."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graph.dates import day_number
from graph.errors import Refused
from graph.keys import Key
from graph.model import Invitation, invitation_key
from graph.snapshot.numbering import Numbering
from policy.exits import STATES
from policy.reporting import line
from policy.viewer import Viewer
from queries.first_shown import first_shown
from queries.heard import seen_people
from queries.kept_records import every_kept
from queries.network import Network
from queries.sight import Card, look, viewer_status


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation, and the person as the viewer sees them."""

    record: Invitation
    card: Card


@dataclass(frozen=True, slots=True)
class InvitationsPage:
    """Invitations, those of which something was heard last first."""

    invitations: tuple[Invited, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class InvitationCounts:
    """At least how many there are in each state, and in all; None where nothing may be told."""

    states: tuple[tuple[str, int | None], ...]
    total: int | None


def invitation_of(network: Network, person: Key) -> tuple[Invitation | None, int]:
    """The invitation of `person`, and the revision of the record; (None, 0) when there is none. O(1)."""
    key = invitation_key(person)
    stored = network.store.fetch([key]).found.get(key)
    if stored is None or not isinstance(stored.record, Invitation):
        return None, 0
    return stored.record, stored.revision


def invitations(
    network: Network,
    viewer: Viewer,
    state: str = "",
    first: int = 20,
    after: tuple[str, Key] | None = None,
) -> InvitationsPage:
    """In one state, or in all; `after` is behind `place`. Raises Refused. O(invitations).

    Of people who exist for the viewer only; a last day is part of what they show of their employments.
    """
    _require(viewer)
    snapshot = network.read_model.current()
    asked = every_kept(network, snapshot, viewer, Invitation, "invitations", _latest_first)
    begin = 0 if after is None else bisect_left(asked, True, key=lambda one: place(one) < after)
    behind = [one for one in asked[begin:] if not state or one.state == state]
    found = first_shown(behind, first + 1, lambda some: _seen(network, viewer, some))
    return InvitationsPage(tuple(found[:first]), len(found) > first)


def invitation_counts(network: Network, viewer: Viewer) -> InvitationCounts:
    """How many people were invited, by state, as a report may tell it. Raises Refused.

    Of people who exist for the viewer, by the read model. O(invitations + people).
    """
    _require(viewer)
    status = viewer_status(network, viewer)
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        ids = snapshot.people.ids
        states, numbers = every_kept(
            network, snapshot, viewer, Invitation, "invited", lambda all_: _by_number(all_, ids), len(ids)
        )
        seen = np.append(seen_people(snapshot, viewer, status, day_number(network.today())), False)
        there = seen[np.where(numbers < len(seen), numbers, -1)]
    counted = np.bincount(states[there], minlength=len(STATES)).tolist()
    told = line(counted)
    return InvitationCounts(tuple(zip(STATES, told.parts, strict=True)), told.total)


def _latest_first(invitations: Sequence[Invitation]) -> Sequence[Invitation]:
    return sorted(invitations, key=place, reverse=True)


def _by_number(
    invitations: Sequence[Invitation], ids: Numbering
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """(invitations,) the place of each state in STATES, and the number of the person, -1 for nobody."""
    states = np.array([STATES.index(one.state) for one in invitations], np.int64)
    return states, ids.numbers([one.person for one in invitations])


def place(invitation: Invitation) -> tuple[str, Key]:
    """Where an invitation stands in the list."""
    return invitation.at, invitation.key


def _require(viewer: Viewer) -> None:
    if not (viewer.operator or viewer.has("network_admin")):
        raise Refused("NOT_ALLOWED", "invitations are for network admins")


def _seen(network: Network, viewer: Viewer, invitations: Sequence[Invitation]) -> list[Invited]:
    """Those of people who exist for the viewer. A few round trips."""
    sight = look(network, viewer, [one.person for one in invitations])
    open_ = sight.cards if viewer.operator else sight.showing(sight.cards, "employments", viewer)
    return [
        Invited(one if one.person in open_ else replace(one, last_day=""), card)
        for one in invitations
        if (card := sight.cards.get(one.person)) is not None and not card.private
    ]
