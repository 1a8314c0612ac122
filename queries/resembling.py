"""Namesakes who may be one person by all that the company knows, whether or not it is shown.

More resemble each other so than by what a viewer is shown, never fewer: the others need not be looked at. It
says nothing to anybody; it is kept until a name, an employment or an identifier changes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from typing import Final

from graph.identity.resemblance import Stay, Traits, resemblance
from graph.keys import Key
from graph.model import Employment, Identifier, Person
from graph.scans import all_adjacent
from policy.viewer import Viewer
from queries.kept import kept
from queries.kept_records import told_since
from queries.network import Network

Namesakes = tuple[str, list[Key]]
"""The words of a name, and people who are called so."""

PHONE: Final = "phone"
_TOLD: Final = ("email", "linkedin", "github", "employee", PHONE)
"""Schemes of identifiers that are compared. All but the phone whoever runs the network knows."""

_READ: Final = 60
"""People who are read from the store together."""


def resembling(network: Network, viewer: Viewer, namesakes: Iterable[Namesakes]) -> Iterator[Namesakes]:
    """Of each group those who resemble another one, if there are any.

    A few round trips for _READ people, none for those who were read since somebody was changed.
    """
    snapshot = network.read_model.current()
    version = told_since(network, snapshot, viewer, Person.KIND, Employment.KIND, Identifier.KIND)
    known: dict[tuple[Key, ...], list[Key]] = kept(snapshot, "resembling", version, dict, most=2)
    for groups in _together(namesakes):
        new = [people for _, people in groups if tuple(people) not in known]
        if new:
            traits = _traits(network, {key for people in new for key in people})
            known |= {tuple(people): _alike(people, traits) for people in new}
        yield from ((words, alike) for words, people in groups if (alike := known[tuple(people)]))


def company_identifiers(network: Network, people: Collection[Key]) -> Iterator[Identifier]:
    """Identifiers that are compared, of which the company knows."""
    for identifier in all_adjacent(network.store, people, Identifier) if people else ():
        if identifier.scheme in _TOLD and not identifier.contributors:
            yield identifier


def _together(namesakes: Iterable[Namesakes]) -> Iterator[list[Namesakes]]:
    """About _READ people at a time."""
    some: list[Namesakes] = []
    for group in namesakes:
        some.append(group)
        if sum(len(people) for _, people in some) >= _READ:
            yield some
            some = []
    if some:
        yield some


def _traits(network: Network, people: Collection[Key]) -> dict[Key, Traits]:
    asked = sorted(people)
    stays: dict[Key, list[Stay]] = defaultdict(list)
    for e in all_adjacent(network.store, asked, Employment):
        if not e.contributor:
            stays[e.person].append(Stay(e.organization, e.since, e.until))
    known: dict[Key, list[tuple[str, str]]] = defaultdict(list)
    for identifier in company_identifiers(network, asked):
        known[identifier.person].append((identifier.scheme, identifier.value))
    found = (stored.record for stored in network.store.fetch(asked).found.values())
    persons = (record for record in found if isinstance(record, Person))
    return {one.key: Traits(one.name, stays[one.key], known[one.key]) for one in persons}


def _alike(people: Iterable[Key], traits: dict[Key, Traits]) -> list[Key]:
    """Those who resemble another one."""
    pairs = combinations(sorted(key for key in people if key in traits), 2)
    return sorted({key for a, b in pairs if resemblance(traits[a], traits[b]) for key in (a, b)})
