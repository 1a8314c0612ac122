"""Whether what is listed for a purpose is listed to somebody."""

from graph.dates import day_number
from policy.offerings import listed_to, said_yes
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import Sight, look


def is_listed_to(network: Network, viewer: Viewer, purpose: str) -> bool:
    """See policy.offerings. A few round trips; False for machine accounts."""
    return bool(viewer.person) and is_listed_by(
        look(network, viewer, [viewer.person]), network, viewer, purpose
    )


def is_listed_by(sight: Sight, network: Network, viewer: Viewer, purpose: str) -> bool:
    """The same, by what was read of the viewer."""
    if viewer.person not in sight.cards:
        return False
    number = sight.order[viewer.person]
    rows = sight.standings[number : number + 1]
    return listed_to(sight.viewer_status, bool(said_yes(rows, purpose, day_number(network.today()))[0]))
