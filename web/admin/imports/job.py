"""One import: how far it is, and what it could not take in, to be put right in place."""

from typing import Any, Final

from starlette.responses import JSONResponse, Response

from web.admin.imports.desk import Desk, at_both
from web.admin.imports.rows import MENDABLE, row, values
from web.headers import PAGE
from web.visit import Visit
from web.words import refused

SAID: Final = {
    "mended": "It is taken in. Thank you.",
    "retried": "They were tried again. What is left is below.",
    "cancelled": "It stops behind what it is writing now. What has been taken in stays.",
}


async def job(visit: Visit, desk: Desk) -> Response:
    """The import and its quarantine."""
    return await _page(visit, desk)


async def progress(visit: Visit, desk: Desk) -> Response:
    """How far it is, for the script of the page."""
    found = await visit.ask("admin/imports/progress.graphql", id=visit.path["id"])
    edges = found["importJobs"]["edges"]
    return JSONResponse(edges[0]["node"] if edges else {}, 200 if edges else 404, PAGE)


async def cancel(visit: Visit, desk: Desk) -> Response:
    """Ask it to stop."""
    problem = await visit.act("admin/imports/cancel.graphql", job=visit.path["id"])
    return await _page(visit, desk, problem) if problem else _back(visit, desk, "cancelled")


async def retry(visit: Visit, desk: Desk) -> Response:
    """Try everything again that it could not take in."""
    problem = await visit.act("admin/imports/retry.graphql", job=visit.path["id"])
    return await _page(visit, desk, problem) if problem else _back(visit, desk, "retried")


async def mend(visit: Visit, desk: Desk) -> Response:
    """Try one row with the values of the form; when they are refused they stay on the page."""
    given = {
        "idempotencyKey": visit.form.get("once", ""),
        "job": visit.path["id"],
        "row": {"record": visit.form.get("record", ""), "columns": values(visit.form)},
    }
    outcome = (await visit.ask("admin/imports/retry.graphql", input=given))["retryQuarantined"]
    if outcome["__typename"] == "Refusal":
        return await _page(visit, desk, refused(outcome), outcome["field"] or "")
    return _back(visit, desk, "mended")


def _back(visit: Visit, desk: Desk, said: str) -> Response:
    return visit.go(f"{desk.base}/{visit.path['id']}", said=said)


async def _page(visit: Visit, desk: Desk, problem: str = "", field: str = "") -> Response:
    after = visit.form.get("after") or visit.query.get("after") or None
    found = await visit.ask("admin/imports/job.graphql", id=visit.path["id"], after=after)
    if not found["importJobs"]["edges"]:
        return await visit.nowhere()
    one: dict[str, Any] = found["importJobs"]["edges"][0]["node"]
    tried = visit.form.get("record", "")
    rows = [
        row(record, visit.form, problem, field) if record["id"] == tried else row(record, {}, "", "")
        for record in (edge["node"] for edge in found["quarantine"]["edges"])
    ]
    pages = found["quarantine"]["pageInfo"]
    return await desk.show(
        visit,
        "admin/imports/job.html",
        status=422 if problem else 200,  # a problem may be that of a row
        job=one,
        rows=rows,
        mendable=one["format"] in MENDABLE and one["state"] != "running",
        problem="" if any(each.problem for each in rows) else problem,
        done=visit.done(SAID),
        after=after or "",
        more=pages["endCursor"] if pages["hasNextPage"] else "",
    )


PAGES: Final = (
    *at_both("GET", "/{id}", job),
    *at_both("GET", "/{id}/progress", progress),
    *at_both("POST", "/{id}/cancel", cancel),
    *at_both("POST", "/{id}/retry", retry),
    *at_both("POST", "/{id}/mend", mend),
)
