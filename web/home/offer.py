"""/home/offer: announce an event, or offer to be a mentor."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from web.visit import At, Visit

FIELDS: Final = ("title", "text", "on", "location", "link", "skills")


async def offer(visit: Visit) -> Response:
    """The form for one kind of thing."""
    return await _page(visit, visit.query.get("kind", ""), {})


async def make(visit: Visit) -> Response:
    """List it; when that is refused, what was typed stays."""
    form, kind = visit.form, visit.form.get("kind", "")
    said: dict[str, Any] = {name: form.get(name, "") for name in ("title", "text", "location")}
    said["skills"] = form.lines("skills")
    if kind == "EVENT":
        said |= {name: form.get(name, "") for name in ("on", "link")}
        problem = await visit.act("home/offer_event.graphql", **said)
    else:
        problem = await visit.act("home/offer_mentoring.graphql", **said)
    return await _page(visit, kind, form, problem) if problem else visit.go("/home", said="offered")


async def _page(visit: Visit, kind: str, typed: Mapping[str, str], problem: str = "") -> Response:
    return await visit.show(
        "home/offer.html",
        problem=problem,
        event=kind == "EVENT",
        typed={name: typed.get(name, "") for name in FIELDS},
    )


PAGES: Final = (At("GET", "/home/offer", offer), At("POST", "/home/offer", make))
