"""What is said of people's coming back, for those who may say it; and appeals that wait for a decision."""

from dataclasses import dataclass
from typing import Final

from graph.errors import Refused
from graph.keys import Key
from graph.model import RehireStatus
from policy.rehire import State, sets_status, state_of
from policy.viewer import Viewer
from queries.about_my_roles import RehireHeld, as_held
from queries.bounds import check_number
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
    place = after
    while len(found) <= first:
        page = network.store.scan(RehireStatus, after=place, limit=_LOOK)
        found += _shown(network, viewer, [stored.record for stored in page.records], appealed)
        place = page.after
        if place is None:
            break
    return StatusPage(tuple(found[:first]), len(found) > first)


def status_shown(network: Network, viewer: Viewer, status: RehireStatus) -> StatusShown:
    """One that the viewer has just set or decided."""
    return _shown(network, viewer, [status], False)[0]


def _shown(
    network: Network, viewer: Viewer, statuses: list[RehireStatus], appealed: bool
) -> list[StatusShown]:
    now = network.clock()
    wanted = [s for s in statuses if not appealed or state_of(s, now) is State.APPEALED]
    people = {key for one in wanted for key in (one.person, one.by, one.decided_by) if key}
    cards = {key: c for key, c in look(network, viewer, people).cards.items() if not c.private}
    names = {key: card.name for key, card in cards.items()}
    return [
        StatusShown(
            one.key,
            cards[one.person],
            as_held(network, one, names.get(one.by, ""), names.get(one.decided_by, "")),
        )
        for one in wanted
        if one.person in cards and one.person != viewer.person
    ]
