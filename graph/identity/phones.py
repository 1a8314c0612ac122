"""Telephone numbers in E.164."""

from functools import lru_cache

from graph.errors import InvalidValue


@lru_cache(maxsize=100_000)
def phone(text: str, region: str = "") -> str:
    """The number as `+14155550123`; an extension follows as `;ext=12`, for it tells people apart.

    `region` (ISO 3166, "US") is where a number without a country code belongs; without a region
    such a number is refused. About 70 µs, cached. Raises InvalidValue.
    """
    found, extension = _once(text, region.upper() or None)
    while (again := _once(found, None)[0]) != found:  # a trunk zero that was written more than once
        found = again
    return f"{found};ext={extension}" if extension else found


def _once(text: str, region: str | None) -> tuple[str, str]:
    """The number without one trunk prefix, and its extension. Raises InvalidValue."""
    import phonenumbers  # only here: most files hold no number
    from phonenumbers import NumberParseException, PhoneNumberFormat

    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException as error:
        raise InvalidValue("phone", text, str(error)) from error
    if not phonenumbers.is_possible_number(number):
        raise InvalidValue("phone", text, "no number of its country has this length")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164), number.extension or ""
