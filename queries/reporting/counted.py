"""Who counts in a report: the same people for whoever reads it, and nobody who is hidden from anybody."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.dates import NO_DAY
from graph.keys import Key
from graph.snapshot.numbering import Numbering
from graph.snapshot.snapshot import Snapshot
from graph.standing import Standings
from policy.gates import Mask, Status, allowed, statuses
from policy.viewer import Viewer
from policy.visibility import audiences_of, shown

_EVERYBODY = audiences_of(Viewer(), None)
"""What is shown to everybody who sees somebody may be counted, and no more."""


@dataclass(frozen=True, slots=True)
class Counted:
    """People by number; the arrays are copies, good without the snapshot. `ids` may have got more since."""

    ids: Numbering
    standing: Standings
    facets: NDArray[Any]
    counts: Mask  # (people,) who counts at all
    status: NDArray[np.uint8]
    departments: list[str]  # texts by number, folded
    day: int
    decided: dict[str, str]

    def showing(self, field: str) -> Mask:
        """(people,) who counts and shows `field` to everybody."""
        return np.asarray(self.counts & shown(self.standing, field, _EVERYBODY))

    def may(self, role: str, purpose: str) -> Mask:
        """(people,) who counts and may be found, reached or asked to connect, whatever was asked of them."""
        return np.asarray(self.counts & allowed(self.standing, role, purpose, self.day, False, self.decided))

    def is_(self, status: Status) -> Mask:
        """(people,) who counts and is EMPLOYEE, ALUMNUS or EXTERNAL."""
        return np.asarray(self.counts & (self.status == status))

    def numbers(self, keys: list[Key], among: Mask) -> NDArray[np.int32]:
        """(keys,) the number of each person, -1 for who is not `among` those who count."""
        numbers = self.ids.numbers(keys)
        there = np.append(among, False)
        return np.where(there[np.where(numbers < len(among), numbers, -1)], numbers, -1).astype(np.int32)


def counted(snapshot: Snapshot, day: int) -> Counted:
    """Who counts on `day`. Call it while reading; O(people).

    People whom the company does not know, who are restricted, or who have blocked anybody count nowhere: so
    a report says the same to all who may read it, and nothing of who does not exist for one of them.
    """
    people = snapshot.people
    standing = people.standing.rows.copy()
    standing["spent_last"] = NO_DAY  # what was asked of somebody lately is nobody's figure
    counts: Mask = standing["known"].copy()
    counts[list(people.blocked)] = False
    return Counted(
        people.ids,
        standing,
        people.facets.rows.copy(),
        counts,
        statuses(standing, day),
        list(people.words.all()),
        day,
        dict(snapshot.decided),
    )
