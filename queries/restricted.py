"""Who has said that what is known about them is used for nothing."""

import numpy as np

from graph.keys import Key
from queries.network import Network


def restricted_people(network: Network) -> set[Key]:
    """Everybody who is restricted. O(people)."""
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        numbers = np.flatnonzero(snapshot.people.standing.rows["restricted"])
        return {snapshot.people.ids.key(int(number)) for number in numbers}
