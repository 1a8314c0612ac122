"""Departments and companies, and how many of one know somebody of another."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.dates import day_number
from graph.keys import Key
from graph.model import Organization
from graph.snapshot.snapshot import Snapshot
from policy.gates import Mask, Status
from policy.reporting import bands
from queries.network import Network
from queries.reporting.counted import Counted, counted
from queries.reporting.report import Asked

DEPARTMENT: Final = "department"
COMPANY: Final = "company"

MOST: Final = 200
"""So many groups at most, the largest."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group and the band of how many people are in it."""

    what: str  # DEPARTMENT or COMPANY
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups, and by pair of their numbers, the band of how many of one know somebody of the other.

    Of the two sides of a tie between groups the one with fewer people counts.
    """

    groups: tuple[Group, ...]
    ties: dict[tuple[int, int], int]


def contracted(asked: Asked) -> Groups:
    """The network with departments of employees, and companies of others, as its nodes.

    People whose group is under five are left out, and ties between groups on either side of which are under
    five people. O(people + ties).
    """
    network = asked.network
    snapshot = network.read_model.current()
    with snapshot.sharing.reading():
        people = counted(snapshot, day_number(asked.day))
        of, names = _groups(network, snapshot, people)
        arrays = snapshot.ties.rows.rows.copy(), snapshot.ties.entries.rows.copy()
        known = snapshot.ties.pairs.rows["known"].copy()
    one, other = _known_pairs(*arrays, known)
    sizes = bands(np.bincount(of[of >= 0], minlength=len(names)))
    groups = _named(network, names, sizes)
    place = np.full(len(names) + 1, -1, np.int64)
    place[[number for number, _ in groups]] = np.arange(len(groups))
    of = place[of]
    return Groups(tuple(group for _, group in groups), _ties(of, one, other, len(groups)))


_Name = tuple[str, str | Key]
"""What a group is, and its text or the key of the organization."""


def _groups(network: Network, snapshot: Snapshot, people: Counted) -> tuple[NDArray[np.int64], list[_Name]]:
    """(people,) the group of each, -1 for none; and what each group is."""
    departments = people.departments
    employers = snapshot.people.employers
    showing, employee = people.showing("employments"), people.is_(Status.EMPLOYEE)
    department, employer = people.facets["department"], people.facets["employer"]
    of = np.full(len(showing), -1, np.int64)
    inside = showing & employee & (department >= 0)
    outside = showing & ~employee & (employer >= 0) & (employer != employers.number(network.home))
    of[inside] = department[inside]
    of[outside] = employer[outside].astype(np.int64) + len(departments)
    names: list[_Name] = [(DEPARTMENT, text) for text in departments]
    names += [(COMPANY, employers.key(number)) for number in range(len(employers))]
    return of, names


def _known_pairs(
    rows: NDArray[Any], entries: NDArray[Any], known: Mask
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every shared tie in both directions, by people's numbers; the arrays are a TieTable's. O(ties)."""
    length = rows["end"] - rows["start"]
    place = np.repeat(rows["start"] - np.cumsum(length) + length, length) + np.arange(int(length.sum()))
    one = np.repeat(np.arange(len(rows), dtype=np.int64), length)
    there = known[entries["pair"][place]]
    return one[there], entries["neighbor"][place][there].astype(np.int64)


def _named(network: Network, names: list[_Name], sizes: NDArray[np.int64]) -> list[tuple[int, Group]]:
    """The groups of which anything is told, with their numbers: the largest first, then by name."""
    told = np.flatnonzero(sizes).tolist()
    keys = sorted({Key(name) for number in told for what, name in [names[number]] if what == COMPANY})
    found = network.store.fetch(keys[:_MOST_NAMED]).found if keys else {}
    groups: list[tuple[int, Group]] = []
    for number in told:
        what, name = names[number]
        record = found[Key(name)].record if Key(name) in found else None
        said = record.name if isinstance(record, Organization) else name.title() if what == DEPARTMENT else ""
        if said:
            groups.append((number, Group(what, said, int(sizes[number]))))
    groups.sort(key=lambda one: (-one[1].people, one[1].what, one[1].name))
    return groups[:MOST]


_MOST_NAMED: Final = 20_000


def _ties(
    of: NDArray[np.int64], one: NDArray[np.int64], other: NDArray[np.int64], groups: int
) -> dict[tuple[int, int], int]:
    """By pair of groups, the band of how many of the smaller side know somebody of the other."""
    mine, theirs = of[one], of[other]
    between = (mine >= 0) & (theirs >= 0) & (mine != theirs)
    width = max(1, len(of))
    sides = np.unique((mine[between] * groups + theirs[between]) * width + one[between]) // width
    counts = np.bincount(sides, minlength=groups * groups).reshape(groups, groups)
    least = bands(np.minimum(counts, counts.T).ravel()).reshape(groups, groups)
    return {(int(a), int(b)): int(least[a, b]) for a, b in zip(*np.nonzero(np.triu(least)), strict=True)}
