"""The reader's locale: dates and numbers stand as the browser says that its reader writes them."""

import re
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

OURS: Final = Locale("en", "GB")
"""For whoever names no locale that is known."""

_MOST: Final = 20
_REMEMBERED: Final = 4096
_READER: ContextVar[Locale] = ContextVar("reader", default=OURS)
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def heed(accepted: str) -> None:
    """Write for who sends this Accept-Language (RFC 9110), from here to the end of the request."""
    wanted = [part.partition(";") for part in accepted.split(",")[:_MOST]]
    ranked = sorted(wanted, key=lambda part: -_weight(part[2]))
    found = (_known(tag.strip()) for tag, _, quality in ranked if _weight(quality) > 0)
    _READER.set(next((locale for locale in found if locale), OURS))


def language() -> str:
    """The language in which dates stand now, as a tag for `lang`."""
    return _READER.get().language


def day(text: str | None) -> str:
    """An ISO day, month, year or moment as people write it: 26 November 2026. Any other text as it is."""
    found = _DAY.match(text or "")
    if found is None:
        return text or ""
    year, month, number = found.groups()
    try:
        at = date(int(year), int(month or 1), int(number or 1))
    except ValueError:
        return text or ""
    return _written(at, "" if number else "yMMMM" if month else "y", _READER.get())


@lru_cache(_REMEMBERED)
def _written(at: date, skeleton: str, locale: Locale) -> str:
    """A day, or of it what the skeleton says. A page has many of them, and few different ones."""
    return (
        format_skeleton(skeleton, at, locale=locale) if skeleton else format_date(at, "long", locale=locale)
    )


def number(value: float) -> str:
    """A number as people write it: 1,234.5."""
    return str(format_decimal(value, locale=_READER.get()))


def _known(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
