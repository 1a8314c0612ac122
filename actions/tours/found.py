"""Finding the tour that somebody acts on: it exists for its two sides."""

from dataclasses import dataclass, replace

from actions.act import Act
from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import Tour
from policy.gates import Status
from policy.tours import Side, side_of
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import look
from queries.tour_sides import manager_of
from queries.tours import tours_at

NOT_FOUND = "there is no such tour of yours"


@dataclass(frozen=True, slots=True)
class Found:
    """A tour as it is stored, and on which side of it stands who acts."""

    tour: Tour
    revision: int
    side: Side

    @property
    def other(self) -> Key:
        """Who is on the other side; NO_KEY when nobody is any more."""
        return self.tour.company_side if self.side is Side.PERSON else self.tour.person


def found(act: Act, key: Key) -> Found:
    """The tour at `key`, for one of its sides. Raises Refused NOT_FOUND for everybody else.

    Where who spoke for the company has left, the manager and hr_partners may speak in their place.
    """
    me = act.person()
    stored = tours_at(act.network.store, [key]).get(key)
    if stored is None or not stored.record.state:
        raise Refused("NOT_FOUND", NOT_FOUND, "tour")
    tour = stored.record
    side = side_of(tour, me)
    if side is None and _may_speak_instead(act.network, act.viewer, tour):
        tour, side = replace(tour, company_side=me), Side.COMPANY
    unseen = side is Side.COMPANY and tour.person not in look(act.network, act.viewer, [tour.person]).cards
    if side is None or unseen:
        raise Refused("NOT_FOUND", NOT_FOUND, "tour")
    return Found(tour, stored.revision, side)


def _may_speak_instead(network: Network, viewer: Viewer, tour: Tour) -> bool:
    if viewer.person == tour.person:
        return False
    if not viewer.has("hr_partner") and manager_of(network, tour.person) != viewer.person:
        return False
    gone = tour.company_side
    if gone == NO_KEY:
        return True
    card = look(network, viewer, [gone]).cards.get(gone)
    return card is None or card.status is not Status.EMPLOYEE
