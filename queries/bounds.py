"""What a question may ask for: checked before anything is read, alike for the hidden and the absent."""

from typing import Final

from graph.errors import InvalidValue
from graph.model import PURPOSES

_NO_END: Final = 2**63 - 1


def check_number(field: str, value: int, least: int, most: int = _NO_END) -> None:
    """Raise InvalidValue unless `value` is in `least`..`most`."""
    if not least <= value <= most:
        asked = f"at least {least}" if most == _NO_END else f"{least} to {most}"
        raise InvalidValue(field, str(value), asked)


def check_purpose(purpose: str) -> None:
    """Raise InvalidValue unless `purpose` is one of PURPOSES."""
    if purpose not in PURPOSES:
        raise InvalidValue("purpose", purpose, f"one of {', '.join(PURPOSES)}")
