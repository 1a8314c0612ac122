"""Whom the graph says that I know: each tie with its facts, their sources, and how strong it is and why."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from graph.algorithms.pair_facts import CORRECTION, Fact, total
from graph.algorithms.tie_strength import AMOUNTS, TRUST_FLOOR, TRUST_SHARE, parts, strengths
from graph.dates import day_number
from graph.keys import NO_KEY, Key, pair_of
from graph.model import PURPOSES, Contact, Tie
from graph.scans import all_adjacent
from policy.viewer import Viewer
from queries.about_me import may_ask
from queries.named import names_for
from queries.network import Network


@dataclass(frozen=True, slots=True)
class TieFact:
    """One reason to believe in a tie: a tie as a source says it, or contacts of one kind together.

    `trust` and `currency` are amounts of contact, `strength` what the source states (0: nothing), `count`
    how many contacts. `counts` is false for what only somebody else's private source says: it
    weighs in their answers alone.
    """

    kind: str
    reason: str
    since: str
    until: str
    trust: float
    currency: float
    strength: float
    count: int
    source: str
    contributor: str
    counts: bool


@dataclass(frozen=True, slots=True)
class TieHeld:
    """One tie: with whom, why, and how strong it is today for each purpose."""

    other: Key
    name: str
    facts: tuple[TieFact, ...]
    trust: float  # in [0, 1)
    currency: float  # in [0, 1)
    strengths: tuple[tuple[str, float], ...]  # by purpose, in (0, 1]; () when the tie is unknown
    formula: str


_TRUST_WORDS: Final = "trust halves in 5 years and stays above 0.2 once earned, currency halves in a month"


def ties_held(
    network: Network, viewer: Viewer, person: Key, first: int, after: Key | None = None
) -> tuple[tuple[TieHeld, ...], bool]:
    """Ties of the person by counterpart, in key order behind `after`, and whether there is more.

    None for the privacy officer. O(ties and contacts of the person).
    """
    if not may_ask(viewer, person) or (viewer.person != person and not viewer.operator):
        return (), False
    facts: dict[Key, list[Fact]] = defaultdict(list)
    for fact in _touching(network, person):
        pair = pair_of(fact.key)
        if person in pair:  # else it is one that the person contributed about two others
            facts[pair[0] if pair[1] == person else pair[1]].append(fact)
    contributors = {fact.contributor for found in facts.values() for fact in found} - {NO_KEY}
    names = names_for(network, person, facts.keys() | contributors)
    day = day_number(network.today())
    found = []
    for other in sorted(key for key in facts if key in names and key > (after or "")):
        told = [fact for fact in facts[other] if fact.contributor in names]
        if told:
            found.append(_held(other, person, told, names, day))
        if len(found) > first:
            break
    return tuple(found[:first]), len(found) > first


def _touching(network: Network, person: Key) -> Iterator[Fact]:
    yield from all_adjacent(network.store, [person], Tie)
    yield from all_adjacent(network.store, [person], Contact)


def _held(other: Key, person: Key, told: Sequence[Fact], names: dict[Key, str], day: int) -> TieHeld:
    sums = np.array([total(told, person)], AMOUNTS)
    trust, currency = (float(part[0]) for part in parts(sums, day))
    strong = [(purpose, float(strengths(sums, purpose, day)[0])) for purpose in PURPOSES]
    known = bool(sums["known"][0])
    return TieHeld(
        other,
        names[other],
        tuple(_facts(told, person, names)),
        round(trust, 4),
        round(currency, 4),
        tuple(strong) if known else (),
        _formula(sums, trust, currency, dict(strong), any(f.source == CORRECTION for f in told)),
    )


def _facts(told: Sequence[Fact], person: Key, names: dict[Key, str]) -> list[TieFact]:
    facts = []
    contacts: dict[tuple[str, str, Key], list[Contact]] = defaultdict(list)
    for fact in told:
        if isinstance(fact, Contact):
            contacts[fact.contact_kind, fact.source, fact.contributor].append(fact)
            continue
        mine = fact.contributor in (NO_KEY, person)
        facts.append(
            TieFact(
                kind=fact.tie_kind,
                reason=fact.reason,
                since=fact.since,
                until=fact.until,
                trust=fact.trust,
                currency=fact.currency,
                strength=fact.strength,
                count=0,
                source=fact.source,
                contributor=names[fact.contributor],
                counts=mine or fact.source == CORRECTION,
            )
        )
    for (kind, source, contributor), found in sorted(contacts.items()):
        at = sorted(contact.at for contact in found)
        mine = contributor in (NO_KEY, person)
        facts.append(TieFact(kind, "", at[0], at[-1], 0, 0, 0, len(found), source, names[contributor], mine))
    return facts


def _formula(sums: Any, trust: float, currency: float, strong: dict[str, float], corrected: bool) -> str:
    """The strength in words and numbers."""
    if corrected:
        stated = float(sums["stated"][0])
        return f"as one of you two corrected it: {stated:g}" if stated else "no tie, as one of you two said"
    if not sums["known"][0]:
        return "no evidence that counts: mail went one way only, or only somebody else's source says so"
    if sums["stated"][0] > 0:
        return f"as a source states it: {float(sums['stated'][0]):g}"
    earned = f" (never below {TRUST_FLOOR:g}, which was earned)" if trust == TRUST_FLOOR else ""
    return (
        f"trust {trust:.3f}{earned}, currency {currency:.3f}; {_TRUST_WORDS}."
        f" INSIGHT: exp(-((trust - 0.4) / 0.3)²) x (1 - currency / 2) = {strong['INSIGHT']:.3f}."
        f" All other purposes: {TRUST_SHARE:g} x trust + {1 - TRUST_SHARE:g} x currency"
        f" = {strong['RECRUITING']:.3f}"
    )
