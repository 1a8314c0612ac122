"""The questions insights and insightSources."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry

from api.graphql.connections import page_info
from api.graphql.context import Asked
from api.graphql.experts import day_of, on_day
from api.graphql.loaders import Loaders
from api.graphql.types.insight import (
    Insight,
    InsightConnection,
    InsightEdge,
    InsightSourceConnection,
    InsightSourceEdge,
    InsightSubject,
    subject_of,
)
from graph.dates import day_number
from graph.errors import TopicNotFound
from graph.keys import Key
from graph.model import Employment
from policy.insights import Subject
from policy.viewer import Viewer
from queries.insight_sources import PURPOSE, Source, Sources, insight_sources
from queries.insights import EVERYTHING, insights
from queries.network import Network
from queries.sight import look

USUAL = 10


@strawberry.type
class InsightQueries:
    """What was brought home, and who could bring more."""

    @strawberry.field(
        description="Who could tell about a company or a topic, and the best path to them for INSIGHT? Of"
        " people who said yes to INSIGHT."
    )
    async def insight_sources(
        self, info: Asked, about: InsightSubject, first: int | None = 10, after: str | None = None
    ) -> InsightSourceConnection:
        """See queries.insight_sources."""
        context = info.context
        subject = subject_of(context, about)
        question = ("insightSources", context.viewer.person, subject.organization, subject.topic)
        place = context.cursors.open(question, after, tuple[int, int, Key])
        day = day_of(context.network, place)
        size, behind = context.page(first, USUAL), place[1:] if place else None
        try:
            page = await context.ask(_sources, subject, size, behind, day, context.load)
        except TopicNotFound as error:
            return InsightSourceConnection(
                edges=[], page_info=page_info([], False, after), near=list(error.near)
            )
        edges = [
            InsightSourceEdge.of(one, context.cursors.seal(question, (day, one.place, one.card.key)))
            for one in page.sources
        ]
        return InsightSourceConnection(edges=edges, page_info=page_info(edges, page.more, after), near=[])

    @strawberry.field(description="What people learned outside, about something or all, the newest first.")
    async def insights(
        self,
        info: Asked,
        about: InsightSubject | None = None,
        first: int | None = 20,
        after: str | None = None,
    ) -> InsightConnection:
        """See queries.insights."""
        context = info.context
        subject = subject_of(context, about) if about is not None else EVERYTHING
        question = ("insights", context.viewer.person, subject.organization, subject.topic)
        place = context.cursors.open(question, after, tuple[int, Key])
        page = await context.ask(insights, subject, context.page(first, 20), place)
        edges = [
            InsightEdge(cursor=context.cursors.seal(question, place), node=Insight.of(one))
            for one, place in zip(page.insights, page.places, strict=True)
        ]
        return InsightConnection(edges=edges, page_info=page_info(edges, page.more, after))


def _sources(
    network: Network,
    viewer: Viewer,
    subject: Subject,
    first: int,
    after: tuple[int, Key] | None,
    day: int,
    load: Loaders,
) -> Sources:
    """The answer of a day; who may not be found any more today is left out."""
    found = insight_sources(on_day(network, day), viewer, subject, first, after)
    today = day_number(network.today())
    if day != today:
        keys = [one.card.key for one in found.sources]
        may = look(network, viewer, keys).allowed(keys, "found", PURPOSE, today, viewer)
        found = Sources(tuple(one for one in found.sources if one.card.key in may), found.more)
    load.hold({job.organization for one in found.sources for job in _jobs(one)})
    return found


def _jobs(source: Source) -> list[Employment]:
    """Of the source and of everybody on the path."""
    cards = [source.card, *(source.path.people if source.path else ())]
    return [job for card in cards for job in card.employments]
