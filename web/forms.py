"""Forms that are sent back: read within bounds, and never taken without the token of a page of ours."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request

LARGEST: Final = 65_536
"""Bytes."""

TOKEN: Final = "form"  # noqa: S105 - the name of a field
ONCE: Final = "once"
"""The field that makes a form that is sent twice do its work once."""

WAS: Final = "was"
"""The field that carries what a form showed before anybody typed: see `meant`."""

KEPT: Final = "kept-"
"""What names begin with under which a form is carried past signing in."""

NO_DAY: Final = "Write a day as 2027-01-31: the year, the month, the day."
"""What is said of a text for which `is_day` is false."""

_MOST_VALUES: Final = 200


class TooLong(Exception):
    """More than any form of ours holds."""


class Form(Mapping[str, str]):
    """What a form says: by name the last of its values, and each of them."""

    def __init__(self, values: Iterable[tuple[str, str]] = ()) -> None:
        self._all = list(values)
        self._last = dict(self._all)

    def __getitem__(self, name: str) -> str:
        return self._last[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._last)

    def __len__(self) -> int:
        return len(self._last)

    def every(self, name: str) -> list[str]:
        """All values of one name: the boxes that were ticked."""
        return [value for said, value in self._all if said == name]

    def lines(self, name: str) -> list[str]:
        """What stands in a field of which each line is something of its own."""
        return [line.strip() for line in self.get(name, "").splitlines() if line.strip()]

    def pairs(self) -> list[tuple[str, str]]:
        """Everything, in the order of the form."""
        return list(self._all)


async def read(request: Request) -> Form:
    """What a form says. Raises TooLong."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise TooLong
    try:
        return Form(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_VALUES))
    except ValueError:
        return Form()


def is_day(text: str) -> bool:
    """Whether `text` is a day, or empty."""
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False


def once() -> str:
    """A new idempotency key for a form."""
    return uuid.uuid4().hex


def as_shown(values: Mapping[str, str]) -> str:
    """What a form shows, to be carried along in it."""
    return urlencode({name: value for name, value in values.items() if value})


def meant(form: Form, now: Mapping[str, str]) -> dict[str, str]:
    """What a form says where `now` holds by now: what was left as it was shown is not said anew.

    So two tabs, or two people, that change different things undo nothing of each other's.
    """
    ours = (TOKEN, ONCE, WAS)
    said = {name: text.replace("\r\n", "\n") for name, text in form.items() if name not in ours}
    if WAS not in form:
        return said
    was = dict(parse_qsl(form[WAS]))
    names = (*said, *was)
    changed = {name: said.get(name, "") for name in names if said.get(name, "") != was.get(name, "")}
    return {**now, **changed}


def from_here(request: Request) -> bool:
    """Whether the browser says that a page of this very origin sent the form."""
    return request.headers.get("sec-fetch-site") == "same-origin"


def kept(form: Form) -> Form:
    """A form that came too late, to be carried past signing in."""
    return Form((f"{KEPT}{name}", value) for name, value in form.pairs() if name != TOKEN)


def unkept(form: Form) -> Form:
    """The form that was carried."""
    return Form((name.removeprefix(KEPT), value) for name, value in form.pairs() if name.startswith(KEPT))
