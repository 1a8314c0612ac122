"""Skills."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

from collections.abc import Awaitable, Iterable, Sequence

import strawberry

from api.graphql.context import Asked
from api.graphql.types.words import Node
from graph.keys import Key
from graph.model import Record as AnyRecord
from graph.model import Skill as Record
from queries.skills import narrower_skills


@strawberry.type(description="A concept that somebody may know, with its labels.")
class Skill(Node):
    """A skill of the taxonomy: it names nobody."""

    label: str
    alternatives: list[str]
    record: strawberry.Private[Record]

    @strawberry.field(description="Wider concepts.")
    async def broader(self, info: Asked) -> list["Skill"]:
        """One step up."""
        return _skills(await info.context.load.records.load_many(self.record.broader))

    @strawberry.field(description="Narrower concepts, by label.")
    async def narrower(self, info: Asked, first: int | None = 20) -> list["Skill"]:
        """One step down; see queries.skills."""
        context = info.context
        found = await context.ask(narrower_skills, self.record.key, context.page(first, 20))
        return [Skill.of(skill) for skill in found]

    @classmethod
    def of(cls, record: Record) -> "Skill":
        """A record as a node."""
        return cls(
            id=strawberry.ID(record.key),
            label=record.label,
            alternatives=list(record.alternatives),
            record=record,
        )


def skills_at(info: Asked, keys: Iterable[Key]) -> list[Skill] | Awaitable[list[Skill]]:
    """The skills at `keys`, those that are gone left out."""
    return info.context.load.shown(keys, _skills)


def _skills(records: Sequence[AnyRecord | None]) -> list[Skill]:
    return [Skill.of(record) for record in records if isinstance(record, Record)]
