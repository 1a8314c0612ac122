"""The people of a history: their identifiers, and who they are in the network."""

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from graph.errors import InvalidValue
from graph.identity import normalise
from graph.keys import Key
from graph.model import Identifier
from ingest.sources.git.history import Activity

if TYPE_CHECKING:
    from ingest.draft import Draft


_GITHUB_NO_REPLY = "@users.noreply.github.com"


def identifiers(email: str) -> list[tuple[str, str]]:
    """What a normalised address identifies: itself and, at GitHub, the login behind it."""
    found = [("email", email)]
    if email.endswith(_GITHUB_NO_REPLY):
        with suppress(InvalidValue):  # no login: the address stands for itself
            found.append(("github", normalise("github", email)))
    return found


class Cast:
    """Everybody active in a history, by address."""

    def __init__(self, active: Mapping[str, Activity]) -> None:
        self.active = active

    def keys(self, email: str, draft: "Draft") -> list[Key]:
        """The keys of the identifiers of an address."""
        return [draft.identifier_key(scheme, value) for scheme, value in identifiers(email)]

    def person(self, email: str, draft: "Draft") -> Key:
        """The person with this address, made when new. Raises BadRecord."""
        name = self.active[email].name if email in self.active else ""
        return draft.person(identifiers(email), name=name or email.partition("@")[0])

    def known(self, draft: "Draft") -> dict[str, Key]:
        """Who of them is in the network already, by address. Makes nobody."""
        draft.load([key for email in self.active for key in self.keys(email, draft)])
        found: dict[str, Key] = {}
        for email in self.active:
            for key in self.keys(email, draft):
                identifier = draft.get(key, Identifier)
                if identifier is not None:
                    found.setdefault(email, identifier.person)
        return found
