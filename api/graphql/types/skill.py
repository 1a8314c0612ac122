"""Skills."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

from collections.abc import Iterable

import strawberry

from api.graphql.context import Asked
from api.graphql.types.words import Node
from graph.keys import Key
from graph.model import Skill as Record


@strawberry.type(description="A concept that somebody may know, with its labels.")
class Skill(Node):
    """A skill of the taxonomy: it names nobody."""

    label: str
    alternatives: list[str]
    record: strawberry.Private[Record]

    @strawberry.field(description="Wider concepts.")
    async def broader(self, info: Asked) -> list["Skill"]:
        """One step up."""
        return await skills_at(info, self.record.broader)

    @classmethod
    def of(cls, record: Record) -> "Skill":
        """A record as a node."""
        return cls(
            id=strawberry.ID(record.key),
            label=record.label,
            alternatives=list(record.alternatives),
            record=record,
        )


async def skills_at(info: Asked, keys: Iterable[Key]) -> list[Skill]:
    """The skills at `keys`, those that are gone left out."""
    found = await info.context.load.records.load_many(keys)
    return [Skill.of(record) for record in found if isinstance(record, Record)]
