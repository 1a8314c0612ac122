"""What the graph says about me, as shown; its long sections come page by page."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry
from strawberry.relay import PageInfo

from api.graphql.connections import page_info
from api.graphql.context import Asked
from api.graphql.types.held import (
    DecisionAboutMe,
    EvidenceAboutMe,
    IdentifierHeld,
    IntroductionAboutMe,
    InvitationAboutMe,
    MergeAboutMe,
    PrivateProfileAboutMe,
    RightUsed,
    TieAboutMe,
    UseOfMe,
    VerdictAboutMe,
)
from api.graphql.types.held_part import InsightAboutMe, OfferingAboutMe, ReferralAboutMe
from api.graphql.types.organization import Employment
from api.graphql.types.preferences import Preferences
from api.graphql.types.rehire_status import RehireStatus
from api.graphql.types.role import CandidacyAboutMe, RolesAboutMe
from api.graphql.types.tour import Tour
from api.graphql.types.tours_held import (
    AspirationsAboutMe,
    CheckInAboutMe,
    OfferedTourAboutMe,
    TourSideAboutMe,
)
from graph.keys import Key
from graph.model import Person
from queries.about_me import AboutMe as Held
from queries.about_me import evidence_held, profiles_held
from queries.about_my_ties import ties_held

USUAL = 50


@strawberry.type(description="A page of evidence.")
class EvidenceAboutMePage:
    """One page."""

    nodes: list[EvidenceAboutMe]
    page_info: PageInfo


@strawberry.type(description="A page of private profiles.")
class PrivateProfilePage:
    """One page."""

    nodes: list[PrivateProfileAboutMe]
    page_info: PageInfo


@strawberry.type(description="A page of ties.")
class TieAboutMePage:
    """One page."""

    nodes: list[TieAboutMe]
    page_info: PageInfo


@strawberry.type(description="Everything that is held or derived about one person, and where it came from.")
class AboutMe:
    """Long sections come page by page."""

    name: str
    headline: str
    location: str
    identifiers: list[IdentifierHeld]
    employments: list[Employment]
    tours: list[Tour]
    tour_sides: list[TourSideAboutMe]
    check_ins: list[CheckInAboutMe]
    offered_tours: list[OfferedTourAboutMe]
    aspirations: AspirationsAboutMe | None
    preferences: Preferences
    units_spent: list[str]
    units_left: int
    introductions: list[IntroductionAboutMe]
    verdicts: list[VerdictAboutMe]
    rights: list[RightUsed]
    decisions: list[DecisionAboutMe]
    uses: list[UseOfMe]
    webhooks: list[str]
    insights: list[InsightAboutMe]
    offerings: list[OfferingAboutMe]
    referrals: list[ReferralAboutMe]
    candidacies: list[CandidacyAboutMe]
    rehire_status: RehireStatus | None
    roles: RolesAboutMe
    invitation: InvitationAboutMe | None
    merges: list[MergeAboutMe]
    distinct_from: list[str]
    record: strawberry.Private[Person]

    @strawberry.field(description="Evidence, with its source.")
    async def evidence(
        self, info: Asked, first: int | None = USUAL, after: str | None = None
    ) -> EvidenceAboutMePage:
        """See queries.about_me.evidence_held."""
        wanted, place, question = self._asked(info, "evidence", first, after)
        found, more = await info.context.ask_about(self.record.key, evidence_held, wanted, place)
        ends = [info.context.cursors.seal(question, (each.record.key,)) for each in (found[:1] + found[-1:])]
        return EvidenceAboutMePage(
            nodes=[EvidenceAboutMe.of(each) for each in found], page_info=_info(ends, more, after)
        )

    @strawberry.field(description="What others' own sources say about me.")
    async def private_profiles(
        self, info: Asked, first: int | None = USUAL, after: str | None = None
    ) -> PrivateProfilePage:
        """See queries.about_me.profiles_held."""
        wanted, place, question = self._asked(info, "profiles", first, after)
        found, more = await info.context.ask_about(self.record.key, profiles_held, wanted, place)
        ends = [info.context.cursors.seal(question, (each.record.key,)) for each in (found[:1] + found[-1:])]
        return PrivateProfilePage(
            nodes=[PrivateProfileAboutMe.of(each) for each in found], page_info=_info(ends, more, after)
        )

    @strawberry.field(description="My ties; none for a privacy officer.")
    async def ties(self, info: Asked, first: int | None = USUAL, after: str | None = None) -> TieAboutMePage:
        """See queries.about_my_ties.ties_held."""
        wanted, place, question = self._asked(info, "ties", first, after)
        found, more = await info.context.ask_about(self.record.key, ties_held, wanted, place)
        ends = [info.context.cursors.seal(question, (each.other,)) for each in (found[:1] + found[-1:])]
        return TieAboutMePage(
            nodes=[TieAboutMe.of(each) for each in found], page_info=_info(ends, more, after)
        )

    def _asked(
        self, info: Asked, section: str, first: int | None, after: str | None
    ) -> tuple[int, Key | None, tuple[str, ...]]:
        question = ("aboutMe", section, info.context.viewer.person, self.record.key)
        place = info.context.cursors.open(question, after, tuple[Key])
        return info.context.page(first, USUAL), place[0] if place else None, question

    @classmethod
    def of(cls, held: Held) -> "AboutMe":
        """As held."""
        return cls(
            name=held.person.name,
            headline=held.person.headline,
            location=held.person.location,
            identifiers=[IdentifierHeld(scheme=i.scheme, value=i.value) for i in held.identifiers],
            employments=[Employment.of(record) for record in held.employments],
            tours=[Tour.of(record) for record in held.tours],
            tour_sides=[TourSideAboutMe.of(side) for side in held.alliance.sides],
            check_ins=[CheckInAboutMe.of(one) for one in held.alliance.check_ins],
            offered_tours=[OfferedTourAboutMe.of(offer) for offer in held.alliance.offered],
            aspirations=AspirationsAboutMe.of(held.alliance.aspiration) if held.alliance.aspiration else None,
            preferences=Preferences.of(held.preference),
            units_spent=list(held.units_spent),
            units_left=held.units_left,
            introductions=[IntroductionAboutMe.of(request) for request in held.requests],
            verdicts=[VerdictAboutMe.of(said) for said in held.verdicts],
            rights=[RightUsed.of(record) for record in held.rights],
            decisions=[DecisionAboutMe.of(record) for record in held.decisions],
            uses=[UseOfMe.of(used) for used in held.uses],
            webhooks=list(held.webhooks),
            insights=[InsightAboutMe.of(one) for one in held.part.insights],
            offerings=[OfferingAboutMe.of(one) for one in held.part.offerings],
            referrals=[ReferralAboutMe.of(one) for one in held.part.referrals],
            candidacies=[CandidacyAboutMe.of(each) for each in held.candidacies],
            rehire_status=RehireStatus.of(held.rehire) if held.rehire else None,
            roles=RolesAboutMe.of(held.roles),
            invitation=InvitationAboutMe.of(held.invitation) if held.invitation else None,
            merges=[MergeAboutMe.of(merge) for merge in held.merges],
            distinct_from=list(held.distinct_from),
            record=held.person,
        )


def _info(ends: list[str], more: bool, after: str | None) -> PageInfo:
    info = page_info([], more, after)
    info.start_cursor = ends[0] if ends else None
    info.end_cursor = ends[-1] if ends else None
    return info
