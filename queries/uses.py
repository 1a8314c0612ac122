"""How often somebody was named to others: for themselves to see, and for the privacy officer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.errors import Refused
from graph.keys import Key, kind_of, name_of
from graph.model import Person, Use
from graph.ports import MAX_KEYS
from graph.scans import every
from policy.viewer import OPERATOR, Viewer
from queries.network import Network
from queries.sight import look

_CHUNK: Final = MAX_KEYS // 2


@dataclass(frozen=True, slots=True)
class UseCount:
    """On `day`, `count` answers for `purpose` and to somebody of `role` named the person."""

    day: str
    purpose: str
    role: str
    count: int


def uses_of(network: Network, person: Key) -> tuple[UseCount, ...]:
    """The counters of `person` by day, purpose and role, in this order, over all processes.

    What other processes noted in the last seconds is not in the store yet. Whether somebody may see them is
    the caller's to judge; `uses_shown` does. O(counters of the person).
    """
    counted: Counter[tuple[str, str, str]] = Counter()
    for use in every(network.store, Use, [f"{Use.KIND}:{name_of(person)}."]):
        counted[use.day, use.purpose, use.role] += use.count
    noted = list(network.uses.about(person))
    roles = roles_of(network, (line.asker for line, _ in noted if not line.role))
    for line, count in noted:
        counted[line.day, line.purpose, line.role or roles[line.asker]] += count
    return tuple(UseCount(*place, count) for place, count in sorted(counted.items()))


def uses_shown(network: Network, viewer: Viewer, person: Key) -> tuple[UseCount, ...]:
    """`uses_of` for the person themselves, a privacy officer or the operator. Raises Refused for others."""
    if viewer.operator or viewer.has("privacy_officer") or (viewer.person and viewer.person == person):
        return uses_of(network, person)
    raise Refused("NOT_ALLOWED", "only the person themselves and privacy officers may see that")


def roles_of(network: Network, askers: Iterable[str]) -> dict[str, str]:
    """The word for what each asker is to the company; "service" for who is no person of the network."""
    asked = sorted({*askers})
    people = [Key(asker) for asker in asked if kind_of(asker) == Person.KIND]
    roles = dict.fromkeys(asked, "service")
    for first in range(0, len(people), _CHUNK):
        cards = look(network, OPERATOR, people[first : first + _CHUNK]).cards
        roles |= {key: card.status.name.lower() for key, card in cards.items()}
    return roles
