"""Where people would like to go."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

from collections.abc import Awaitable

import strawberry

from api.graphql.context import Asked
from api.graphql.types.skill import Skill, skills_at
from graph.model import Aspiration
from queries.aspirations import Hope


@strawberry.type(description="Where somebody would like to go, in their own words.")
class Aspirations:
    """What was said, as far as the viewer may see it."""

    goals: str
    horizon: str | None = strawberry.field(description="When: a day, a month or a year.")
    open_to_return: bool | None = strawberry.field(
        description="Told to the person, and to recruiters of who may be found for RECRUITING; else null."
    )
    gives: str = strawberry.field(description="What they would give.")
    likes: str = strawberry.field(description="What they would like to get.")
    confirmed: str | None = strawberry.field(description="The day on which they last said so.")
    record: strawberry.Private[Aspiration]

    @strawberry.field(description="Skills to learn.", graphql_type=list[Skill])
    def learn(self, info: Asked) -> list[Skill] | Awaitable[list[Skill]]:
        """As said."""
        return skills_at(info, self.record.learn)

    @classmethod
    def of(cls, hope: Hope) -> "Aspirations":
        """As the viewer may see it."""
        record = hope.record
        return cls(
            goals=record.goals,
            horizon=record.horizon or None,
            open_to_return=hope.open_to_return,
            gives=record.gives,
            likes=record.likes,
            confirmed=record.confirmed or None,
            record=record,
        )
