"""Tours of duty."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

from collections.abc import Awaitable
from datetime import date
from enum import Enum

import strawberry
from strawberry.relay import PageInfo

from api.graphql.context import Asked
from api.graphql.named import note
from api.graphql.types.skill import Skill, skills_at
from api.graphql.types.words import TourKind
from graph.keys import Key
from graph.model import CheckIn as CheckInRecord
from graph.model import Mission
from graph.model import Tour as Record
from policy.tours import Side, side_of, sides_in, waits_for
from queries.sight import Card


@strawberry.enum(
    description="How far a tour is. It stands when both sides accepted it; what came of it counts once both"
    " signed the same (CLOSED)."
)
class TourState(Enum):
    """Values of policy.tours.State."""

    PROPOSED = "proposed"
    STANDING = "standing"
    ENDED = "ended"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@strawberry.enum(description="Who undertakes a tour together.")
class TourSide(Enum):
    """Values of policy.tours.Side."""

    PERSON = "person"
    COMPANY = "company"


@strawberry.type(description="Somebody on one side of a tour.")
class TourParty:
    """A name, where the viewer may know it."""

    id: strawberry.ID
    name: str

    @classmethod
    def of(cls, card: Card) -> "TourParty":
        """As the viewer sees them; that they are named is noted."""
        note(card.key)
        return cls(id=strawberry.ID(card.key), name=card.name)


@strawberry.type(description="What one of the two sides noted. Nobody else reads it.")
class CheckIn:
    """One check-in."""

    id: strawberry.ID
    at: str
    text: str
    record: strawberry.Private[CheckInRecord]

    @strawberry.field(description="Who noted it.")
    async def by(self, info: Asked) -> TourParty | None:
        """One of the two sides."""
        return await _party(info, self.record.by)

    @classmethod
    def of(cls, record: CheckInRecord) -> "CheckIn":
        """A record as its two sides are shown it."""
        return cls(id=strawberry.ID(record.key), at=record.at, text=record.text, record=record)


@strawberry.type(description="A tour of duty: a mission with an end that both sides agreed on.")
class Tour:
    """One tour of a person. What is between the two sides is shown to them alone."""

    id: strawberry.ID
    kind: TourKind
    department: str | None
    since: str | None
    planned_until: str | None
    until: str | None
    state: TourState = strawberry.field(description="One that a file told of stands, or is closed.")
    record: strawberry.Private[Record]

    @strawberry.field(description="What it was for.")
    async def mission(self, info: Asked) -> str:
        """The title of the mission."""
        record = await info.context.load.records.load(self.record.mission)
        return record.title if isinstance(record, Mission) else ""

    @strawberry.field(description="What came of it; told to its two sides alone.")
    def outcome(self, info: Asked) -> str | None:
        """Outcomes are no public record of anybody."""
        return self.record.outcome or None if self._side(info) else None

    @strawberry.field(
        description="Skills gained; to others, once both sides signed.", graphql_type=list[Skill]
    )
    def skills(self, info: Asked) -> list[Skill] | Awaitable[list[Skill]]:
        """As the tour's records say."""
        return skills_at(info, self.record.skills)

    @strawberry.field(description="Whose tour it is; told to its two sides.")
    async def person(self, info: Asked) -> TourParty | None:
        """The one who undertakes it."""
        return await _party(info, self.record.person) if self._side(info) else None

    @strawberry.field(
        description="Who speaks for the company; told to the two sides, null once nobody is there."
    )
    async def company_side(self, info: Asked) -> TourParty | None:
        """Who promises for the company."""
        return await _party(info, self.record.company_side) if self._side(info) else None

    @strawberry.field(description="My side; null for others.")
    def my_side(self, info: Asked) -> TourSide | None:
        """Of the viewer."""
        side = self._side(info)
        return TourSide(side.value) if side else None

    @strawberry.field(description="The side whose answer, or signature, is waited for; null to others.")
    def waits_for(self, info: Asked) -> TourSide | None:
        """A proposal waits for one side; an outcome for who has not signed it."""
        side = _waiting(self.record) if self._side(info) else None
        return TourSide(side.value) if side else None

    @strawberry.field(description="What the person promises; between the two sides.")
    def person_gives(self, info: Asked) -> str | None:
        """A promise."""
        return self.record.person_gives or None if self._side(info) else None

    @strawberry.field(description="What the company promises; between the two sides.")
    def company_gives(self, info: Asked) -> str | None:
        """A promise."""
        return self.record.company_gives or None if self._side(info) else None

    @strawberry.field(description="The sides that signed what came of it; between the two.")
    def signed_by(self, info: Asked) -> list[TourSide]:
        """None, one or both."""
        signed = sides_in(self.record.signed) if self._side(info) else ()
        return sorted((TourSide(side.value) for side in signed), key=lambda side: side.name)

    @strawberry.field(description="What the two sides noted, oldest first; between the two.")
    async def check_ins(self, info: Asked) -> list[CheckIn]:
        """For their eyes alone."""
        return [CheckIn.of(one) for one in (await info.context.load.check_ins.load(self.record.key)).notes]

    @strawberry.field(description="When the two sides are to look at it next; between the two.")
    async def check_in_due(self, info: Asked) -> date | None:
        """While it stands."""
        return (await info.context.load.check_ins.load(self.record.key)).due

    def _side(self, info: Asked) -> Side | None:
        return side_of(self.record, info.context.viewer.person)

    @classmethod
    def of(cls, record: Record) -> "Tour":
        """A record as shown."""
        from_file = TourState.CLOSED if record.until else TourState.STANDING
        return cls(
            id=strawberry.ID(record.key),
            kind=TourKind(record.tour_kind),
            department=record.department or None,
            since=record.since or None,
            planned_until=record.planned_until or None,
            until=record.until or None,
            state=TourState(record.state) if record.state else from_file,
            record=record,
        )


@strawberry.type(description="A tour in a list.")
class TourEdge:
    """One place of a page."""

    cursor: str
    node: Tour


@strawberry.type(description="A page of tours, the latest start first.")
class TourConnection:
    """One page."""

    edges: list[TourEdge]
    page_info: PageInfo


async def _party(info: Asked, key: Key) -> TourParty | None:
    card = await info.context.load.cards.load(key) if key else None
    return TourParty.of(card) if card is not None else None


def _waiting(record: Record) -> Side | None:
    signed = sides_in(record.signed)
    unsigned = [side for side in Side if side not in signed]
    return unsigned[0] if len(unsigned) == 1 else waits_for(record)
