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
from queries.told import told

LASTS: Final = timedelta(minutes=15)
"""How long a link leads anywhere."""

_QUESTION: Final = ("file", "about-me")
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Disposition": 'attachment; filename="about-me.zip"',
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
        until = iso(self._network.clock() + LASTS)
        return self._seals.seal(_QUESTION, (person, until)), until

    def open(self, token: str) -> Key | None:
        """Whose copy the link leads to; None when it is forged or over."""
        try:
            sealed = self._seals.open(_QUESTION, token, tuple[Key, str])
        except RequestError:
            return None
        return sealed[0] if sealed and sealed[1] > iso(self._network.clock()) else None


def router_of(network: Network) -> APIRouter:
    """GET /files/{token}."""
    router = APIRouter()
    links = Links(network)

    def held(viewer: Viewer) -> AboutMe | None:
        return about_me(told(network, viewer), viewer, viewer.person)

    @router.get("/files/{token}", include_in_schema=False)
    async def file(token: str) -> Response:
        person = links.open(token)
        viewer = Viewer(person) if person else None
        if viewer is None or await to_thread.run_sync(held, viewer) is None:
            return JSONResponse(
                {"error": "this link does not lead anywhere, or not any more"},
                404,
                {"Cache-Control": "no-store"},
            )
        pieces = export(told(network, viewer), viewer, viewer.person)
        return StreamingResponse(_streamed(pieces), media_type="application/zip", headers=_HEADERS)

    return router


async def _streamed(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Pieces that are made in a worker thread."""
    while (piece := await to_thread.run_sync(next, pieces, None)) is not None:
        if piece:
            yield piece
