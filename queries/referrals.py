"""Proposals of people for open roles, as each of those concerned is shown them.

The one who proposes and the person see their own; recruiters see those to which the person said yes. Of
somebody who does not exist for the viewer there is no proposal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from graph.keys import NO_KEY, Key
from graph.model import Referral, Role
from graph.scans import all_adjacent, every
from policy.referrals import TOLD, Shown, reached, shown_to_person, shown_to_referrer
from policy.viewer import Viewer
from queries.bounds import check_number
from queries.first_shown import first_shown
from queries.network import Network
from queries.parties import Party, parties
from queries.sight import look


class Part(StrEnum):
    """As what somebody is concerned."""

    REFERRER = "referrer"
    PERSON = "person"
    RECRUITER = "recruiter"


@dataclass(frozen=True, slots=True)
class ReferralShown:
    """One proposal. `text` is for the person, and for recruiters after a yes; it goes with `by`."""

    key: Key
    part: Part
    state: Shown
    role: Key
    title: str
    person: Party
    by: Party | None
    text: str
    at: str
    deadline: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """Newest first."""

    referrals: tuple[ReferralShown, ...]
    more: bool


def referrals(
    network: Network,
    viewer: Viewer,
    first: int = 20,
    after: tuple[str, Key] | None = None,
    role: Key | None = None,
) -> ReferralPage:
    """Proposals that concern the viewer, of one `role` or of all; `after` is behind (at, key).

    Raises InvalidValue (first < 1). O(proposals for the role); for all roles O(proposals that name the
    viewer), for recruiters O(proposals).
    """
    check_number("first", first, 1)
    named = sorted(_concerning(network, viewer, role), key=lambda one: (one.at, one.key), reverse=True)
    behind = [one for one in named if after is None or (one.at, one.key) < after]
    shown = first_shown(behind, first + 1, lambda some: shown_referrals(network, viewer, some))
    return ReferralPage(tuple(shown[:first]), len(shown) > first)


def part_of(referral: Referral, viewer: Viewer) -> Part | None:
    """As what the viewer is concerned, blocks aside; None when not."""
    if viewer.person and viewer.person == referral.by:
        return Part.REFERRER
    if viewer.person and viewer.person == referral.person:
        return Part.PERSON if reached(referral) else None
    return Part.RECRUITER if viewer.has("recruiter") and referral.state in TOLD else None


def shown_referrals(network: Network, viewer: Viewer, records: Iterable[Referral]) -> list[ReferralShown]:
    """Those of `records` that are there for the viewer, as shown. A few round trips."""
    parts = [(one, part) for one in records if (part := part_of(one, viewer)) is not None]
    roles = network.store.fetch(sorted({one.role for one, _ in parts})).found
    there = _there(network, viewer, parts)
    found = []
    for one, part in parts:
        stored = roles.get(one.role)
        title = stored.record.title if stored and isinstance(stored.record, Role) else ""
        asked = part is Part.PERSON and one.state not in TOLD
        if one.person in there and not (asked and one.by not in there):
            found.append(_shown(network, one, part, title, there))
    return found


def _concerning(network: Network, viewer: Viewer, role: Key | None) -> Iterable[Referral]:
    if role is not None:
        return all_adjacent(network.store, [role], Referral)
    if viewer.has("recruiter"):
        return every(network.store, Referral)
    return all_adjacent(network.store, [viewer.person], Referral) if viewer.person else ()


def _there(network: Network, viewer: Viewer, parts: Iterable[tuple[Referral, Part]]) -> dict[Key, Party]:
    """Who exists for the viewer; those with whom the viewer takes part in a proposal exist as its parties."""
    named = [(key, part) for one, part in parts for key in (one.person, one.by)]
    cards = look(network, viewer, {key for key, part in named if part is Part.RECRUITER}).cards
    seen = {key: Party(key, card.name) for key, card in cards.items() if not card.private}
    own = {key for key, part in named if part is not Part.RECRUITER} - {NO_KEY}
    return seen | (parties(network, viewer.person, own) if own else {})


def _shown(network: Network, one: Referral, part: Part, title: str, there: dict[Key, Party]) -> ReferralShown:
    now = network.clock()
    state = shown_to_person(one, now) if part is Part.PERSON else shown_to_referrer(one, now)
    told = (part is Part.PERSON or one.state in TOLD) and one.by in there
    return ReferralShown(
        one.key,
        part,
        state,
        one.role,
        title,
        there[one.person],
        there.get(one.by),
        one.text if told else "",
        one.at,
        one.deadline,
        one.outcome,
    )
