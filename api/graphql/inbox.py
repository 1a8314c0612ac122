"""The questions inbox and myIntroductions."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry

from api.graphql.connections import page_info
from api.graphql.context import Asked
from api.graphql.types.introductions import (
    InboxConnection,
    InboxEdge,
    Introduction,
    IntroductionConnection,
    IntroductionEdge,
    IntroductionRequest,
)
from graph.keys import Key
from queries.inbox import inbox
from queries.my_introductions import my_introductions


@strawberry.type
class IntroductionQueries:
    """Introductions of the viewer, from either side."""

    @strawberry.field(
        description="Requests that wait for my answer; with `waiting` false, all that reached me."
    )
    async def inbox(
        self, info: Asked, waiting: bool = True, first: int | None = 20, after: str | None = None
    ) -> InboxConnection:
        """See queries.inbox."""
        context = info.context
        question = ("inbox", context.viewer.person, waiting)
        place = context.cursors.open(question, after, tuple[str, Key])
        page = await context.ask(inbox, waiting, context.page(first, 20), place)
        edges = [
            InboxEdge(
                cursor=context.cursors.seal(question, (one.asked, one.key)), node=IntroductionRequest.of(one)
            )
            for one in page.requests
        ]
        return InboxConnection(edges=edges, page_info=page_info(edges, page.more, after))

    @strawberry.field(description="My own requests for introductions.")
    async def my_introductions(
        self, info: Asked, first: int | None = 20, after: str | None = None
    ) -> IntroductionConnection:
        """See queries.my_introductions."""
        context = info.context
        question = ("myIntroductions", context.viewer.person)
        place = context.cursors.open(question, after, tuple[str, Key])
        page = await context.ask(my_introductions, context.page(first, 20), place)
        edges = [
            IntroductionEdge(
                cursor=context.cursors.seal(question, (one.asked, one.key)), node=Introduction.of(one)
            )
            for one in page.introductions
        ]
        return IntroductionConnection(edges=edges, page_info=page_info(edges, page.more, after))
