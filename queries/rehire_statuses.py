"""What is said of people's coming back, for those who may say it; and appeals that wait for a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.errors import Refused
from graph.keys import Key
from graph.model import RehireStatus
from policy.rehire import State, sets_status, state_of
from policy.viewer import Viewer
from queries.about_my_roles import RehireHeld, as_held
from queries.bounds import check_number
from queries.first_shown import first_shown
from queries.network import Network
from queries.sight import Card, look

_LOOK: Final = 200


@dataclass(frozen=True, slots=True)
class StatusShown:
    """One person with what is said of them."""

    key: Key
    card: Card
    held: RehireHeld


@dataclass(frozen=True, slots=True)
class StatusPage:
    """In key order."""

    statuses: tuple[StatusShown, ...]
    more: bool


def rehire_statuses(
    network: Network, viewer: Viewer, appealed: bool = False, first: int = 20, after: Key | None = None
) -> StatusPage:
    """For hr_partners, of people who exist for them; with `appealed`, only what waits for a decision.

    Raises Refused for others, InvalidValue (first < 1). O(statuses) at worst.
    """
    if not sets_status(viewer):
        raise Refused("NOT_ALLOWED", "only hr_partners may see that")
    check_number("first", first, 1)
    found: list[StatusShown] = []
    place, now = after, network.clock()
    while len(found) <= first:
        page = network.store.scan(RehireStatus, after=place, limit=_LOOK)
        wanted = [
            stored.record
            for stored in page.records
            if not appealed or state_of(stored.record, now) is State.APPEALED
        ]
        found += first_shown(wanted, first + 1 - len(found), lambda some: _shown(network, viewer, some))
        place = page.after
        if place is None:
            break
    return StatusPage(tuple(found[:first]), len(found) > first)


def status_shown(network: Network, viewer: Viewer, status: RehireStatus) -> StatusShown:
    """One that the viewer has just set or decided."""
    return _shown(network, viewer, [status])[0]


def _shown(network: Network, viewer: Viewer, statuses: Sequence[RehireStatus]) -> list[StatusShown]:
    people = {key for one in statuses for key in (one.person, one.by, one.decided_by) if key}
    cards = {key: c for key, c in look(network, viewer, people).cards.items() if not c.private}
    names = {key: card.name for key, card in cards.items()}
    return [
        StatusShown(
            one.key,
            cards[one.person],
            as_held(network, one, names.get(one.by, ""), names.get(one.decided_by, "")),
        )
        for one in statuses
        if one.person in cards and one.person != viewer.person
    ]
