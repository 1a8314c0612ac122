"""The people of an introduction, as they are shown to each other."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from graph.keys import NO_KEY, Key
from graph.model import Identifier, Invitation, Person, Preference, invitation_key, preference_key
from graph.scans import all_adjacent
from policy.exits import CLAIMED
from queries.network import Network


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part: the name, and for an agreement the addresses."""

    key: Key
    name: str
    emails: tuple[str, ...] = field(default=())


def parties(network: Network, viewer: Key, keys: Collection[Key], contact: bool = False) -> dict[Key, Party]:
    """Those of `keys` who may still be shown to `viewer`, who takes part in the same introduction.

    Not who is gone, is restricted, or is apart from the viewer by a block. With `contact`, with the e-mail
    addresses that the company knows or they gave themselves. A few round trips.
    """
    wanted = sorted({*keys} - {NO_KEY})
    asked = [*wanted, *(preference_key(key) for key in (*wanted, viewer))]
    records = [stored.record for stored in network.store.fetch(asked).found.values()]
    said = {record.person: record for record in records if isinstance(record, Preference)}
    hidden = {
        key for key in wanted if key != viewer and _hidden(said.get(key), said.get(viewer), key, viewer)
    }
    shown = {r.key: r for r in records if isinstance(r, Person) and r.name and r.key not in hidden}
    addresses = _emails(network, shown) if contact and shown else {}
    return {key: Party(key, person.name, addresses.get(key, ())) for key, person in shown.items()}


def _hidden(theirs: Preference | None, mine: Preference | None, them: Key, me: Key) -> bool:
    if theirs is not None and (theirs.restricted or me in theirs.blocked):
        return True
    return mine is not None and them in mine.blocked


def _emails(network: Network, people: Collection[Key]) -> dict[Key, tuple[str, ...]]:
    """Sorted, but first the one that they left with, never before it was shown to be theirs."""
    left = _left_with(network, people)
    found: dict[Key, list[str]] = defaultdict(list)
    for identifier in all_adjacent(network.store, sorted(people), Identifier):
        told = not identifier.contributors or identifier.person in identifier.contributors
        if identifier.scheme == "email" and identifier.person in people and told:
            found[identifier.person].append(identifier.value)
    return {key: _in_order(values, left.get(key)) for key, values in found.items()}


def _in_order(addresses: Collection[str], left: Invitation | None) -> tuple[str, ...]:
    if left is None or left.address not in addresses:
        return tuple(sorted(addresses))
    others = tuple(sorted({*addresses} - {left.address}))
    if left.state == CLAIMED:
        return (left.address, *others)
    return others if left.added else tuple(sorted(addresses))


def _left_with(network: Network, people: Collection[Key]) -> dict[Key, Invitation]:
    found = network.store.fetch([invitation_key(person) for person in people]).found.values()
    records = [stored.record for stored in found]
    return {record.person: record for record in records if isinstance(record, Invitation)}
