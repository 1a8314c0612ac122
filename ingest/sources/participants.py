"""Who took part in a contact, as address lines write it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from graph.errors import InvalidValue
from graph.identity import is_robot, is_team, normalise
from graph.identity.names import tidy_name
from ingest.source import BadRecord

_DISPLAYED: Final = re.compile(r"(?P<name>[^<>]*)<\s*(?P<address>[^<>]*@[^<>]*?)\s*>")
_SEPARATOR: Final = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')  # not within quotes
_QUOTES: Final = "\"' "


@dataclass(frozen=True, slots=True)
class Participant:
    """A mention of somebody: by address, with the name that stood beside it, or by anything else."""

    text: str
    email: str = ""  # normalised; "" when the mention is no address
    name: str = ""
    is_person: bool = True  # False for addresses behind which stands a machine or a whole team

    @property
    def stand_in(self) -> str:
        """What somebody is called whose name nobody has said."""
        return self.email.partition("@")[0]


def split_list(text: str) -> list[str]:
    """The mentions in a `;` list, without empty ones."""
    if ";" not in text:
        return [text.strip()] if text.strip() else []
    parts = _SEPARATOR.split(text) if '"' in text else text.split(";")
    return [part for part in (part.strip() for part in parts) if part]


def participants(text: str, column: str) -> list[Participant]:
    """Those in a `;` list. Raises BadRecord for something that is nearly an address."""
    return [participant(mention, column) for mention in split_list(text)]


def participant(mention: str, column: str) -> Participant:
    """`Ann Lee <ann@x.com>`, `ann@x.com`, or a name, key or number. Raises BadRecord. Cached."""
    try:
        return _participant(mention)
    except InvalidValue as error:
        raise BadRecord(column, f"{mention!r} is not an address: {error.reason}") from None


@lru_cache(maxsize=100_000)
def _participant(mention: str) -> Participant:
    if "@" not in mention:
        return Participant(mention)
    displayed = _DISPLAYED.fullmatch(mention)
    email = normalise("email", displayed["address"] if displayed else mention)
    name = tidy_name(displayed["name"].strip(_QUOTES)) if displayed else ""
    person = not (is_robot(email) or is_team(email))
    return Participant(mention, email, "" if "@" in name else name, person)
