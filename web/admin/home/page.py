"""/admin: what needs attention, and where to give it."""

from collections import defaultdict
from typing import Any, Final

from starlette.responses import Response

from web.door import ADMIN, only_for
from web.visit import At, Visit

OLD: Final = 50
"""Facts of a kind of which fewer, of a hundred, were confirmed within a year are getting old."""

_YEAR: Final = "12"


async def home(visit: Visit) -> Response:
    """The overview."""
    found = await visit.ask("admin/home/page.graphql")
    freshness = found["networkHealth"]["freshness"]
    jobs = [edge["node"] for edge in found["importJobs"]["edges"]]
    return await visit.show(
        "admin/home/page.html",
        running=[job for job in jobs if job["state"] == "running"],
        waiting=[job for job in jobs if job["quarantined"] and job["state"] != "running"],
        latest=jobs[0] if jobs else None,
        duplicates=[edge["node"] for edge in found["possibleDuplicates"]["edges"]],
        more=found["possibleDuplicates"]["pageInfo"]["hasNextPage"],
        invitations=found["invitationCounts"],
        topics=[edge["node"]["topic"] for edge in found["unansweredTopics"]["edges"]],
        as_of=freshness["asOf"] if freshness else "",
        old=_old(freshness) if freshness else {},
    )


def _old(report: dict[str, Any]) -> dict[str, list[str]]:
    """By kind of fact, the sources of which too little was confirmed within a year."""
    year = next((n for n, name in enumerate(report["measures"]) if _YEAR in name), None)
    found: dict[str, list[str]] = defaultdict(list)
    for row in report["rows"]:
        share = row["values"][year] if year is not None else None
        if share is not None and share < OLD:
            found[row["labels"][0]].append(row["labels"][1])
    return found


PAGES: Final = (At("GET", "/admin", only_for(ADMIN)(home)),)
