"""The question unansweredTopics: what is asked for and not known."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry
from strawberry.relay import PageInfo

from api.graphql.connections import page_info
from api.graphql.context import Asked
from queries.unanswered import unanswered_topics


@strawberry.type(description="A topic that was asked about at least five times in 90 days, and nobody found.")
class UnansweredTopic:
    """Topics that may name somebody are left out; nobody is told who asked.

    `count` is the lower end of a band: 5, 10, 20, 50 and so on.
    """

    topic: str
    count: int


@strawberry.type(description="An unanswered topic in a list.")
class UnansweredTopicEdge:
    """One place of a page."""

    cursor: str
    node: UnansweredTopic


@strawberry.type(description="A page of unanswered topics, the most often asked first.")
class UnansweredTopicConnection:
    """One page."""

    edges: list[UnansweredTopicEdge]
    page_info: PageInfo


@strawberry.type
class UnansweredQuery:
    """A part of the root."""

    @strawberry.field(description="Topics that nobody was found for; for a network_admin.")
    async def unanswered_topics(
        self, info: Asked, first: int | None = 20, after: str | None = None
    ) -> UnansweredTopicConnection:
        """See queries.unanswered."""
        context = info.context
        question = ("unansweredTopics", context.viewer.person)
        place = context.cursors.open(question, after, tuple[int, str])
        page = await context.ask(unanswered_topics, context.page(first, 20), place)
        edges = [
            UnansweredTopicEdge(
                cursor=context.cursors.seal(question, (one.count, one.topic)),
                node=UnansweredTopic(topic=one.topic, count=one.count),
            )
            for one in page.topics
        ]
        return UnansweredTopicConnection(edges=edges, page_info=page_info(edges, page.more, after))
