"""Tours of duty."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

from collections.abc import Awaitable

import strawberry

from api.graphql.context import Asked
from api.graphql.types.skill import Skill, skills_at
from api.graphql.types.words import TourKind
from graph.model import Mission
from graph.model import Tour as Record


@strawberry.type(description="A tour of duty: a mission with an end that both sides agreed on.")
class Tour:
    """One tour of a person."""

    id: strawberry.ID
    kind: TourKind
    department: str | None
    since: str | None
    planned_until: str | None
    until: str | None
    record: strawberry.Private[Record]

    @strawberry.field(description="What it was for.")
    async def mission(self, info: Asked) -> str:
        """The title of the mission."""
        record = await info.context.load.records.load(self.record.mission)
        return record.title if isinstance(record, Mission) else ""

    @strawberry.field(description="What came of it; told to the person alone.")
    def outcome(self, info: Asked) -> str | None:
        """Outcomes are no public record of anybody."""
        own = bool(info.context.viewer.person) and info.context.viewer.person == self.record.person
        return self.record.outcome or None if own else None

    @strawberry.field(description="Skills gained.", graphql_type=list[Skill])
    def skills(self, info: Asked) -> list[Skill] | Awaitable[list[Skill]]:
        """As the tour's records say."""
        return skills_at(info, self.record.skills)

    @classmethod
    def of(cls, record: Record) -> "Tour":
        """A record as shown."""
        return cls(
            id=strawberry.ID(record.key),
            kind=TourKind(record.tour_kind),
            department=record.department or None,
            since=record.since or None,
            planned_until=record.planned_until or None,
            until=record.until or None,
            record=record,
        )
