"""The questions myTours and offeredTours."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

import strawberry

from api.graphql.connections import page_info
from api.graphql.context import Asked, key_named
from api.graphql.types.offered_tour import OfferedTour, OfferedTourConnection, OfferedTourEdge
from api.graphql.types.tour import Tour, TourConnection, TourEdge
from graph.keys import Key
from graph.model import OfferedTour as Offer
from queries import offered_tours as offers
from queries import tours


@strawberry.type
class TourQueries:
    """Tours of the viewer from either side, and what is offered."""

    @strawberry.field(
        description="Tours in which I am one of the two sides; with `waiting`, those that wait for my answer."
    )
    async def my_tours(
        self, info: Asked, waiting: bool = False, first: int | None = 20, after: str | None = None
    ) -> TourConnection:
        """See queries.tours."""
        context = info.context
        question = ("myTours", context.viewer.person, waiting)
        behind = context.cursors.open(question, after, tuple[str, Key])
        page = await context.ask(tours.my_tours, waiting, context.page(first, 20), behind)
        edges = [
            TourEdge(cursor=context.cursors.seal(question, tours.place(one)), node=Tour.of(one))
            for one in page.tours
        ]
        return TourConnection(edges=edges, page_info=page_info(edges, page.more, after))

    @strawberry.field(
        description="Tours that wait for somebody, for all who work here or have worked here; with `mine`,"
        " all that I offered; with `offer` that one alone."
    )
    async def offered_tours(
        self,
        info: Asked,
        mine: bool = False,
        offer: strawberry.ID | None = None,
        first: int | None = 20,
        after: str | None = None,
    ) -> OfferedTourConnection:
        """See queries.offered_tours."""
        context = info.context
        question = ("offeredTours", context.viewer.person, mine)
        behind = context.cursors.open(question, after, tuple[str, Key])
        if offer is None:
            page = await context.ask(offers.offered_tours, mine, context.page(first, 20), behind)
        else:
            page = await context.ask(offers.open_offer, key_named(Offer.KIND, offer))
        edges = [
            OfferedTourEdge(
                cursor=context.cursors.seal(question, offers.place(one)), node=OfferedTour.of(one)
            )
            for one in page.offers
        ]
        return OfferedTourConnection(edges=edges, page_info=page_info(edges, page.more, after))
