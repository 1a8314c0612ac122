"""/admin/map: how departments and companies are joined, as a picture and as a list."""

from typing import Final

from starlette.responses import Response

from web.admin.reports.drawing import mapped, ties_of
from web.admin.reports.page import being_made
from web.door import ADMIN, only_for
from web.visit import At, Visit

LISTED: Final = 20
"""Ties in the list, before all are asked for."""


async def show(visit: Visit) -> Response:
    """The map."""
    report = (await visit.ask("admin/reports/page.graphql", bridges=True))["networkHealth"]["bridges"]
    if report is None:
        return await being_made(visit, "Map")
    ties = ties_of(report)
    every = bool(visit.query.get("all"))
    return await visit.show(
        "admin/reports/map.html",
        report=report,
        ties=ties if every else ties[:LISTED],
        more=0 if every else max(len(ties) - LISTED, 0),
        drawing=mapped(ties) if ties else None,
    )


PAGES: Final = (At("GET", "/admin/map", only_for(ADMIN)(show)),)
