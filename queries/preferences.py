"""What somebody allows, as the network holds it."""

from graph.keys import Key
from graph.model import Preference, preference_key
from policy.viewer import Viewer
from queries.network import Network


def preference_of(network: Network, person: Key) -> tuple[Preference, int]:
    """What `person` allows, and the revision of the record; 0 when nothing has been said yet. O(1)."""
    key = preference_key(person)
    stored = network.store.fetch([key]).found.get(key)
    if stored is None:
        return Preference(key=key, person=person), 0
    assert isinstance(stored.record, Preference)
    return stored.record, stored.revision


def own_preference(network: Network, viewer: Viewer) -> Preference:
    """What the viewer allows. O(1)."""
    return preference_of(network, viewer.person)[0]
