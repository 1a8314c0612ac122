"""/home/refer/{role}: propose somebody for an open role that is listed."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from web.search.named import people_named
from web.visit import At, Visit


async def choose(visit: Visit) -> Response:
    """The role, people to choose from, and what to tell them."""
    return await _page(visit, visit.query)


async def propose(visit: Visit) -> Response:
    """Ask who was chosen; when that is refused, what was typed stays."""
    form = visit.form
    problem = "Choose whom you would like to propose."
    if form.get("person"):
        given = {"role": visit.path["role"], "person": form["person"], "text": form.get("text", "")}
        problem = await visit.act("home/refer.graphql", **given)
    return await _page(visit, form, problem) if problem else visit.go("/home", said="referred")


async def _page(visit: Visit, typed: Mapping[str, str], problem: str = "") -> Response:
    role = await _opening(visit)
    if role is None:
        return await visit.nobody()
    asked = typed.get("q", "")
    return await visit.show(
        "home/refer.html",
        problem=problem,
        role=role,
        asked=asked,
        found=await people_named(visit, asked),
        chosen=typed.get("person", ""),
        text=typed.get("text", ""),
    )


async def _opening(visit: Visit) -> dict[str, Any] | None:
    """The role, if it is listed to who asks."""
    after = None
    while True:
        page = (await visit.ask("home/opening.graphql", after=after))["openings"]
        nodes = [edge["node"] for edge in page["edges"]]
        found: dict[str, Any] | None = next((n for n in nodes if n["id"] == visit.path["role"]), None)
        if found or not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


PAGES: Final = (At("GET", "/home/refer/{role}", choose), At("POST", "/home/refer/{role}", propose))
