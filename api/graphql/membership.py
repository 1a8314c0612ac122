"""Questions about who leaves and stays in touch."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry

from api.graphql.connections import page_info
from api.graphql.context import Asked
from api.graphql.types.membership import (
    Invitation,
    InvitationConnection,
    InvitationCounts,
    InvitationEdge,
    InvitationState,
)
from graph.keys import Key
from queries.invitations import invitation_counts, invitations, place


@strawberry.type
class MembershipQuery:
    """A resolver is a few lines that ask a question of queries/."""

    @strawberry.field(
        description="Who was asked to stay in touch when they left, and what came of it. For network admins."
    )
    async def invitations(
        self,
        info: Asked,
        state: InvitationState | None = None,
        first: int | None = 20,
        after: str | None = None,
    ) -> InvitationConnection:
        """See queries.invitations."""
        context = info.context
        wanted = state.value if state else ""
        question = ("invitations", context.viewer.person, wanted)
        behind = context.cursors.open(question, after, tuple[str, Key])
        page = await context.ask(invitations, wanted, context.page(first, 20), behind)
        edges = [
            InvitationEdge(
                cursor=context.cursors.seal(question, place(one.record)), node=Invitation.of(one.record)
            )
            for one in page.invitations
        ]
        return InvitationConnection(edges=edges, page_info=page_info(edges, page.more, after))

    @strawberry.field(
        description="How many people were asked to stay in touch, by state. Groups under 5 are not shown."
        " For network admins."
    )
    async def invitation_counts(self, info: Asked) -> InvitationCounts:
        """See queries.invitations."""
        return InvitationCounts.of(await info.context.ask(invitation_counts))
