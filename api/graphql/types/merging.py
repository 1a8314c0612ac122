"""Who may be one person under two records, and what was made one, as shown."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry
from strawberry.relay import PageInfo

from api.graphql.context import Asked
from api.graphql.types.person import Person, person_at
from graph.keys import Key
from graph.model import Merge as MergeRecord
from queries.duplicates import Duplicate as Pair


@strawberry.type(description="Two people who are probably one; a reason to look, never enough to merge.")
class Duplicate:
    """`why` says, in words, what speaks for it."""

    people: list[Person]
    why: list[str]

    @classmethod
    def of(cls, pair: Pair) -> "Duplicate":
        """As shown."""
        return cls(people=[Person.of(card) for card in pair.people], why=list(pair.why))


@strawberry.type(description="A pair in a list.")
class DuplicateEdge:
    """One place of a page."""

    cursor: str
    node: Duplicate


@strawberry.type(description="A page of pairs, by name.")
class DuplicateConnection:
    """One page."""

    edges: list[DuplicateEdge]
    page_info: PageInfo


@strawberry.type(description="Two records of one person were made one; for as long as it can be undone.")
class Merge:
    """`undone` is the moment at which it was taken back."""

    id: strawberry.ID
    reason: str
    at: str
    undone: str | None
    kept_id: strawberry.ID

    @strawberry.field(description="Who stayed; null when they do not exist for the viewer.")
    async def kept(self, info: Asked) -> Person | None:
        """As the viewer may see them anywhere."""
        return await person_at(info, Key(self.kept_id))

    @classmethod
    def of(cls, record: MergeRecord) -> "Merge":
        """A record as shown."""
        return cls(
            id=strawberry.ID(record.key),
            reason=record.reason,
            at=record.at,
            undone=record.undone or None,
            kept_id=strawberry.ID(record.kept),
        )


@strawberry.type(description="A merge in a list.")
class MergeEdge:
    """One place of a page."""

    cursor: str
    node: Merge


@strawberry.type(description="A page of merges, the latest first.")
class MergeConnection:
    """One page."""

    edges: list[MergeEdge]
    page_info: PageInfo
