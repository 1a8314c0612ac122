"""/admin/topics: skills by their labels, what is wider and narrower, and what nobody was found for."""

from typing import Final

from starlette.responses import Response

from web.door import ADMIN, only_for
from web.visit import At, Visit

LONGEST: Final = 200
"""Letters of a search; what is longer is cut."""


async def topics(visit: Visit) -> Response:
    """The search, or what was asked for and not found."""
    typed = " ".join(visit.query.get("q", "").split())
    asked = "".join(letter for letter in typed if letter.isprintable())[:LONGEST]
    found = await visit.ask(
        "admin/topics/page.graphql", text=asked, looking=bool(asked), after=visit.query.get("after") or None
    )
    skills = found.get("skills")
    more = skills["pageInfo"] if skills else {"hasNextPage": False}
    return await visit.show(
        "admin/topics/page.html",
        asked=asked,
        skills=[edge["node"] for edge in skills["edges"]] if skills else [],
        more=more["endCursor"] if more["hasNextPage"] else "",
        unanswered=[edge["node"] for edge in found.get("unansweredTopics", {"edges": []})["edges"]],
    )


async def skill(visit: Visit) -> Response:
    """One skill and what is around it."""
    found = (await visit.ask("admin/topics/skill.graphql", id=visit.path["id"]))["node"]
    if not found:
        return await visit.nowhere()
    return await visit.show("admin/topics/skill.html", skill=found)


PAGES: Final = (
    At("GET", "/admin/topics", only_for(ADMIN)(topics)),
    At("GET", "/admin/topics/{id}", only_for(ADMIN)(skill)),
)
