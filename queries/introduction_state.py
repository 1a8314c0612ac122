"""Introductions as they are now, whether or not the clockwork has come by to write it down.

A live request fails when somebody on its path is gone, restricted, blocks another or takes back what
allowed the request; it expires at its deadline; a queued one has its turn when the one before it has ended.
All of this is worked out from the records and the clock, so every read is right at once.

A pause (a quiet period, a capacity of 0) keeps new questions away: it fails a request that has still to
ask the person, and takes back nothing from who has answered already.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from graph.dates import NO_DAY, day_number, iso
from graph.keys import Key
from graph.model import Introduction, Preference, preference_key
from graph.ports import MAX_KEYS, Stored
from graph.standing import Standings
from policy.introductions import LIVE, Event, State, may_ask_directly, moved, path_of
from policy.viewer import OPERATOR, Viewer
from queries.introduction_records import introductions_of
from queries.network import Network
from queries.sight import Sight, look
from queries.warm_paths import across_blocks

_PLENTY: Final = 10_000
"""More than any capacity."""


@dataclass(frozen=True, slots=True)
class Current:
    """One introduction as it is now, as it is stored, and the revisions that this rests on."""

    now: Introduction
    stored: Introduction
    rests_on: Mapping[Key, int]


class _People:
    """Who is on the paths, with what they allow."""

    def __init__(
        self, sight: Sight, preferences: Mapping[Key, Preference], revisions: Mapping[Key, int], day: int
    ) -> None:
        self.sight = sight
        self.preferences = preferences
        self.revisions = revisions  # of the preferences; 0: nothing said
        self._day = day
        self._asked = replace(sight, standings=_unspent(sight.standings))
        self._answered = replace(sight, standings=_unpaused(sight.standings))
        self._willing: dict[tuple[str, str, bool], set[Key]] = {}

    def willing(self, role: str, purpose: str, answered: bool) -> set[Key]:
        """Who may be in `role`; of who has `answered`, a pause does not count. Worked out once for all."""
        key = (role, purpose, answered)
        if key not in self._willing:
            sight = self._answered if answered else self._asked
            everybody = sight.order.keys()
            self._willing[key] = sight.allowed(everybody, role, purpose, self._day, Viewer())
        return self._willing[key]


def _unspent(standings: Standings) -> Standings:
    """As if nobody had been asked lately: the request itself is among what was spent."""
    rows = standings.copy()
    rows["capacity"][rows["capacity"] > 0] = _PLENTY
    return rows


def _unpaused(standings: Standings) -> Standings:
    rows = standings.copy()
    rows["quiet_until"] = NO_DAY
    rows["capacity"] = _PLENTY
    return rows


def current(
    network: Network, introductions: Iterable[Stored[Introduction]], now: datetime
) -> dict[Key, Current]:
    """Each of `introductions` as it is at `now`. A few round trips, and O(requests to queued targets)."""
    asked = {one.record.key: one for one in introductions}
    queued = {one.record.target for one in asked.values() if one.record.state == State.QUEUED}
    rivals = {
        one.record.key: one
        for one in introductions_of(network.store, {target for target in queued if target})
        if one.record.target in queued and one.record.state in LIVE
    }
    everything = {**rivals, **asked}
    live = [one.record for one in everything.values() if one.record.state in LIVE]
    people = _people(network, {key for one in live for key in (one.asker, *path_of(one))})
    settled = {key: _settled(one.record, people, now) for key, one in everything.items()}
    _give_turns(settled, now)
    return {
        key: Current(settled[key], one.record, _rests_on(one, settled[key], everything, people))
        for key, one in asked.items()
    }


def _rests_on(
    one: Stored[Introduction],
    now: Introduction,
    everything: Mapping[Key, Stored[Introduction]],
    people: _People,
) -> dict[Key, int]:
    """Its own revision and those of the preferences; of the others to its target if it has its turn."""
    concerned = [one]
    if one.record.state == State.QUEUED and now.state == State.ASKED:
        concerned += [o for o in everything.values() if o.record.target == now.target]
    on_paths = {key for o in concerned for key in (o.record.asker, *path_of(o.record))}
    said = {preference_key(key) for key in on_paths}
    return {
        **{other.record.key: other.revision for other in concerned},
        **{key: people.revisions[key] for key in said if key in people.revisions},
    }


def _people(network: Network, keys: Collection[Key]) -> _People:
    wanted = sorted(preference_key(key) for key in keys)
    preferences: dict[Key, Preference] = {}
    revisions = dict.fromkeys(wanted, 0)
    for first in range(0, len(wanted), MAX_KEYS):
        for key, stored in network.store.fetch(wanted[first : first + MAX_KEYS]).found.items():
            assert isinstance(stored.record, Preference)
            preferences[stored.record.person] = stored.record
            revisions[key] = stored.revision
    day = day_number(network.today())
    return _People(look(network, OPERATOR, keys), preferences, revisions, day)


def _settled(one: Introduction, people: _People, now: datetime) -> Introduction:
    if one.state not in LIVE:
        return one
    if iso(now) >= one.deadline:
        return moved(one, Event.EXPIRE, now)
    if not _holds(one, people):
        return moved(one, Event.FAIL, now)
    return one


def _holds(one: Introduction, people: _People) -> bool:
    """Whether everybody is still there and allows what they allowed."""
    path = path_of(one)
    everybody = (one.asker, *path)
    sight = people.sight
    if len(path) != one.steps + 1 or any(key not in sight.cards for key in everybody):
        return False
    said = [people.preferences.get(key) for key in everybody]
    if any(preference is not None and preference.restricted for preference in said):
        return False
    if across_blocks([everybody], sight):
        return False
    for place, person in enumerate(path):
        role = "connect" if place < one.steps else "reached"
        if person not in people.willing(role, one.purpose, place < one.step):
            return False
    return bool(one.connectors) or _direct(one, sight, people.preferences)


def _direct(one: Introduction, sight: Sight, preferences: Mapping[Key, Preference]) -> bool:
    target = preferences.get(one.target)
    asking, asked = sight.cards[one.asker].status, sight.cards[one.target].status
    return may_ask_directly(one.purpose, asking, asked, target.direct if target else ())


def _give_turns(settled: dict[Key, Introduction], now: datetime) -> None:
    """To each target that nobody is asking, the oldest of the queued requests goes."""
    waiting = [one for one in settled.values() if one.state == State.QUEUED]
    busy = {one.target for one in settled.values() if one.state == State.ASKED}
    for one in sorted(waiting, key=lambda one: (one.asked, one.key)):
        if one.target not in busy:
            busy.add(one.target)
            settled[one.key] = moved(one, Event.TURN, now)
