"""Telephone numbers in E.164."""

from functools import lru_cache

from graph.errors import InvalidValue


@lru_cache(maxsize=100_000)
def phone(text: str, region: str = "") -> str:
    """The number as `+14155550123`; an extension follows as `;ext=12`, for it tells people apart.

    `region` (ISO 3166, "US") is where a number without a country code belongs; without a region
    such a number is refused. About 35 µs, cached. Raises InvalidValue.
    """
    import phonenumbers  # only here: most files hold no number
    from phonenumbers import NumberParseException, PhoneNumberFormat

    try:
        number = phonenumbers.parse(text, region.upper() or None)
    except NumberParseException as error:
        raise InvalidValue("phone", text, str(error)) from error
    if not phonenumbers.is_possible_number(number):
        raise InvalidValue("phone", text, "no number of its country has this length")
    found = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{found};ext={number.extension}" if number.extension else found
