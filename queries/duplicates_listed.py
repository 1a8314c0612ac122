"""A list in which somebody of whom there are two records stands once, in the better place.

Records resemble each other by what the viewer is shown of them: see graph.identity.resemblance.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.identity.resemblance import Stay, Traits, resemblance
from graph.keys import Key
from graph.snapshot.snapshot import Snapshot
from policy.viewer import Viewer
from queries.network import Network
from queries.places import best_places
from queries.sight import Card, look


@dataclass(frozen=True, slots=True)
class Listed:
    """One place: the person by key and number, and the other records that are probably theirs."""

    key: Key
    number: int
    place: int
    same_as: tuple[Key, ...]


def listed_once(
    network: Network,
    snapshot: Snapshot,
    viewer: Viewer,
    people: NDArray[np.int32],
    places: NDArray[np.int64],
    first: int,
    after: tuple[int, Key] | None,
) -> list[Listed]:
    """The first of `people` behind `after`, and one more if there is one, by their `places`, best first.

    O(people), and a round trip or two for each time that somebody on the page stands there twice.
    """
    gone = np.zeros(len(people), bool)
    while True:
        with snapshot.sharing.reading():
            page = best_places(snapshot, people[~gone], places[~gone], first, after)
            groups = _groups(snapshot, people, [number for _, number in page])
            keys = {n: snapshot.people.ids.key(n) for group in groups.values() for n in group}
            keys |= {number: snapshot.people.ids.key(number) for _, number in page}
        alike = _alike(network, viewer, groups, keys)
        place_of = dict(zip(people.tolist(), places.tolist(), strict=True)) if groups else {}
        behind = {
            number
            for place, number in page
            for other in alike.get(number, ())
            if (-place_of[other], keys[other]) < (-place, keys[number])
        }
        if not behind:
            return [
                Listed(keys[n], n, place, tuple(sorted(keys[other] for other in alike.get(n, ()))))
                for place, n in page
            ]
        gone |= np.isin(people, list(behind))


def _groups(snapshot: Snapshot, people: NDArray[np.int32], page: Iterable[int]) -> dict[int, list[int]]:
    """By person on the page, others among `people` whose names have the same words. O(people) for each."""
    called = snapshot.people.facets.rows["name_words"][people]
    found: dict[int, list[int]] = {}
    own = {number: snapshot.people.facets.rows["name_words"][number] for number in page}
    twice = _several(called, np.array(list(own.values()), np.uint64))
    for number, name in own.items():
        if name and name in twice:
            found[number] = [int(n) for n in people[called == name].tolist()]
    return found


def _several(called: NDArray[np.uint64], asked: NDArray[np.uint64]) -> set[int]:
    """Those of `asked` that stand in `called` more than once. One pass."""
    there = called[np.isin(called, asked)]
    names, counts = np.unique(there, return_counts=True)
    return {int(name) for name in names[counts > 1].tolist()}


def _alike(
    network: Network, viewer: Viewer, groups: Mapping[int, list[int]], keys: Mapping[int, Key]
) -> dict[int, list[int]]:
    """By person on the page, those of the group who are probably the same person."""
    if not groups:
        return {}
    cards = look(network, viewer, [keys[n] for group in groups.values() for n in group]).cards
    traits = {n: _traits(cards[key]) for n, key in keys.items() if key in cards}
    return {
        number: [
            other
            for other in group
            if other != number
            and number in traits
            and other in traits
            and resemblance(traits[number], traits[other])
        ]
        for number, group in groups.items()
    }


def _traits(card: Card) -> Traits:
    stays = (Stay(e.organization, e.since, e.until) for e in card.employments if not e.contributor)
    return Traits(card.name, tuple(stays))
