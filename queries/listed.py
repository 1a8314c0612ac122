"""Whether what is listed for a purpose is listed to somebody."""

from graph.dates import day_number
from policy.offerings import listed_to, said_yes
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import look


def is_listed_to(network: Network, viewer: Viewer, purpose: str) -> bool:
    """See policy.offerings. A few round trips; False for machine accounts."""
    if not viewer.person:
        return False
    sight = look(network, viewer, [viewer.person])
    if viewer.person not in sight.cards:
        return False
    number = sight.order[viewer.person]
    rows = sight.standings[number : number + 1]
    return listed_to(sight.viewer_status, bool(said_yes(rows, purpose, day_number(network.today()))[0]))
