"""What the company offers and who takes part; proposals for open roles; the list of who wants invitations."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from typing import Annotated

import strawberry

from actions.act import Act
from actions.offerings import close_offering, leave, offer, take_part
from actions.referrals import Proposal, answer_referral, close_referral, refer
from actions.segment import take_segment
from api.file_links import FileLinks
from api.graphql.context import Asked, key_of
from api.graphql.mutations.outcome import Refusal, act
from api.graphql.mutations.rights import FileLink
from api.graphql.types.offering import Offering, Referral, ReferralOutcome
from api.graphql.types.words import Purpose
from graph.errors import Refused
from graph.keys import Key
from graph.model import Offering as OfferingRecord
from graph.model import Person, Role
from graph.model import Referral as ReferralRecord
from policy.offerings import EVENT, MENTORING, Offer
from queries.offerings import shown_offerings
from queries.referrals import shown_referrals
from queries.told import told


@strawberry.input(description="An event on a day. For network admins and recruiters.", one_of=False)
class OfferEventInput:
    """`skills` are ids or labels."""

    idempotency_key: str
    title: str
    on: str
    text: str = ""
    location: str = ""
    link: str = ""
    skills: list[str] = strawberry.field(default_factory=list)

    def offer(self) -> Offer:
        """The input as the action takes it."""
        return Offer(EVENT, self.title, self.text, self.on, self.location, self.link, tuple(self.skills))


@strawberry.input(description="I would be somebody's mentor. For employees.", one_of=False)
class OfferMentoringInput:
    """`skills` are ids or labels."""

    idempotency_key: str
    title: str
    text: str = ""
    location: str = ""
    skills: list[str] = strawberry.field(default_factory=list)

    def offer(self) -> Offer:
        """The input as the action takes it."""
        return Offer(MENTORING, self.title, self.text, location=self.location, skills=tuple(self.skills))


@strawberry.input(description="It is over, or taken back.", one_of=False)
class CloseOfferingInput:
    """Which."""

    idempotency_key: str
    offering: strawberry.ID


@strawberry.input(description="I take part.", one_of=False)
class TakePartInput:
    """In which."""

    idempotency_key: str
    offering: strawberry.ID


@strawberry.input(description="I do not take part after all.", one_of=False)
class LeaveInput:
    """Which."""

    idempotency_key: str
    offering: strawberry.ID


@strawberry.input(
    description="Propose somebody for an open role. They are asked first; `text` is for them.", one_of=False
)
class ReferInput:
    """Whom, for which role."""

    idempotency_key: str
    role: strawberry.ID
    person: strawberry.ID
    text: str = ""


@strawberry.input(description="My answer to a proposal of me. A no is not passed on.", one_of=False)
class AnswerReferralInput:
    """With a yes, recruiters see it."""

    idempotency_key: str
    referral: strawberry.ID
    yes: bool


@strawberry.input(description="What came of a proposal. For recruiters.", one_of=False)
class CloseReferralInput:
    """Which, and what."""

    idempotency_key: str
    referral: strawberry.ID
    outcome: ReferralOutcome


@strawberry.input(description="Names and addresses of those who want to hear of something.", one_of=False)
class ExportSegmentInput:
    """The purpose to which they said yes: EVENTS."""

    idempotency_key: str
    purpose: Purpose


OfferEventResult = Annotated[Offering | Refusal, strawberry.union("OfferEventResult")]
OfferMentoringResult = Annotated[Offering | Refusal, strawberry.union("OfferMentoringResult")]
CloseOfferingResult = Annotated[Offering | Refusal, strawberry.union("CloseOfferingResult")]
TakePartResult = Annotated[Offering | Refusal, strawberry.union("TakePartResult")]
LeaveResult = Annotated[Offering | Refusal, strawberry.union("LeaveResult")]
ReferResult = Annotated[Referral | Refusal, strawberry.union("ReferResult")]
AnswerReferralResult = Annotated[Referral | Refusal, strawberry.union("AnswerReferralResult")]
CloseReferralResult = Annotated[Referral | Refusal, strawberry.union("CloseReferralResult")]
ExportSegmentResult = Annotated[FileLink | Refusal, strawberry.union("ExportSegmentResult")]


def _offering(act: Act, record: OfferingRecord) -> Offering:
    shown = shown_offerings(told(act.network, act.viewer), act.viewer, [record])
    if not shown:  # its person no longer has a part in it
        raise Refused("NOT_FOUND", "there is no such offer", "offering")
    return Offering.of(shown[0])


def _referral(act: Act, record: ReferralRecord) -> Referral:
    shown = shown_referrals(told(act.network, act.viewer), act.viewer, [record])
    if not shown:  # somebody in it is hidden meanwhile
        raise Refused("NOT_FOUND", "there is no such proposal", "referral")
    return Referral.of(shown[0])


def _offered(act: Act, offered: Offer) -> Offering:
    return _offering(act, offer(act, offered))


def _ended(act: Act, key: Key) -> Offering:
    return _offering(act, close_offering(act, key))


def _taken(act: Act, key: Key) -> Offering:
    return _offering(act, take_part(act, key))


def _left(act: Act, key: Key) -> Offering:
    return _offering(act, leave(act, key))


def _referred(act: Act, proposal: Proposal) -> Referral:
    return _referral(act, refer(act, proposal))


def _answered(act: Act, key: Key, yes: bool) -> Referral:
    return _referral(act, answer_referral(act, key, yes))


def _closed(act: Act, key: Key, outcome: str) -> Referral:
    return _referral(act, close_referral(act, key, outcome))


def _key(kind: str, id_: str) -> Key:
    return key_of(kind, id_) or Key(f"{kind}:")


@strawberry.type
class OfferingMutations:
    """See actions.offerings, actions.referrals and actions.segment."""

    @strawberry.mutation(description="Offer an event to employees and to alumni who said yes to EVENTS.")
    async def offer_event(self, info: Asked, input: OfferEventInput) -> OfferEventResult:
        """See actions.offerings.offer."""
        return await act(info.context, input.idempotency_key, _offered, input.offer())

    @strawberry.mutation(description="Offer to be a mentor, to alumni who said yes to MENTORING and others.")
    async def offer_mentoring(self, info: Asked, input: OfferMentoringInput) -> OfferMentoringResult:
        """See actions.offerings.offer."""
        return await act(info.context, input.idempotency_key, _offered, input.offer())

    @strawberry.mutation(description="End something that I hold; a network admin any event.")
    async def close_offering(self, info: Asked, input: CloseOfferingInput) -> CloseOfferingResult:
        """See actions.offerings.close_offering."""
        key = _key(OfferingRecord.KIND, input.offering)
        return await act(info.context, input.idempotency_key, _ended, key)

    @strawberry.mutation(description="Take part in something that is listed to me.")
    async def take_part(self, info: Asked, input: TakePartInput) -> TakePartResult:
        """See actions.offerings.take_part."""
        key = _key(OfferingRecord.KIND, input.offering)
        return await act(info.context, input.idempotency_key, _taken, key)

    @strawberry.mutation(description="Leave something that I took part in.")
    async def leave(self, info: Asked, input: LeaveInput) -> LeaveResult:
        """See actions.offerings.leave."""
        key = _key(OfferingRecord.KIND, input.offering)
        return await act(info.context, input.idempotency_key, _left, key)

    @strawberry.mutation(description="Propose somebody for an open role, for who reads what is listed.")
    async def refer(self, info: Asked, input: ReferInput) -> ReferResult:
        """See actions.referrals.refer."""
        role, person = _key(Role.KIND, input.role), _key(Person.KIND, input.person)
        return await act(info.context, input.idempotency_key, _referred, Proposal(role, person, input.text))

    @strawberry.mutation(description="Say yes or no to a proposal of me.")
    async def answer_referral(self, info: Asked, input: AnswerReferralInput) -> AnswerReferralResult:
        """See actions.referrals.answer_referral."""
        key = _key(ReferralRecord.KIND, input.referral)
        return await act(info.context, input.idempotency_key, _answered, key, input.yes)

    @strawberry.mutation(description="Tell who proposed and the person what came of it. For recruiters.")
    async def close_referral(self, info: Asked, input: CloseReferralInput) -> CloseReferralResult:
        """See actions.referrals.close_referral."""
        key = _key(ReferralRecord.KIND, input.referral)
        return await act(info.context, input.idempotency_key, _closed, key, input.outcome.value)

    @strawberry.mutation(
        description="A CSV file of names and addresses of those who said yes to EVENTS. For network admins."
    )
    async def export_segment(self, info: Asked, input: ExportSegmentInput) -> ExportSegmentResult:
        """See queries.segment and api.files."""
        done = await act(info.context, input.idempotency_key, take_segment, input.purpose.value)
        if isinstance(done, Refusal):
            return done
        token, until = FileLinks(info.context.network).seal_segment(done, input.purpose.value)
        return FileLink(url=f"/files/{token}", until=until)
