"""Addresses in a history: what they identify, and who that is in the network."""

from collections.abc import Mapping
from contextlib import suppress

from graph.errors import InvalidValue
from graph.identity import normalise
from graph.keys import Key
from ingest.draft import Draft
from ingest.sources.git.history import Activity

_GITHUB_NO_REPLY = "@users.noreply.github.com"


def identifiers(email: str) -> list[tuple[str, str]]:
    """What a normalised address identifies: itself and, at GitHub, the login behind it."""
    found = [("email", email)]
    if email.endswith(_GITHUB_NO_REPLY):
        with suppress(InvalidValue):  # no login: the address stands for itself
            found.append(("github", normalise("github", email)))
    return found


def known_people(active: Mapping[str, Activity], draft: Draft) -> dict[str, Key]:
    """Who of those active is in the network already, by address. Makes nobody. O(addresses)."""
    by_email = {email: identifiers(email) for email in active}
    draft.load([draft.identifier_key(*each) for found in by_email.values() for each in found])
    people = {email: draft.known(found) for email, found in by_email.items()}
    return {email: person for email, person in people.items() if person}
