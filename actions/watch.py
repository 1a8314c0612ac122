"""Watching a role: who does hears of new candidates and of new paths to them, each once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from actions.act import Act, repeated
from actions.notices import notices
from actions.roles import recruiting, role_worked_on
from graph.errors import Conflict, SnapshotMoved
from graph.keys import Key
from graph.model import Role, Watch, watch_key
from graph.ports import Change, Deletion
from graph.scans import every
from policy.roles import OPEN, works_on
from policy.viewer import ROLES
from queries.network import Network
from queries.watched import Found, found_for

NEWS: Final = "role_news"


def watch_role(act: Act, role: Key) -> Watch:
    """Hear of what is new from now on; who watches already goes on. Raises Refused. As rehireCandidates."""
    person = recruiting(act)

    def attempt() -> Watch:
        record, _ = role_worked_on(act, person, role)
        key = watch_key(record.key, person)
        stored = act.network.store.fetch([key]).found.get(key)
        if stored is not None:
            assert isinstance(stored.record, Watch)
            return stored.record
        held = tuple(one for one in ROLES if one in act.viewer.roles)
        made = Watch(key=key, role=record.key, by=person, held=held, at=act.moment())
        made = _knowing(made, found_for(act.network, record, made))
        act.write(f"watchRole {role}", [made], {key: 0})
        return made

    return repeated(attempt)


def unwatch_role(act: Act, role: Key) -> None:
    """Hear no more of a role. Who did not watch it is no error. O(1)."""
    person = recruiting(act)
    act.write(f"unwatchRole {role}", [Deletion(watch_key(role or Key("role:"), person))], {})


def tell_watchers(network: Network, now: datetime) -> int:
    """Tell who watches a role what is new, with a link and no names; how many were told.

    A watch over a role that is closed, or that who watches no longer works on, ends. Who writes meanwhile
    is told the next time. As much work as rehireCandidates for each watch.
    """
    return sum(_tell(network, watch, revision, now) for watch, revision in _watches(network))


def _watches(network: Network) -> Iterator[tuple[Watch, int]]:
    for watch in every(network.store, Watch):
        stored = network.store.fetch([watch.key]).found.get(watch.key)
        if stored is not None and isinstance(stored.record, Watch):
            yield stored.record, stored.revision


def _tell(network: Network, watch: Watch, revision: int, now: datetime) -> bool:
    held = network.store.fetch([watch.role]).found.get(watch.role)
    role = held.record if held is not None else None
    try:
        if not isinstance(role, Role) or role.state != OPEN or not works_on(role, watch.by):
            network.store.apply([Deletion(watch.key)], {watch.key: revision})
            return False
        after = _knowing(watch, found_for(network, role, watch))
        if after == watch:
            return False
        told: list[Change] = [after, *notices(network, watch.by, NEWS, watch.role, now, now.isoformat())]
        network.store.apply(told, {watch.key: revision})
    except (Conflict, SnapshotMoved):
        return False
    return True


def _knowing(watch: Watch, found: Found) -> Watch:
    """`watch` once who watches has been told of what was `found`; what they knew they go on knowing."""
    return replace(
        watch,
        seen=tuple(sorted({*watch.seen, *found.seen})),
        reached=tuple(sorted({*watch.reached, *found.reached})),
    )
