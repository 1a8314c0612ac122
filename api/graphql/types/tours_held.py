"""What is held of somebody's tours, offers and aspirations, in words."""

import strawberry

from api.graphql.types.offered_tour import OfferState
from api.graphql.types.tour import TourSide, TourState
from api.graphql.types.words import TourKind
from queries.about_my_tours import AspirationHeld, CheckInHeld, OfferHeld, SideHeld


@strawberry.type(
    description="A tour in which I am one of two sides; what is between the two is not shown to others."
)
class TourSideAboutMe:
    """One tour, with what was promised."""

    side: TourSide
    other: str | None
    mission: str
    kind: TourKind
    since: str
    planned_until: str
    until: str | None
    state: TourState
    accepted: list[str]
    person_gives: str | None
    company_gives: str | None
    outcome: str | None
    skills: list[str]
    signed: list[str]

    @classmethod
    def of(cls, held: SideHeld) -> "TourSideAboutMe":
        """As held."""
        return cls(
            side=TourSide(held.side),
            other=held.other or None,
            mission=held.mission,
            kind=TourKind(held.kind),
            since=held.since,
            planned_until=held.planned_until,
            until=held.until or None,
            state=TourState(held.state),
            accepted=list(held.accepted),
            person_gives=held.person_gives or None,
            company_gives=held.company_gives or None,
            outcome=held.outcome or None,
            skills=list(held.skills),
            signed=list(held.signed),
        )


@strawberry.type(description="A check-in of a tour of mine.")
class CheckInAboutMe:
    """One note."""

    mission: str
    at: str
    by: str
    text: str

    @classmethod
    def of(cls, held: CheckInHeld) -> "CheckInAboutMe":
        """As held."""
        return cls(mission=held.mission, at=held.at, by=held.by, text=held.text)


@strawberry.type(description="A tour that I offered.")
class OfferedTourAboutMe:
    """One offer."""

    mission: str
    kind: TourKind
    state: OfferState
    offered: str
    needs: list[str]
    teaches: list[str]
    company_gives: str | None

    @classmethod
    def of(cls, held: OfferHeld) -> "OfferedTourAboutMe":
        """As held."""
        return cls(
            mission=held.mission,
            kind=TourKind(held.kind),
            state=OfferState(held.state),
            offered=held.offered,
            needs=list(held.needs),
            teaches=list(held.teaches),
            company_gives=held.company_gives or None,
        )


@strawberry.type(description="Where I said that I would like to go.")
class AspirationsAboutMe:
    """All of it."""

    goals: str
    learn: list[str]
    horizon: str
    open_to_return: bool
    gives: str
    likes: str
    confirmed: str

    @classmethod
    def of(cls, held: AspirationHeld) -> "AspirationsAboutMe":
        """As held."""
        return cls(
            goals=held.goals,
            learn=list(held.learn),
            horizon=held.horizon,
            open_to_return=held.open_to_return,
            gives=held.gives,
            likes=held.likes,
            confirmed=held.confirmed,
        )
