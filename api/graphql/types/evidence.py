"""Evidence: why we believe that somebody knows something."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

from collections.abc import Awaitable

import strawberry

from api.graphql.context import Asked
from api.graphql.types.person import Person, person_at
from api.graphql.types.skill import Skill, skills_at
from api.graphql.types.words import EvidenceKind, Node
from graph.model import Evidence as Record


@strawberry.type(description="One reason to believe that somebody knows something.")
class Evidence(Node):
    """Evidence that the viewer may read."""

    kind: EvidenceKind
    text: str
    at: str | None
    link: str | None
    source: str
    record: strawberry.Private[Record]

    @strawberry.field(description="The skills that it is about.", graphql_type=list[Skill])
    def skills(self, info: Asked) -> list[Skill] | Awaitable[list[Skill]]:
        """None when the text speaks for itself."""
        return skills_at(info, self.record.skills)

    @strawberry.field(description="Whose it is, as far as the viewer may see them.")
    async def people(self, info: Asked) -> list[Person]:
        """The hidden are left out, and not counted."""
        found = [await person_at(info, key) for key in self.record.people[: info.context.limits.first]]
        return [person for person in found if person is not None]

    @classmethod
    def of(cls, record: Record) -> "Evidence":
        """A record as a node."""
        return cls(
            id=strawberry.ID(record.key),
            kind=EvidenceKind(record.evidence_kind),
            text=record.text,
            at=record.at or None,
            link=record.link or None,
            source=record.source,
            record=record,
        )
