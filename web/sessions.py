"""Who is signed in: a sealed cookie, and the token that proves that a form came from a page of ours.

The cookie says who somebody is and until when, sealed with a key that follows from the secret of the
installation, so every worker process reads it and none keeps a list. It says too how often its person had
signed out everywhere when it began, which the store counts. A visitor who has not signed in has a session
too: the form that signs in carries a token like any other.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from hmac import compare_digest
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from starlette.requests import Request
from starlette.responses import Response

from api.sign_in import Entered

LASTS: Final = timedelta(hours=12)
"""How long somebody stays signed in."""

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})

_ALGORITHM: Final = "HS256"
_ISSUER: Final = "kith-pages"
_NAME: Final = "kith-session"


@dataclass(frozen=True, slots=True)
class Session:
    """One browser, and who signed in with it: nobody yet for a visitor."""

    id: str
    expires: datetime
    entered: Entered | None = None


class Sessions:
    """Makes, reads and ends sessions."""

    def __init__(self, secret: bytes, clock: Callable[[], datetime]) -> None:
        derived = blake2b(b"sessions of pages", key=secret[:64], digest_size=32).digest()
        self._key = OctKey.import_key(derived)
        self._forms = blake2b(b"forms of pages", key=secret[:64], digest_size=32).digest()
        self._clock = clock

    def today(self) -> date:
        """The UTC day of the clock by which sessions end."""
        return self._clock().astimezone(UTC).date()

    def begun(self, entered: Entered | None = None) -> Session:
        """A new session, with an id that nobody has seen."""
        return Session(secrets.token_urlsafe(18), self._clock() + LASTS, entered)

    def of(self, request: Request) -> Session:
        """The session that a request brings, or a visitor's when it brings none that holds."""
        return self._read(request.cookies.get(cookie_name(_NAME, request), "")) or self.begun()

    def keep(self, session: Session, request: Request, response: Response) -> None:
        """Have the browser bring `session` from now on."""
        entered = session.entered or Entered("")
        claims = {
            "iss": _ISSUER,
            "jti": session.id,
            "sub": entered.person,
            "roles": sorted(entered.roles),
            "outs": entered.sign_outs,
            "exp": int(session.expires.timestamp()),
        }
        sealed = jwt.encode({"alg": _ALGORITHM}, claims, self._key, algorithms=[_ALGORITHM])
        response.set_cookie(
            cookie_name(_NAME, request),
            sealed,
            max_age=int(LASTS.total_seconds()),
            secure=not is_local(request),
            httponly=True,
            samesite="lax",
        )

    def form_token(self, session: Session) -> str:
        """What every form of a page of this session carries."""
        return blake2b(session.id.encode(), key=self._forms, digest_size=24).hexdigest()

    def is_ours(self, session: Session, token: str) -> bool:
        """Whether a form with `token` came from a page of this session."""
        return compare_digest(self.form_token(session).encode(), token.encode())

    def _read(self, sealed: str) -> Session | None:
        rules = jwt.JWTClaimsRegistry(
            now=lambda: int(self._clock().timestamp()),
            iss={"essential": True, "value": _ISSUER},
            jti={"essential": True},
            sub={"essential": True, "allow_blank": True},
            outs={"essential": True},
            exp={"essential": True},
        )
        try:
            claims: dict[str, Any] = jwt.decode(sealed, self._key, algorithms=[_ALGORITHM]).claims
            rules.validate(claims)
        except (JoseError, ValueError, TypeError):
            return None
        expires = datetime.fromtimestamp(float(claims["exp"]), UTC)
        roles = frozenset(map(str, claims.get("roles", ())))
        entered = Entered(str(claims["sub"]), roles, int(claims["outs"]))
        return Session(str(claims["jti"]), expires, entered if entered.person else None)


def is_local(request: Request) -> bool:
    """Whether the browser runs on this machine and says so in the address."""
    here = request.client is not None and request.client.host in LOOPBACK
    return here and request.url.hostname in LOOPBACK


def cookie_name(name: str, request: Request) -> str:
    """A name that browsers take over TLS only, from this very host; on this machine a plain one."""
    return name if is_local(request) else f"__Host-{name}"
