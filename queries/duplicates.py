"""Pairs of people who are probably one: for those who run the network to look at, never enough to merge.

Only what the company knows and may show is compared: a field that somebody shows to nobody is as if empty,
and so is what only somebody's own source says.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from operator import itemgetter
from typing import Final

import numpy as np

from graph.dates import day_number
from graph.errors import Refused
from graph.identity.names import name_key
from graph.identity.resemblance import Stay, Traits, resemblance
from graph.keys import Key
from graph.model import Distinct, Identifier, distinct_key
from graph.scans import all_adjacent
from graph.snapshot.snapshot import Snapshot
from policy.gates import Mask
from policy.merging import may_merge
from policy.viewer import Viewer
from queries.heard import seen_people
from queries.kept import fingerprint, kept
from queries.network import Network
from queries.sight import Card, Sight, look, viewer_status

Place = tuple[str, Key, Key]
Namesakes = tuple[str, list[Key]]
"""The words of a name, and people who are called so."""

_LOOK: Final = 60
"""People who are read from the store together."""

_OF_PHONE: Final = "phone"
_TOLD: Final = ("email", "linkedin", "github", "employee")
"""Schemes of identifiers that whoever runs the network knows."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two people who resemble each other, in key order, and why, in words."""

    people: tuple[Card, Card]
    why: tuple[str, ...]
    words: str  # of their name, in order


@dataclass(frozen=True, slots=True)
class DuplicatesPage:
    """Pairs by name."""

    duplicates: tuple[Duplicate, ...]
    more: bool


def place(pair: Duplicate) -> Place:
    """Where a pair stands in the list."""
    one, other = pair.people
    return pair.words, one.key, other.key


def possible_duplicates(
    network: Network, viewer: Viewer, first: int = 20, after: Place | None = None
) -> DuplicatesPage:
    """Pairs that nobody has said to be two; `after` is behind `place`. Raises Refused.

    O(people) once for each state of the network, then O(namesakes of the page).
    """
    if not may_merge(viewer):
        raise Refused("NOT_ALLOWED", "possible duplicates are for network admins")
    found: list[Duplicate] = []
    for groups in _together(_namesakes(network, viewer), "" if after is None else after[0]):
        pairs = sorted(_pairs(network, viewer, groups), key=place)
        found += [pair for pair in pairs if after is None or place(pair) > after]
        if len(found) > first:
            break
    return DuplicatesPage(tuple(found[:first]), len(found) > first)


def _together(namesakes: Sequence[Namesakes], words: str) -> Iterator[list[Namesakes]]:
    """The groups from `words` on, about _LOOK people at a time."""
    some: list[Namesakes] = []
    for group in islice(namesakes, bisect_left(namesakes, words, key=itemgetter(0)), None):
        some.append(group)
        if sum(len(people) for _, people in some) >= _LOOK:
            yield some
            some = []
    if some:
        yield some


def _namesakes(network: Network, viewer: Viewer) -> Sequence[Namesakes]:
    """People whose names have the same words, by these words; proposed by the read model."""
    status = viewer_status(network, viewer)
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        day = day_number(network.today())
        may = seen_people(snapshot, viewer, status, day)
        version = (snapshot.people.version, len(snapshot.people.ids), fingerprint(may))
        return kept(snapshot, "namesakes", version, lambda: _grouped(snapshot, may), most=4)


def _grouped(snapshot: Snapshot, may: Mask) -> Sequence[Namesakes]:
    names = snapshot.people.facets.rows["name"]
    numbers = np.flatnonzero(may[: len(names)])
    found: dict[str, list[int]] = defaultdict(list)
    for number, name in zip(numbers.tolist(), names[numbers].tolist(), strict=True):
        found[_words(name.decode())].append(number)
    ids = snapshot.people.ids
    return [
        (words, [ids.key(number) for number in group])
        for words, group in sorted(found.items())
        if words and len(group) > 1
    ]


def _words(name: str) -> str:
    return " ".join(sorted({*name_key(name).split()}))


def _pairs(network: Network, viewer: Viewer, groups: Sequence[Namesakes]) -> Iterator[Duplicate]:
    """The pairs among namesakes, as the store knows them now. A few round trips, whatever their number."""
    sight = look(network, viewer, [key for _, people in groups for key in people])
    cards = {key: card for key, card in sight.cards.items() if not card.private}
    traits = _traits(network, viewer, sight, cards)
    alike = {
        distinct_key(a, b): (a, b, why, words)
        for words, people in groups
        for a, b in combinations(sorted(key for key in people if key in cards), 2)
        if (why := resemblance(traits[a], traits[b]))
    }
    said = network.store.fetch(sorted(alike)).found if alike else {}
    for key, (a, b, why, words) in alike.items():
        if not (key in said and isinstance(said[key].record, Distinct)):
            yield Duplicate((cards[a], cards[b]), why, words)


def _traits(network: Network, viewer: Viewer, sight: Sight, cards: Mapping[Key, Card]) -> dict[Key, Traits]:
    """What is compared of each: names, and what is shown to the viewer of employments and identifiers."""
    known: dict[Key, list[tuple[str, str]]] = defaultdict(list)
    phones = cards.keys() if viewer.operator else sight.showing(cards, _OF_PHONE, viewer)
    for identifier in all_adjacent(network.store, sorted(cards), Identifier) if cards else ():
        told = identifier.scheme in _TOLD or (identifier.scheme == _OF_PHONE and identifier.person in phones)
        if told and not identifier.contributors:
            known[identifier.person].append((identifier.scheme, identifier.value))
    return {key: Traits(card.name, _stays(card), tuple(known[key])) for key, card in cards.items()}


def _stays(card: Card) -> tuple[Stay, ...]:
    return tuple(Stay(e.organization, e.since, e.until) for e in card.employments if not e.contributor)
