"""/preferences/blocked: whom somebody would rather not be connected with."""

from typing import Any, Final

from starlette.responses import Response

from web.search.named import found_by_name
from web.visit import At, Visit

MOST: Final = 20
"""People on a page."""

SAID: Final = {
    "yes": "From now on you do not exist for them. Nobody is told.",
    "no": "You exist for them again.",
}


async def blocked(visit: Visit) -> Response:
    """Who it is, and a search for others."""
    return await _page(visit)


async def block(visit: Visit) -> Response:
    """Do not exist for somebody, or exist again."""
    yes = visit.form.get("blocked") == "yes"
    problem = await visit.act("blocked/block.graphql", person=visit.form.get("person", ""), blocked=yes)
    if problem:
        return await _page(visit, problem)
    return visit.go("/preferences/blocked", said="yes" if yes else "no")


async def _page(visit: Visit, problem: str = "") -> Response:
    preferences = (await visit.ask("blocked/page.graphql"))["viewer"]["preferences"]
    every = preferences["blocked"]
    begin = _begin(visit.query.get("from", ""), len(every))
    ids = every[begin : begin + MOST]
    asked = " ".join(visit.query.get("q", "").split())[:200]
    found = await found_by_name(visit, asked, first=20, after=visit.query.get("after") or None)
    return await visit.show(
        "blocked/page.html",
        problem=problem,
        done=visit.done(SAID),
        people=await _people(visit, ids),
        next=begin + MOST if begin + MOST < len(every) else 0,
        asked=asked,
        found=[edge["node"] for edge in found["edges"] if edge["node"]["id"] not in every],
        info=found["pageInfo"],
    )


def _begin(text: str, count: int) -> int:
    begin = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return begin if begin < count else 0


async def _people(visit: Visit, ids: list[str]) -> list[dict[str, Any]]:
    """Who they are; of who is not there any more only the id."""
    if not ids:
        return []
    nodes = (await visit.ask("blocked/people.graphql", ids=ids))["nodes"]
    return [node or {"id": id_, "name": ""} for id_, node in zip(ids, nodes, strict=True)]


PAGES: Final = (At("GET", "/preferences/blocked", blocked), At("POST", "/preferences/blocked", block))
