"""What a viewer sees of named people, read from the store: the last check before an answer leaves."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from graph.algorithms.pair_facts import all_adjacent
from graph.dates import day_number
from graph.keys import NO_KEY, Key
from graph.model import Employment, Identifier, Person, Preference, PrivateProfile, preference_key
from graph.ports import Store
from graph.standing import STANDING, Standings, standing_of
from policy.gates import Mask, Status, allowed, statuses, visible
from policy.viewer import Viewer
from queries.network import Network


@dataclass(frozen=True, slots=True)
class Card:
    """One person as a viewer may see them."""

    key: Key
    name: str
    status: Status
    headline: str
    location: str
    employments: tuple[Employment, ...]
    private: bool = False  # known to this viewer from their own source only


@dataclass(frozen=True, slots=True)
class Sight:
    """The people of one batch who exist for the viewer, as of `revision`."""

    revision: int
    cards: Mapping[Key, Card]
    standings: Standings  # by the order of `order`
    order: Mapping[Key, int]
    blocked: Mapping[Key, frozenset[Key]]  # by person: for whom they do not exist
    viewer_status: Status | None  # None for machine accounts and who is gone

    def allowed(self, keys: Collection[Key], role: str, purpose: str, day: int, viewer: Viewer) -> set[Key]:
        """Which of `keys` exist for the viewer and may be in `role` (found, reached, connect)."""
        may = allowed(self.standings, role, purpose, day, viewer.operator)
        return {key for key in keys if key in self.cards and (may[self.order[key]] or key == viewer.person)}

    def apart(self, one: Key, other: Key) -> bool:
        """Whether one of the two does not exist for the other."""
        return other in self.blocked.get(one, ()) or one in self.blocked.get(other, ())

    def holds(self, network: Network) -> bool:
        """Whether nothing was written since: what was read behind this is of the same revision."""
        return network.store.revision() == self.revision


@dataclass(frozen=True, slots=True)
class _Records:
    revision: int
    persons: Mapping[Key, Person]
    preferences: Mapping[Key, Preference]
    employments: Mapping[Key, list[Employment]]


def look(network: Network, viewer: Viewer, keys: Iterable[Key]) -> Sight:
    """Read `keys` (a page of people) for `viewer`. A few round trips, whatever their number."""
    wanted = sorted({*keys} - {NO_KEY})
    asked = sorted({*wanted, viewer.person} - {NO_KEY})
    records = _read(network.store, asked)
    order = {key: number for number, key in enumerate(asked)}
    standings = np.array(
        [
            standing_of(
                records.persons.get(key),
                records.employments[key],
                records.preferences.get(key),
                network.home,
            )
            for key in asked
        ],
        STANDING,
    )
    day = day_number(network.today())
    status = statuses(standings, day)
    there = viewer.person in records.persons
    own_status = Status(status[order[viewer.person]]) if there else None
    seen = visible(standings, viewer, own_status, day)
    _hide_blockers(seen, order, records, viewer)
    cards = {
        key: _card(records.persons[key], records, Status(status[order[key]]), viewer)
        for key in wanted
        if seen[order[key]] and key in records.persons
    }
    unseen = [key for key in wanted if key in records.persons and key not in cards]
    cards.update(_own_cards(network.store, records, viewer, unseen))
    blocked = {p.person: frozenset(p.blocked) for p in records.preferences.values() if p.blocked}
    return Sight(records.revision, cards, standings, order, blocked, own_status)


def viewer_status(network: Network, viewer: Viewer) -> Status | None:
    """What the viewer is to the home organization; None for machine accounts and who is gone."""
    return look(network, viewer, [viewer.person]).viewer_status if viewer.person else None


def emails(network: Network, viewer: Viewer, keys: Collection[Key]) -> dict[Key, tuple[str, ...]]:
    """The e-mail addresses of `keys` that the viewer may know, sorted; none of who does not exist for them.

    The operator and network admins know what the company knows; everybody knows their own and what
    their own private sources gave.
    """
    found: dict[Key, list[str]] = defaultdict(list)
    seen = look(network, viewer, keys).cards
    for identifier in all_adjacent(network.store, sorted(seen), Identifier) if seen else ():
        mine = viewer.person and viewer.person in (identifier.person, *identifier.contributors)
        company = not identifier.contributors and (viewer.operator or viewer.has("network_admin"))
        if identifier.scheme == "email" and identifier.person in seen and (mine or company):
            found[identifier.person].append(identifier.value)
    return {key: tuple(sorted(found[key])) for key in keys}


def _read(store: Store, keys: list[Key]) -> _Records:
    wanted = [*keys, *(preference_key(key) for key in keys)]
    read = store.fetch(wanted)
    records = [stored.record for stored in read.found.values()]
    employments: dict[Key, list[Employment]] = defaultdict(list)
    for employment in all_adjacent(store, keys, Employment) if keys else ():
        employments[employment.person].append(employment)
    return _Records(
        read.revision,
        {r.key: r for r in records if isinstance(r, Person)},
        {r.person: r for r in records if isinstance(r, Preference)},
        employments,
    )


def _hide_blockers(seen: Mask, order: Mapping[Key, int], records: _Records, viewer: Viewer) -> None:
    for person, preference in records.preferences.items():
        if viewer.person and viewer.person in preference.blocked and person in order:
            seen[order[person]] = False
    if viewer.person:
        seen[order[viewer.person]] = viewer.person in records.persons


def _card(person: Person, records: _Records, status: Status, viewer: Viewer, private: bool = False) -> Card:
    """A card; of the employments those that the viewer may know, without the managers' names."""
    sources = (viewer.person,) if private else (NO_KEY, viewer.person)
    known = tuple(
        sorted(
            (
                replace(e, manager=NO_KEY) if e.manager else e
                for e in records.employments[person.key]
                if e.contributor in sources
            ),
            key=lambda e: (e.since, e.until, e.key),
        )
    )
    return Card(person.key, person.name, status, person.headline, person.location, known, private)


def _own_cards(store: Store, records: _Records, viewer: Viewer, unseen: list[Key]) -> dict[Key, Card]:
    """People whom the company does not show to the viewer and the viewer's own source knows.

    They are as that source says: nothing of what the company may know about them is added.
    """
    if not viewer.person or not unseen:
        return {}
    wanted = {*unseen} - {viewer.person}
    cards: dict[Key, Card] = {}
    for profile in all_adjacent(store, unseen, PrivateProfile):  # in key order: the first source names them
        preference = records.preferences.get(profile.person)
        blocks = preference is not None and viewer.person in preference.blocked
        mine = profile.contributor == viewer.person and profile.person in wanted
        if mine and not blocks and profile.person not in cards:
            person = Person(
                key=profile.person,
                name=profile.name,
                headline=profile.headline,
                location=profile.location,
            )
            cards[profile.person] = _card(person, records, Status.EXTERNAL, viewer, private=True)
    return cards
