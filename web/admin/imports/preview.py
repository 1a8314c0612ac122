"""What would come of a file, and the form that takes it in."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from web.admin.imports.desk import Desk, at_both
from web.admin.imports.kinds import COLUMNS, DATES, Kind, kind_of, options, said
from web.forms import once
from web.visit import Visit
from web.words import refused

LISTED: Final = 50
"""Rows that would go to quarantine, shown at most."""

LOOKED_AT: Final = 5_000
"""Rows of a file that are looked at before it is taken in."""

GONE: Final = "This file is not here any more. It is kept for a day, until it is taken in: send it again."


async def preview(visit: Visit, desk: Desk) -> Response:
    """Try the file, of a long one the first rows; nothing is written."""
    return await _page(visit, desk, visit.query)


async def start(visit: Visit, desk: Desk) -> Response:
    """Take the file in; sent twice, it is taken in once."""
    kind = kind_of(visit.form.get("kind", ""), desk.kinds)
    if kind is None:
        return await visit.nowhere()
    done = await visit.ask(
        "admin/imports/start.graphql", input=_input(kind, visit.form, visit.form.get("once", ""))
    )
    outcome = done["startImport"]
    if outcome["__typename"] == "Refusal":
        return await _page(visit, desk, visit.form, _why(outcome))
    job = outcome["job"]
    return visit.go(f"{desk.base}/{job['id']}") if job else visit.go(desk.base, said="waiting")


async def _page(visit: Visit, desk: Desk, given: Mapping[str, str], problem: str = "") -> Response:
    kind = kind_of(given.get("kind", ""), desk.kinds)
    if kind is None:
        return await visit.nowhere()
    tried, trying = None, False
    if not problem:
        asked = _input(kind, given, once(), LOOKED_AT)
        done = await visit.ask("admin/imports/try.graphql", input=asked, listed=LISTED)
        outcome = done["startImport"]
        problem = _why(outcome) if outcome["__typename"] == "Refusal" else ""
        if not problem:
            tried, trying = outcome["tried"], outcome["trying"]
    gone = problem == GONE or (not problem and not trying and tried is None)
    return await desk.show(
        visit,
        "admin/imports/preview.html",
        problem=problem,
        gone=gone,
        trying=trying,
        again=f"?{visit.request.url.query}",
        tried=tried,
        listed=LISTED,
        looked_at=LOOKED_AT,
        kind=kind,
        name=given.get("name", "") or "the file",
        upload=given.get("upload", ""),
        how=said(given),
        columns=COLUMNS,
        dates=DATES,
    )


def _input(kind: Kind, given: Mapping[str, str], key: str, first: int | None = None) -> dict[str, Any]:
    return {
        "idempotencyKey": key,
        "upload": given.get("upload", ""),
        "format": kind.format,
        "dryRun": first is not None,
        "first": first,
        "wait": False,
        "options": options(kind, said(given)),
    }


def _why(refusal: dict[str, Any]) -> str:
    return GONE if refusal["code"] == "NOT_FOUND" else refused(refusal)


PAGES: Final = (*at_both("GET", "/preview", preview), *at_both("POST", "/start", start))
