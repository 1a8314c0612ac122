"""What a browser keeps for the minutes in which somebody signs in: where to go on, and secrets of the way.

It lies encrypted in a cookie, so that no worker process and no table has to remember who began.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final

import msgspec
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from starlette.requests import Request
from starlette.responses import Response

from api.openid import Begun
from web.forms import Form
from web.sessions import cookie_name, is_local

LASTS: Final = timedelta(minutes=10)

_NAME: Final = "kith-sign-in"
_ALGORITHMS: Final = ("dir", "A256GCM")
_LARGEST: Final = 2_200
"""Bytes of what is carried: encrypted and written in letters it fits the 4 kB that every browser takes."""


@dataclass(frozen=True, slots=True)
class Pending:
    """Where somebody wants to go on, what they had typed, and the secrets of a provider's sign-in."""

    onward: str = "/"
    typed: Form = field(default_factory=Form)
    begun: Begun | None = None

    def fits(self) -> bool:
        """Whether a browser takes it."""
        return len(msgspec.json.encode([self.onward, self.typed.pairs()])) <= _LARGEST


class _Sealed(msgspec.Struct, array_like=True):
    ends: float
    onward: str
    typed: list[tuple[str, str]]
    begun: list[str]


class PendingCookie:
    """Keeps one Pending in a browser, and takes it back."""

    def __init__(self, secret: bytes, clock: Callable[[], datetime]) -> None:
        derived = blake2b(b"signing in to pages", key=secret[:64], digest_size=32).digest()
        self._key = OctKey.import_key(derived)
        self._clock = clock

    def keep(self, pending: Pending, request: Request, response: Response, lasts: timedelta = LASTS) -> None:
        """Have the browser bring `pending` for a while; what does not fit is left out."""
        response.set_cookie(
            cookie_name(_NAME, request),
            self.sealed(pending, lasts),
            max_age=int(lasts.total_seconds()),
            secure=not is_local(request),
            httponly=True,
            samesite="lax",
        )

    def of(self, request: Request) -> Pending | None:
        """What the request brings, None when it brings nothing that holds."""
        return self.opened(request.cookies.get(cookie_name(_NAME, request), ""))

    def drop(self, request: Request, response: Response) -> None:
        """Have the browser forget it."""
        name = cookie_name(_NAME, request)
        if name in request.cookies:
            response.delete_cookie(name, secure=not is_local(request), httponly=True, samesite="lax")

    def sealed(self, pending: Pending, lasts: timedelta = LASTS) -> str:
        """`pending` in letters that only this installation reads."""
        begun = pending.begun
        carried = pending if pending.fits() else Pending()
        inside = _Sealed(
            (self._clock() + lasts).timestamp(),
            carried.onward,
            carried.typed.pairs(),
            [begun.state, begun.nonce, begun.verifier] if begun else [],
        )
        header = dict(zip(("alg", "enc"), _ALGORITHMS, strict=True))
        return jwe.encrypt_compact(header, msgspec.json.encode(inside), self._key, algorithms=_ALGORITHMS)

    def opened(self, sealed: str) -> Pending | None:
        """What `sealed` made; None for anything else, and when its time is over."""
        try:
            plain = jwe.decrypt_compact(sealed, self._key, algorithms=_ALGORITHMS).plaintext
            inside = msgspec.json.decode(plain or b"", type=_Sealed)
        except (JoseError, ValueError, msgspec.MsgspecError):
            return None
        if inside.ends <= self._clock().timestamp():
            return None
        begun = Begun(*inside.begun) if inside.begun else None
        return Pending(inside.onward, Form(inside.typed), begun)
