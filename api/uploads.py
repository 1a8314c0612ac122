"""POST /uploads: a file to be imported. The answer has an id for startImport, for a day and its sender.

Pages take a file in by `keep`, once they know that the form is theirs.
"""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from anyio import to_thread
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse

from api.auth import NotAuthenticated, Verifier, viewer_of
from api.graphql.in_process import Asker
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


async def keep(asker: Asker, part: FilePart, name: str, announced: str) -> str:
    """The id of an upload of who asks: the file `name`, at which a form is, read to its end.

    `announced` is the request's Content-Length. Raises BadForm: no such kind, too large, empty, cut off.
    """
    folder, largest = asker.network.uploads, asker.limits.upload
    if folder is None:
        raise BadForm(404, "this installation takes no files")
    _check_size(announced, largest)
    _check_kind(name)
    with folder.receive(asker.viewer.person, name) as (upload, file):
        if await part.write(file, largest) == 0:
            raise BadForm(422, "the file is empty")
    return upload


async def _receive(folder: UploadFolder, viewer: Viewer, request: Request, largest: int) -> str:
    _check_size(request.headers.get("content-length", ""), largest)
    part = FilePart(request.stream(), boundary_of(request.headers.get("content-type", "")))
    name = await part.name()
    _check_kind(name)
    with folder.receive(viewer.person, name) as (upload, file):
        await part.write(file, largest)
    return upload


def _check_size(announced: str, largest: int) -> None:
    if announced.isdecimal() and int(announced) > largest + _REST:
        raise BadForm(413, f"a file has at most {largest} bytes")


def _check_kind(name: str) -> None:
    if PurePath(name).suffix.lower() not in KINDS:
        raise BadForm(415, f"a file is one of {', '.join(KINDS)}")


def _answer(status: int, content: Mapping[str, str], more: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse(content, status, {**_HEADERS, **(more or {})})
