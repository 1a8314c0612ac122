"""/tours/offered: tours that wait for somebody, those that suit me, and who suits mine."""

from typing import Any, Final

from starlette.responses import Response

from api.graphql.in_process import Unanswered
from web.visit import At, Visit

SAID: Final = {
    "offered": "It is offered. Look who fits it whenever you like.",
    "withdrawn": "Nobody can take it any more.",
}
"""What stands on the page after something was done."""

MATCHERS: Final = ("recruiter", "hr_partner")
"""The roles that see who fits any offer; others see it of their own."""


async def offered(visit: Visit) -> Response:
    """What is offered to me and by me."""
    return await _page(visit)


async def withdraw(visit: Visit) -> Response:
    """Take an offer back."""
    problem = await visit.act("tours/withdraw_offer.graphql", offer=visit.form.get("offer", ""))
    return await _page(visit, problem) if problem else visit.go("/tours/offered", said="withdrawn")


async def matches(visit: Visit) -> Response:
    """Who fits an offer, and what each side gains."""
    after = visit.query.get("after")
    try:
        page = await visit.ask("tours/matches.graphql", forMe=False, tour=visit.path["id"], after=after)
    except Unanswered as error:
        if error.codes == {"REFUSED"}:  # not there, or not theirs to see
            return await visit.nobody()
        raise
    found = page["tourMatches"]
    return await visit.show(
        "tours/matches.html",
        offer=visit.path["id"],
        matches=[edge["node"] for edge in found["edges"]],
        more=found["pageInfo"]["endCursor"] if found["pageInfo"]["hasNextPage"] else "",
    )


async def _page(visit: Visit, problem: str = "") -> Response:
    after = visit.query.get("after")
    others = (await visit.ask("tours/offers.graphql", mine=False, after=after))["offeredTours"]
    mine: list[dict[str, Any]] = []
    suit: list[dict[str, Any]] = []
    if not after:
        mine = _nodes((await visit.ask("tours/offers.graphql", mine=True, after=None))["offeredTours"])
        suit = _nodes((await visit.ask("tours/matches.graphql", forMe=True))["toursForMe"])
    known = {each["id"] for each in mine} | {each["tour"]["id"] for each in suit}
    return await visit.show(
        "tours/offered.html",
        problem=problem,
        done=visit.done(SAID),
        suit=suit,
        mine=mine,
        offers=[each for each in _nodes(others) if each["id"] not in known],
        more=others["pageInfo"]["endCursor"] if others["pageInfo"]["hasNextPage"] else "",
        behind=after,
        matchers=MATCHERS,
    )


def _nodes(connection: dict[str, Any]) -> list[dict[str, Any]]:
    return [edge["node"] for edge in connection["edges"]]


PAGES: Final = (
    At("GET", "/tours/offered", offered),
    At("POST", "/tours/offered/withdraw", withdraw),
    At("GET", "/tours/offered/{id}", matches),
)
