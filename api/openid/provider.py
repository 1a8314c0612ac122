"""The company's identity provider: sends somebody there, and reads what it says of who comes back."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwk import Key

from api.auth import grantable
from api.openid.published import ALGORITHMS, TIMEOUT_S, Published, is_safe
from api.openid.published import ProviderAway as ProviderAway

_SCOPE: Final = "openid email"
_LEEWAY_S: Final = 30


class Doubtful(Exception):
    """What came back proves nothing; the text says why, for the log, and names nobody."""


@dataclass(frozen=True, slots=True)
class Client:
    """How the provider knows this installation. `back`: where it sends people; `roles`: a claim."""

    issuer: str
    id: str
    back: str
    roles: str = "roles"
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that is under way: only the browser that began it knows these."""

    state: str
    nonce: str
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Proof:
    """Whose address the provider vouches for, "" for none; and the roles that it says they have."""

    address: str
    roles: frozenset[str]


class Provider:
    """One provider. Its methods wait for the network: call them in a worker thread."""

    def __init__(
        self, client: Client, clock: Callable[[], datetime], published: Published | None = None
    ) -> None:
        """Take who we are there. ValueError for an issuer without TLS."""
        if not is_safe(client.issuer):
            raise ValueError("an identity provider speaks TLS, or is on this machine")
        self._client = client
        self._clock = clock
        self._published = published or Published(client.issuer)

    @property
    def issuer(self) -> str:
        """How it names itself."""
        return self._client.issuer

    def begin(self) -> tuple[str, Begun]:
        """Where to send the browser, and what it is to bring back. Raises ProviderAway."""
        begun = Begun(*(secrets.token_urlsafe(32) for _ in range(3)))
        address = prepare_grant_uri(
            self._published.doors().authorization,
            client_id=self._client.id,
            response_type="code",
            redirect_uri=self._client.back,
            scope=_SCOPE,
            state=begun.state,
            nonce=begun.nonce,
            code_challenge=create_s256_code_challenge(begun.verifier),
            code_challenge_method="S256",
        )
        return str(address), begun

    def finish(self, code: str, begun: Begun) -> Proof:
        """Who has signed in, from the code that came back. Raises ProviderAway, Doubtful."""
        token = self._exchanged(code, begun).get("id_token")
        if not isinstance(token, str):
            raise Doubtful("no ID token")
        claims = self._verified(token, begun.nonce)
        address = claims.get("email")
        # some providers write the word instead of the value
        verified = claims.get("email_verified", True) in (True, "true")
        proved = address if verified and isinstance(address, str) else ""
        return Proof(proved, grantable(_names(claims.get(self._client.roles))))

    def _session(self, in_body: bool) -> Any:
        method: Literal["client_secret_post", "client_secret_basic", "none"] = "none"
        if self._client.secret:
            method = "client_secret_post" if in_body else "client_secret_basic"
        return OAuth2Client(
            self._client.id,
            self._client.secret or None,
            token_endpoint_auth_method=method,
            scope=_SCOPE,
            redirect_uri=self._client.back,
            timeout=TIMEOUT_S,
        )

    def _exchanged(self, code: str, begun: Begun) -> Mapping[str, Any]:
        doors = self._published.doors()
        try:
            with self._session(doors.in_body) as session:
                answer: Mapping[str, Any] = session.fetch_token(
                    doors.token,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=begun.verifier,
                    redirect_uri=self._client.back,
                )
        except AuthlibBaseError as error:
            raise Doubtful(f"the code was refused: {error.error}") from error
        except (httpx2.HTTPError, ValueError) as error:
            raise ProviderAway(f"token: {type(error).__name__}") from error
        return answer

    def _verified(self, token: str, nonce: str) -> Mapping[str, Any]:
        """The claims of an ID token that is this provider's, for us, now, and for this very sign-in."""
        rules = jwt.JWTClaimsRegistry(
            now=lambda: int(self._clock().timestamp()),
            leeway=_LEEWAY_S,
            iss={"essential": True, "value": self._client.issuer},
            aud={"essential": True, "value": self._client.id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = jwt.decode(token, self._key, algorithms=ALGORITHMS).claims
            rules.validate(claims)
        except (JoseError, ValueError, TypeError, OverflowError) as error:
            raise Doubtful(f"the ID token: {type(error).__name__}") from error
        if claims.get("azp", self._client.id) != self._client.id:
            raise Doubtful("the ID token is another client's")
        return claims

    def _key(self, signed: Any) -> Key:
        header = signed.headers()
        kid, algorithm = header.get("kid"), str(header.get("alg"))
        key = self._published.key(kid if isinstance(kid, str) else None, algorithm)
        if key is None or algorithm not in ALGORITHMS:
            raise UnsupportedAlgorithmError
        return key


def _names(value: object) -> list[str]:
    """One name or several; whatever else stands there is none."""
    held = value if isinstance(value, list) else [value]
    return [name for name in held if isinstance(name, str)]
