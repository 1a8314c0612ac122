"""What happens by itself as time passes: introductions expire, fail, and have their turn.

Reads are right without it (queries.introduction_state); it writes down what has come to be, so that
messages go and whose turn it is hears of it.
"""

from datetime import datetime
from typing import Final

from actions.introductions.telling import move
from graph.errors import Conflict
from graph.keys import Key
from graph.model import OpenIntroduction
from graph.ports import Change, Deletion
from graph.scans import every
from policy.introductions import LIVE, State
from queries.introduction_records import introductions_at
from queries.introduction_state import Current, current
from queries.network import Network

_PAGE: Final = 500


def settle(network: Network, now: datetime) -> int:
    """Write down what has become of live introductions at `now`; how many have moved.

    What somebody else changes meanwhile is left for the next time. O(live introductions).
    """
    count, after = 0, None
    while True:
        page = network.store.scan(OpenIntroduction, after=after, limit=_PAGE)
        if page.records:
            count += _settle_page(network, [stored.record for stored in page.records], now)
        after = page.after
        if after is None:
            return count


def waiting(network: Network) -> int:
    """How many introductions wait for somebody. O(live introductions)."""
    return sum(1 for _ in every(network.store, OpenIntroduction))


def _settle_page(network: Network, opened: list[OpenIntroduction], now: datetime) -> int:
    keys = {Key(one.introduction): one.key for one in opened}
    found = introductions_at(network.store, list(keys))
    live = {key for key, stored in found.items() if stored.record.state in LIVE}
    ended: list[Change] = [Deletion(opening) for key, opening in keys.items() if key not in live]
    if ended:  # somebody has been erased
        network.store.apply(ended)
    first = current(network, [found[key] for key in live], now)
    count = sum(_written(network, one, now) for one in first.values() if one.now.state != State.ASKED)
    turns = [key for key, one in first.items() if one.now.state == State.ASKED != one.stored.state]
    if not turns:
        return count
    second = current(network, introductions_at(network.store, turns).values(), now)  # behind what ended
    return count + sum(_written(network, one, now) for one in second.values())


def _written(network: Network, one: Current, now: datetime) -> bool:
    if one.now.state == one.stored.state:
        return False
    try:
        network.store.apply(move(network, one.stored, one.now, now), one.rests_on)
    except Conflict:
        return False
    return True
