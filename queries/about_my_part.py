"""What I brought home, offered, took part in, and was proposed for: as it is held, for me alone."""

from dataclasses import dataclass

from graph.keys import NO_KEY, Key
from graph.model import Insight, Offering, Participation, Referral
from graph.scans import all_adjacent
from policy.referrals import TOLD, shown_to_person, shown_to_referrer
from queries.named import names_for
from queries.network import Network


@dataclass(frozen=True, slots=True)
class InsightHeld:
    """An insight in which I stand. `role`: author, asked_by or told_by; `other` is the author, unless me."""

    role: str
    text: str
    companies: tuple[str, ...]
    topics: tuple[str, ...]
    provenance: str
    learned: str
    link: str
    audience: str
    at: str
    cleared: str
    asked_by: str
    came_of: str
    other: str


@dataclass(frozen=True, slots=True)
class OfferingHeld:
    """An event or mentoring that I hold or take part in; `at` is since when."""

    role: str
    kind: str
    title: str
    on: str
    state: str
    at: str
    host: str


@dataclass(frozen=True, slots=True)
class ReferralHeld:
    """A proposal by me or of me, as I am shown it: the same states as queries.referrals tells."""

    role: str
    state: str
    at: str
    deadline: str
    text: str
    outcome: str
    other: str


@dataclass(frozen=True, slots=True)
class MyPart:
    """All of it, oldest first."""

    insights: tuple[InsightHeld, ...]
    offerings: tuple[OfferingHeld, ...]
    referrals: tuple[ReferralHeld, ...]


def part_of(network: Network, person: Key) -> MyPart:
    """What there is of `person`, without what somebody has a part in who does not exist for them.

    O(records that name the person).
    """
    return MyPart(_insights(network, person), _offerings(network, person), _referrals(network, person))


def _insights(network: Network, person: Key) -> tuple[InsightHeld, ...]:
    found = list(all_adjacent(network.store, [person], Insight))
    names = names_for(
        network, person, {key for one in found for key in (one.author, one.asked_by, one.told_by)} - {NO_KEY}
    )
    there = [one for one in found if one.author in names]
    held = [_insight(one, person, names) for one in there]
    return tuple(sorted(held, key=lambda one: (one.at, one.role)))


def _insight(one: Insight, person: Key, names: dict[Key, str]) -> InsightHeld:
    mine = one.author == person
    concerned = person in (one.author, one.asked_by)
    told = one.told_by in names and bool(one.told)
    return InsightHeld(
        "author" if mine else "asked_by" if one.asked_by == person else "told_by",
        one.text if mine else "",
        one.companies,
        one.topics,
        one.provenance if mine else "",
        one.learned if mine else "",
        one.link if mine else "",
        one.audience,
        one.at,
        one.cleared if mine else "",
        names.get(one.asked_by, "") if one.asked_by and concerned else "",
        one.came_of if told else "",
        "" if mine else names[one.author],
    )


def _offerings(network: Network, person: Key) -> tuple[OfferingHeld, ...]:
    own = [one for one in all_adjacent(network.store, [person], Offering) if one.by == person]
    taken = [one for one in all_adjacent(network.store, [person], Participation) if one.person == person]
    found = network.store.fetch(sorted({one.offering for one in taken})).found
    there = {key: s.record for key, s in found.items() if isinstance(s.record, Offering)}
    names = names_for(network, person, {one.by for one in there.values()} - {NO_KEY})
    held = [_offering("host", one, one.at, "you") for one in own]
    for part in taken:
        one = there[part.offering]
        host = names.get(one.by, "") if one.by else ""
        if host or one.offering_kind == "event":
            held.append(_offering("participant", one, part.at, host))
    return tuple(sorted(held, key=lambda one: (one.at, one.role)))


def _offering(role: str, one: Offering, at: str, host: str) -> OfferingHeld:
    return OfferingHeld(role, one.offering_kind, one.title, one.on, one.state, at, host)


def _referrals(network: Network, person: Key) -> tuple[ReferralHeld, ...]:
    found = list(all_adjacent(network.store, [person], Referral))
    names = names_for(network, person, {key for one in found for key in (one.by, one.person)} - {NO_KEY})
    now = network.clock()
    held = []
    for one in found:
        if one.person not in names or (one.state not in TOLD and one.by not in names):
            continue
        mine = one.by == person
        state = shown_to_referrer(one, now) if mine else shown_to_person(one, now)
        other = one.person if mine else one.by
        text = one.text if one.by in names and (not mine or one.state in TOLD) else ""
        told = "referrer" if mine else "person"
        name = names.get(other, "") if other else ""
        held.append(ReferralHeld(told, str(state), one.at, one.deadline, text, one.outcome, name))
    return tuple(sorted(held, key=lambda one: (one.at, one.role)))
