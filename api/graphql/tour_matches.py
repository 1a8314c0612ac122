"""The questions tourMatches and toursForMe."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

from typing import Any

import strawberry

from api.graphql.connections import page_info
from api.graphql.context import Asked, key_of
from api.graphql.errors import RequestError
from api.graphql.types.tour_match import TourMatch, TourMatchConnection, TourMatchEdge
from graph.dates import day_number
from graph.keys import Key
from graph.model import OfferedTour
from queries.network import Network
from queries.tour_matches import MatchesPage, Place, TourMatches, tour_matches
from queries.tours_for_me import tours_for_me


@strawberry.type
class TourMatchQueries:
    """Offered tours and people, from either side."""

    @strawberry.field(
        description="Who fits an offered tour? With what the mission gains and what they gain. For who offers"
        " it, recruiters and HR partners."
    )
    async def tour_matches(
        self, info: Asked, tour: strawberry.ID, first: int | None = 20, after: str | None = None
    ) -> TourMatchConnection:
        """See queries.tour_matches."""
        context = info.context
        key = key_of(OfferedTour.KIND, tour) or Key(f"{OfferedTour.KIND}:")
        question = ("tourMatches", context.viewer.person, key)
        asked = TourMatches(key, context.page(first, 20), _place(info, question, after))
        page = await context.ask(tour_matches, asked)
        keys = [match.card.key for match in page.matches]
        return _connection(info, question, page, keys, after)

    @strawberry.field(description="Open tours that need what I know, and teach what I want to learn.")
    async def tours_for_me(
        self, info: Asked, first: int | None = 20, after: str | None = None
    ) -> TourMatchConnection:
        """See queries.tours_for_me."""
        context = info.context
        question = ("toursForMe", context.viewer.person)
        place = _place(info, question, after)
        page = await context.ask(tours_for_me, context.page(first, 20), place)
        keys = [match.offer.key for match in page.matches]
        return _connection(info, question, page, keys, after)


def _place(info: Asked, question: tuple[Any, ...], after: str | None) -> Place | None:
    """Behind which a page begins: scores are of one day."""
    place = info.context.cursors.open(question, after, tuple[int, int, Key])
    if place is not None and place[0] != _today(info.context.network):
        raise RequestError("BAD_CURSOR", "This cursor is from another day; ask for the first page again.")
    return place[1:] if place else None


def _today(network: Network) -> int:
    return day_number(network.today())


def _connection(
    info: Asked, question: tuple[Any, ...], page: MatchesPage, keys: list[Key], after: str | None
) -> TourMatchConnection:
    day, cursors = _today(info.context.network), info.context.cursors
    edges = [
        TourMatchEdge(cursor=cursors.seal(question, (day, match.place, key)), node=TourMatch.of(match))
        for match, key in zip(page.matches, keys, strict=True)
    ]
    return TourMatchConnection(edges=edges, page_info=page_info(edges, page.more, after))
