"""What a viewer sees of named people, read from the store: the last check before an answer leaves."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.decisions import decided_defaults
from graph.dates import NO_DAY, day_number
from graph.keys import NO_KEY, Key
from graph.model import (
    Budget,
    Employment,
    Identifier,
    Person,
    Preference,
    PrivateProfile,
    budget_key,
    preference_key,
)
from graph.ports import Store
from graph.resting import Rests, rests_of
from graph.scans import all_adjacent
from graph.standing import Standings, standings_of
from policy.budgets import unspent
from policy.gates import Mask, Status, allowed, statuses, visible
from policy.viewer import Viewer
from policy.visibility import audiences_of, shown
from queries.network import Network


@dataclass(frozen=True, slots=True)
class Card:
    """One person as a viewer may see them; what is not shown to them is empty."""

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
    rests: Mapping[Key, Rests]  # of those who ever rested
    viewer_status: Status | None  # None for machine accounts and who is gone
    decided: Callable[[], Mapping[str, str]]  # about defaults; read when it is first asked for

    def allowed(self, keys: Collection[Key], role: str, purpose: str, day: int, viewer: Viewer) -> set[Key]:
        """Which of `keys` exist for the viewer and may be in `role` (found, reached, connect).

        The first call of a batch is one round trip, for what is decided about defaults.
        """
        may = allowed(self.standings, role, purpose, day, viewer.operator, self.decided())
        return {key for key in keys if key in self.cards and (may[self.order[key]] or key == viewer.person)}

    def showing(self, keys: Collection[Key], field: str, viewer: Viewer) -> set[Key]:
        """Whose `field` the company may show to the viewer: their own, and of `keys` who show it to them.

        Not of people whom only the viewer's own source knows: the company has nothing to show of them.
        """
        return self.showing_to(audiences_of(viewer, self.viewer_status), keys, field, viewer)

    def showing_to(
        self, audiences: frozenset[str], keys: Collection[Key], field: str, viewer: Viewer
    ) -> set[Key]:
        """The same for a viewer who belongs to `audiences`."""
        told = shown(self.standings, field, audiences)
        there = {key for key in keys if key in self.cards and not self.cards[key].private}
        return {key for key in there if told[self.order[key]] or key == viewer.person}

    def unspent(self, keys: Sequence[Key], day: int) -> NDArray[np.float64]:
        """(n,) the part of each one's capacity that is left on `day`; `keys` are of this batch."""
        numbers = [self.order[key] for key in keys]
        return unspent(self.standings[numbers], day)

    def apart(self, one: Key, other: Key) -> bool:
        """Whether one of the two does not exist for the other."""
        return other in self.blocked.get(one, ()) or one in self.blocked.get(other, ())

    def holds(self, network: Network) -> bool:
        """Whether nothing was written since: what was read behind this is of the same revision."""
        return network.store.revision() == self.revision


_PLENTY: Final = 10_000
"""More than any capacity."""


def unpaused(sight: Sight) -> Sight:
    """`sight` as if nobody rested and nobody had been asked lately; what they refuse they still refuse."""
    rows = sight.standings.copy()
    rows["quiet_until"] = NO_DAY
    rows["capacity"] = _PLENTY
    return replace(sight, standings=rows)


@dataclass(frozen=True, slots=True)
class _Records:
    revision: int
    persons: Mapping[Key, Person]
    preferences: Mapping[Key, Preference]
    budgets: Mapping[Key, Budget]
    employments: Mapping[Key, list[Employment]]


def look(network: Network, viewer: Viewer, keys: Iterable[Key]) -> Sight:
    """Read `keys` (a page of people) for `viewer`. A few round trips, whatever their number."""
    wanted = sorted({*keys} - {NO_KEY})
    asked = sorted({*wanted, viewer.person} - {NO_KEY})
    records = _read(network.store, asked)
    order = {key: number for number, key in enumerate(asked)}
    standings = _standings(records, asked, network.home)
    day = day_number(network.today())
    status = statuses(standings, day)
    there = viewer.person in records.persons
    own_status = Status(status[order[viewer.person]]) if there else None
    seen = visible(standings, viewer, own_status, day)
    _hide_blockers(seen, order, records, viewer)
    hidden = _hidden_fields(standings, order, viewer, own_status)
    cards = {
        key: _card(records.persons[key], records, Status(status[order[key]]), viewer, hidden[key])
        for key in wanted
        if seen[order[key]] and key in records.persons
    }
    unseen = [key for key in wanted if key in records.persons and key not in cards]
    cards.update(_own_cards(network.store, records, viewer, unseen))
    blocked = {p.person: frozenset(p.blocked) for p in records.preferences.values() if p.blocked}
    rests = {p.person: own for p in records.preferences.values() if (own := rests_of(p))}
    return Sight(
        records.revision,
        cards,
        standings,
        order,
        blocked,
        rests,
        own_status,
        cache(partial(decided_defaults, network.store)),
    )


def _standings(records: _Records, people: Sequence[Key], home: Key) -> Standings:
    held = [
        (
            records.persons.get(key),
            records.employments.get(key, ()),
            records.preferences.get(key),
            records.budgets.get(key),
        )
        for key in people
    ]
    return standings_of(held, home)


def viewer_status(network: Network, viewer: Viewer) -> Status | None:
    """What the viewer is to the home organization; None for machine accounts and who is gone."""
    return look(network, viewer, [viewer.person]).viewer_status if viewer.person else None


def emails(network: Network, viewer: Viewer, keys: Collection[Key]) -> dict[Key, tuple[str, ...]]:
    """The e-mail addresses of `keys` that the viewer may know, sorted; none of who does not exist for them.

    The operator and network admins know what the company knows, others what the person shows them of it;
    everybody knows their own and what their own private sources gave.
    """
    found: dict[Key, list[str]] = defaultdict(list)
    sight = look(network, viewer, keys)
    seen, showing = sight.cards, sight.showing(sight.cards, "email", viewer)
    for identifier in all_adjacent(network.store, sorted(seen), Identifier) if seen else ():
        mine = viewer.person and viewer.person in (identifier.person, *identifier.contributors)
        may = viewer.operator or viewer.has("network_admin") or identifier.person in showing
        company = not identifier.contributors and may
        if identifier.scheme == "email" and identifier.person in seen and (mine or company):
            found[identifier.person].append(identifier.value)
    return {key: tuple(sorted(found[key])) for key in keys}


def _read(store: Store, keys: list[Key]) -> _Records:
    said = [named(key) for named in (preference_key, budget_key) for key in keys]
    read = store.fetch([*keys, *said])
    records = [stored.record for stored in read.found.values()]
    employments: dict[Key, list[Employment]] = defaultdict(list)
    for employment in all_adjacent(store, keys, Employment) if keys else ():
        employments[employment.person].append(employment)
    return _Records(
        read.revision,
        {r.key: r for r in records if isinstance(r, Person)},
        {r.person: r for r in records if isinstance(r, Preference)},
        {r.person: r for r in records if isinstance(r, Budget)},
        employments,
    )


def _hide_blockers(seen: Mask, order: Mapping[Key, int], records: _Records, viewer: Viewer) -> None:
    for person, preference in records.preferences.items():
        if viewer.person and viewer.person in preference.blocked and person in order:
            seen[order[person]] = False
    if viewer.person:
        seen[order[viewer.person]] = viewer.person in records.persons


def _hidden_fields(
    standings: Standings, order: Mapping[Key, int], viewer: Viewer, status: Status | None
) -> dict[Key, set[str]]:
    """By person, the fields of a card that are not shown to the viewer."""
    audiences = audiences_of(viewer, status)
    told = {field: shown(standings, field, audiences) for field in ("headline", "location", "employments")}
    return {
        key: {field for field, may in told.items() if not may[number] and key != viewer.person}
        for key, number in order.items()
    }


def _card(person: Person, records: _Records, status: Status, viewer: Viewer, hidden: Set[str]) -> Card:
    """A card without the `hidden` fields; employments that the viewer's own source told stay."""
    own = {viewer.person} - {NO_KEY}
    return Card(
        person.key,
        person.name,
        status,
        "" if "headline" in hidden else person.headline,
        "" if "location" in hidden else person.location,
        _employments(person.key, records, own if "employments" in hidden else own | {NO_KEY}),
    )


def _employments(person: Key, records: _Records, sources: Set[Key]) -> tuple[Employment, ...]:
    """What these contributors say (NO_KEY: the company), oldest first, without the managers' names."""
    known = (e for e in records.employments[person] if e.contributor in sources)
    return tuple(
        sorted(
            (replace(e, manager=NO_KEY) if e.manager else e for e in known),
            key=lambda e: (e.since, e.until, e.key),
        )
    )


def _own_cards(store: Store, records: _Records, viewer: Viewer, unseen: list[Key]) -> dict[Key, Card]:
    """People whom the company does not show to the viewer and the viewer's own source knows.

    They are as that source says: nothing of what the company may know about them is added.
    """
    if not viewer.person or not unseen:
        return {}
    wanted = {*unseen} - {viewer.person}
    cards: dict[Key, Card] = {}
    for profile in all_adjacent(store, unseen, PrivateProfile):  # in key order: the first source names them
        key, preference = profile.person, records.preferences.get(profile.person)
        gone = preference is not None and (preference.restricted or viewer.person in preference.blocked)
        if profile.contributor == viewer.person and key in wanted and not gone and key not in cards:
            known = _employments(key, records, {viewer.person})
            cards[key] = Card(
                key, profile.name, Status.EXTERNAL, profile.headline, profile.location, known, private=True
            )
    return cards
