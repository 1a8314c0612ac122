"""/privacy/people/{id}: what is held about somebody who wrote in, and a request in their name."""

from typing import Final

from starlette.responses import Response

from web.about_me.page import places
from web.about_me.sections import sections
from web.door import OFFICER, only_for
from web.privacy.desk import show
from web.visit import At, Visit
from web.words.own import RIGHT


async def about(visit: Visit) -> Response:
    """All of it, as the person reads it themselves, without their ties."""
    return await _page(visit)


async def open_request(visit: Visit) -> Response:
    """A letter of theirs came: they use a right."""
    problem, right = "Choose what they ask for.", visit.form.get("right", "")
    if right in RIGHT:
        note, person = visit.form.get("note", ""), visit.path["id"]
        problem = await visit.act("privacy/open.graphql", right=right, person=person, note=note)
    return await _page(visit, problem) if problem else visit.go("/privacy", said="opened")


async def _page(visit: Visit, problem: str = "") -> Response:
    person = visit.path["id"]
    held = (await visit.ask("about_me/page.graphql", person=person, **places(visit)))["aboutMe"]
    if held is None:
        return await visit.nobody()
    return await show(
        visit,
        "privacy/about.html",
        problem=problem,
        person=person,
        name=held["name"],
        right=visit.form.get("right", ""),
        note=visit.form.get("note", ""),
        sections=sections(held),
        preferences=held["preferences"],
    )


PAGES: Final = (
    At("GET", "/privacy/people/{id}", only_for(OFFICER)(about)),
    At("POST", "/privacy/people/{id}", only_for(OFFICER)(open_request)),
)
