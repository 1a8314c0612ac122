"""Which addresses a webhook may have."""

from base64 import b64encode
from typing import Final
from urllib.parse import urlsplit

from graph.errors import Refused

MOST_HOOKS: Final = 5
"""Webhooks of one person."""

LONGEST_URL: Final = 500
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


def check_url(url: str) -> str:
    """`url`, if a webhook may have it: https, or http on this very host. Raises Refused."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Refused("BAD_INPUT", f"no address: {error}", "url") from error
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise Refused("BAD_INPUT", f"at most {LONGEST_URL} letters of ASCII, without blanks", "url")
    if not host or port == 0 or parts.scheme not in ("https", "http"):
        raise Refused("BAD_INPUT", "an address is https://HOST/...", "url")
    if parts.scheme == "http" and host not in LOOPBACK:
        raise Refused("BAD_INPUT", "http only on this very host; use https", "url")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise Refused("BAD_INPUT", "without a user, a password and a fragment", "url")
    return url


def shown_secret(secret: str) -> str:
    """A secret (in hexadecimal) in the form that libraries for Standard Webhooks take."""
    return f"whsec_{b64encode(bytes.fromhex(secret)).decode()}"
