"""Who knows a company best: by where they worked, as far as they show it, and by what they wrote about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.dates import NO_DAY, NO_END, day_number, last_day
from graph.keys import NO_KEY, Key
from graph.model import Employment, Insight
from graph.scans import all_adjacent
from graph.snapshot.people_read import chunks
from graph.snapshot.snapshot import Snapshot
from policy.gates import Mask, Status, readable
from policy.viewer import Viewer
from queries.heard import seen_people
from queries.kept import allowed_people, kept, shown_people, unspent_part
from queries.network import Network

HALF_LIFE_YEARS: Final = 5.0
"""Half of what somebody knows of a company is of the past so long after they left."""

UNDATED: Final = 0.5
WRITTEN: Final = 0.5
"""What an employment without dates counts, and an insight about the company."""


_COMPANIES: Final = 64
"""Of so many companies it is kept who was there."""

_SOME_DAY: Final = NO_DAY + 1
"""Where a stay begins that has begun, nobody knows when."""


@dataclass(frozen=True, slots=True)
class Insiders:
    """Those who know a company, by the read model, and what is written about it, by its author."""

    people: NDArray[np.int32]
    known: NDArray[np.float64]  # (people,) in (0, 1], times the part of their capacity that is left
    unspent: NDArray[np.float64]  # (people,) that part
    written: Mapping[Key, list[Insight]]


@dataclass(frozen=True, slots=True)
class _Stays:
    """How much of what each of some people learned somewhere is of the present."""

    people: NDArray[np.int32]
    newest: NDArray[np.float64]


def insiders(
    network: Network, snapshot: Snapshot, viewer: Viewer, status: Status | None, company: Key, purpose: str
) -> Insiders:
    """Those who may be found for `purpose`, in no order; what they do not show does not count.

    O(people) over arrays, and O(employments at the company); of the home organization the read model knows
    when people were there, so only of those without a first day they are read.
    """
    today, at_home = network.today(), company == network.home
    written = _written(network, company)
    stays = _undated(network, snapshot, today) if at_home else _elsewhere(network, snapshot, company, today)
    day = day_number(today)
    with snapshot.sharing.reading():
        may = seen_people(snapshot, viewer, status, day)
        may &= allowed_people(snapshot, "found", purpose, day, viewer.operator)
        number = snapshot.people.ids.number(viewer.person) if viewer.person else -1
        if number >= 0:
            may[number] = False
        been_there = _stayed(snapshot, today) if at_home else np.zeros(len(may))
        been_there[stays.people] = stays.newest
        been_there[~shown_people(snapshot, viewer, status, "employments")] = 0.0
        left = unspent_part(snapshot, day)
        known = worth(been_there, _read(snapshot, viewer, status, written)) * left
        people = np.flatnonzero(may & (known > 0)).astype(np.int32)
        return Insiders(people, known[people], left[people], written)


def worth(been_there: Any, written: Any) -> Any:
    """What somebody knows of a company, in [0, 1]: of one person, or of all as arrays."""
    return 1 - (1 - been_there) * np.where(written, 1 - WRITTEN, 1.0)


def _recency(until: NDArray[np.int32], today: date) -> NDArray[np.float64]:
    """(n,) how much of what somebody learned until a day is of the present, in (0, 1]; NO_DAY: UNDATED."""
    years = np.maximum(day_number(today) - until.astype(np.int64), 0) / 365.25
    return np.where(until == NO_DAY, UNDATED, np.exp2(-years / HALF_LIFE_YEARS))


@lru_cache(maxsize=10_000)
def _last(since: str, until: str) -> int:
    """The last day of a stay, as a number: NO_END when it goes on, NO_DAY when nobody knows anything."""
    last = last_day(until)
    if last is None:
        return NO_END if since else NO_DAY
    return day_number(last)


def _stays(snapshot: Snapshot, jobs: Iterable[Employment], company: Key, today: date) -> _Stays:
    """Of those whom the company's own records name there."""
    own = [job for job in jobs if job.organization == company and not job.contributor]
    recency = _recency(np.array([_last(job.since, job.until) for job in own], np.int32), today)
    with snapshot.sharing.reading():
        numbers = snapshot.people.ids.numbers([job.person for job in own])
    known = numbers >= 0
    people, at = np.unique(numbers[known], return_inverse=True)
    newest = np.zeros(len(people))
    np.maximum.at(newest, at, recency[known])
    return _Stays(people, newest)


def _elsewhere(network: Network, snapshot: Snapshot, company: Key, today: date) -> _Stays:
    """Of a company that is not home; kept until an employment changes. O(employments there) then."""
    version = snapshot.since(Employment.KIND), company, today

    def read() -> _Stays:
        return _stays(snapshot, all_adjacent(network.store, [company], Employment), company, today)

    return kept(snapshot, "stays", version, read, most=_COMPANIES)


def _written(network: Network, company: Key) -> dict[Key, list[Insight]]:
    """What is written about the company, by its author."""
    found: dict[Key, list[Insight]] = defaultdict(list)
    for insight in all_adjacent(network.store, [company], Insight):
        found[insight.author].append(insight)
    return found


def _stayed(snapshot: Snapshot, today: date) -> NDArray[np.float64]:
    """(people,) how much of what each learned at home is of the present; 0 for who was never there."""
    until = snapshot.people.standing.rows["home_until"]
    return np.where(until == NO_DAY, 0.0, _recency(until, today))


def _undated(network: Network, snapshot: Snapshot, today: date) -> _Stays:
    """Of those who are at home since nobody knows when, by the employments, to tell what these are."""
    with snapshot.sharing.reading():
        rows = snapshot.people.standing.rows
        some = np.flatnonzero((rows["home_until"] == NO_END) & (rows["home_since"] <= _SOME_DAY))
        keys = [snapshot.people.ids.key(number) for number in some.tolist()]
    jobs = (job for chunk in chunks(keys) for job in all_adjacent(network.store, chunk, Employment))
    return _stays(snapshot, jobs, network.home, today)


def _read(
    snapshot: Snapshot, viewer: Viewer, status: Status | None, written: Mapping[Key, list[Insight]]
) -> Mask:
    """(people,) who wrote something that the viewer may read."""
    heard = [
        any(viewer.person == one.asked_by != NO_KEY or readable(one.audience, viewer, status) for one in own)
        for own in written.values()
    ]
    numbers = snapshot.people.ids.numbers(written)[heard] if written else np.empty(0, np.int32)
    skills = shown_people(snapshot, viewer, status, "skills")
    found = np.zeros(len(skills), bool)
    found[numbers[numbers >= 0]] = True
    return found & skills
