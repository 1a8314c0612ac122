"""people.csv: the home company's employees and alumni, where alumni went, and people from outside.

An HR table has one row for somebody's time here, so the earlier stays of people who came back stand
in a file of their own, which is read before.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sample.addresses import Addresses, employee_id
from sample.columns import blocks, iso_days, partial_days
from sample.dice import Numbers
from sample.names import Names
from sample.organization import OPEN, Roster
from sample.places import COMPANIES, DEPARTMENTS, LOCATIONS, OUTSIDE_TITLES, title

HEADER = (
    "employee_id",
    "name",
    "email",
    "personal_email",
    "title",
    "department",
    "location",
    "manager_id",
    "start_date",
    "end_date",
    "linkedin_url",
    "phone",
    "organization",
)

EARLIER_HEADER = (
    "employee_id",
    "name",
    "email",
    "personal_email",
    "title",
    "department",
    "location",
    "start_date",
    "end_date",
)

Row = tuple[str, ...]


class PeopleFile:
    """The rows of people.csv, block by block: by the day of hire, then the rows about other companies."""

    def __init__(self, roster: Roster, names: Names, addresses: Addresses) -> None:
        self._roster = roster
        self._names = names
        self._addresses = addresses
        first = np.where(roster.earlier[0] != OPEN, roster.earlier[0], roster.start[: roster.home])
        self._order: NDArray[np.int64] = np.argsort(first, kind="stable")
        self._hired = np.empty(roster.home, dtype=np.int32)
        self._hired[self._order] = np.arange(roster.home, dtype=np.int32)

    def employee_ids(self, numbers: Numbers) -> list[str]:
        """Employee numbers in the order of hire; "" for people outside and for -1."""
        inside = (numbers >= 0) & (numbers < self._roster.home)
        place = np.where(inside, self._hired[np.where(inside, numbers, 0)], -1)
        return [employee_id(at) if at >= 0 else "" for at in place.tolist()]

    def rows(self) -> Iterator[Row]:
        """All rows, HEADER aside."""
        roster = self._roster
        for block in blocks(roster.home):
            yield from self._stays_of(self._order[block])
        for block in blocks(roster.home):
            yield from self._jobs_of_alumni(block)
        for block in blocks(roster.people - roster.home):
            yield from self._outside(block + roster.home)

    def earlier_rows(self) -> Iterator[Row]:
        """Earlier stays of people who came back, EARLIER_HEADER aside."""
        roster = self._roster
        for block in blocks(roster.home):
            numbers = block[roster.earlier[0][block] != OPEN]
            departments = roster.teams.department[roster.team[numbers]].tolist()
            yield from zip(
                self.employee_ids(numbers),
                self._names.full(numbers),
                self._addresses.work(numbers),
                self._told_personal(numbers),
                [DEPARTMENTS[department].work for department in departments],
                [DEPARTMENTS[department].name for department in departments],
                [LOCATIONS[place] for place in roster.location[numbers].tolist()],
                iso_days(roster.earlier[0][numbers]),
                iso_days(roster.earlier[1][numbers]),
                strict=True,
            )

    def headline(self, numbers: Numbers) -> list[tuple[str, str]]:
        """(title, company) of each one today, as a professional profile says it; ("", "") between jobs."""
        roster = self._roster
        here = (numbers < roster.home) & (roster.last(numbers) >= roster.plan.day)
        titles, jobs = self._titles(numbers), self._outside_titles(numbers)
        found = []
        for n, at_home, here_title, job in zip(numbers.tolist(), here.tolist(), titles, jobs, strict=True):
            company = int(roster.employer[n])
            outside = (job, COMPANIES[company]) if company >= 0 else ("", "")
            found.append((here_title, roster.name) if at_home else outside)
        return found

    def _stays_of(self, numbers: Numbers) -> Iterator[Row]:
        """Each one's time at the home company."""
        roster, addresses = self._roster, self._addresses
        columns = zip(
            self.employee_ids(numbers),
            self._names.full(numbers),
            addresses.work(numbers),
            self._told_personal(numbers),
            self._titles(numbers),
            roster.teams.department[roster.team[numbers]].tolist(),
            roster.location[numbers].tolist(),
            self.employee_ids(roster.manager[numbers]),
            zip(iso_days(roster.start[numbers]), iso_days(roster.leave[numbers]), strict=True),
            addresses.profile(numbers),
            addresses.phone(numbers),
            numbers.tolist(),
            strict=True,
        )
        for ident, name, mail, own, job, department, place, manager, stay, link, phone, n in columns:
            area = DEPARTMENTS[department].name if n else "Management"
            facts = (ident, name, mail, own, job, area, LOCATIONS[place], manager)
            yield (*facts, *stay, link, phone, "")

    def _jobs_of_alumni(self, block: Numbers) -> Iterator[Row]:
        roster = self._roster
        numbers = block[roster.employer[block] >= 0]
        since, pause = roster.employer_since[numbers], roster.leave[numbers] + 45
        parts = roster.dice.below("job date", numbers, 2)
        columns = zip(
            self._names.full(numbers),
            self._told_personal(numbers),
            self._outside_titles(numbers),
            zip(roster.between[numbers].tolist(), roster.employer[numbers].tolist(), strict=True),
            partial_days(np.minimum(pause, since - 1), parts),
            partial_days(since, parts),
            strict=True,
        )
        for name, own, job, (between, employer), first, since_text in columns:
            beginning = ("", name, "", own)
            if between >= 0:
                yield (*beginning, "", "", "", "", first, since_text, "", "", COMPANIES[between])
            yield (*beginning, job, "", "", "", since_text, "", "", "", COMPANIES[employer])

    def _outside(self, numbers: Numbers) -> Iterator[Row]:
        roster, addresses = self._roster, self._addresses
        parts = roster.dice.below("job date", numbers, 2)
        columns = zip(
            self._names.full(numbers),
            addresses.work(numbers),
            self._outside_titles(numbers),
            roster.location[numbers].tolist(),
            partial_days(roster.start[numbers], parts),
            addresses.profile(numbers),
            roster.employer[numbers].tolist(),
            strict=True,
        )
        for name, mail, job, place, since, link, employer in columns:
            yield (
                *(
                    "",
                    name,
                    mail,
                    "",
                    job,
                    "",
                    LOCATIONS[place],
                    "",
                    since,
                    "",
                    link,
                    "",
                    COMPANIES[employer],
                ),
            )

    def _told_personal(self, numbers: Numbers) -> list[str]:
        addresses = self._addresses
        told = zip(addresses.personal(numbers), addresses.shows_personal(numbers), strict=True)
        return [mail if shown else "" for mail, shown in told]

    def _titles(self, numbers: Numbers) -> list[str]:
        """Titles at the home company, by rank, else by years and luck; people outside get ""."""
        roster = self._roster
        inside = np.where(numbers < roster.home, numbers, 0)
        years = (roster.last(inside) - roster.start[inside]) / 365
        grade = np.clip((years * 0.5 + roster.dice.unit("grade", inside) * 1.6).astype(np.int64), 0, 3)
        departments = roster.teams.department[roster.team[inside]].tolist()
        ranked = zip(departments, roster.rank[inside].tolist(), grade.tolist(), numbers.tolist(), strict=True)
        return [
            "Chief Executive" if n == 0 else title(DEPARTMENTS[d], rank, g) if n < roster.home else ""
            for d, rank, g, n in ranked
        ]

    def _outside_titles(self, numbers: Numbers) -> list[str]:
        chosen = self._roster.dice.below("outside title", numbers, len(OUTSIDE_TITLES))
        return [OUTSIDE_TITLES[job] for job in chosen.tolist()]
