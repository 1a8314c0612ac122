"""What pages load: a style sheet and a small script, at addresses that change with their content."""

from hashlib import blake2b
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from web.headers import ASSET

_FOLDER: Final = Path(__file__).parent / "assets"
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}

_CONTENT: Final = {path.name: path.read_bytes() for path in _FOLDER.iterdir() if path.suffix in _TYPES}


def address(name: str) -> str:
    """Where the asset `name` is."""
    return f"/assets/{blake2b(_CONTENT[name], digest_size=6).hexdigest()}/{name}"


async def serve(request: Request) -> Response:
    """One asset; an old address has nothing."""
    name = request.path_params["name"]
    if name not in _CONTENT or request.url.path != address(name):
        return PlainTextResponse("There is nothing here.", 404)
    return Response(_CONTENT[name], media_type=_TYPES[Path(name).suffix], headers=ASSET)
