"""Forms that are sent back: read within bounds, and never taken without the token of a page of ours."""

import uuid
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request

LARGEST: Final = 65_536
"""Bytes."""

TOKEN: Final = "form"  # noqa: S105 - the name of a field
ONCE: Final = "once"
"""The field that makes a form that is sent twice do its work once."""

KEPT: Final = "kept-"
"""What names begin with under which a form is carried past signing in."""

_MOST_VALUES: Final = 200


class TooLong(Exception):
    """More than any form of ours holds."""


async def read(request: Request) -> Mapping[str, str]:
    """What a form says; the last of several values of one name. Raises TooLong."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise TooLong
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_VALUES))
    except ValueError:
        return {}


def once() -> str:
    """A new idempotency key for a form."""
    return uuid.uuid4().hex


def from_here(request: Request) -> bool:
    """Whether the browser says that a page of this very origin sent the form."""
    return request.headers.get("sec-fetch-site") == "same-origin"


def kept(form: Mapping[str, str]) -> dict[str, str]:
    """A form that came too late, to be carried past signing in."""
    return {f"{KEPT}{name}": value for name, value in form.items() if name != TOKEN}


def unkept(form: Mapping[str, str]) -> dict[str, str]:
    """The form that was carried."""
    return {name.removeprefix(KEPT): value for name, value in form.items() if name.startswith(KEPT)}
