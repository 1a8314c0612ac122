"""Identifiers: (scheme, text) to the one form that only one person has."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from graph.errors import InvalidValue
from graph.identity.emails import email
from graph.identity.phones import phone
from graph.identity.profiles import github, linkedin

_LONGEST_NUMBER = 100


def employee(text: str) -> str:
    """An employee number, trimmed; case and leading zeros stay. Raises InvalidValue."""
    number = " ".join(text.split())
    if not number or len(number) > _LONGEST_NUMBER or not number.isprintable():
        raise InvalidValue("employee", text, "not an employee number")
    return number


SCHEMES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"email": email, "employee": employee, "linkedin": linkedin, "github": github, "phone": phone}
)
"""How each scheme is normalised."""


def normalise(scheme: str, text: str) -> str:
    """The form of `text` that is compared; a form that is normalised already stays as it is.

    A phone number needs its country code here; `phones.phone` takes a region as well.
    Raises InvalidValue, also for a scheme that is not among SCHEMES.
    """
    function = SCHEMES.get(scheme)
    if function is None:
        raise InvalidValue("scheme", scheme, f"one of {', '.join(SCHEMES)} expected")
    return function(text)
