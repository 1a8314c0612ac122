"""The people of a sample as columns: who is in which team, since when, under whom, and who has left.

People are numbered: 0 leads the home company, then come its teams in order, present and former
members alike, then people of other companies. Days are ordinals in int32; about 60 bytes a person.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample.dice import Dice, Numbers
from sample.places import COMPANIES, HOMES, LOCATION_SHARES
from sample.plan import Plan
from sample.teams import YEARS, Teams, found_teams

Days = NDArray[np.int32]

OPEN = 0
"""The leave of somebody who has not left, in a column of days."""

SCHOOLS = 36


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody. Arrays have one place for each person unless they say otherwise."""

    plan: Plan
    dice: Dice
    name: str  # of the home company
    home: int  # people 0 .. home-1 work or worked there
    teams: Teams
    team: NDArray[np.int32]  # (home,)
    rank: NDArray[np.int8]  # (home,) 0 member, 1 lead, 2 lead of leads, 3 above, 4 head of a department
    manager: NDArray[np.int32]  # (home,) a person, -1 for person 0
    start: Days  # at the home company, or at the employer for people from outside
    leave: Days  # OPEN, or the last day; in the future for somebody who has given notice
    earlier: tuple[Days, Days]  # (home,) an earlier stay of people who came back; OPEN for the others
    location: NDArray[np.int8]
    school: NDArray[np.int8]
    graduation: Days
    employer: NDArray[np.int8]  # an index of COMPANIES: now, outside; -1 none
    employer_since: Days
    between: NDArray[np.int8]  # (home,) where an alumnus was between home and `employer`; -1 nowhere

    @property
    def people(self) -> int:
        """How many there are."""
        return self.plan.people

    @property
    def employee(self) -> NDArray[np.bool_]:
        """(home,) who works at the home company today."""
        leave = self.leave[: self.home]
        here: NDArray[np.bool_] = (leave == OPEN) | (leave >= self.plan.day)
        return here

    def last(self, numbers: Numbers) -> Days:
        """The last day of each one's time at the home company up to today; today for people outside."""
        leave = self.leave[numbers]
        return np.where((leave == OPEN) | (leave > self.plan.day), self.plan.day, leave).astype(np.int32)


def found_company(plan: Plan) -> Roster:
    """Draw everybody. O(people); a second for a million."""
    dice = Dice(plan.seed)
    home = plan.people - max(3, plan.people * 8 // 100)
    teams = found_teams(dice, plan, home)
    team = teams.of_people()
    everybody = np.arange(plan.people)
    lead_start, former_leave = _changes_of_lead(dice, plan, teams)
    start, leave = _stays(dice, plan, teams, team, lead_start, former_leave)
    employer, since, between = _afterwards(dice, plan, leave, plan.people)
    outside = since[home:]
    school, graduation = _schools(dice, plan, everybody)
    return Roster(
        plan=plan,
        dice=dice,
        name=HOMES[plan.seed % len(HOMES)],
        home=home,
        teams=teams,
        team=team,
        rank=_ranks(teams, home),
        manager=_managers(teams, team, leave, lead_start, former_leave),
        start=np.r_[start, outside].astype(np.int32),
        leave=np.r_[leave, np.zeros_like(outside)].astype(np.int32),
        earlier=_earlier_stays(dice, teams, team, start, leave),
        location=_locations(dice, teams, team, everybody),
        school=school,
        graduation=graduation,
        employer=employer,
        employer_since=since,
        between=between[:home],
    )


def _changes_of_lead(dice: Dice, plan: Plan, teams: Teams) -> tuple[Days, Days]:
    """For each team: since when its lead leads it, and when the one before left (OPEN: there was none).

    Who led before is the team's second person.
    """
    numbers = np.arange(len(teams))
    age = plan.day - teams.founded
    changed = dice.chance("lead changed", numbers, 0.3) & (age > 1500) & (teams.size >= 5)
    left = teams.founded + (age * (0.3 + 0.4 * dice.unit("lead left", numbers))).astype(np.int64)
    handover = dice.below("handover", numbers, 60)
    return (
        np.where(changed, left - handover, teams.founded).astype(np.int32),
        np.where(changed, left, OPEN).astype(np.int32),
    )


def _stays(
    dice: Dice, plan: Plan, teams: Teams, team: Numbers, lead_start: Days, former_leave: Days
) -> tuple[Days, Days]:
    """First and last day (or OPEN) of each person of the home company."""
    numbers = np.arange(len(team))
    founded = teams.founded[team].astype(np.int64) + 30
    left = dice.chance("left", numbers, 0.45)
    stay = np.sqrt(dice.unit("start", numbers)) * (plan.day - 15 - founded)
    short = dice.unit("start", numbers) * (plan.day - 400 - founded)
    start = founded + np.where(left, short, stay).astype(np.int64)
    spare = plan.day - 140 - start
    usual = 60 + 2600 * dice.unit("tenure", numbers) ** 2
    tenure = 120 + np.where(usual < spare, usual, spare * dice.unit("short tenure", numbers))
    notice = dice.chance("notice", numbers, 0.01) * (plan.day + 10 + dice.below("last day", numbers, 80))
    leave = np.where(left, start + tenure.astype(np.int64), notice)
    start[teams.first], leave[teams.first] = lead_start, OPEN
    had = former_leave != OPEN
    second = teams.first[had] + 1
    start[second], leave[second] = teams.founded[had], former_leave[had]
    start[0], leave[0] = plan.day - YEARS * 365, OPEN
    return start.astype(np.int32), leave.astype(np.int32)


def _managers(
    teams: Teams, team: Numbers, leave: Days, lead_start: Days, former_leave: Days
) -> NDArray[np.int32]:
    """Each one's lead, or the lead before for those who left before; a lead's is the lead above."""
    numbers = np.arange(len(team))
    leads = np.zeros(len(team), dtype=bool)
    leads[teams.first] = True
    leads[teams.first[former_leave != OPEN] + 1] = True
    above = np.where(leads, teams.parent[team], team)
    before = (leave != OPEN) & (leave < lead_start[above] + 30) & (former_leave[above] != OPEN)
    manager = np.where(above < 0, 0, teams.first[above] + before)
    manager[0] = -1
    assert not np.any(manager[1:] == numbers[1:])
    return manager.astype(np.int32)


def _ranks(teams: Teams, home: int) -> NDArray[np.int8]:
    rank = np.zeros(home, dtype=np.int8)
    has_teams = np.zeros(len(teams), dtype=bool)
    has_teams[teams.parent[teams.parent >= 0]] = True
    above = np.zeros(len(teams), dtype=bool)
    above[teams.parent[has_teams & (teams.parent >= 0)]] = True
    rank[teams.first] = 1 + has_teams + above
    rank[teams.first[teams.place == 0]] = 4
    rank[0] = 4
    return rank


def _earlier_stays(dice: Dice, teams: Teams, team: Numbers, start: Days, leave: Days) -> tuple[Days, Days]:
    """Some people who work here now worked here before."""
    numbers = np.arange(len(team))
    room = start.astype(np.int64) - teams.founded[team]
    back = dice.chance("came back", numbers, 0.08) & (room > 1200) & (leave == OPEN)
    back[teams.first] = False
    back[0] = False
    first = teams.founded[team] + (dice.unit("first stay", numbers) * (room - 1100)).astype(np.int64)
    last = first + 250 + dice.below("first leave", numbers, 450)
    return np.where(back, first, OPEN).astype(np.int32), np.where(back, last, OPEN).astype(np.int32)


def _afterwards(
    dice: Dice, plan: Plan, leave: Days, people: int
) -> tuple[NDArray[np.int8], Days, NDArray[np.int8]]:
    """Where people outside and most alumni work now, since when, and where alumni were in between."""
    home = len(leave)
    numbers = np.arange(people)
    outside = numbers >= home
    left = np.zeros(people, dtype=np.int64)
    left[:home] = np.where(leave < plan.day, leave, OPEN)
    company = dice.pick("employer", numbers, [1.0 / (4 + n) for n in range(len(COMPANIES))])
    then = dice.pick("between", numbers, [1.0 / (4 + n) for n in range(len(COMPANIES))])
    first = left + 20 + dice.below("pause", numbers, 100)
    works = (left != OPEN) & dice.chance("works", numbers, 0.88) & (first < plan.day - 30)
    moved = works & (plan.day - first > 900) & dice.chance("moved", numbers, 0.35) & (then != company)
    later = first + ((plan.day - first) * (0.3 + 0.5 * dice.unit("move", numbers))).astype(np.int64)
    there = plan.day - 200 - dice.below("outside since", numbers, 4000)
    since = np.where(outside, there, np.where(moved, later, first))
    return (
        np.where(works | outside, company, -1).astype(np.int8),
        np.where(works | outside, since, OPEN).astype(np.int32),
        np.where(moved, then, -1).astype(np.int8),
    )


def _locations(dice: Dice, teams: Teams, team: Numbers, everybody: Numbers) -> NDArray[np.int8]:
    """Most people sit where their team sits."""
    anywhere = dice.pick("location", everybody, LOCATION_SHARES)
    home = len(team)
    with_team = dice.chance("with team", everybody[:home], 0.8)
    anywhere[:home] = np.where(with_team, teams.location[team], anywhere[:home])
    return anywhere.astype(np.int8)


def _schools(dice: Dice, plan: Plan, everybody: Numbers) -> tuple[NDArray[np.int8], Days]:
    """Where and when people finished school: never in a file, but it makes them know each other."""
    school = dice.pick("school", everybody, [1.0 / (3 + n) for n in range(SCHOOLS)])
    age = 400 + dice.below("graduated", everybody, 9000)
    return school.astype(np.int8), (plan.day - age).astype(np.int32)
