"""/about-me/erase: what happens to what, and the way out for good."""

from typing import Final

from starlette.responses import HTMLResponse, Response

from web.headers import PAGE
from web.templates import rendered
from web.visit import At, Visit

NOT_SURE: Final = "Nothing was done. Tick the box when you are sure: there is no way back."


async def ask(visit: Visit) -> Response:
    """Say what will happen, and ask whether it shall."""
    return await visit.show("about_me/erase.html", problem="")


async def erase(visit: Visit) -> Response:
    """Erase who is signed in, and sign them out.

    The form says whom it was made for: one that is sent again after somebody else signed in erases nobody.
    """
    problem = NOT_SURE
    if visit.form.get("sure") == "yes" and visit.form.get("whose") == await _me(visit):
        problem = await visit.act("about_me/erase.graphql", sure=True)
    if problem:
        return await visit.show("about_me/erase.html", problem=problem)
    response = HTMLResponse(rendered("about_me/erased.html", {}), headers=PAGE)
    visit.sessions.keep(visit.sessions.begun(), visit.request, response)
    return response


async def _me(visit: Visit) -> str:
    frame = await visit.ask("layout/frame.graphql")
    return str(frame["viewer"]["person"]["id"])


PAGES: Final = (At("GET", "/about-me/erase", ask), At("POST", "/about-me/erase", erase))
