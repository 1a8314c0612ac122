"""What the graph says about me: everything held or derived about one person, with where it came from.

For the person; and for the operator and the privacy officer who act on the person's request: they
get what the person would get, and the privacy officer no ties. Who does not exist for the person
is named nowhere and not counted. The ties are in queries.about_my_ties.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from graph.keys import NO_KEY, Key, name_of
from graph.model import (
    Budget,
    Decision,
    Distinct,
    Employment,
    Evidence,
    Identifier,
    Person,
    Preference,
    PrivateProfile,
    Record,
    RightsRequest,
    Skill,
    Tour,
    Verdict,
    Webhook,
    budget_key,
)
from graph.ports import R
from graph.scans import all_adjacent, every
from policy.budgets import remaining, spent
from policy.viewer import Viewer
from queries.about_my_part import MyPart, part_of
from queries.about_my_requests import Request, requests_of
from queries.about_my_roles import (
    CandidacyHeld,
    RehireHeld,
    RolesHeld,
    candidacies_held,
    rehire_held,
    roles_held,
)
from queries.about_my_tours import TourRecords, tour_records
from queries.invitations import invitation_of
from queries.merges import merges_into
from queries.named import COMPANY, names_for
from queries.network import Network
from queries.preferences import preference_of
from queries.tours import as_shown
from queries.uses import UseCount, uses_of


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a suggestion: by the person, or about them by `by`."""

    topic: str
    verdict: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class InvitationHeld:
    """That the person was asked to stay in touch, by `by`, and what came of it."""

    state: str
    last_day: str
    address: str
    asked: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class MergeHeld:
    """Another record was made one with the person's; `undone` is when that was taken back."""

    by: str
    reason: str
    at: str
    undone: str


@dataclass(frozen=True, slots=True)
class AboutMe:
    """All but what there may be thousands of: evidence, private profiles, ties."""

    person: Person
    identifiers: tuple[Identifier, ...]  # without those that only others' private sources know, see profiles
    employments: tuple[Employment, ...]
    organizations: dict[Key, str]
    tours: tuple[Tour, ...]
    preference: Preference
    units_spent: tuple[str, ...]  # moments, without who asked
    units_left: int
    requests: tuple[Request, ...]
    verdicts: tuple[Said, ...]
    rights: tuple[RightsRequest, ...]
    decisions: tuple[Decision, ...]
    uses: tuple[UseCount, ...]  # newest day first
    webhooks: tuple[str, ...]  # addresses
    part: MyPart  # insights, offerings, proposals for open roles
    alliance: TourRecords
    candidacies: tuple[CandidacyHeld, ...]
    rehire: RehireHeld | None
    roles: RolesHeld
    invitation: InvitationHeld | None  # to stay in touch after leaving
    merges: tuple[MergeHeld, ...]
    distinct_from: tuple[str, ...]  # names of others whom the person was said not to be


@dataclass(frozen=True, slots=True)
class EvidenceHeld:
    """One piece of evidence: as what the person stands in it, and who contributed it."""

    record: Evidence
    role: str  # shown_by, endorser, contributor
    share: float  # of the work, in (0, 1]; 0 when the person did not do it
    skills: tuple[str, ...]
    contributor: str
    endorser: str


@dataclass(frozen=True, slots=True)
class ProfileHeld:
    """What somebody's private source says about the person. Whose it is is named: the law says so."""

    record: PrivateProfile
    contributor: str  # "" for the privacy officer
    identifiers: tuple[str, ...]  # scheme:value, known from that person's sources alone


def may_ask(viewer: Viewer, person: Key) -> bool:
    """Whether what is held about `person` is for this viewer."""
    return bool(person) and (viewer.person == person or viewer.operator or viewer.has("privacy_officer"))


def about_me(network: Network, viewer: Viewer, person: Key) -> AboutMe | None:
    """Everything but evidence, profiles and ties; None for who is not there, or not for this viewer.

    O(what refers to the person but those).
    """
    stored = network.store.fetch([person, budget_key(person)]).found if may_ask(viewer, person) else {}
    record = stored[person].record if person in stored else None
    if not isinstance(record, Person):
        return None
    held = stored[budget_key(person)].record if budget_key(person) in stored else None
    budget = held if isinstance(held, Budget) else None
    preference, _ = preference_of(network, person)
    own = (NO_KEY, person)
    jobs = [e for e in _all(network, person, Employment) if e.person == person and e.contributor in own]
    return AboutMe(
        person=record,
        identifiers=tuple(
            i
            for i in _all(network, person, Identifier)
            if i.person == person and (not i.contributors or person in i.contributors)
        ),
        employments=tuple(replace(e, manager=NO_KEY) for e in jobs),
        organizations=_labels(network, {e.organization for e in jobs}, lambda o: getattr(o, "name", "")),
        tours=_own_tours(network, viewer, person),
        preference=preference,
        units_spent=spent(budget.spent, network.clock()) if budget else (),
        units_left=remaining(preference.capacity, budget, network.clock()),
        requests=requests_of(network, person),
        verdicts=_verdicts(network, person),
        rights=tuple(_all(network, person, RightsRequest)),
        decisions=_decisions(network, person),
        uses=uses_of(network, person)[::-1],
        webhooks=tuple(hook.url for hook in _all(network, person, Webhook)),
        part=part_of(network, person),
        alliance=tour_records(network, person, promises=viewer.person == person or viewer.operator),
        candidacies=candidacies_held(network, person),
        rehire=rehire_held(network, person),
        roles=roles_held(network, person),
        invitation=_invitation(network, person),
        merges=_merges(network, viewer, person),
        distinct_from=_distinct_from(network, person),
    )


def _invitation(network: Network, person: Key) -> InvitationHeld | None:
    held, _ = invitation_of(network, person)
    if held is None:
        return None
    names = names_for(network, person, {held.by} - {NO_KEY})
    by = names.get(held.by, COMPANY)  # who is not there for the person asked in the company's name
    return InvitationHeld(held.state, held.last_day, held.address, held.asked, held.at, by)


def _merges(network: Network, viewer: Viewer, person: Key) -> tuple[MergeHeld, ...]:
    held = merges_into(network, viewer, person)
    names = names_for(network, person, {merge.by for merge in held} - {NO_KEY})
    return tuple(MergeHeld(names.get(m.by, COMPANY), m.reason, m.at, m.undone) for m in held)


def _distinct_from(network: Network, person: Key) -> tuple[str, ...]:
    pairs = [pair for pair in _all(network, person, Distinct) if person in (pair.a, pair.b)]
    others = {key for pair in pairs for key in (pair.a, pair.b)} - {person}
    names = names_for(network, person, others)
    return tuple(sorted(names[key] for key in others if key in names))


def evidence_held(
    network: Network, viewer: Viewer, person: Key, first: int, after: Key | None = None
) -> tuple[tuple[EvidenceHeld, ...], bool]:
    """Evidence in which the person stands, in key order behind `after`, and whether there is more.

    O(page).
    """
    found: list[EvidenceHeld] = []
    while may_ask(viewer, person) and len(found) <= first:
        page = network.store.adjacent([person], Evidence, after, first + 1)
        found += _evidence(network, person, [stored.record for stored in page.records])
        after = page.after
        if after is None:
            break
    return tuple(found[:first]), len(found) > first


def profiles_held(
    network: Network, viewer: Viewer, person: Key, first: int, after: Key | None = None
) -> tuple[tuple[ProfileHeld, ...], bool]:
    """Others' private profiles of the person, in key order behind `after`, and whether there is more."""
    if not may_ask(viewer, person):
        return (), False
    told = [p for p in _all(network, person, PrivateProfile) if p.person == person]
    names = names_for(network, person, {p.contributor for p in told})
    known: dict[Key, list[str]] = defaultdict(list)
    for identifier in _all(network, person, Identifier):
        for contributor in identifier.contributors if identifier.person == person else ():
            known[contributor].append(f"{identifier.scheme}:{identifier.value}")
    unnamed = viewer.has("privacy_officer") and viewer.person != person
    found = [
        ProfileHeld(p, "" if unnamed else names[p.contributor], tuple(sorted(known[p.contributor])))
        for p in told
        if p.contributor in names and p.key > (after or "")
    ]
    return tuple(found[:first]), len(found) > first


def _all(network: Network, person: Key, kind: type[R]) -> list[R]:
    return list(all_adjacent(network.store, [person], kind))


def _own_tours(network: Network, viewer: Viewer, person: Key) -> tuple[Tour, ...]:
    """The tours of the person, without a key of anybody else; what is promised in them is in `alliance`."""
    own = (tour for tour in _all(network, person, Tour) if tour.person == person)
    shown = own if viewer.operator else (as_shown(tour, viewer.person) for tour in own)
    return tuple(replace(tour, company_side=NO_KEY) for tour in shown)


def _labels(network: Network, keys: Iterable[Key], label: Callable[[Record], str]) -> dict[Key, str]:
    found = network.store.fetch(sorted({*keys})).found
    return {key: label(stored.record) for key, stored in found.items()}


def _evidence(network: Network, person: Key, records: list[Evidence]) -> list[EvidenceHeld]:
    names = names_for(
        network, person, {key for e in records for key in (e.contributor, e.endorser, *e.people)} - {NO_KEY}
    )
    labels = _labels(
        network,
        {skill for e in records for skill in e.skills},
        lambda s: s.label if isinstance(s, Skill) else "",
    )
    return [
        EvidenceHeld(
            record=evidence,
            role=_role(evidence, person),
            share=sum(
                share for who, share in zip(evidence.people, evidence.shares, strict=True) if who == person
            ),
            skills=tuple(labels[skill] for skill in evidence.skills),
            contributor=names[evidence.contributor],
            endorser=names.get(evidence.endorser, "") if evidence.endorser else "",
        )
        for evidence in records
        if evidence.contributor in names and not names.keys().isdisjoint(evidence.people)
    ]


def _role(evidence: Evidence, person: Key) -> str:
    if person in evidence.people:
        return "shown_by"
    return "endorser" if evidence.endorser == person else "contributor"


def _verdicts(network: Network, person: Key) -> tuple[Said, ...]:
    found = _all(network, person, Verdict)
    names = names_for(network, person, {key for verdict in found for key in (verdict.by, verdict.expert)})
    there = (verdict for verdict in found if verdict.by in names and verdict.expert in names)
    return tuple(Said(v.topic, v.verdict, v.at, names[v.by]) for v in there)


def _decisions(network: Network, person: Key) -> tuple[Decision, ...]:
    """Rules that somebody set about this person: their name or value holds the person's. O(decisions)."""
    name = name_of(person)
    return tuple(d for d in every(network.store, Decision) if name in (*d.name.split("."), *d.value.split()))
