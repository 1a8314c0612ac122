"""/about-me: everything that is held about who is signed in, and a copy of it."""

from typing import Final

from starlette.responses import Response

from web.about_me.sections import sections
from web.visit import At, Visit


async def about_me(visit: Visit) -> Response:
    """All of it, section by section."""
    held = (await visit.ask("about_me/page.graphql"))["aboutMe"]
    if held is None:
        return await visit.nobody()
    return await visit.show("about_me/page.html", sections=sections(held), left=held["unitsLeft"])


async def copy(visit: Visit) -> Response:
    """The same as files, to keep or to take elsewhere."""
    made = await visit.ask("about_me/export.graphql", input={"idempotencyKey": visit.form.get("once", "")})
    link = made["exportMyData"]
    return visit.go(link["url"]) if link["__typename"] == "FileLink" else await about_me(visit)


PAGES: Final = (At("GET", "/about-me", about_me), At("POST", "/about-me/copy", copy))
