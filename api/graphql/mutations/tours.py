"""Tours of duty: plan, accept, check in, end, sign; offer and withdraw."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from datetime import date
from typing import Annotated

import strawberry

from actions.tours.accept import accept_tour, withdraw_tour
from actions.tours.check_in import record_check_in
from actions.tours.offer import Offer, offer_tour, withdraw_offer
from actions.tours.outcome import end_tour, sign_outcome
from actions.tours.plan import Plan, plan_tour
from api.graphql.context import Asked, key_of
from api.graphql.mutations.outcome import Refusal, act
from api.graphql.types.offered_tour import OfferedTour
from api.graphql.types.tour import CheckIn, Tour
from api.graphql.types.words import TourKind
from graph.keys import NO_KEY, Key
from graph.model import OfferedTour as OfferRecord
from graph.model import Person
from graph.model import Tour as TourRecord
from policy.tour_offers import OfferTerms
from policy.tour_plans import Terms


@strawberry.input(
    description="A tour for me, with who speaks for the company (my manager unless told); or, with `person`,"
    " for somebody to whom I speak for the company. From an offer, what is left out is as offered.",
    one_of=False,
)
class PlanTourInput:
    """`plannedUntil` lies 3 months to 5 years behind `since`, which is today unless told."""

    idempotency_key: str
    kind: TourKind | None = None
    mission: str = ""
    department: str = ""
    since: date | None = None
    planned_until: date | None = None
    person_gives: str = ""
    company_gives: str = ""
    person: strawberry.ID | None = None
    company_side: strawberry.ID | None = None
    offer: strawberry.ID | None = None

    def plan(self) -> Plan:
        """The input as the action takes it."""
        terms = Terms(
            self.kind.value if self.kind else "",
            self.mission,
            self.department,
            self.since,
            self.planned_until,
            self.person_gives,
            self.company_gives,
        )
        return Plan(
            terms,
            _key(Person.KIND, self.person),
            _key(Person.KIND, self.company_side),
            _key(OfferRecord.KIND, self.offer),
        )


@strawberry.input(description="My answer to a tour that is proposed to me.", one_of=False)
class AcceptTourInput:
    """With `accept` false, no."""

    idempotency_key: str
    tour: strawberry.ID
    accept: bool = True


@strawberry.input(description="I take back my own proposal, which waits.", one_of=False)
class WithdrawTourInput:
    """A tour that does not stand yet."""

    idempotency_key: str
    tour: strawberry.ID


@strawberry.input(description="What I noted when we looked at our tour together.", one_of=False)
class RecordCheckInInput:
    """For the eyes of the two sides."""

    idempotency_key: str
    tour: strawberry.ID
    text: str


@strawberry.input(description="Our tour is over, since `until` or today.", one_of=False)
class EndTourInput:
    """Either side may say so."""

    idempotency_key: str
    tour: strawberry.ID
    until: date | None = None


@strawberry.input(
    description="What came of our tour. The other side signs by saying the same; other words take its"
    " signature away. `skills` are ids or labels.",
    one_of=False,
)
class SignOutcomeInput:
    """A tour that still stood is over since `until` or today."""

    idempotency_key: str
    tour: strawberry.ID
    outcome: str
    skills: list[str] = strawberry.field(default_factory=list)
    until: date | None = None


@strawberry.input(
    description="A tour that waits for somebody. `needs` and `teaches` are skills, by id or label: at least"
    " one of each.",
    one_of=False,
)
class OfferTourInput:
    """For who speaks for the company to somebody."""

    idempotency_key: str
    kind: TourKind
    mission: str
    needs: list[str]
    teaches: list[str]
    department: str = ""
    location: str = ""
    remote: bool = False
    since: date | None = None
    planned_until: date | None = None
    company_gives: str = ""

    def offer(self) -> Offer:
        """The input as the action takes it."""
        terms = OfferTerms(
            self.kind.value,
            self.mission,
            self.department,
            self.location,
            self.remote,
            self.since,
            self.planned_until,
            self.company_gives,
        )
        return Offer(terms, self.needs, self.teaches)


@strawberry.input(description="An offer that nobody is to take any more.", one_of=False)
class WithdrawOfferInput:
    """An open one."""

    idempotency_key: str
    offer: strawberry.ID


PlanTourResult = Annotated[Tour | Refusal, strawberry.union("PlanTourResult")]
AcceptTourResult = Annotated[Tour | Refusal, strawberry.union("AcceptTourResult")]
WithdrawTourResult = Annotated[Tour | Refusal, strawberry.union("WithdrawTourResult")]
RecordCheckInResult = Annotated[CheckIn | Refusal, strawberry.union("RecordCheckInResult")]
EndTourResult = Annotated[Tour | Refusal, strawberry.union("EndTourResult")]
SignOutcomeResult = Annotated[Tour | Refusal, strawberry.union("SignOutcomeResult")]
OfferTourResult = Annotated[OfferedTour | Refusal, strawberry.union("OfferTourResult")]
WithdrawOfferResult = Annotated[OfferedTour | Refusal, strawberry.union("WithdrawOfferResult")]


def _key(kind: str, id_: str | None) -> Key:
    """NO_KEY when nothing is named; what can't be an id is that of nothing."""
    return NO_KEY if id_ is None else key_of(kind, id_) or Key(f"{kind}:")


def _tour(done: TourRecord | Refusal) -> Tour | Refusal:
    return done if isinstance(done, Refusal) else Tour.of(done)


@strawberry.type
class TourMutations:
    """See actions.tours."""

    @strawberry.mutation(description="Propose a tour; it stands when the other side accepts it.")
    async def plan_tour(self, info: Asked, input: PlanTourInput) -> PlanTourResult:
        """See actions.tours.plan."""
        return _tour(await act(info.context, input.idempotency_key, plan_tour, input.plan()))

    @strawberry.mutation(description="Say yes or no to a tour that is proposed to me.")
    async def accept_tour(self, info: Asked, input: AcceptTourInput) -> AcceptTourResult:
        """See actions.tours.accept."""
        parts = (_key(TourRecord.KIND, input.tour), input.accept)
        return _tour(await act(info.context, input.idempotency_key, accept_tour, *parts))

    @strawberry.mutation(description="Take back a proposal of mine that waits.")
    async def withdraw_tour(self, info: Asked, input: WithdrawTourInput) -> WithdrawTourResult:
        """See actions.tours.accept."""
        key = _key(TourRecord.KIND, input.tour)
        return _tour(await act(info.context, input.idempotency_key, withdraw_tour, key))

    @strawberry.mutation(description="Note a check-in, for the two sides alone.")
    async def record_check_in(self, info: Asked, input: RecordCheckInInput) -> RecordCheckInResult:
        """See actions.tours.check_in."""
        parts = (_key(TourRecord.KIND, input.tour), input.text)
        done = await act(info.context, input.idempotency_key, record_check_in, *parts)
        return done if isinstance(done, Refusal) else CheckIn.of(done)

    @strawberry.mutation(description="Say that a tour is over.")
    async def end_tour(self, info: Asked, input: EndTourInput) -> EndTourResult:
        """See actions.tours.outcome."""
        parts = (_key(TourRecord.KIND, input.tour), input.until)
        return _tour(await act(info.context, input.idempotency_key, end_tour, *parts))

    @strawberry.mutation(description="Say what came of a tour, and sign it.")
    async def sign_outcome(self, info: Asked, input: SignOutcomeInput) -> SignOutcomeResult:
        """See actions.tours.outcome."""
        parts = (_key(TourRecord.KIND, input.tour), input.outcome, input.skills, input.until)
        return _tour(await act(info.context, input.idempotency_key, sign_outcome, *parts))

    @strawberry.mutation(description="Offer a tour. For managers and HR.")
    async def offer_tour(self, info: Asked, input: OfferTourInput) -> OfferTourResult:
        """See actions.tours.offer."""
        done = await act(info.context, input.idempotency_key, offer_tour, input.offer())
        return done if isinstance(done, Refusal) else OfferedTour.of(done)

    @strawberry.mutation(description="Take an offer back. For who made it, and HR.")
    async def withdraw_offer(self, info: Asked, input: WithdrawOfferInput) -> WithdrawOfferResult:
        """See actions.tours.offer."""
        key = _key(OfferRecord.KIND, input.offer)
        done = await act(info.context, input.idempotency_key, withdraw_offer, key)
        return done if isinstance(done, Refusal) else OfferedTour.of(done)
