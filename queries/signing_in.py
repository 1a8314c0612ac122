"""Whose an address is when somebody has shown that it is theirs: for signing in only, no viewer is told."""

from graph.errors import InvalidValue
from graph.identity.emails import mailable
from graph.identity.identifiers import normalise
from graph.keys import NO_KEY, Key
from graph.model import Identifier, Person, Preference, preference_key
from policy.gates import Status
from policy.signing_in import address_at
from policy.viewer import Viewer
from queries.addresses import employer_domain, unproved
from queries.network import Network
from queries.sight import viewer_status


def known_address(network: Network, address: str) -> Identifier | None:
    """An address as the company knows it to be somebody's. O(1).

    None for one that nobody has, that only a private source knows, or that somebody who leaves gave and has
    not claimed: it may be a stranger's.
    """
    try:
        value = normalise("email", address)
    except InvalidValue:
        return None
    return _known(network, network.keys.key(Identifier.KIND, "email", value))


def letter_to(network: Network, address: str) -> Identifier | None:
    """The same where a letter may sign its reader in.

    Not at the company's own domain for who does not work there (any more): others read that mailbox by now.
    """
    found = known_address(network, address)
    return found if found is not None and _is_read_by_its_person(network, found) else None


def letter_address(network: Network, person: Key, place: Key) -> str:
    """Where the letter goes whose link is at `place`, in the form for mail; "" when it may not any more."""
    found = letter_at(network, place)
    return mailable(found.value) if found is not None and found.person == person else ""


def letter_at(network: Network, place: Key) -> Identifier | None:
    """The address to which the link at `place` went, if a letter may still sign its reader in there."""
    key = address_at(place)
    found = _known(network, key) if key else None
    return found if found is not None and _is_read_by_its_person(network, found) else None


def sign_outs(network: Network, person: Key) -> int | None:
    """How often `person` signed out everywhere; None when there is no such person. One round trip."""
    if not person.isprintable():
        return None
    said = preference_key(person)
    found = network.store.fetch([person, said]).found
    there, preference = found.get(person), found.get(said)
    if there is None or not isinstance(there.record, Person):
        return None
    record = preference.record if preference is not None else None
    return record.sign_outs if isinstance(record, Preference) else 0


def _known(network: Network, key: Key) -> Identifier | None:
    stored = network.store.fetch([key]).found.get(key)
    record = stored.record if stored is not None else None
    if not isinstance(record, Identifier) or record.contributors or record.person == NO_KEY:
        return None
    return record if record.value != unproved(network, record.person) else None


def _is_read_by_its_person(network: Network, address: Identifier) -> bool:
    if not mailable(address.value):
        return False
    if viewer_status(network, Viewer(address.person)) is Status.EMPLOYEE:
        return True
    return address.value.rpartition("@")[2] != employer_domain(network)
