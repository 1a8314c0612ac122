"""The log of who was named to whom, for the operator and the privacy officer."""

from collections.abc import Iterator

from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import Access
from graph.scans import every
from policy.viewer import Viewer
from queries.network import Network


def accesses(network: Network, viewer: Viewer, day: str = "", person: Key = NO_KEY) -> Iterator[Access]:
    """The lines of a day (or month, or all), only those that name `person` when one is given, by day.

    Raises Refused for everybody but the operator and privacy officers. O(lines of the day).
    """
    if not (viewer.operator or viewer.has("privacy_officer")):
        raise Refused("NOT_ALLOWED", "only privacy officers may see that")
    lines = every(network.store, Access, [f"{Access.KIND}:{day}"])
    return (line for line in lines if not person or person in line.people)
