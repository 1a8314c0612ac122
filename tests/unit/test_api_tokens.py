"""Bearer tokens: who made them, for whom, until when, and signed in which way."""

import base64
import hmac
from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from api.auth import JwtVerifier, NotAuthenticated, development_keys, issue_development_token
from graph.errors import InvalidValue
from tests.factories.network import NOW

SECRET = b"thirty-two bytes or more for tests"
KEYS = development_keys(SECRET)
RSA = RSAKey.generate_key(2048, {"kid": "rsa"})
EC = ECKey.generate_key("P-256", {"kid": "ec"})
CLAIMS = {
    "sub": "ada@example.com",
    "iss": "kith-development",
    "aud": "kith",
    "exp": int(NOW.timestamp()) + 60,
}


def verifier(keys: KeySet = KEYS) -> JwtVerifier:
    return JwtVerifier(keys, clock=lambda: NOW)


def signed(key: Any = KEYS.keys[0], alg: str = "HS256", kid: str | None = None, **claims: Any) -> str:
    header = {"alg": alg} | ({"kid": kid} if kid else {})
    given = {name: value for name, value in (CLAIMS | claims).items() if value is not None}
    return jwt.encode(header, given, key, algorithms=[alg])


def test_a_development_token_says_who_and_as_what() -> None:
    token = issue_development_token(KEYS, "ada@example.com", ["recruiter"], groups=["legal"], now=NOW)
    claims = verifier().verify(token)
    assert (claims.subject, claims.roles, claims.groups) == (
        "ada@example.com",
        frozenset({"recruiter"}),
        frozenset({"legal"}),
    )
    assert claims.expires == NOW + timedelta(hours=12)


@pytest.mark.parametrize("role", ["employee", "alumnus", "emperor"])
def test_no_token_is_issued_for_a_role_that_follows_from_status_or_is_none(role: str) -> None:
    with pytest.raises(InvalidValue):
        issue_development_token(KEYS, "ada@example.com", [role], now=NOW)


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": int(NOW.timestamp()) - 31},
        {"exp": None},
        {"exp": "tomorrow"},
        {"sub": None},
        {"sub": 7},
        {"iss": "somebody else"},
        {"aud": "something else"},
        {"nbf": int(NOW.timestamp()) + 3600},
        {"roles": "recruiter"},
        {"groups": [1]},
    ],
)
def test_a_token_that_is_late_or_for_others_is_refused(claims: dict[str, Any]) -> None:
    with pytest.raises(NotAuthenticated):
        verifier().verify(signed(**claims))


def test_the_clock_of_the_issuer_may_be_a_little_off() -> None:
    assert verifier().verify(signed(exp=int(NOW.timestamp()) - 29)).subject == "ada@example.com"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "junk",
        "a.b.c",
        signed(OctKey.import_key(b"another key of thirty-two bytes and more")),
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGFAZXhhbXBsZS5jb20ifQ.",
        signed() + "x",
    ],
)
def test_a_forged_token_is_refused(token: str) -> None:
    with pytest.raises(NotAuthenticated):
        verifier().verify(token)


def test_keys_of_an_identity_provider_are_used_in_their_one_way() -> None:
    provider = verifier(KeySet([RSA, EC]))
    assert provider.verify(signed(RSA, "RS256", "rsa")).subject == "ada@example.com"
    assert provider.verify(signed(EC, "ES256", "ec")).subject == "ada@example.com"
    for token in (signed(RSA, "PS256", "rsa"), signed(RSA, "RS256", "ec"), signed(RSA, "RS256", "unknown")):
        with pytest.raises(NotAuthenticated):
            provider.verify(token)


def test_a_public_key_is_no_secret_to_sign_with() -> None:
    head, body, _ = signed(RSA, "RS256", "rsa").split(".")
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"rsa"}').decode().rstrip("=")
    seal = hmac.digest(RSA.as_pem(private=False), f"{head}.{body}".encode(), "sha256")
    confused = f"{head}.{body}.{base64.urlsafe_b64encode(seal).decode().rstrip('=')}"
    with pytest.raises(NotAuthenticated):
        verifier(KeySet([RSA])).verify(confused)


@pytest.mark.parametrize(
    "keys",
    [KeySet([]), KeySet([OctKey.import_key(b"sixteen bytes...")]), KeySet([ECKey.generate_key("P-384")])],
)
def test_a_key_set_that_cannot_be_trusted_is_refused_at_the_start(keys: KeySet) -> None:
    with pytest.raises(ValueError):
        JwtVerifier(keys)
