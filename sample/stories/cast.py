"""Who plays the story of somebody who comes back: chosen from the files of a sample company, in their order.

Nobody is named here, so the story stands when the sample changes. Whoever is chosen has said nothing that
stands in its way: the defaults hold for them.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]

CIRCLE = 6
"""Colleagues who ask each other."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Rows of people.csv. `knows` is what the leaver says they know, `company` where the alumnus works."""

    leaver: Row
    manager: Row
    recruiter: Row
    admin: Row
    alumnus: Row
    asker: Row
    reader: Row
    circle: tuple[Row, ...]
    knows: str
    company: str


class Company:
    """What the files of a sample say, as far as the story needs it."""

    def __init__(self, folder: Path) -> None:
        people = _rows(folder, "people")
        self.stays = [row for row in people if row["employee_id"]]
        self._jobs = [row for row in people if row["organization"] and not row["end_date"]]
        self._names = Counter(row["name"] for row in self.stays)
        self._said = {row["person"]: row for row in _rows(folder, "preferences")}
        self._own = (folder / "ingest.txt").read_text(encoding="utf-8").split()  # whose sources are taken in
        self._touring = {row["person"] for row in _rows(folder, "tours") if not row["end"]}
        self._declared = {row["person"]: row["skill"] for row in _rows(folder, "skills") if row["skill"]}
        self._ties: defaultdict[str, set[str]] = defaultdict(set)
        for row in _rows(folder, "ties"):
            self._ties[row["person_a"]].add(row["person_b"])
            self._ties[row["person_b"]].add(row["person_a"])
        self.employees = [row for row in self.stays if not row["end_date"] and self._quiet(row)]
        self._by_number = {row["employee_id"]: row for row in self.employees}

    def _quiet(self, row: Row) -> bool:
        """Somebody of a name of their own, who has said nothing and has no source of their own."""
        mail = row["email"]
        return bool(mail) and self._names[row["name"]] == 1 and not {mail} & {*self._said, *self._own}

    def tied(self, one: Row, other: Row) -> bool:
        """Whether the two know each other, as far as the files say."""
        return other["email"] in self._ties[one["email"]] or _manages(one, other) or _manages(other, one)

    def friends(self, one: Row) -> list[Row]:
        """Employees whom somebody knows."""
        return [row for row in self.employees if self.tied(one, row)]

    def leavers(self) -> Iterator[Row]:
        """Employees with a manager, who are on no tour and say what they know."""
        for row in self.employees:
            free = row["employee_id"] not in self._touring and row["email"] in self._declared
            if free and row["manager_id"] in self._by_number and not row["personal_email"]:
                yield row

    def manager(self, row: Row) -> Row:
        """Whom an employee reports to."""
        return self._by_number[row["manager_id"]]

    def knows(self, row: Row) -> str:
        """A skill that somebody declared, or is vouched for."""
        return self._declared[row["email"]]

    def alumni(self) -> Iterator[tuple[Row, str]]:
        """Who left, said yes to INSIGHT and works at a company of which the files tell; with its name."""
        for row in self.stays:
            said = self._said.get(row["email"], {})
            free = "INSIGHT" in said.get("allow", "") and not any(
                said[column] for column in ("do_not_contact", "blocks", "capacity", "quiet_until")
            )
            mail = row["personal_email"]
            works = [job["organization"] for job in self._jobs if job["personal_email"] == mail]
            if row["end_date"] and mail and free and len(works) == 1:
                yield row, works[0]


def cast(folder: Path) -> Cast:
    """Choose who plays; the same files give the same people."""
    company = Company(folder)
    leaver, manager, recruiter = next(_returning(company))
    admin, *others = [row for row in company.employees if row not in (leaver, manager, recruiter)]
    alumnus, works_at, asker = next(_told(company, others))
    reader, *rest = [row for row in others if row is not asker]
    return Cast(
        leaver, manager, recruiter, admin, alumnus, asker, reader, tuple(rest[:CIRCLE]),
        company.knows(leaver), works_at,
    )  # fmt: skip


def _returning(company: Company) -> Iterator[tuple[Row, Row, Row]]:
    """Somebody, their manager, and who knows neither of them, but a friend; of another department."""
    for leaver in company.leavers():
        manager = company.manager(leaver)
        for row in _apart(company, leaver, company.employees):
            if row["department"] != leaver["department"] and not company.tied(row, manager):
                yield leaver, manager, row


def _told(company: Company, employees: list[Row]) -> Iterator[tuple[Row, str, Row]]:
    """Somebody who left, where they work, and an employee who does not know them but somebody who does."""
    for alumnus, works_at in company.alumni():
        for asker in _apart(company, alumnus, employees):
            yield alumnus, works_at, asker


def _apart(company: Company, one: Row, among: list[Row]) -> Iterator[Row]:
    """Those among employees who do not know somebody, but a friend of theirs."""
    friends = company.friends(one)
    for row in among:
        known = row is one or company.tied(row, one)
        if not known and any(company.tied(row, friend) for friend in friends):
            yield row


def _manages(one: Row, other: Row) -> bool:
    return bool(one["employee_id"]) and one["employee_id"] == other["manager_id"]


def _rows(folder: Path, name: str) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
