"""Where a message reaches somebody: for the outbox only, no viewer is shown it."""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from graph.dates import day_number
from graph.identity.emails import mailable
from graph.keys import Key
from graph.model import Identifier
from graph.scans import all_adjacent, every
from policy.exits import CLAIMED
from policy.gates import Status, statuses
from policy.viewer import Viewer
from queries.invitations import invitation_of
from queries.kept import kept
from queries.network import Network
from queries.sight import viewer_status


def address_of(network: Network, person: Key, private: bool = False) -> str:
    """The address to write to, "" when there is none. A few round trips.

    One that the company knows; with `private`, for want of such, one that only somebody's own source
    knows. Who does not work here is written to at the domain that the fewest who do work here have: not
    in a mailbox that was theirs once. Never at one that they gave when they left and have not claimed: it may
    be a stranger's, who could follow the links.
    """
    waiting = unproved(network, person)
    found = [
        identifier
        for identifier in all_adjacent(network.store, [person], Identifier)
        if identifier.scheme == "email"
        and identifier.person == person
        and identifier.value != waiting
        and mailable(identifier.value)
    ]
    shared = sorted(identifier.value for identifier in found if not identifier.contributors)
    addresses = shared or (sorted(identifier.value for identifier in found) if private else [])
    if len(addresses) < 2 or viewer_status(network, Viewer(person)) is Status.EMPLOYEE:
        return mailable(addresses[0]) if addresses else ""
    here = _domains(network)
    return mailable(min(addresses, key=lambda address: (here.get(_domain(address), 0), address)))


def invited_address(network: Network, person: Key, place: str) -> str:
    """The address that `person` gave to stay in touch, in the form for mail; "" when it is not at `place`.

    It need not be known as theirs yet. A round trip.
    """
    invitation, _ = invitation_of(network, person)
    address = invitation.address if invitation is not None else ""
    return mailable(address) if address and network.keys.key("identifier", "email", address) == place else ""


def unproved(network: Network, person: Key) -> str:
    """The address that `person` gave to stay in touch and has not claimed; "" for none. A round trip."""
    invitation, _ = invitation_of(network, person)
    waits = invitation is not None and invitation.added and invitation.state != CLAIMED
    return invitation.address if invitation is not None and waits else ""


def employer_domain(network: Network) -> str:
    """The domain at which most who work here have their address; "" when nobody has any. As `_domains`."""
    return max(_domains(network).items(), key=lambda held: (held[1], held[0]), default=("", 0))[0]


def _domains(network: Network) -> Mapping[str, int]:
    """How many addresses of employees are at each domain. Shared; O(addresses) once a day."""
    snapshot = network.read_model.current()
    day = day_number(network.today())

    def count() -> Counter[str]:
        with snapshot.sharing.reading():
            employed = statuses(snapshot.people.standing.rows, day) == Status.EMPLOYEE
            numbers = np.flatnonzero(employed[: len(snapshot.people.ids)])
            employees = {snapshot.people.ids.key(int(number)) for number in numbers}
        return Counter(
            _domain(identifier.value)
            for identifier in every(network.store, Identifier)
            if identifier.scheme == "email" and not identifier.contributors and identifier.person in employees
        )

    return kept(snapshot, "domains", day, count)


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
