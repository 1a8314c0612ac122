"""A link by mail that signs its reader in: how long it holds, that it is used once, how many there are.

The links to one address have a few places; each place is one record, taken by whose write comes first. A
place is taken again an hour later, so there are never more letters in an hour than places.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from graph.dates import iso
from graph.keys import Key, name_of
from graph.model import Identifier, Told, told_key

SIGN_IN: Final = "sign_in"
"""The text of the letter, what its link does, and the state of a link that was not used."""

SIGNED_IN: Final = "signed_in"
"""The state of a link that was used."""

LASTS: Final = timedelta(minutes=15)
"""How long a link holds from when it was asked for, and at most from when it left."""

PLACES: Final = 4
"""The most letters to one address in an hour."""

_AN_HOUR: Final = timedelta(hours=1)


def places(address: Identifier) -> list[Key]:
    """The keys of the links to an address. They name the person and the address, without a value."""
    return [told_key(address.person, f"{SIGN_IN}.{name_of(address.key)}.{place}") for place in range(PLACES)]


def address_at(place: Key) -> Key:
    """The key of the address that a link at `place` goes to; of nothing when it is no such place."""
    parts = name_of(place).split(".")
    return Key(f"{Identifier.KIND}:{parts[2]}") if len(parts) == 4 and parts[1] == SIGN_IN else Key("")


def is_free(told: Told | None, now: datetime) -> bool:
    """Whether a letter may go out from the place that holds `told`."""
    return told is None or told.at <= iso(now - _AN_HOUR)


def taken(place: Key, person: Key, now: datetime) -> Told:
    """A link that is asked for at `now`."""
    return Told(key=place, person=person, template=SIGN_IN, at=iso(now))


def holds(told: Told, now: datetime) -> bool:
    """Whether the link can still be used: it was not yet, and it is not too old."""
    return told.template == SIGN_IN and told.at > iso(now - LASTS)


def used(told: Told) -> Told:
    """The same link, used."""
    return replace(told, template=SIGNED_IN)
