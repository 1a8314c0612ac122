"""Pairs of people who are probably one: for those who run the network to look at, never enough to merge.

Only what the company knows and may show is compared: a field that somebody shows to nobody is as if empty,
and so is what only somebody's own source says.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from operator import itemgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.dates import day_number
from graph.errors import Refused
from graph.identity.names import name_key
from graph.identity.resemblance import Stay, Traits, resemblance
from graph.keys import Key
from graph.model import Distinct, distinct_key
from graph.snapshot.snapshot import Snapshot
from policy.merging import may_merge
from policy.viewer import Viewer
from queries.heard import seen_people
from queries.kept import kept
from queries.network import Network
from queries.resembling import PHONE, Namesakes, company_identifiers, resembling
from queries.sight import Card, Sight, look, viewer_status

Place = tuple[str, Key, Key]
_MORE: Final = 4
"""Pairs that are looked at beyond those of a page."""


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

    O(people) once for each state of the network, O(namesakes of the page) when somebody was changed, else
    O(page).
    """
    if not may_merge(viewer):
        raise Refused("NOT_ALLOWED", "possible duplicates are for network admins")
    found: list[Duplicate] = []
    for likely in _likely(network, viewer, "" if after is None else after[0], first + _MORE):
        pairs = sorted(_pairs(network, viewer, likely), key=place)
        found += [pair for pair in pairs if after is None or place(pair) > after]
        if len(found) > first:
            break
    return DuplicatesPage(tuple(found[:first]), len(found) > first)


def _likely(network: Network, viewer: Viewer, words: str, most: int) -> Iterator[list[Namesakes]]:
    """Namesakes from `words` on of whom two or more may be one person, about `most` pairs at a time."""
    some: list[Namesakes] = []
    for group in resembling(network, viewer, _namesakes(network, viewer, words)):
        some.append(group)
        if sum(len(people) for _, people in some) >= 2 * most:
            yield some
            some = []
    if some:
        yield some


def _namesakes(network: Network, viewer: Viewer, words: str) -> Iterator[Namesakes]:
    """People whose names have the same words, from `words` on; proposed by the read model."""
    status = viewer_status(network, viewer)
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        may = seen_people(snapshot, viewer, status, day_number(network.today()))
        version = (snapshot.people.names_version, len(snapshot.people.ids))
        called = kept(snapshot, "namesakes", version, lambda: _Called.of(snapshot), most=1)
        key = snapshot.people.ids.key
    for name, people in called.since(words):
        there = people[may[people]].tolist()
        if len(there) > 1:
            yield name, [key(number) for number in there]


@dataclass(frozen=True, slots=True)
class _Called:
    """Everybody whose name has the words of somebody else's."""

    words: Sequence[str]  # of the names, in order
    people: Sequence[NDArray[np.int64]]  # by place in `words`: their numbers

    @classmethod
    def of(cls, snapshot: Snapshot) -> "_Called":
        """Call it while reading. O(people)."""
        facets = snapshot.people.facets.rows
        order = np.argsort(facets["name_words"], kind="stable")
        ordered = facets["name_words"][order]
        begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
        ends = np.append(begins[1:], len(ordered))
        several = (ends - begins > 1) & (ordered[begins] != 0)
        called = facets["name"][order].tolist()
        found: list[tuple[str, NDArray[np.int64]]] = []
        for begin, end in zip(begins[several].tolist(), ends[several].tolist(), strict=True):
            found += _by_words(called[begin:end], order[begin:end])
        found.sort(key=itemgetter(0))
        return cls([words for words, _ in found], [people for _, people in found])

    def since(self, words: str) -> Iterator[tuple[str, NDArray[np.int64]]]:
        """From these words on; names that are cut off may have the same: they stand together."""
        places = range(bisect_left(self.words, words), len(self.words))
        for name, same in groupby(places, key=self.words.__getitem__):
            yield name, np.concatenate([self.people[place] for place in same])


def _by_words(names: Sequence[bytes], people: NDArray[np.int64]) -> list[tuple[str, NDArray[np.int64]]]:
    """People who are called so, by the words of each one's own name: it may be cut off elsewhere."""
    words = {name: _words(name) for name in {*names}}
    if len({*words.values()}) == 1:
        return [(words[names[0]], people)]
    numbers: dict[str, list[int]] = defaultdict(list)
    for name, number in zip(names, people.tolist(), strict=True):
        numbers[words[name]].append(number)
    return [(said, np.array(there)) for said, there in numbers.items()]


def _words(name: bytes) -> str:
    return " ".join(sorted({*name_key(name.decode()).split()}))


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
    phones = cards.keys() if viewer.operator else sight.showing(cards, PHONE, viewer)
    for identifier in company_identifiers(network, sorted(cards)):
        if identifier.scheme != PHONE or identifier.person in phones:
            known[identifier.person].append((identifier.scheme, identifier.value))
    return {key: Traits(card.name, _stays(card), tuple(known[key])) for key, card in cards.items()}


def _stays(card: Card) -> tuple[Stay, ...]:
    return tuple(Stay(e.organization, e.since, e.until) for e in card.employments if not e.contributor)
