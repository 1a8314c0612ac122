"""/admin/reports: the list, and each report with a chart, a table and a file."""

from typing import Final

from starlette.responses import Response

from web.admin.reports.catalogue import REPORTS
from web.admin.reports.chart import charted
from web.admin.reports.figures import sections
from web.door import ADMIN, only_for
from web.visit import At, Visit

SHOWN: Final = 25
"""Rows of a table, before all are asked for."""


async def reports(visit: Visit) -> Response:
    """Which there are."""
    return await visit.show("admin/reports/list.html", reports=REPORTS)


async def report(visit: Visit) -> Response:
    """One of them."""
    kind = REPORTS.get(visit.path["name"])
    if kind is None:
        return await visit.nowhere()
    found = (await visit.ask("admin/reports/page.graphql", **{kind.field: True}))["networkHealth"][kind.field]
    if found is None:
        return await being_made(visit, kind.name)
    parts = sections(found, kind)
    return await visit.show(
        "admin/reports/page.html",
        name=visit.path["name"],
        kind=kind,
        report=found,
        parts_of_it=[
            (part, None if part.what in kind.listed else charted(part, kind.drawn)) for part in parts
        ],
        most=None if visit.query.get("all") else SHOWN,
        longer=any(len(part.lines) > SHOWN for part in parts),
    )


async def being_made(visit: Visit, title: str) -> Response:
    """What is shown until a report is there, with the way to look again."""
    return await visit.show("admin/reports/being_made.html", title=title)


PAGES: Final = (
    At("GET", "/admin/reports", only_for(ADMIN)(reports)),
    At("GET", "/admin/reports/{name}", only_for(ADMIN)(report)),
)
