"""Who was asked to stay in the network, and what came of it: for those who run the network."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from graph.dates import day_number
from graph.errors import Refused
from graph.keys import Key
from graph.model import Invitation, invitation_key
from graph.scans import every
from policy.exits import STATES
from policy.reporting import line
from policy.viewer import Viewer
from queries.first_shown import first_shown
from queries.heard import seen_people
from queries.kept import kept
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
    behind = sorted(
        (
            one
            for one in _asked(network, viewer)
            if (not state or one.state == state) and (after is None or place(one) < after)
        ),
        key=place,
        reverse=True,
    )
    found = first_shown(behind, first + 1, lambda some: _seen(network, viewer, some))
    return InvitationsPage(tuple(found[:first]), len(found) > first)


def invitation_counts(network: Network, viewer: Viewer) -> InvitationCounts:
    """How many people were invited, by state, as a report may tell it. Raises Refused.

    Of people who exist for the viewer, by the read model. O(invitations + people).
    """
    _require(viewer)
    status = viewer_status(network, viewer)
    asked = _asked(network, viewer)
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        seen = np.append(seen_people(snapshot, viewer, status, day_number(network.today())), False)
        numbers = snapshot.people.ids.numbers([one.person for one in asked])
        there = seen[np.where(numbers < len(seen), numbers, -1)].tolist()
    counted = Counter(one.state for one, known in zip(asked, there, strict=True) if known)
    told = line([counted[state] for state in STATES])
    return InvitationCounts(tuple(zip(STATES, told.parts, strict=True)), told.total)


def _asked(network: Network, viewer: Viewer) -> Sequence[Invitation]:
    """All invitations, as the viewer is told of them. Kept until anything is written; else O(invitations)."""
    version = (network.store.revision(), viewer.person)
    snapshot = network.read_model.current()
    return kept(snapshot, "invitations", version, lambda: list(every(network.store, Invitation)), most=2)


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
