"""Profiles elsewhere: LinkedIn addresses and GitHub logins."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from graph.errors import InvalidValue

_LINKEDIN = re.compile(
    r"(?:(?:https?:)?//)?(?:(?:[a-z0-9-]+\.)*linkedin\.com(?::\d+)?/+)?"
    r"(?:mwlite/+)?(in|pub)/+([^/?#]+)(?:/+([^?#]*))?(?:[?#].*)?",
    re.IGNORECASE | re.DOTALL,
)
_OLD_ID = re.compile(r"([0-9a-z]{1,3})/+([0-9a-z]{1,3})/+([0-9a-z]{1,3})/*")
_SLUG = re.compile(r"[\w.~'’&+%-]{2,200}")
_GITHUB_URL = re.compile(r"(?:https?://)?(?:www\.)?github\.com/+([^/?#]+)/*(?:[?#].*)?", re.IGNORECASE)
_GITHUB_MAIL = re.compile(r"(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com", re.IGNORECASE)
_LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,38})")


@lru_cache(maxsize=100_000)
def linkedin(text: str) -> str:
    """`in/slug` for every form of a profile's address: hosts, /pub/, queries, escapes, case.

    The old form `/pub/ann-lee/1/2b/3c4` is `in/ann-lee-3c402b1`, as LinkedIn itself redirects it.
    A bare word is refused: "none" is no profile. Raises InvalidValue.
    """
    match = _LINKEDIN.fullmatch(text.strip())
    if match is None:
        raise InvalidValue("linkedin", text, "not the address of a LinkedIn profile")
    form, slug, rest = match.groups()
    slug = _fold(_unescape(slug))
    old = _OLD_ID.fullmatch((rest or "").lower()) if form.lower() == "pub" else None
    if old is not None:
        first, second, third = old.groups()
        slug = f"{slug}-{third:0>3}{second:0>3}{first}"
    if not _SLUG.fullmatch(slug):
        raise InvalidValue("linkedin", text, "not the name of a LinkedIn profile")
    return f"in/{slug}"


def _unescape(slug: str) -> str:
    """Percent-escapes undone until none is left (some systems escape twice)."""
    while (plain := unquote(slug)) != slug:
        slug = plain
    return slug


def _fold(slug: str) -> str:
    return unicodedata.normalize("NFC", slug.lower()).strip()


@lru_cache(maxsize=100_000)
def github(text: str) -> str:
    """The login in lower case, from a login, `@login`, a profile's URL or a no-reply address.

    Raises InvalidValue, for robots (`dependabot[bot]`) as well.
    """
    login = text.strip()
    for form in (_GITHUB_URL, _GITHUB_MAIL):
        if match := form.fullmatch(login):
            login = match[1]
            break
    login = login.removeprefix("@").lower()
    if not _LOGIN.fullmatch(login):
        raise InvalidValue("github", text, "not a GitHub login")
    return login
