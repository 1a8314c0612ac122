"""Whether a request may travel exactly this path now: the gates of warm paths, for one chosen path."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.dates import day_number
from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import Budget, Identifier, Preference, budget_key, preference_key
from graph.scans import all_adjacent
from policy.budgets import remaining
from policy.introductions import may_ask_directly
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import Sight, look
from queries.staying_off import staying_off
from queries.warm_paths import MAX_HOPS, across_blocks, ties_along

NO_PATH: Final = "there is no such path now; ask for paths again"
"""The advice for every cause."""


@dataclass(frozen=True, slots=True)
class AskedPath:
    """A path that may be asked: names in order, budgets of those who will be asked."""

    names: tuple[str, ...]
    budgets: tuple[Budget, ...]
    rests_on: Mapping[Key, int]  # revisions of preferences and budgets, 0 for none


@dataclass(frozen=True, slots=True)
class _Said:
    preferences: Mapping[Key, Preference]
    budgets: Mapping[Key, Budget]
    revisions: Mapping[Key, int]


def asked_path(network: Network, viewer: Viewer, path: Sequence[Key], purpose: str) -> AskedPath:
    """The path from the viewer (first) over connectors to the target (last), if it is there now.

    Raises Refused: NO_PATH in the same words for every cause, NOT_ALLOWED when a connector is needed. A
    few round trips.
    """
    if len(path) > MAX_HOPS + 1:
        raise Refused("NO_PATH", NO_PATH)
    said = _said(network, path)
    sight = look(network, viewer, path)
    if not _exist(path, sight, said):
        raise Refused("NO_PATH", NO_PATH)
    if len(path) == 2 and not _direct(path, purpose, sight, said):
        raise Refused("NOT_ALLOWED", "somebody has to introduce you; ask for paths", "path")
    if not (
        _consent(network, viewer, path, purpose, sight)
        and _have_room(network, path, said)
        and staying_off(network, viewer.person, network.clock()).isdisjoint(path)
        and (len(path) == 2 or _tied(network, viewer, path, sight, purpose))
    ):
        raise Refused("NO_PATH", NO_PATH)
    names = tuple(sight.cards[key].name for key in path)
    return AskedPath(names, tuple(said.budgets[key] for key in path[1:]), said.revisions)


def known_identifiers(network: Network, viewer: Viewer, path: Sequence[Key]) -> set[str]:
    """The identifiers of the people on a path that the company or the viewer knows."""
    return {
        identifier.value
        for identifier in all_adjacent(network.store, sorted({*path}), Identifier)
        if identifier.person in path
        and (not identifier.contributors or viewer.person in (identifier.person, *identifier.contributors))
    }


def _said(network: Network, path: Sequence[Key]) -> _Said:
    """What the people allow and how much they were asked; read first, so that a later change is noticed."""
    people = {*path} - {NO_KEY}
    wanted = [make(key) for key in people for make in (preference_key, budget_key)]
    found = network.store.fetch(wanted).found
    records = [stored.record for stored in found.values()]
    budgets = {key: Budget(key=budget_key(key), person=key) for key in people}
    budgets |= {record.person: record for record in records if isinstance(record, Budget)}
    return _Said(
        {record.person: record for record in records if isinstance(record, Preference)},
        budgets,
        {key: found[key].revision if key in found else 0 for key in wanted},
    )


def _exist(path: Sequence[Key], sight: Sight, said: _Said) -> bool:
    """Whether everybody is known to the company and to the viewer, and to each other."""
    return (
        all(key in sight.cards and not sight.cards[key].private for key in path)
        and not any(said.preferences[key].restricted for key in path if key in said.preferences)
        and not across_blocks([path], sight)
    )


def _direct(path: Sequence[Key], purpose: str, sight: Sight, said: _Said) -> bool:
    asker, target = (sight.cards[key].status for key in path)
    preference = said.preferences.get(path[-1])
    return may_ask_directly(purpose, asker, target, preference.direct if preference else ())


def _consent(network: Network, viewer: Viewer, path: Sequence[Key], purpose: str, sight: Sight) -> bool:
    day, inside = day_number(network.today()), set(path[1:-1])
    return inside == sight.allowed(inside, "connect", purpose, day, viewer) and bool(
        sight.allowed(path[-1:], "reached", purpose, day, viewer)
    )


def _have_room(network: Network, path: Sequence[Key], said: _Said) -> bool:
    now = network.clock()
    for key in path[1:]:
        preference = said.preferences.get(key) or Preference(key=preference_key(key), person=key)
        if not remaining(preference.capacity, said.budgets[key], now):
            return False
    return True


def _tied(network: Network, viewer: Viewer, path: Sequence[Key], sight: Sight, purpose: str) -> bool:
    _, strength = ties_along(network, [path], sight, purpose, viewer.person)
    return all(strength.values())
