"""Who used which right, and what is due: for the privacy officer all of it, for others their own."""

from dataclasses import dataclass

from graph.keys import Key
from graph.model import RightsRequest
from graph.scans import all_adjacent, every
from policy.rights import keeps_requests
from policy.viewer import Viewer
from queries.network import Network

Place = tuple[bool, str, Key]


@dataclass(frozen=True, slots=True)
class RightsPage:
    """Open requests first, those that are due first before the others: the overdue lead."""

    requests: tuple[RightsRequest, ...]
    more: bool


def place(request: RightsRequest) -> Place:
    """Where a request stands: (closed, last day, key)."""
    return bool(request.done), request.due, request.key


def rights_requests(
    network: Network, viewer: Viewer, open_only: bool = True, first: int = 20, after: Place | None = None
) -> RightsPage:
    """The requests that the viewer may see, behind `after`. O(requests)."""
    if keeps_requests(viewer):
        found = list(every(network.store, RightsRequest))
    elif viewer.person:
        found = list(all_adjacent(network.store, [viewer.person], RightsRequest))
    else:
        found = []
    wanted = sorted((one for one in found if not (open_only and one.done)), key=place)
    behind = [one for one in wanted if after is None or place(one) > after]
    return RightsPage(tuple(behind[:first]), len(behind) > first)
