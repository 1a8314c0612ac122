"""Downloads: a signed link leads to a file for a quarter of an hour, without any other token."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Final

from anyio import to_thread
from fastapi import APIRouter
from starlette.responses import JSONResponse, Response, StreamingResponse

from api.graphql.cursors import Cursors
from api.graphql.errors import RequestError
from graph.dates import iso
from graph.keys import Key
from policy.viewer import Viewer
from queries.about_me import AboutMe, about_me
from queries.export import export
from queries.network import Network
from queries.reporting.catalogue import REPORTS
from queries.reporting.published import published
from queries.reporting.report import Report, as_csv
from queries.told import told

LASTS: Final = timedelta(minutes=15)
"""How long a link leads anywhere."""

_QUESTION: Final = ("file", "about-me")
_REPORT: Final = ("file", "report")
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_READER: Final = Viewer(roles=frozenset({"network_admin"}))
"""Whoever has a link to a report got it from a network admin."""


def _headers(name: str) -> dict[str, str]:
    return _HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}


class Links:
    """Seals links with the installation's secret, so every worker knows them."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._seals = Cursors(network.keys)

    def seal(self, person: Key) -> tuple[str, str]:
        """The token of a link to the copy for `person`, and the moment at which it ends."""
        until = iso(self._network.clock() + LASTS)
        return self._seals.seal(_QUESTION, (person, until)), until

    def open(self, token: str) -> Key | None:
        """Whose copy the link leads to; None when it is forged or over."""
        try:
            sealed = self._seals.open(_QUESTION, token, tuple[Key, str])
        except RequestError:
            return None
        return sealed[0] if sealed and sealed[1] > iso(self._network.clock()) else None


class ReportLinks:
    """Links to reports as CSV files: a report of a month, as it was told."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._seals = Cursors(network.keys)

    def url(self, name: str, month: str) -> str:
        """Where the report is for a quarter of an hour."""
        until = iso(self._network.clock() + LASTS)
        return f"/files/reports/{self._seals.seal(_REPORT, (name, month, until))}"

    def open(self, token: str) -> Report | None:
        """The report that the link leads to; None when it is forged or over, or the report is gone."""
        try:
            sealed = self._seals.open(_REPORT, token, tuple[str, str, str])
        except RequestError:
            return None
        if not sealed or sealed[2] <= iso(self._network.clock()):
            return None
        name, month, _ = sealed
        return published(told(self._network, _READER), _READER, name, month) if name in REPORTS else None


def router_of(network: Network) -> APIRouter:
    """GET /files/{token} and /files/reports/{token}."""
    router = APIRouter()
    links = Links(network)
    reports = ReportLinks(network)

    @router.get("/files/reports/{token}", include_in_schema=False)
    async def report(token: str) -> Response:
        found = await to_thread.run_sync(reports.open, token)
        if found is None:
            return _nowhere()
        headers = _headers(f"{found.name}-{found.as_of}.csv")
        return Response(as_csv(found), media_type="text/csv; charset=utf-8", headers=headers)

    def held(viewer: Viewer) -> AboutMe | None:
        return about_me(told(network, viewer), viewer, viewer.person)

    @router.get("/files/{token}", include_in_schema=False)
    async def file(token: str) -> Response:
        person = links.open(token)
        viewer = Viewer(person) if person else None
        if viewer is None or await to_thread.run_sync(held, viewer) is None:
            return _nowhere()
        pieces = export(told(network, viewer), viewer, viewer.person)
        headers = _headers("about-me.zip")
        return StreamingResponse(_streamed(pieces), media_type="application/zip", headers=headers)

    return router


def _nowhere() -> Response:
    return JSONResponse(
        {"error": "this link does not lead anywhere, or not any more"}, 404, {"Cache-Control": "no-store"}
    )


async def _streamed(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Pieces that are made in a worker thread."""
    while (piece := await to_thread.run_sync(next, pieces, None)) is not None:
        if piece:
            yield piece
