"""Whom does somebody mean: an id, an e-mail, an employee number, or a name that only one person has."""

from itertools import islice
from typing import Final

import numpy as np
from rapidfuzz import process

from graph.dates import day_number
from graph.errors import AmbiguousPerson, InvalidValue, PersonNotFound
from graph.identity.folding import fold
from graph.identity.identifiers import normalise
from graph.keys import Key
from graph.model import Identifier, PrivateProfile
from graph.scans import all_adjacent
from policy.viewer import Viewer
from queries.heard import seen_people
from queries.network import Network
from queries.sight import Card, look, viewer_status
from queries.use_log import DIRECTORY

_NEAR: Final = 3
_LOOK: Final = 20
"""Near names are looked at so many at a time, until _NEAR of them are there."""

_CLOSE: Final = 75
"""How close a name must come, of 100."""

_SCHEMES = ("email", "employee", "linkedin", "github")


def find_person(network: Network, viewer: Viewer, text: str) -> Key:
    """The one visible person whom `text` names.

    Raises PersonNotFound (with near names) or AmbiguousPerson (with every match). An identifier
    that the company knows finds a visible person even if its field is not shown to the viewer: who has
    an address can write to it. One that is known from somebody else's private source finds nobody.
    The people of an error are noted as named; who is found has been named by the asker, and is noted by
    the question that tells something about them.
    O(1) for ids and identifiers, O(people) for names.
    """
    asked = text.strip()
    if asked.startswith("person:"):
        if look(network, viewer, [Key(asked)]).cards:
            return Key(asked)
        raise PersonNotFound(asked)
    by_identifier = _by_identifier(network, viewer, asked)
    if by_identifier is not None:
        return by_identifier
    matches = _by_name(network, viewer, asked)
    if len(matches) == 1:
        return matches[0].key
    if matches:
        network.uses.named(network.today(), viewer, DIRECTORY, [card.key for card in matches])
        raise AmbiguousPerson(asked, [(card.key, card.name) for card in matches])
    near = _near(network, viewer, asked)
    network.uses.named(network.today(), viewer, DIRECTORY, near)
    raise PersonNotFound(asked, list(near.values()))


def _by_identifier(network: Network, viewer: Viewer, text: str) -> Key | None:
    keys = {}
    for scheme in _SCHEMES:
        try:
            value = normalise(scheme, text)
        except InvalidValue:
            continue
        keys[network.keys.key(Identifier.KIND, scheme, value)] = scheme
    found = network.store.fetch(list(keys)).found
    for key in keys:  # in the order of the schemes
        record = found[key].record if key in found else None
        if not isinstance(record, Identifier) or not _may_use(record, viewer):
            continue
        if look(network, viewer, [record.person]).cards:
            return record.person
    return None


def _may_use(identifier: Identifier, viewer: Viewer) -> bool:
    return not identifier.contributors or viewer.person in (identifier.person, *identifier.contributors)


def _by_name(network: Network, viewer: Viewer, text: str) -> list[Card]:
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        numbers = snapshot.people.named(fold(text))
        keys = [snapshot.people.ids.key(int(n)) for n in numbers]
    keys += [key for name, key in _own_names(network, viewer) if name == fold(text)]
    cards = look(network, viewer, keys).cards
    return sorted((c for c in cards.values() if fold(c.name) == fold(text)), key=lambda card: card.key)


def _near(network: Network, viewer: Viewer, text: str) -> dict[Key, str]:
    """Names of visible people that come close, best first; who is hidden takes nobody's place."""
    status = viewer_status(network, viewer)
    named = _own_names(network, viewer)
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        seen = np.flatnonzero(seen_people(snapshot, viewer, status, day_number(network.today())))
        names = snapshot.people.facets.rows["name"][seen].tolist()
        said = [name.decode() for name in names] + [name for name, _ in named]
        close = process.extract(fold(text), said, limit=None, score_cutoff=_CLOSE)
        shared = len(names)
        ordered = sorted(
            (-score, name, snapshot.people.ids.key(int(seen[at])) if at < shared else named[at - shared][1])
            for name, score, at in close
        )
    near: dict[Key, str] = {}
    for first in range(0, len(ordered), _LOOK):
        keys = [key for _, _, key in ordered[first : first + _LOOK]]
        cards = look(network, viewer, keys).cards
        near.update((key, cards[key].name) for key in keys if key in cards)
        if len(near) >= _NEAR:
            break
    return dict(islice(near.items(), _NEAR))


def _own_names(network: Network, viewer: Viewer) -> list[tuple[str, Key]]:
    if not viewer.person:
        return []
    profiles = all_adjacent(network.store, [viewer.person], PrivateProfile)
    return [(fold(p.name), p.person) for p in profiles if p.contributor == viewer.person]
