"""How people come to know each other: for each kind of tie, whom somebody's next attempt finds.

A draw takes the people who try and the numbers of their attempts, and answers whom each finds;
-1 is nobody. What it needs to look up is worked out once, when the draw is made for a roster.
"""

from collections.abc import Callable

import numpy as np

from sample.dice import Numbers
from sample.organization import Roster
from sample.places import DEPARTMENTS

Draw = Callable[[Numbers, Numbers], Numbers]

KINDS = (
    "same team",
    "mentor",
    "colleague",
    "joined together",
    "colleague elsewhere",
    "studied together",
    "client",
    "friend of a friend",
)
TEAM, MENTOR, COLLEAGUE, COHORT, ELSEWHERE, SCHOOL, CLIENT, FRIEND = range(8)


def _teammates(roster: Roster) -> Draw:
    teams = roster.teams

    def draw(source: Numbers, attempt: Numbers) -> Numbers:
        team = roster.team[source]
        return teams.first[team] + roster.dice.below("teammate", attempt, teams.size[team])

    return draw


def _elders(roster: Roster) -> Draw:
    """A mentor leads another team of the department."""

    def draw(source: Numbers, attempt: Numbers) -> Numbers:
        return roster.teams.first[_far_team(roster, source, roster.dice.unit("elder", attempt))]

    return draw


def _colleagues(roster: Roster) -> Draw:
    """Somebody of the department, in a team nearby or in an old one; some people are sought out."""
    dice, teams = roster.dice, roster.teams

    def draw(source: Numbers, attempt: Numbers) -> Numbers:
        team = roster.team[source]
        step = dice.below("near team", attempt, 9) - 4
        close = np.clip(team + step, team - teams.place[team], len(teams) - 1)
        near = dice.chance("near", attempt, 0.6) & (teams.department[close] == teams.department[team])
        far = _far_team(roster, source, dice.unit("far team", attempt) ** 2)
        chosen = np.where(near, close, far)
        return teams.first[chosen] + (dice.unit("sought", attempt) ** 2 * teams.size[chosen]).astype(np.int64)

    return draw


def _far_team(roster: Roster, source: Numbers, fraction: Numbers) -> Numbers:
    """The team of the same department at `fraction` of its teams, oldest first."""
    teams = roster.teams
    team = roster.team[source]
    counts = np.bincount(teams.department)
    return team - teams.place[team] + (fraction * counts[teams.department[team]]).astype(np.int64)


def _cohort(roster: Roster) -> Draw:
    """Somebody who joined in the same place at about the same time."""
    location = roster.location[: roster.home]
    return _close_in(roster, "cohort", location, roster.start[: roster.home])


def _employer_mates(roster: Roster) -> Draw:
    """Somebody at the same company outside, in the same town more often than not."""
    desk = roster.dice.below("desk", np.arange(roster.people), 50_000)
    draw = _close_in(roster, "employer mate", roster.employer, roster.location * np.int64(50_000) + desk)

    def outside(source: Numbers, attempt: Numbers) -> Numbers:
        return np.where(roster.employer[source] >= 0, draw(source, attempt), -1)

    return outside


def _school_mates(roster: Roster) -> Draw:
    return _close_in(roster, "school mate", roster.school, roster.graduation)


def _clients(roster: Roster) -> Draw:
    """Sales, support and the leads know people outside; teams look after the same accounts."""
    dice, outside = roster.dice, roster.people - roster.home

    def draw(source: Numbers, attempt: Numbers) -> Numbers:
        inside = np.minimum(source, roster.home - 1)
        team = roster.team[inside]
        account = (dice.unit("client", attempt) ** 2 * min(outside, 40)).astype(np.int64)
        found = roster.home + (team.astype(np.int64) * 7919 + account) % outside
        sells = np.isin(roster.teams.department[team], _MEET_CLIENTS) | (roster.rank[inside] > 0)
        meets = (source < roster.home) & (sells | dice.chance("meets outside", attempt, 0.15))
        return np.where(meets, found, -1)

    return draw


def _close_in(roster: Roster, stream: str, group: Numbers, place: Numbers) -> Draw:
    """Somebody of the same group whose place is close behind; nobody at the end of a group."""
    order = np.argsort(group * np.int64(4_000_000) + place, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))

    def draw(source: Numbers, attempt: Numbers) -> Numbers:
        step = 1 + (roster.dice.unit(stream, attempt) ** 2 * 25).astype(np.int64)
        found = order[np.minimum(rank[source] + step, len(order) - 1)]
        return np.where(group[found] == group[source], found, -1)

    return draw


_MEET_CLIENTS = [n for n, d in enumerate(DEPARTMENTS) if d.name in ("Sales", "Customer Support")]

DRAWS: dict[int, Callable[[Roster], Draw]] = {
    TEAM: _teammates,
    MENTOR: _elders,
    COLLEAGUE: _colleagues,
    COHORT: _cohort,
    ELSEWHERE: _employer_mates,
    SCHOOL: _school_mates,
    CLIENT: _clients,
}
"""What makes the draw for each kind; a FRIEND is found through the ties that there are."""
