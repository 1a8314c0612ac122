"""Alumni who left long ago and never claimed their place: no word of theirs, no sign of them."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import numpy as np

from graph.dates import day_number
from graph.keys import Key
from graph.model import Access, Introduction, Preference, Record, RightsRequest, Verdict, Webhook
from graph.scans import all_adjacent, every
from policy.gates import Status, statuses
from policy.viewer import OPERATOR
from queries.network import Network
from queries.sight import look

_CHUNK: Final = 500

SIGNS: Final[tuple[tuple[type[Record], tuple[str, ...]], ...]] = (
    (Preference, ("person",)),
    (Webhook, ("person",)),
    (RightsRequest, ("person",)),
    (Verdict, ("by",)),
    (Introduction, ("asker", "target", "connectors")),
)
"""Records that somebody leaves who was here, and the fields that name them."""


def unclaimed_alumni(network: Network, before: date, today: date) -> tuple[Key, ...]:
    """Alumni whose last day at home was before `before` and who left no sign since, in key order.

    Who asked a question while the log is kept has been here, too. O(people + the log).
    """
    proposed = _left(network, before, today)
    if not proposed:
        return ()
    asked = {access.asker for access in every(network.store, Access)}
    return tuple(
        person
        for start in range(0, len(proposed), _CHUNK)
        for person in _without_sign(network, proposed[start : start + _CHUNK], before)
        if person not in asked
    )


def _left(network: Network, before: date, today: date) -> list[Key]:
    """Those who, by the read model, are alumni and left before that day."""
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        rows = snapshot.people.standing.rows
        alumni = statuses(rows, day_number(today)) == Status.ALUMNUS
        gone = np.flatnonzero(alumni & (rows["home_until"] < day_number(before)))
        return sorted(snapshot.people.ids.key(int(number)) for number in gone)


def _without_sign(network: Network, people: list[Key], before: date) -> Iterator[Key]:
    """Those of `people` of whom the store says the same, and in whose name there is nothing."""
    sight = look(network, OPERATOR, people)
    seen: set[Key] = set()
    for kind, named in SIGNS:
        for record in all_adjacent(network.store, people, kind):
            for field in named:
                value = getattr(record, field)
                seen.update(value if isinstance(value, tuple) else (value,))
    for person in people:
        card = sight.cards.get(person)
        left = sight.standings[sight.order[person]]["home_until"] < day_number(before)
        if card is not None and card.status is Status.ALUMNUS and left and person not in seen:
            yield person
