"""Who was asked to stay in the network, and what came of it: for those who run the network."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from graph.errors import Refused
from graph.keys import Key
from graph.model import Invitation, invitation_key
from graph.scans import every
from policy.exits import STATES
from policy.reporting import line
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import Card, look

_CHUNK: Final = 500


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
    found = sorted(_seen(network, viewer), key=lambda one: place(one.record), reverse=True)
    wanted = [one for one in found if not state or one.record.state == state]
    behind = [one for one in wanted if after is None or place(one.record) < after]
    return InvitationsPage(tuple(behind[:first]), len(behind) > first)


def invitation_counts(network: Network, viewer: Viewer) -> InvitationCounts:
    """How many people were invited, by state, as a report may tell it. Raises Refused."""
    counted = Counter(one.record.state for one in _seen(network, viewer))
    told = line([counted[state] for state in STATES])
    return InvitationCounts(tuple(zip(STATES, told.parts, strict=True)), told.total)


def place(invitation: Invitation) -> tuple[str, Key]:
    """Where an invitation stands in the list."""
    return invitation.at, invitation.key


def _seen(network: Network, viewer: Viewer) -> list[Invited]:
    if not (viewer.operator or viewer.has("network_admin")):
        raise Refused("NOT_ALLOWED", "invitations are for network admins")
    found = list(every(network.store, Invitation))
    seen: list[Invited] = []
    for start in range(0, len(found), _CHUNK):
        chunk = found[start : start + _CHUNK]
        sight = look(network, viewer, [one.person for one in chunk])
        open_ = sight.cards if viewer.operator else sight.showing(sight.cards, "employments", viewer)
        for one in chunk:
            card = sight.cards.get(one.person)
            if card is not None and not card.private:
                record = one if one.person in open_ else replace(one, last_day="")
                seen.append(Invited(record, card))
    return seen
