"""Who asks: bearer tokens, and the person and roles behind them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Protocol

from joserfc import jwt
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwk import ECKey, Key, KeySet, OctKey, RSAKey

from graph.errors import InvalidValue
from graph.identity.identifiers import normalise
from graph.keys import NO_KEY, kind_of
from graph.keys import Key as RecordKey
from graph.model import Identifier, Person
from policy.viewer import ROLES, Viewer
from queries.network import Network

BY_STATUS: Final = frozenset({"employee", "alumnus"})
"""Roles that follow from somebody's employments; no token gives them."""

DEVELOPMENT_ISSUER: Final = "kith-development"
AUDIENCE: Final = "kith"


class NotAuthenticated(Exception):
    """The token is missing (`missing`), forged, expired or meant for others; it does not say which."""

    def __init__(self, missing: bool = False) -> None:
        super().__init__("not authenticated")
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified token says. `subject` is an e-mail address or the key of a person."""

    subject: str
    roles: frozenset[str]
    groups: frozenset[str]
    expires: datetime


class Verifier(Protocol):
    """Tells good tokens from others."""

    def verify(self, token: str) -> Claims:
        """What `token` says. Raises NotAuthenticated. Safe to use from several threads."""
        ...


class JwtVerifier:
    """Verifies JWTs signed with one of `keys`; the kind of a key alone decides on its algorithm.

    oct keys sign HS256, RSA keys RS256, EC keys on P-256 ES256; any other, "none" included, is refused.
    """

    def __init__(
        self,
        keys: KeySet,
        *,
        audience: str = AUDIENCE,
        issuer: str = DEVELOPMENT_ISSUER,
        leeway: timedelta = timedelta(seconds=30),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take the keys of a development installation or of an identity provider. ValueError on a bad set."""
        self._keys = [(key, _algorithm(key)) for key in keys.keys]
        if not self._keys or (len(self._keys) > 1 and not all(key.kid for key, _ in self._keys)):
            raise ValueError("a key set holds at least one key, and several keys each have a kid")
        self._claims = jwt.JWTClaimsRegistry(
            now=lambda: int(clock().timestamp()),
            leeway=int(leeway.total_seconds()),
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            sub={"essential": True},
            exp={"essential": True},
        )

    def verify(self, token: str) -> Claims:
        """See Verifier. About 0.1 ms for HS256."""
        try:
            claims = jwt.decode(token, self._key, algorithms=sorted({a for _, a in self._keys})).claims
            self._claims.validate(claims)
            return _claims(claims)
        except (JoseError, ValueError, OverflowError, TypeError) as error:
            raise NotAuthenticated from error

    def _key(self, signed: Any) -> Key:
        """The key that a token names, if it is signed in the one way of that key."""
        header = signed.headers()
        kid = header.get("kid")
        for key, algorithm in self._keys:
            if (kid is None or kid == key.kid) and header.get("alg") == algorithm:
                return key
        raise UnsupportedAlgorithmError


def _algorithm(key: Key) -> str:
    if isinstance(key, OctKey) and len(key.raw_value) >= 32:
        return "HS256"
    if isinstance(key, RSAKey):
        return "RS256"
    if isinstance(key, ECKey) and key.curve_name == "P-256":
        return "ES256"
    raise ValueError("keys are oct (32 bytes or more), RSA or EC on P-256")


def _claims(claims: dict[str, Any]) -> Claims:
    return Claims(
        str(claims["sub"]),
        _names(claims.get("roles")),
        _names(claims.get("groups")),
        datetime.fromtimestamp(float(claims["exp"]), UTC),
    )


def _names(value: object) -> frozenset[str]:
    if value is None:
        return frozenset()
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValueError("roles and groups are lists of names")
    return frozenset(value)


def development_keys(secret: bytes) -> KeySet:
    """The key set of an installation without an identity provider; `secret` has 32 bytes or more."""
    return KeySet([OctKey.import_key(secret)])


def issue_development_token(
    keys: KeySet,
    subject: str,
    roles: Sequence[str] = (),
    *,
    groups: Sequence[str] = (),
    now: datetime,
    lifetime: timedelta = timedelta(hours=12),
    audience: str = AUDIENCE,
    issuer: str = DEVELOPMENT_ISSUER,
) -> str:
    """A token for `subject` (an e-mail address or a person's key), signed with the first of `keys`.

    Raises InvalidValue for roles that do not exist or that follow from status.
    """
    for role in roles:
        if role not in ROLES or role in BY_STATUS:
            raise InvalidValue("role", role, f"one of {', '.join(sorted({*ROLES} - BY_STATUS))}")
    key = keys.keys[0]
    header = {"alg": _algorithm(key)} | ({"kid": key.kid} if key.kid else {})
    claims = {
        "sub": subject,
        "iss": issuer,
        "aud": audience,
        "iat": int(now.timestamp()),
        "exp": int((now + lifetime).timestamp()),
        "roles": sorted(roles),
        "groups": sorted(groups),
    }
    return jwt.encode(header, claims, key, algorithms=[header["alg"]])


def viewer_of(network: Network, claims: Claims) -> Viewer:
    """Who a token speaks for. An unknown subject is a viewer without a person. One round trip."""
    return Viewer(
        person=person_of(network, claims.subject),
        roles=grantable(claims.roles),
        groups=claims.groups,
    )


def grantable(named: Collection[str]) -> frozenset[str]:
    """Those of the names that are roles which somebody can be given."""
    return frozenset(named) & (frozenset(ROLES) - BY_STATUS)


def person_of(network: Network, subject: str) -> RecordKey:
    """The person with this key, or whose address the company (no private source) knows this to be."""
    if not subject.isprintable():
        return NO_KEY
    if kind_of(subject) == Person.KIND:
        key = RecordKey(subject)
        stored = network.store.fetch([key]).found.get(key)
        return key if stored is not None and isinstance(stored.record, Person) else NO_KEY
    try:
        address = normalise("email", subject)
    except InvalidValue:
        return NO_KEY
    key = network.keys.key(Identifier.KIND, "email", address)
    stored = network.store.fetch([key]).found.get(key)
    if stored is None or not isinstance(stored.record, Identifier) or stored.record.contributors:
        return NO_KEY
    return stored.record.person
