"""Links in messages that do one thing for one person who needs no account: who holds the link may do it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final, NamedTuple

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from graph.keys import Key

_ALGORITHM: Final = "HS256"
_ISSUER: Final = "kith-links"


class BadLink(Exception):
    """The link is forged, damaged or too old; it does not say which."""


class Link(NamedTuple):
    """What a link does, for whom; `about` is the key of the record that it is about, "" for none."""

    action: str
    person: Key
    about: str = ""


class LinkTokens:
    """Signs and reads the tokens of links, with a key that follows from the secret of the installation."""

    def __init__(self, secret: bytes, clock: Callable[[], datetime]) -> None:
        self._key = OctKey.import_key(blake2b(b"links in messages", key=secret[:64], digest_size=32).digest())
        self._clock = clock

    def issue(self, action: str, person: Key, lifetime: timedelta, about: str = "") -> str:
        """A token that holds for `lifetime`. About 0.1 ms."""
        claims = {
            "iss": _ISSUER,
            "sub": person,
            "act": action,
            "exp": int((self._clock() + lifetime).timestamp()),
        } | ({"abt": about} if about else {})
        return jwt.encode({"alg": _ALGORITHM}, claims, self._key, algorithms=[_ALGORITHM])

    def read(self, token: str) -> Link:
        """What `token` is for. Raises BadLink."""
        rules = jwt.JWTClaimsRegistry(
            now=lambda: int(self._clock().timestamp()),
            iss={"essential": True, "value": _ISSUER},
            sub={"essential": True},
            act={"essential": True},
            exp={"essential": True},
        )
        try:
            claims = jwt.decode(token, self._key, algorithms=[_ALGORITHM]).claims
            rules.validate(claims)
        except (JoseError, ValueError, TypeError) as error:
            raise BadLink from error
        return Link(str(claims["act"]), Key(str(claims["sub"])), str(claims.get("abt", "")))
