"""Who may be written to about something: a list of names and addresses for who sends invitations.

Those who said yes to the purpose themselves, whose yes holds today, who want to be contacted and exist for
who asks. Nothing else about them is in the file, and that they were named is on record.
"""

import csv
import io
from collections.abc import Iterator
from typing import Final

import numpy as np

from graph.dates import day_number
from graph.errors import InvalidValue, Refused
from graph.keys import Key
from policy.gates import Mask
from policy.offerings import said_yes
from policy.viewer import Viewer
from queries.csv_cells import safe
from queries.heard import seen_people
from queries.network import Network
from queries.sight import emails, look, viewer_status

SEGMENTS: Final = ("EVENTS",)
"""The purposes of which there is a segment."""

_PORTION: Final = 500


def check_may_take(viewer: Viewer, purpose: str) -> None:
    """Raises Refused for who is neither network admin nor the operator, InvalidValue for another purpose."""
    if not (viewer.operator or viewer.has("network_admin")):
        raise Refused("NOT_ALLOWED", "only network admins may take a segment")
    if purpose not in SEGMENTS:
        raise InvalidValue("purpose", purpose, f"one of {', '.join(SEGMENTS)}")


def segment(network: Network, viewer: Viewer, purpose: str) -> Iterator[bytes]:
    """A CSV file, piece by piece: name and address, in the order of keys. No cell begins a formula.

    Each person once, with the first address that the viewer may know; who has none is left out. Raises as
    `check_may_take`. O(people) over arrays, and a few round trips for 500 people.
    """
    check_may_take(viewer, purpose)
    yield _csv([("name", "address")])
    proposed = _proposed(network, viewer, purpose)
    for start in range(0, len(proposed), _PORTION):
        rows, named = _rows(network, viewer, purpose, proposed[start : start + _PORTION])
        network.uses.named(network.today(), viewer, purpose, named)
        yield _csv(rows)


def _proposed(network: Network, viewer: Viewer, purpose: str) -> list[Key]:
    status = viewer_status(network, viewer)
    snapshot = network.read_model.current()
    day = day_number(network.today())
    with snapshot.sharing.reading():
        rows = snapshot.people.standing.rows
        may: Mask = seen_people(snapshot, viewer, status, day) & said_yes(rows, purpose, day)
        return sorted(snapshot.people.ids.key(int(number)) for number in np.flatnonzero(may))


def _rows(
    network: Network, viewer: Viewer, purpose: str, keys: list[Key]
) -> tuple[list[tuple[str, str]], list[Key]]:
    """Of a portion, who is there by the store's records, and whom that names."""
    day = day_number(network.today())
    sight = look(network, viewer, keys)
    addresses = emails(network, viewer, list(sight.cards))
    free = ~sight.standings["do_not_contact"] & (sight.standings["quiet_until"] < day)
    may = said_yes(sight.standings, purpose, day) & free
    there = [key for key in keys if key in sight.cards and may[sight.order[key]] and addresses[key]]
    named = [key for key in there if not sight.cards[key].private]
    return [(sight.cards[key].name, addresses[key][0]) for key in named], named


def _csv(rows: list[tuple[str, str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([[safe(cell) for cell in row] for row in rows])
    return text.getvalue().encode()
