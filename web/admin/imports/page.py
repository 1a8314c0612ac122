"""The list of imports, and the form that sends a file."""

from typing import Any, Final

from starlette.responses import Response

from api.multipart import BadForm
from web.admin.imports.desk import ALL, Desk, at_both
from web.admin.imports.kinds import kind_of
from web.door import ADMIN
from web.visit import Visit

SAID: Final = {"waiting": "It waits until the import before it is done, and goes on by itself."}

NO_FILE: Final = "Choose a file."
NO_KIND: Final = "Say what the file is."
PROBLEMS: Final = {
    413: "This file is too large to be sent here. Split it, or have it read in on the server.",
    422: "This file is empty. Was it a folder? Send the file in it, or a .zip of it.",
    404: "This installation takes no files.",
    400: "The file did not arrive whole. Send it once more, please.",
}
WRONG: Final = "This is no table: send a .csv, .tsv or .txt file, or a LinkedIn export as .zip."
FOLDER: Final = "A folder cannot be sent as it is. Send the file in it, or a .zip of it."


async def imports(visit: Visit, desk: Desk) -> Response:
    """What ran and runs, and the form for a file."""
    if desk.personal and visit.asker.viewer.has(ADMIN):
        return visit.go(ALL.base)
    return await _page(visit, desk)


async def send(visit: Visit, desk: Desk) -> Response:
    """Keep the file and look at what would come of it."""
    kind = kind_of(visit.form.get("kind", ""), desk.kinds)
    if kind is None or visit.file is None or not visit.file.name:
        if visit.file is not None:
            await visit.file.pass_over()
        return await _page(visit, desk, NO_FILE if kind else NO_KIND, 422)
    try:
        upload = await visit.file.keep(visit.asker)
    except BadForm as error:
        problem = PROBLEMS.get(error.status) or (WRONG if "." in visit.file.name else FOLDER)
        return await _page(visit, desk, problem, error.status)
    return visit.go(f"{desk.base}/preview", upload=upload, kind=kind.name, name=visit.file.name[-120:])


async def _page(visit: Visit, desk: Desk, problem: str = "", status: int = 200) -> Response:
    found = await visit.ask("admin/imports/jobs.graphql", after=visit.query.get("after") or None)
    jobs: dict[str, Any] = found["importJobs"]
    return await desk.show(
        visit,
        "admin/imports/page.html",
        status=status,
        problem=problem,
        done=visit.done(SAID),
        jobs=[edge["node"] for edge in jobs["edges"]],
        more=jobs["pageInfo"]["endCursor"] if jobs["pageInfo"]["hasNextPage"] else "",
        later="after" in visit.query,
        kinds=desk.kinds,
        chosen=visit.form.get("kind", ""),
    )


PAGES: Final = (*at_both("GET", "", imports), *at_both("POST", "", send))
