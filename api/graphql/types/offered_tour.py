"""Tours that wait for somebody."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

from collections.abc import Awaitable
from enum import Enum

import strawberry
from strawberry.relay import PageInfo

from api.graphql.context import Asked
from api.graphql.types.skill import Skill, skills_at
from api.graphql.types.tour import TourParty
from api.graphql.types.words import TourKind
from graph.model import Mission
from graph.model import OfferedTour as Record


@strawberry.enum(description="An offer is open until a tour that stands takes it, or it is withdrawn.")
class OfferState(Enum):
    """Values of policy.tour_offers."""

    OPEN = "open"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"


@strawberry.type(description="A tour that waits for somebody: what its mission needs, and what one learns.")
class OfferedTour:
    """For everybody who works here or has worked here."""

    id: strawberry.ID
    kind: TourKind
    department: str | None
    location: str | None
    remote: bool
    since: str | None
    planned_until: str | None
    company_gives: str | None
    state: OfferState
    offered: str
    record: strawberry.Private[Record]

    @strawberry.field(description="What it is for.")
    async def mission(self, info: Asked) -> str:
        """The title of the mission."""
        record = await info.context.load.records.load(self.record.mission)
        return record.title if isinstance(record, Mission) else ""

    @strawberry.field(description="Skills that the mission needs.", graphql_type=list[Skill])
    def needs(self, info: Asked) -> list[Skill] | Awaitable[list[Skill]]:
        """As offered."""
        return skills_at(info, self.record.needs)

    @strawberry.field(description="Skills that one learns.", graphql_type=list[Skill])
    def teaches(self, info: Asked) -> list[Skill] | Awaitable[list[Skill]]:
        """As offered."""
        return skills_at(info, self.record.teaches)

    @strawberry.field(description="Who speaks for it; null once nobody does.")
    async def by(self, info: Asked) -> TourParty | None:
        """Who would be the company's side."""
        key = self.record.by
        card = await info.context.load.cards.load(key) if key else None
        return TourParty.of(card) if card is not None else None

    @classmethod
    def of(cls, record: Record) -> "OfferedTour":
        """A record as shown."""
        return cls(
            id=strawberry.ID(record.key),
            kind=TourKind(record.tour_kind),
            department=record.department or None,
            location=record.location or None,
            remote=record.remote,
            since=record.since or None,
            planned_until=record.planned_until or None,
            company_gives=record.company_gives or None,
            state=OfferState(record.state),
            offered=record.offered,
            record=record,
        )


@strawberry.type(description="An offered tour in a list.")
class OfferedTourEdge:
    """One place of a page."""

    cursor: str
    node: OfferedTour


@strawberry.type(description="A page of offered tours, newest first.")
class OfferedTourConnection:
    """One page."""

    edges: list[OfferedTourEdge]
    page_info: PageInfo
