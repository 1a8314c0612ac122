"""tours.csv: teams take on one mission after the other, and their people serve tours on them together."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from sample.columns import blocks, iso_days
from sample.dice import Numbers
from sample.expertise import Expertise
from sample.missions import OUTCOMES, mission_title
from sample.organization import OPEN, Roster
from sample.places import COMPONENTS, DEPARTMENTS
from sample.skills import skills

HEADER = (
    "person",
    "kind",
    "mission",
    "department",
    "start",
    "planned_end",
    "end",
    "outcome",
    "skills",
)

_MOST = 8  # missions of one team in fifteen years
_JOINS = 0.68
_SHORTEST = 120  # days of a tour


class Missions:
    """The missions of each team: number team * 8 + k runs from `begin` to `end`, ordinal days."""

    def __init__(self, roster: Roster) -> None:
        teams = np.arange(len(roster.teams))
        number = teams[:, None] * _MOST + np.arange(_MOST)
        length = 640 + roster.dice.below("mission", number.ravel(), 700).reshape(number.shape)
        begin = roster.teams.founded[:, None] + 60 + np.cumsum(length, axis=1) - length
        self.begin: NDArray[np.int32] = begin.astype(np.int32)
        self.end: NDArray[np.int32] = (begin + length).astype(np.int32)


def rows(
    roster: Roster, expertise: Expertise, ident: Callable[[Numbers], list[str]]
) -> Iterator[tuple[str, ...]]:
    """All tours, person by person. `ident` names people in the file."""
    missions = Missions(roster)
    for block in blocks(roster.home, 20_000):
        yield from _of_people(roster, missions, expertise, ident, block)


def _of_people(
    roster: Roster,
    missions: Missions,
    expertise: Expertise,
    ident: Callable[[Numbers], list[str]],
    block: Numbers,
) -> Iterator[tuple[str, ...]]:
    person, which, start, end = _served(roster, missions, block)
    team = roster.team[person]
    planned = np.maximum(missions.end[team, which] - 60, start + 300)
    running = end >= roster.plan.day
    columns = zip(
        ident(person),
        _kinds(roster, person, start),
        (team.astype(np.int64) * _MOST + which).tolist(),
        roster.teams.department[team].tolist(),
        iso_days(start),
        iso_days(planned + roster.dice.below("planned", person * _MOST + which, 120)),
        iso_days(np.where(running, OPEN, end), OPEN),
        _outcomes(roster, person * _MOST + which, running),
        _gained(roster, expertise, person, which),
        strict=True,
    )
    for who, kind, mission, area, since, plan, until, outcome, gained in columns:
        department = DEPARTMENTS[area].name
        name = mission_title(mission, department, COMPONENTS)
        yield who, kind, name, department, since, plan, until, outcome, gained


def _served(
    roster: Roster, missions: Missions, block: Numbers
) -> tuple[Numbers, NDArray[np.int64], Numbers, Numbers]:
    """(person, which mission of the team, first day, last day) of each tour."""
    person = np.repeat(block, _MOST)
    which = np.tile(np.arange(_MOST), len(block))
    team = roster.team[person]
    draw = person * _MOST + which
    ready = roster.start[person] + 10 + roster.dice.below("tour start", draw, 40)
    start = np.maximum(missions.begin[team, which] + roster.dice.below("joins", draw, 45), ready)
    end = np.minimum(missions.end[team, which], roster.last(person))
    serves = roster.dice.chance("serves", draw, _JOINS) & (end - start >= _SHORTEST)
    return person[serves], which[serves], start[serves], end[serves]


def _kinds(roster: Roster, person: Numbers, start: Numbers) -> list[str]:
    fresh = start - roster.start[person] < 60
    rotational = fresh & roster.dice.chance("rotational", person, 0.4)
    foundational = (roster.rank[person] > 0) | (start - roster.start[person] > 2200)
    return [
        "rotational" if r else "foundational" if f else "transformational"
        for r, f in zip(rotational.tolist(), foundational.tolist(), strict=True)
    ]


def _outcomes(roster: Roster, draw: Numbers, running: NDArray[np.bool_]) -> list[str]:
    chosen = roster.dice.pick("outcome", draw, [3, 1, 2, 1, 2, 1, 1]).tolist()
    told = (~running & roster.dice.chance("outcome told", draw, 0.8)).tolist()
    return [OUTCOMES[place] if tells else "" for place, tells in zip(chosen, told, strict=True)]


def _gained(roster: Roster, expertise: Expertise, person: Numbers, which: Numbers) -> list[str]:
    """One to three skills: the person's main ones."""
    count = roster.dice.below("gained", person * _MOST + which, 3).tolist()
    slots = [expertise.skill(person, np.full(len(person), slot)).tolist() for slot in range(3)]
    known = skills()
    return [
        "; ".join(known[s].label for s in row[: n + 1])
        for n, row in zip(count, zip(*slots, strict=True), strict=True)
    ]
