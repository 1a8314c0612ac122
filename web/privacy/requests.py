"""/privacy: who used which right, what is due, and a way to somebody who wrote in."""

from typing import Final

from starlette.responses import Response

from web.door import OFFICER, only_for
from web.privacy.desk import show
from web.search.named import found_by_name
from web.visit import At, Visit

SAID: Final = {
    "opened": "The request is open.",
    "closed": "The request is closed; what was done stays on record.",
}


async def requests(visit: Visit) -> Response:
    """Open requests, the overdue first; with `all`, the closed ones behind them."""
    return await _page(visit)


async def close(visit: Visit) -> Response:
    """Say that a request has been answered, and how."""
    problem, note = "Say what was done.", visit.form.get("note", "").strip()
    if note:
        request = visit.form.get("request", "")
        problem = await visit.act("privacy/close.graphql", request=request, note=note)
    return await _page(visit, problem) if problem else visit.go("/privacy", said="closed")


async def _page(visit: Visit, problem: str = "") -> Response:
    query = visit.query
    every = query.get("all") == "yes"
    found = await visit.ask("privacy/requests.graphql", openOnly=not every, after=query.get("after") or None)
    asked = " ".join(query.get("q", "").split())[:200]
    people = await found_by_name(
        visit, asked, {"excludeSelf": False}, first=20, after=query.get("people") or None
    )
    edges = [edge["node"] for edge in found["rightsRequests"]["edges"]]
    which = visit.form.get("request", "")
    return await show(
        visit,
        "privacy/requests.html",
        problem=problem,
        which=which if which in {request["id"] for request in edges} else "",
        note=visit.form.get("note", ""),
        done=visit.done(SAID),
        every=every,
        requests=edges,
        info=found["rightsRequests"]["pageInfo"],
        asked=asked,
        people=[edge["node"] for edge in people["edges"]],
        more=people["pageInfo"],
    )


PAGES: Final = (
    At("GET", "/privacy", only_for(OFFICER)(requests)),
    At("POST", "/privacy/close", only_for(OFFICER)(close)),
)
