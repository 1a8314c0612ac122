"""Somebody is erased: from the network, from every file of the data folder, and from coming imports.

First the person is hidden, what keeps them away is written, and the erasure is noted outside the store. Then
texts that name them are blanked, and everything that refers to them goes or is rewritten, in bounded writes.
At last the person goes: the store refuses to remove who is still referred to, which proves that nothing
was left out. A run that was cut off is taken up by the next one, from wherever it was.
"""

import time
from typing import Final

from actions.act import Act, repeated
from actions.erasure.rules import Leaving
from actions.erasure.suppress import suppressed_names, suppressions
from actions.erasure.texts import clean_texts
from actions.erasure.walk import remove, walk
from actions.requests import request_key
from graph.algorithms.mentions import mentions_of
from graph.dates import iso
from graph.erasures import Erasure
from graph.errors import Refused, StillReferenced, StoreUnavailable
from graph.keys import Key, name_of
from graph.model import Person, Preference, RightsRequest, Suppression
from policy.rights import due
from queries.network import Network
from queries.preferences import preference_of

_ROUNDS: Final = 20
_WAIT_S: Final = 60.0
_POLL_S: Final = 0.02


def erase_me(act: Act, sure: bool) -> Key:
    """Erase the person who acts, who must be `sure`. Raises Refused, StoreUnavailable."""
    if not sure:
        raise Refused("BAD_INPUT", "there is no way back: say that you are sure", "sure")
    person = act.person()
    erase(act.network, person)
    return person


def erase_on_request(act: Act, person: Key) -> None:
    """Erase somebody on their own request to the operator or the privacy officer. Raises Refused."""
    if not (act.viewer.operator or act.viewer.has("privacy_officer")):
        raise Refused("NOT_ALLOWED", "only people themselves, and who acts on their request, may do that")
    if not _is_there(act.network, person):
        raise Refused("NOT_FOUND", "there is nobody of that id", "person")
    erase(act.network, person)


def erase(network: Network, person: Key) -> None:
    """Erase `person`; does nothing for who is not there. Returns when no file holds a byte of them.

    O(what refers to them), and one pass over the read model's names and what waits in quarantine. Raises
    StoreUnavailable when the store, or a file, cannot be written; doing it again goes on from there.
    """
    store = network.store
    noted = _hide(network, person)
    for _ in range(_ROUNDS):
        if not _is_there(network, person):
            break
        mentions = mentions_of(store, person)
        clean_texts(network, person, mentions)
        walk(store, Leaving(person, mentions, iso(network.clock())))
        if remove(store, person):
            break
    else:
        raise StillReferenced([person])
    scrub(network, [person])
    if noted is not None:
        network.erasures.note(Erasure(noted.person, noted.suppressed, noted.day, done=True))


def suppress(network: Network, names: tuple[str, ...]) -> None:
    """See that what these names stand for is suppressed. O(names)."""
    wanted = [Key(f"{Suppression.KIND}:{name}") for name in names]
    there = network.store.fetch(wanted).found
    missing = tuple(name_of(key) for key in wanted if key not in there)
    if missing:
        network.store.apply(suppressions(missing, iso(network.clock())))


def scrub(network: Network, people: list[Key]) -> None:
    """Return when no file holds what was removed. Raises StoreUnavailable after a minute of readers."""
    if network.uploads is not None:
        for person in people:
            network.uploads.forget(person)
    network.read_model.forget(people)
    deadline = time.monotonic() + _WAIT_S
    while not network.store.scrub():
        if time.monotonic() > deadline:
            raise StoreUnavailable("store", "a long reader keeps what was erased in the log; erase again")
        time.sleep(_POLL_S)


def _hide(network: Network, person: Key) -> Erasure | None:
    """Restrict, suppress and mark in one write, and note it outside; None for who is not there."""

    def attempt() -> Erasure | None:
        if not _is_there(network, person):
            return None
        names = suppressed_names(network.store, network.keys, person)
        preference, revision = preference_of(network, person)
        now = network.clock()
        mark = RightsRequest(
            key=request_key(person, "erase"),
            person=person,
            right="erase",
            asked=iso(now),
            due=due(network.today()).isoformat(),
        )
        hidden = Preference(key=preference.key, person=person, restricted=True, do_not_contact=True)
        there = network.store.fetch([mark.key, *(s.key for s in suppressions(names, ""))]).found
        new = [record for record in (mark, *suppressions(names, iso(now))) if record.key not in there]
        network.store.apply([hidden, *new], {hidden.key: revision})
        return Erasure(person, names, network.today().isoformat())

    erasure = repeated(attempt)
    if erasure is not None:
        network.erasures.note(erasure)
    return erasure


def _is_there(network: Network, person: Key) -> bool:
    stored = network.store.fetch([person]).found.get(person)
    return stored is not None and isinstance(stored.record, Person)
