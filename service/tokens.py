"""Whose word is believed about who asks: an identity provider's keys, or this installation's own."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.auth import JwtVerifier, Verifier, development_keys, issue_development_token
from graph.errors import InvalidValue, StoreUnavailable
from graph.keys import Key
from service.secrets import read_or_make
from service.settings import Settings


def verifier(settings: Settings) -> Verifier:
    """What checks the tokens of requests. Raises StoreUnavailable for keys that cannot be read."""
    if settings.identity_keys_file is None:
        return JwtVerifier(_own_keys(settings), clock=settings.clock)
    return JwtVerifier(
        _provider_keys(settings),
        issuer=settings.identity_issuer,
        audience=settings.identity_audience,
        clock=settings.clock,
    )


def development_token(settings: Settings, person: Key, roles: Sequence[str], days: int) -> str:
    """A token for `person`. Raises InvalidValue when an identity provider is configured."""
    if settings.identity_keys_file is not None:
        raise InvalidValue(
            "KITH_IDENTITY_KEYS_FILE",
            str(settings.identity_keys_file),
            "an identity provider is configured: tokens come from there",
        )
    return issue_development_token(
        _own_keys(settings), person, roles, now=settings.clock(), lifetime=timedelta(days=days)
    )


def _own_keys(settings: Settings) -> KeySet:
    return development_keys(read_or_make(settings.token_key_file or settings.data / "token-key"))


def _provider_keys(settings: Settings) -> KeySet:
    path = settings.identity_keys_file
    assert path is not None
    try:
        keys: Any = msgspec.json.decode(path.read_bytes())
        return KeySet.import_key_set(keys)
    except (OSError, JoseError, msgspec.MsgspecError, ValueError, TypeError, KeyError) as error:
        raise StoreUnavailable(str(path), f"no set of keys (JWKS): {error}") from error
