"""POST /uploads: a file to be imported. The answer has an id for startImport, for a day and its sender."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from anyio import to_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse

from api.auth import NotAuthenticated, Verifier, viewer_of
from api.multipart import BadForm, FilePart, boundary_of
from graph.model import Person
from graph.uploads import UploadFolder
from policy.viewer import Viewer
from queries.network import Network

_REST: Final = 65_536
"""Bytes of the form beside the file."""

KINDS: Final = (".csv", ".tsv", ".txt", ".zip")
_HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def uploads_router(network: Network, verifier: Verifier, largest: int) -> APIRouter:
    """The route; without a folder for uploads it leads nowhere."""
    router = APIRouter()

    @router.post("/uploads", include_in_schema=False)
    async def upload(request: Request) -> JSONResponse:
        if network.uploads is None:
            return _answer(404, {"error": "this installation takes no files"})
        try:
            viewer = await _sender(network, verifier, request)
            return _answer(201, {"upload": await _receive(network.uploads, viewer, request, largest)})
        except NotAuthenticated:
            return _answer(401, {"error": "a valid bearer token is needed"}, {"WWW-Authenticate": "Bearer"})
        except BadForm as error:
            return _answer(error.status, {"error": error.reason}, {"Connection": "close"})

    return router


async def _sender(network: Network, verifier: Verifier, request: Request) -> Viewer:
    """Who sends it. Raises NotAuthenticated; BadForm for who may import nothing."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise NotAuthenticated(missing=True)
    claims = verifier.verify(token.strip())
    viewer = await to_thread.run_sync(viewer_of, network, claims)
    if not viewer.person or viewer.person not in (await _there(network, viewer)):
        raise BadForm(403, "only people of the network send files")
    return viewer


async def _there(network: Network, viewer: Viewer) -> set[str]:
    found = await to_thread.run_sync(network.store.fetch, [viewer.person])
    return {key for key, stored in found.found.items() if isinstance(stored.record, Person)}


async def _receive(folder: UploadFolder, viewer: Viewer, request: Request, largest: int) -> str:
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > largest + _REST:
        raise BadForm(413, f"a file has at most {largest} bytes")
    part = FilePart(request.stream(), boundary_of(request.headers.get("content-type", "")))
    name = await part.name()
    if PurePath(name).suffix.lower() not in KINDS:
        raise BadForm(415, f"a file is one of {', '.join(KINDS)}")
    with folder.receive(viewer.person, name) as (upload, file):
        await part.write(file, largest)
    return upload


def _answer(status: int, content: Mapping[str, str], more: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse(content, status, {**_HEADERS, **(more or {})})
