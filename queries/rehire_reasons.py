"""Why somebody is a rehire candidate: each component in words, with the facts it rests on and their dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.dates import day_number
from graph.keys import Key
from graph.model import (
    Aspiration,
    Employment,
    Evidence,
    RehireStatus,
    aspiration_key,
    rehire_key,
)
from graph.returning import returning_of
from graph.snapshot.snapshot import Snapshot
from policy.gates import Status
from policy.rehire import bars
from policy.rehire_weights import Component
from policy.roles import PURPOSE
from policy.viewer import Viewer
from policy.warmth import Warmth
from queries.duplicates_listed import Listed
from queries.heard import may_read
from queries.network import Network
from queries.sight import Card, Sight, look
from queries.warm_paths import WarmPath

THEMSELVES: Final = "self"
"""The source of what somebody says of themselves."""

_WARM: Final = {Warmth.STRONG: "strong", Warmth.GOOD: "good", Warmth.FAINT: "faint"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One stored fact, where it came from, and when it was last confirmed ("": nobody knows)."""

    text: str
    source: str
    confirmed: str


@dataclass(frozen=True, slots=True)
class Part:
    """One component of a rank: what it counts (of 1 in all), in words, and what it rests on."""

    component: Component
    weight: float
    words: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might come back; `score` in [0, 1] orders candidates and says nothing by itself."""

    card: Card
    score: float
    place: int  # the score as a whole number
    parts: tuple[Part, ...]
    path: WarmPath | None
    same_as: tuple[Key, ...]  # other records that are probably of the same person


@dataclass(frozen=True, slots=True)
class Told:
    """What the read model says of one candidate: evidence with its topics, apart whether it is of a tour."""

    evidence: Mapping[bool, Sequence[tuple[Key, str]]]
    standing: Any
    returning: Any
    parts: tuple[float, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Held:
    """What the store says of a page."""

    sight: Sight
    aspirations: Mapping[Key, Aspiration]
    evidence: Mapping[Key, Evidence]


def read_about(
    network: Network,
    viewer: Viewer,
    status: Status | None,
    snapshot: Snapshot,
    people: Sequence[Key],
    told: Mapping[Key, Told],
) -> Held | None:
    """What the store says of `people`; None when it is not what the read model said. A few round trips."""
    sight = look(network, viewer, people)
    day, now = day_number(network.today()), network.clock()
    pieces = {key for one in told.values() for found in one.evidence.values() for key, _ in found}
    wanted = [make(key) for key in people for make in (aspiration_key, rehire_key)]
    found = network.store.fetch([*wanted, *sorted(pieces)]).found
    records = [stored.record for stored in found.values()]
    aspirations = {r.person: r for r in records if isinstance(r, Aspiration)}
    rehire = {r.person: r for r in records if isinstance(r, RehireStatus)}
    evidence = {r.key: r for r in records if isinstance(r, Evidence) and may_read(r, viewer, status)}
    if {*people} - sight.allowed(people, "found", PURPOSE, day, viewer) or pieces - evidence.keys():
        return None
    for key in people:
        card, status_of = sight.cards[key], rehire.get(key)
        if card.status is not Status.ALUMNUS or (status_of is not None and bars(status_of, now)):
            return None
        if (one := told.get(key)) is None:
            continue
        row = returning_of(aspirations.get(key), status_of)
        if sight.standings[sight.order[key]] != one.standing or row != one.returning:
            return None
        if any(key not in evidence[piece].people for found in one.evidence.values() for piece, _ in found):
            return None
    skilled = sight.showing(people, "skills", viewer)
    if any(key not in skilled for key, one in told.items() if any(one.evidence.values())):
        return None
    return Held(sight, aspirations, evidence)


def explained(
    network: Network, held: Held, told: Told, listed: Listed, score: float, path: WarmPath | None
) -> Candidate:
    """One candidate with the reasons. Nothing is read."""
    card = held.sight.cards[listed.key]
    weights = network.rehire_weights.parts()
    said = (
        _shown(told, held, False, "has shown", "nothing shown of it"),
        _shown(told, held, True, "did it on tours here:", "no tour here had to do with it"),
        _returning(held.aspirations.get(listed.key)),
        _left(network, card),
        _warm(path, network.today().isoformat()),
    )
    parts = tuple(
        Part(component, weight, words, facts)
        for component, weight, (words, facts) in zip(Component, weights, said, strict=True)
    )
    return Candidate(card, score, listed.place, parts, path, listed.same_as)


def _shown(told: Told, held: Held, tour: bool, words: str, nothing: str) -> tuple[str, tuple[Fact, ...]]:
    """Topics and evidence; nobody else whose work it is too is named."""
    pieces = told.evidence.get(tour, ())
    if not pieces:
        return nothing, ()
    topics = ", ".join(dict.fromkeys(topic for _, topic in pieces))
    facts = tuple(
        Fact(record.text or record.evidence_kind, record.source, record.at)
        for record in (held.evidence[key] for key, _ in pieces)
    )
    return f"{words} {topics}", facts


def _returning(aspiration: Aspiration | None) -> tuple[str, tuple[Fact, ...]]:
    if aspiration is None or not aspiration.open_to_return:
        return "has not said that they would like to return", ()
    when = f", from {aspiration.horizon} on" if aspiration.horizon else ""
    fact = Fact(f"open to return{when}", THEMSELVES, aspiration.confirmed)
    return f"would like to return{when}", (fact,)


def _left(network: Network, card: Card) -> tuple[str, tuple[Fact, ...]]:
    here = [e for e in card.employments if e.organization == network.home and not e.contributor]
    if not here:
        return "when they left is not shown", ()
    last = max(here, key=lambda e: (e.until, e.since, e.key))
    return f"left in {last.until[:7]}", (Fact(_job(last), last.source, last.until),)


def _job(employment: Employment) -> str:
    what = ", ".join(filter(None, (employment.title, employment.department))) or "worked here"
    return f"{what}, {employment.since[:4] or '?'}–{employment.until[:4]}"


def _warm(path: WarmPath | None, today: str) -> tuple[str, tuple[Fact, ...]]:
    """Days of contact are for the two people themselves: a tie is confirmed by the day it was looked at."""
    if path is None:
        return "no way leads to them from you", ()
    facts = tuple(
        Fact(f"{hop.origin.name} and {hop.to.name}: {'; '.join(hop.reasons)}", "ties", today)
        for hop in path.hops
    )
    through = ", ".join(card.name for card in path.people[1:-1])
    way = f"through {through}" if through else "you know each other"
    return f"a {_WARM[path.warmth]} way: {way}", facts
