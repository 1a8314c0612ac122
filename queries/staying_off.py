"""Who stays off somebody's paths for a time, because nothing came of a request."""

from datetime import datetime

from graph.keys import Key
from policy.introductions import stays_off
from queries.introduction_records import introductions_of
from queries.network import Network


def staying_off(network: Network, asker: Key, now: datetime) -> frozenset[Key]:
    """Who is on none of the paths of `asker` at `now`. O(introductions that name the asker)."""
    if not asker:
        return frozenset()
    own = (one.record for one in introductions_of(network.store, [asker]) if one.record.asker == asker)
    return frozenset(key for introduction in own for key in stays_off(introduction, now))
