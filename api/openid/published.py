"""What an identity provider publishes: where its doors are, and the keys by which its word is known."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, Key, RSAKey

ALGORITHMS: Final = ("ES256", "RS256")
"""How the word of a provider may be signed: never with a secret that others share, never not at all."""

TIMEOUT_S: Final = 5.0

_KEPT_S: Final = 3_600.0
_AGAIN_AFTER_S: Final = 10.0
"""Keys that were just fetched are not fetched again for a signature with an unknown one."""

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class ProviderAway(Exception):
    """The provider cannot be reached, or does not answer as agreed; the text says how, and names nobody."""


@dataclass(frozen=True, slots=True)
class Doors:
    """Where somebody is sent, where a code is handed in, and where the keys are.

    `in_body`: the provider takes a secret only in the body of a request.
    """

    authorization: str
    token: str
    keys: str
    in_body: bool


class Published:
    """Fetches what the provider at `issuer` publishes, and keeps it for an hour. Safe to use from threads."""

    def __init__(self, issuer: str, seconds: Callable[[], float] = time.monotonic) -> None:
        self._issuer = issuer
        self._seconds = seconds
        self._doors: tuple[float, Doors] | None = None
        self._keys: tuple[float, tuple[Key, ...]] | None = None

    def doors(self) -> Doors:
        """Raises ProviderAway."""
        if self._doors is None or self._age(self._doors[0]) > _KEPT_S:
            found = _fetched(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
            self._doors = self._seconds(), _doors(found, self._issuer)
        return self._doors[1]

    def key(self, kid: str | None, algorithm: str) -> Key | None:
        """The key that a signature names, or the only one of that algorithm. Raises ProviderAway."""
        held = self._keys
        if held is not None and self._age(held[0]) <= _KEPT_S:
            found = _chosen(held[1], kid, algorithm)
            if found is not None or self._age(held[0]) < _AGAIN_AFTER_S:
                return found
        keys = _keys(_fetched(self.doors().keys))
        self._keys = self._seconds(), keys
        return _chosen(keys, kid, algorithm)

    def _age(self, since: float) -> float:
        return self._seconds() - since


def is_safe(url: object) -> bool:
    """Whether what is sent there stays between the two of us: TLS, or this very machine."""
    if not isinstance(url, str):
        return False
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)


def _fetched(url: str) -> Mapping[str, Any]:
    try:
        answer = httpx2.get(url, timeout=TIMEOUT_S, headers={"Accept": "application/json"})
        answer.raise_for_status()
        found = answer.json()
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
        raise ProviderAway(f"{urlsplit(url).path}: {type(error).__name__}") from error
    if not isinstance(found, dict):
        raise ProviderAway(f"{urlsplit(url).path}: no JSON object")
    return found


def _doors(found: Mapping[str, Any], issuer: str) -> Doors:
    if found.get("issuer") != issuer:
        raise ProviderAway("it says that it is another issuer")
    places = [found.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if not all(map(is_safe, places)):
        raise ProviderAway("a door of it is missing or without TLS")
    authorization, token, keys = map(str, places)
    # RFC 8414: without a word about it, the secret goes into the header
    methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Doors(authorization, token, keys, in_body="client_secret_basic" not in methods)


def _keys(found: Mapping[str, Any]) -> tuple[Key, ...]:
    """Those of the keys that can be used; a provider may have others for other ends."""
    usable = []
    for one in found.get("keys") or ():
        try:
            if one.get("use", "sig") == "sig":
                usable.append(JWKRegistry.import_key(one))
        except (JoseError, ValueError, TypeError, KeyError, AttributeError):
            continue
    return tuple(usable)


def _chosen(keys: tuple[Key, ...], kid: str | None, algorithm: str) -> Key | None:
    fitting = [key for key in keys if _signs(key) == algorithm and kid in (None, key.kid)]
    return fitting[0] if len(fitting) == 1 or (fitting and kid is not None) else None


def _signs(key: Key) -> str:
    """The one algorithm of a key."""
    if isinstance(key, RSAKey):
        return "RS256"
    return "ES256" if isinstance(key, ECKey) and key.curve_name == "P-256" else ""
