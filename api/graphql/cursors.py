"""Cursors: where a page ends, sealed so that nobody can make or change one, or use it elsewhere."""

import base64
import binascii
import hashlib
import hmac
from typing import Any, Final, TypeVar

import msgspec

from api.graphql.errors import RequestError
from graph.keys import KeyMaker

_SEAL: Final = 16
_LONGEST: Final = 2_000

T = TypeVar("T")


class Cursors:
    """Seals places with a secret derived from the installation's, so every worker opens them."""

    def __init__(self, keys: KeyMaker) -> None:
        self._secret = "".join(keys.name("cursor secret", str(part)) for part in range(2)).encode()

    def seal(self, question: tuple[Any, ...], place: tuple[Any, ...]) -> str:
        """The cursor of `place` in the answer to `question`, which it then belongs to."""
        body = msgspec.json.encode(place)
        sealed = self._seal(question, body) + body
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def open(self, question: tuple[Any, ...], cursor: str | None, kind: type[T]) -> T | None:
        """The place, read as `kind`; None without a cursor. Raises RequestError BAD_CURSOR."""
        if cursor is None:
            return None
        try:
            if len(cursor) > _LONGEST:
                raise ValueError
            sealed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            seal, body = sealed[:_SEAL], sealed[_SEAL:]
            if not hmac.compare_digest(seal, self._seal(question, body)):
                raise ValueError
            return msgspec.json.decode(body, type=kind)
        except (ValueError, binascii.Error, msgspec.MsgspecError):
            raise RequestError("BAD_CURSOR", "This cursor does not belong to this question.") from None

    def _seal(self, question: tuple[Any, ...], body: bytes) -> bytes:
        message = msgspec.json.encode(question) + b"\x00" + body
        return hmac.digest(self._secret, message, hashlib.sha256)[:_SEAL]
