"""/admin/invitations: who leaves and who left, and whether they stay in touch."""

from datetime import date
from typing import Any, Final

from starlette.responses import Response

from web.door import ADMIN, only_for
from web.search.named import WORKS_OR_WORKED_HERE, found_by_name
from web.visit import At, Visit
from web.words import refused
from web.words.admin import INVITATION

SAID: Final = {
    "invited": "They are asked, by mail to their address here, whether they would like to stay in touch.",
    "stays": "It is taken back: they stay.",
}

NOBODY: Final = "Choose who leaves."
NO_DAY: Final = "Write the last day as 2027-01-31: the year, the month, the day."


async def invitations(visit: Visit) -> Response:
    """All, or those in one state; and whom to invite."""
    return await _page(visit)


async def invite(visit: Visit) -> Response:
    """Somebody leaves: ask them."""
    person, day = visit.form.get("person", ""), visit.form.get("day", "")
    if not person:
        problem = NOBODY
    elif not _is_day(day):
        problem = NO_DAY
    else:
        problem = await visit.act("admin/invitations/start.graphql", person=person, lastDay=day)
    return await _page(visit, problem) if problem else visit.go("/admin/invitations", said="invited")


async def cancel(visit: Visit) -> Response:
    """They stay after all."""
    problem = await visit.act("admin/invitations/cancel.graphql", person=visit.form.get("person", ""))
    return await _page(visit, problem) if problem else visit.go("/admin/invitations", said="stays")


async def segment(visit: Visit) -> Response:
    """A file of those who want to hear of events."""
    given = {"idempotencyKey": visit.form.get("once", ""), "purpose": "EVENTS"}
    link = (await visit.ask("admin/invitations/segment.graphql", input=given))["exportSegment"]
    return visit.go(link["url"]) if link["__typename"] == "FileLink" else await _page(visit, refused(link))


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


async def _page(visit: Visit, problem: str = "") -> Response:
    state = visit.query.get("state", "")
    state = state if state in INVITATION else ""
    found = await visit.ask(
        "admin/invitations/page.graphql", state=state or None, after=visit.query.get("after") or None
    )
    who = (visit.form.get("who") or visit.query.get("who", "")).strip()[:200]
    listed = found["invitations"]
    pages = listed["pageInfo"]
    return await visit.show(
        "admin/invitations/page.html",
        problem=problem,
        done=visit.done(SAID),
        counts=found["invitationCounts"],
        invited=[edge["node"] for edge in listed["edges"]],
        more=pages["endCursor"] if pages["hasNextPage"] else "",
        state=state,
        who=who,
        people=await _people(visit, who) if who else [],
        chosen=visit.form.get("person", ""),
        day=visit.form.get("day", ""),
    )


async def _people(visit: Visit, text: str) -> list[dict[str, Any]]:
    found = await found_by_name(visit, text, WORKS_OR_WORKED_HERE)
    return [edge["node"] for edge in found["edges"]]


PAGES: Final = (
    At("GET", "/admin/invitations", only_for(ADMIN)(invitations)),
    At("POST", "/admin/invitations", only_for(ADMIN)(invite)),
    At("POST", "/admin/invitations/cancel", only_for(ADMIN)(cancel)),
    At("POST", "/admin/invitations/segment", only_for(ADMIN)(segment)),
)
