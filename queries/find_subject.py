"""Whose rights are meant: for the operator, who acts for people whom nobody may see any more, too."""

from graph.errors import InvalidValue
from graph.identity.identifiers import SCHEMES, normalise
from graph.keys import Key
from graph.model import Identifier, Person
from policy.viewer import OPERATOR
from queries.find_person import find_person
from queries.network import Network


def find_subject(network: Network, text: str) -> Key:
    """The person with this id or identifier, restricted or known from private sources alone or not.

    Else the one visible person of this name. Raises PersonNotFound, AmbiguousPerson. O(1) but for names.
    """
    asked = text.strip()
    keys = [Key(asked)] if asked.startswith(f"{Person.KIND}:") else []
    for scheme in SCHEMES:
        try:
            keys.append(network.keys.key(Identifier.KIND, scheme, normalise(scheme, asked)))
        except InvalidValue:
            continue
    found = network.store.fetch(keys).found
    for key in keys:  # in the order of the schemes
        if key in found:
            record = found[key].record
            return record.person if isinstance(record, Identifier) else key
    return find_person(network, OPERATOR, asked)
