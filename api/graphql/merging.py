"""Questions about records that are probably of one person, and about those that were made one."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry

from api.graphql.connections import page_info
from api.graphql.context import Asked
from api.graphql.types.merging import (
    Duplicate,
    DuplicateConnection,
    DuplicateEdge,
    Merge,
    MergeConnection,
    MergeEdge,
)
from graph.keys import Key
from queries import duplicates
from queries import merges as merged


@strawberry.type
class MergingQuery:
    """A resolver is a few lines that ask a question of queries/."""

    @strawberry.field(
        description="Pairs of people who are probably one, with what speaks for it. For network admins."
    )
    async def possible_duplicates(
        self, info: Asked, first: int | None = 20, after: str | None = None
    ) -> DuplicateConnection:
        """See queries.duplicates."""
        context = info.context
        question = ("possibleDuplicates", context.viewer.person)
        behind = context.cursors.open(question, after, tuple[str, Key, Key])
        page = await context.ask(duplicates.possible_duplicates, context.page(first, 20), behind)
        edges = [
            DuplicateEdge(
                cursor=context.cursors.seal(question, duplicates.place(pair)), node=Duplicate.of(pair)
            )
            for pair in page.duplicates
        ]
        return DuplicateConnection(edges=edges, page_info=page_info(edges, page.more, after))

    @strawberry.field(description="Records that were made one, the latest first. For network admins.")
    async def merges(self, info: Asked, first: int | None = 20, after: str | None = None) -> MergeConnection:
        """See queries.merges."""
        context = info.context
        question = ("merges", context.viewer.person)
        behind = context.cursors.open(question, after, tuple[str, Key])
        page = await context.ask(merged.merges, context.page(first, 20), behind)
        edges = [
            MergeEdge(cursor=context.cursors.seal(question, merged.place(one)), node=Merge.of(one))
            for one in page.merges
        ]
        return MergeConnection(edges=edges, page_info=page_info(edges, page.more, after))
