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
