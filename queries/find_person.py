"""Whom does somebody mean: an id, an e-mail, an employee number, or a name that only one person has."""

from rapidfuzz import process

from graph.algorithms.pair_facts import all_adjacent
from graph.errors import AmbiguousPerson, InvalidValue, PersonNotFound
from graph.identity.folding import fold
from graph.identity.identifiers import normalise
from graph.keys import Key
from graph.model import Identifier, PrivateProfile
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import Card, look

_NEAR = 3
_SCHEMES = ("email", "employee", "linkedin", "github")


def find_person(network: Network, viewer: Viewer, text: str) -> Key:
    """The one visible person whom `text` names.

    Raises PersonNotFound (with near names) or AmbiguousPerson (with every match). An identifier
    that the viewer may not know still finds a visible person: who has an address can write to it.
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
        raise AmbiguousPerson(asked, [(card.key, card.name) for card in matches])
    raise PersonNotFound(asked, _near(network, viewer, asked))


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
    if viewer.person:
        profiles = all_adjacent(network.store, [viewer.person], PrivateProfile)
        keys += [p.person for p in profiles if p.contributor == viewer.person and fold(p.name) == fold(text)]
    cards = look(network, viewer, keys).cards
    return sorted((c for c in cards.values() if fold(c.name) == fold(text)), key=lambda card: card.key)


def _near(network: Network, viewer: Viewer, text: str) -> list[str]:
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        names = snapshot.people.folded_names()
        near = process.extract(fold(text), names, limit=20, score_cutoff=75)
        keys = [snapshot.people.ids.key(int(number)) for _, _, number in near]
    cards = look(network, viewer, keys).cards
    return [cards[key].name for key in keys if key in cards][:_NEAR]
