"""linkedin-NAME.csv: what a few employees exported from LinkedIn, as LinkedIn writes it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sample.addresses import Addresses
from sample.dice import Dice, Numbers
from sample.folder import Folder
from sample.names import Names
from sample.network import Neighbors
from sample.organization import Roster
from sample.people_file import PeopleFile
from sample.places import COMPANIES, OUTSIDE_TITLES

_NOTES = (
    "Notes:",
    '"When exporting your connection data, you may notice that some of the email addresses are missing. '
    "You will only see email addresses for connections who have allowed their connections to see or download "
    'their email address using this setting."',
    "",
)
_HEADER = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STRANGERS = 15  # of each export: people whom nobody else at the company knows


@dataclass(frozen=True, slots=True)
class Export:
    """One export: whose, as what file, with how many connections."""

    email: str
    filename: str
    rows: int


class Connections:
    """LinkedIn exports of a few employees who know many people."""

    def __init__(
        self, roster: Roster, names: Names, addresses: Addresses, people: PeopleFile, neighbors: Neighbors
    ) -> None:
        self._roster = roster
        self._names = names
        self._addresses = addresses
        self._people = people
        self._neighbors = neighbors
        self._strangers = Names(Dice(roster.plan.seed + 1), _STRANGERS * 8)

    def write(self, folder: Folder) -> list[Export]:
        """Write the files; 3 for a small company, up to 8 for a large one."""
        exports = []
        for place, owner in enumerate(self._owners().tolist()):
            email = self._addresses.work(np.array([owner]))[0]
            name = f"linkedin-{email.partition('@')[0]}.csv"
            exports.append(Export(email, name, self._write(folder, name, owner, place)))
        return exports

    def _owners(self) -> NDArray[np.int64]:
        roster = self._roster
        degree = np.diff(self._neighbors.start)[: roster.home]
        count = 3 if roster.people < 500 else 5 if roster.people < 50_000 else 8
        many = np.sort(degree)[len(degree) * 19 // 20]  # the number that one in twenty reaches
        sociable = np.flatnonzero(roster.employee & (degree >= many))
        order = np.argsort(roster.dice.bits("exports", sociable), kind="stable")
        chosen: NDArray[np.int64] = sociable[order[:count]]
        return chosen

    def _write(self, folder: Folder, name: str, owner: int, place: int) -> int:
        rows = sorted([*self._known(owner), *self._unknown(owner, place)])
        with folder.text(name) as file:
            file.write("\n".join(_NOTES) + "\n")
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(_HEADER)
            writer.writerows((*facts, _connected(day)) for day, facts in rows)
        return len(rows)

    def _known(self, owner: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Most of those whom the owner knows; few show their address."""
        roster, dice = self._roster, self._roster.dice
        known = self._neighbors.of(owner).astype(np.int64)
        known = known[dice.chance(f"linked {owner}", known, 0.8)]
        shows = dice.chance("shows mail", known, 0.15) & (known < roster.home)
        columns = zip(
            known.tolist(),
            self._addresses.profile(known, told=False),
            self._addresses.personal(known),
            shows.tolist(),
            self._people.headline(known),
            self._days(owner, known),
            strict=True,
        )
        for number, link, mail, shown, (position, company), day in columns:
            first, family = self._names.parts(number)
            yield day, (first, family, link, mail if shown else "", company, position)

    def _days(self, owner: int, known: Numbers) -> list[int]:
        roster = self._roster
        inside = np.minimum(known, roster.home - 1)
        met = np.where(known < roster.home, roster.start[inside], roster.plan.day - 2000)
        begin = np.maximum(met, roster.start[owner])
        length = np.maximum(roster.plan.day - begin - 1, 1)
        days: list[int] = (begin + roster.dice.below(f"linked on {owner}", known, length)).tolist()
        return days

    def _unknown(self, owner: int, place: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        dice = self._roster.dice
        numbers = np.arange(_STRANGERS) + place * _STRANGERS
        company = dice.below("stranger's company", numbers, len(COMPANIES)).tolist()
        position = dice.below("stranger's work", numbers, len(OUTSIDE_TITLES)).tolist()
        ago = dice.below("stranger since", numbers, 3000).tolist()
        local = self._strangers.local(numbers)
        for n, at, works, days, name in zip(numbers.tolist(), company, position, ago, local, strict=True):
            first, family = self._strangers.parts(n)
            link = f"https://www.linkedin.com/in/example-{name.replace('.', '-')}-met-{owner:x}"
            day = self._roster.plan.day - 1 - days
            yield day, (first, family, link, "", COMPANIES[at], OUTSIDE_TITLES[works])


def _connected(day: int) -> str:
    moment = date.fromordinal(day)
    return f"{moment.day:02d} {_MONTHS[moment.month - 1]} {moment.year}"
