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
from queries.about_me import about_me
from queries.export import export
from queries.network import Network
from queries.segment import segment

LASTS: Final = timedelta(minutes=15)
"""How long a link leads anywhere."""

_ABOUT_ME: Final = ("file", "about-me")
_SEGMENT: Final = ("file", "segment")
_ADMIN: Final = frozenset({"network_admin"})


def _headers(name: str) -> dict[str, str]:
    return {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{name}"',
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


class Links:
    """Seals links with the installation's secret, so every worker knows them."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._seals = Cursors(network.keys)

    def seal(self, person: Key) -> tuple[str, str]:
        """The token of a link to the copy for `person`, and the moment at which it ends."""
        until = self._end()
        return self._seals.seal(_ABOUT_ME, (person, until)), until

    def open(self, token: str) -> Key | None:
        """Whose copy the link leads to; None when it is forged or over."""
        try:
            sealed = self._seals.open(_ABOUT_ME, token, tuple[Key, str])
        except RequestError:
            return None
        return sealed[0] if sealed and self._lasts(sealed[1]) else None

    def seal_segment(self, person: Key, purpose: str) -> tuple[str, str]:
        """The token of a link to a segment, taken by a network admin, and the moment at which it ends."""
        until = self._end()
        return self._seals.seal(_SEGMENT, (person, purpose, until)), until

    def open_segment(self, token: str) -> tuple[Key, str] | None:
        """Who takes the segment for which purpose; None when it is forged or over."""
        try:
            sealed = self._seals.open(_SEGMENT, token, tuple[Key, str, str])
        except RequestError:
            return None
        return sealed[:2] if sealed and self._lasts(sealed[2]) else None

    def _end(self) -> str:
        return iso(self._network.clock() + LASTS)

    def _lasts(self, until: str) -> bool:
        return until > iso(self._network.clock())


def router_of(network: Network) -> APIRouter:
    """GET /files/{token}."""
    router = APIRouter()
    links = Links(network)

    @router.get("/files/{token}", include_in_schema=False)
    async def file(token: str) -> Response:
        taken = links.open_segment(token)
        if taken is not None and await _is_there(network, taken[0]):
            pieces = segment(network, Viewer(taken[0], roles=_ADMIN), taken[1])
            return _file(pieces, f"{taken[1].lower()}.csv", "text/csv; charset=utf-8")
        person = links.open(token)
        if person is not None and await _is_there(network, person):
            return _file(export(network, Viewer(person), person), "about-me.zip", "application/zip")
        return JSONResponse(
            {"error": "this link does not lead anywhere, or not any more"},
            404,
            {"Cache-Control": "no-store"},
        )

    return router


async def _is_there(network: Network, person: Key) -> bool:
    return await to_thread.run_sync(about_me, network, Viewer(person), person) is not None


def _file(pieces: Iterator[bytes], name: str, media_type: str) -> Response:
    return StreamingResponse(_streamed(pieces), media_type=media_type, headers=_headers(name))


async def _streamed(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Pieces that are made in a worker thread."""
    while (piece := await to_thread.run_sync(next, pieces, None)) is not None:
        if piece:
            yield piece
