"""Roles that I work on: who may come back for each, what colleagues asked along it, and what came of it.

Only how a request stands and what came of it is told, as its asker is shown it: not the message, not who was
asked on the way, and no reason. Who does not exist for the viewer is named nowhere and not counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.dates import day_number
from graph.keys import NO_KEY, Key
from graph.model import Candidacy, Introduction, Role, Watch, watch_key
from graph.scans import all_adjacent
from policy.gates import Status
from policy.introductions import Shown, shown_to_asker
from policy.roles import PURPOSE, Stage, may_recruit, stage, works_on
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import Card, Sight, look, unpaused


@dataclass(frozen=True, slots=True)
class CandidateShown:
    """Somebody who may come back for a role; `by` is None when they do not exist for the viewer."""

    card: Card
    note: str
    stage: Stage
    by: Card | None
    at: str


@dataclass(frozen=True, slots=True)
class RequestShown:
    """A request along a role; `candidate` is None when they do not exist for the viewer."""

    key: Key
    asker: Card
    candidate: Card | None
    state: Shown
    asked: str
    outcome: str


@dataclass(frozen=True, slots=True)
class RoleShown:
    """A role as somebody who works on it is shown it; candidates and requests oldest first."""

    record: Role
    by: Card | None
    shared_with: tuple[Card, ...]
    candidates: tuple[CandidateShown, ...]
    requests: tuple[RequestShown, ...]
    watched: bool


@dataclass(frozen=True, slots=True)
class RolesPage:
    """Newest first."""

    roles: tuple[RoleShown, ...]
    more: bool


def role_of(network: Network, viewer: Viewer, key: Key) -> RoleShown | None:
    """The role at `key`; None when there is none that the viewer works on. A few round trips."""
    stored = network.store.fetch([key]).found.get(key) if key else None
    record = stored.record if stored is not None else None
    if not isinstance(record, Role) or not (may_recruit(viewer) and works_on(record, viewer.person)):
        return None
    return _shown(network, viewer, [record])[0]


def my_roles(
    network: Network, viewer: Viewer, first: int = 20, after: tuple[str, Key] | None = None
) -> RolesPage:
    """Those that the viewer works on; `after` is behind (opened, key). O(roles of the viewer)."""
    if not may_recruit(viewer) or not viewer.person:
        return RolesPage((), False)
    own = list(all_adjacent(network.store, [viewer.person], Role))
    own.sort(key=lambda role: (role.opened, role.key), reverse=True)
    behind = [role for role in own if after is None or (role.opened, role.key) < after]
    return RolesPage(tuple(_shown(network, viewer, behind[:first])), len(behind) > first)


def _shown(network: Network, viewer: Viewer, roles: Sequence[Role]) -> list[RoleShown]:
    """A few round trips for all of them."""
    keys = [role.key for role in roles]
    if not keys:
        return []
    downs, asked = candidacies_for(network, keys), requests_for(network, keys)
    people = {key for role in roles for key in (role.by, *role.shared_with)}
    people |= {key for down in downs for key in (down.person, down.by)}
    people |= {key for one in asked for key in (one.asker, one.target)}
    sight = look(network, viewer, people - {NO_KEY})
    watches = network.store.fetch([watch_key(key, viewer.person) for key in keys]).found
    watched = {one.record.role for one in watches.values() if isinstance(one.record, Watch)}
    return [
        RoleShown(
            role,
            _card(sight, role.by),
            tuple(card for key in role.shared_with if (card := _card(sight, key))),
            _candidates(network, viewer, sight, [d for d in downs if d.role == role.key], asked),
            _requests(network, sight, [one for one in asked if one.role == role.key]),
            role.key in watched,
        )
        for role in roles
    ]


def candidacies_for(network: Network, roles: Sequence[Key]) -> list[Candidacy]:
    """Who is put down for these roles, oldest first. O(those)."""
    found = [d for d in all_adjacent(network.store, roles, Candidacy) if d.role in roles]
    return sorted(found, key=lambda down: (down.at, down.key))


def requests_for(network: Network, roles: Sequence[Key]) -> list[Introduction]:
    """What was asked along these roles, oldest first. O(those)."""
    return sorted(all_adjacent(network.store, roles, Introduction), key=lambda one: (one.asked, one.key))


def states_for(network: Network, requests: Iterable[Introduction]) -> Mapping[tuple[Key, Key], list[Shown]]:
    """How the requests stand, as their askers are shown them, by role and target."""
    found: dict[tuple[Key, Key], list[Shown]] = defaultdict(list)
    for one in requests:
        found[one.role, one.target].append(shown_to_asker(one, network.clock()))
    return found


def _candidates(
    network: Network, viewer: Viewer, sight: Sight, downs: Sequence[Candidacy], asked: Sequence[Introduction]
) -> tuple[CandidateShown, ...]:
    """Those who may still be found for it, though they pause, and those who were asked along it."""
    known = [one for one in asked if _card(sight, one.asker)]
    states = states_for(network, known)
    people, day = {down.person for down in downs}, day_number(network.today())
    may = unpaused(sight).allowed(people, "found", PURPOSE, day, viewer)
    found = []
    for down in downs:
        card = _card(sight, down.person)
        requests = states.get((down.role, down.person), [])
        if card is None:
            continue
        far = stage(down.state, card.status is Status.EMPLOYEE, requests)
        if down.person in may or requests or far is Stage.RETURNED:
            found.append(CandidateShown(card, down.note, far, _card(sight, down.by), down.at))
    return tuple(found)


def _requests(network: Network, sight: Sight, asked: Sequence[Introduction]) -> tuple[RequestShown, ...]:
    now = network.clock()
    return tuple(
        RequestShown(
            one.key, asker, _card(sight, one.target), shown_to_asker(one, now), one.asked, one.outcome
        )
        for one in asked
        if (asker := _card(sight, one.asker)) is not None
    )


def _card(sight: Sight, key: Key) -> Card | None:
    """Somebody as the company shows them; who only the viewer's own source knows has no part in a role."""
    card = sight.cards.get(key)
    return None if card is None or card.private else card
