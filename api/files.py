"""GET /files/...: what somebody may take along, behind links that work for a quarter of an hour.

A person's copy of what is held about them, the segment of a purpose, a report as CSV.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Final

from anyio import to_thread
from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response, StreamingResponse

from api.file_links import FileLinks
from graph.keys import Key
from policy.viewer import Viewer
from queries.about_me import about_me
from queries.export import export
from queries.network import Network
from queries.reporting.catalogue import REPORTS
from queries.reporting.published import published
from queries.reporting.report import as_csv
from queries.segment import segment
from queries.told import told

_CSV: Final = "text/csv; charset=utf-8"
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_ADMIN: Final = frozenset({"network_admin"})
_READER: Final = Viewer(roles=_ADMIN)
"""Whoever has a link to a report got it from a network admin."""


def router_of(network: Network) -> APIRouter:
    """GET /files/{token} and /files/reports/{token}."""
    router = APIRouter()
    links = FileLinks(network)

    @router.get("/files/reports/{token}", include_in_schema=False)
    async def report(token: str) -> Response:
        name, month = links.open_report(token) or ("", "")
        if name not in REPORTS:
            return _nowhere()
        found = await to_thread.run_sync(published, told(network, _READER), _READER, name, month)
        if found is None:
            return _nowhere()
        return Response(as_csv(found), media_type=_CSV, headers=_headers(f"{name}-{found.as_of}.csv"))

    @router.get("/files/{token}", include_in_schema=False)
    async def file(token: str) -> Response:
        taken = links.open_segment(token)
        if taken is not None and await _is_there(network, taken[0]):
            admin = Viewer(taken[0], roles=_ADMIN)
            return _file(segment(told(network, admin), admin, taken[1]), f"{taken[1].lower()}.csv", _CSV)
        person = links.open(token)
        if person is not None and await _is_there(network, person):
            viewer = Viewer(person)
            return _file(export(told(network, viewer), viewer, person), "about-me.zip", "application/zip")
        return _nowhere()

    return router


async def _is_there(network: Network, person: Key) -> bool:
    viewer = Viewer(person)
    return await to_thread.run_sync(about_me, told(network, viewer), viewer, person) is not None


def _headers(name: str) -> dict[str, str]:
    return _HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}


def _nowhere() -> Response:
    return JSONResponse(
        {"error": "this link does not lead anywhere, or not any more"}, 404, {"Cache-Control": "no-store"}
    )


def _file(pieces: Iterator[bytes], name: str, media_type: str) -> Response:
    return StreamingResponse(_streamed(pieces), media_type=media_type, headers=_headers(name))


async def _streamed(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Pieces that are made in a worker thread."""
    while (piece := await to_thread.run_sync(next, pieces, None)) is not None:
        if piece:
            yield piece
