"""What those who look for people have put down about me, and whether the company would take me back."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.keys import NO_KEY, Key
from graph.model import Candidacy, RehireStatus, Role, Watch, rehire_key
from graph.scans import all_adjacent
from policy.gates import Status
from policy.introductions import Shown, knows_of, shown_to_asker
from policy.rehire import appeal_until, bars, lapses_at, state_of
from policy.roles import Stage, stage
from policy.viewer import Viewer
from queries.inbox import from_known
from queries.introduction_records import introductions_of
from queries.introduction_state import current
from queries.named import names_for
from queries.network import Network
from queries.sight import look


@dataclass(frozen=True, slots=True)
class CandidacyHeld:
    """A role that I am put down for: all that is kept of it. `by` is "" when they are not there for me."""

    role: str
    note: str
    stage: Stage
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class RehireHeld:
    """What is said of my coming back, and how it stands now."""

    status: str
    state: str
    reason: str
    by: str
    at: str
    until: str
    appeal_until: str
    appeal: str
    appealed: str
    decide_until: str
    decision: str
    decided_by: str
    decided: str
    answer: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class RolesHeld:
    """My part in roles: those I opened or share, and those that I watch or am watched for, by title."""

    opened: tuple[str, ...]
    shared: tuple[str, ...]
    watched: tuple[str, ...]
    told_of: tuple[str, ...]  # whoever watches these was told that I may come back


def candidacies_held(network: Network, person: Key) -> tuple[CandidacyHeld, ...]:
    """Roles that `person` is put down for, oldest first. O(their candidacies and introductions).

    A request shows only once it has reached them: how it stands before is not theirs to know.
    """
    downs = [d for d in all_adjacent(network.store, [person], Candidacy) if d.person == person]
    if not downs:
        return ()
    names = names_for(network, person, {down.by for down in downs} - {NO_KEY})
    roles, asked = _roles(network, {down.role for down in downs}), _reached(network, person)
    me = look(network, Viewer(person), [person])
    employed = me.viewer_status is Status.EMPLOYEE
    return tuple(
        CandidacyHeld(
            roles[down.role].title,
            down.note,
            stage(down.state, employed, asked.get(down.role, ())),
            names.get(down.by, "") if down.by else "",
            down.at,
        )
        for down in sorted(downs, key=lambda down: (down.at, down.key))
        if down.role in roles
    )


def rehire_held(network: Network, person: Key) -> RehireHeld | None:
    """What is said of `person`; None when nothing is. O(1)."""
    key = rehire_key(person)
    stored = network.store.fetch([key]).found.get(key)
    if stored is None or not isinstance(stored.record, RehireStatus):
        return None
    status = stored.record
    names = names_for(network, person, {status.by, status.decided_by} - {NO_KEY})
    return as_held(network, status, names.get(status.by, ""), names.get(status.decided_by, ""))


def as_held(network: Network, status: RehireStatus, by: str, decided_by: str) -> RehireHeld:
    """A status as it stands now; `by` and `decided_by` as they are called."""
    now = network.clock()
    return RehireHeld(
        status.status,
        state_of(status, now),
        status.reason,
        by if status.by else "",
        status.at,
        status.until,
        appeal_until(status),
        status.appeal,
        status.appealed,
        lapses_at(status),
        status.decision,
        decided_by if status.decided_by else "",
        status.decided,
        status.answer,
        bars(status, now),
    )


def roles_held(network: Network, person: Key) -> RolesHeld:
    """The part of `person` in roles. Who is not there for them watches nothing. O(their roles)."""
    own = list(all_adjacent(network.store, [person], Role))
    watches = list(all_adjacent(network.store, [person], Watch))
    names = names_for(network, person, {watch.by for watch in watches})
    titles = _roles(network, {watch.role for watch in watches})
    mine = {watch.role for watch in watches if watch.by == person}
    of_me = {w.role for w in watches if w.by in names and person in (*w.seen, *w.reached)}
    return RolesHeld(
        tuple(r.title for r in own if r.by == person),
        tuple(r.title for r in own if r.by != person),
        _titles(titles, mine),
        _titles(titles, of_me),
    )


def _titles(roles: dict[Key, Role], keys: Iterable[Key]) -> tuple[str, ...]:
    return tuple(roles[key].title for key in sorted(keys) if key in roles)


def _roles(network: Network, keys: Iterable[Key]) -> dict[Key, Role]:
    found = network.store.fetch(sorted({*keys})).found
    return {key: stored.record for key, stored in found.items() if isinstance(stored.record, Role)}


def _reached(network: Network, person: Key) -> dict[Key, list[Shown]]:
    """How requests for roles stand that have reached `person`, by role."""
    stored = introductions_of(network.store, [person])
    to_me = [one for one in stored if one.record.role and one.record.target == person]
    there = [one.now for one in current(network, to_me, network.clock()).values()]
    found: dict[Key, list[Shown]] = {}
    for one in from_known(network, person, [one for one in there if knows_of(one, person)]):
        found.setdefault(one.role, []).append(shown_to_asker(one, network.clock()))
    return found
