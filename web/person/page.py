"""/people/{id}: somebody, and what who reads it may do: vouch, ask to be vouched for, keep apart."""

from typing import Final

from starlette.responses import Response

from web.person.together import together
from web.visit import At, Visit

SAID: Final = {
    "vouched": "You vouch for it. Thank you.",
    "asked": "They are asked to vouch for you, if they want to be asked. Both answers are fine.",
}


async def person(visit: Visit) -> Response:
    """Somebody, as far as the viewer may know them."""
    return await _page(visit)


async def vouch(visit: Visit) -> Response:
    """Say that they know about something."""
    skill = visit.form.get("skill", "")
    return await _done(
        visit, "vouched", await visit.act("person/endorse.graphql", person=_id(visit), skill=skill)
    )


async def ask(visit: Visit) -> Response:
    """Ask them to vouch for who is signed in."""
    return await _done(visit, "asked", await visit.act("person/ask.graphql", person=_id(visit)))


def _id(visit: Visit) -> str:
    return visit.path["id"]


async def _done(visit: Visit, said: str, problem: str) -> Response:
    return await _page(visit, problem) if problem else visit.go(f"/people/{_id(visit)}", said=said)


async def _page(visit: Visit, problem: str = "") -> Response:
    found = await visit.ask("person/page.graphql", id=_id(visit))
    somebody, viewer = found["node"], found["viewer"]
    if not somebody:
        return await visit.nobody()
    mine = viewer["person"]
    return await visit.show(
        "person/page.html",
        problem=problem,
        skill=visit.form.get("skill", ""),
        done=visit.done(SAID),
        person=somebody,
        together=together(mine, somebody) if mine else [],
        blocked=somebody["id"] in (viewer["preferences"] or {"blocked": ()})["blocked"],
    )


PAGES: Final = (
    At("GET", "/people/{id}", person),
    At("POST", "/people/{id}/vouch", vouch),
    At("POST", "/people/{id}/ask", ask),
)
