"""Who may be seen, found, reached and asked to connect: over arrays of standing, for one day.

The shipped defaults are those of an employer that asks first: employees may be found for
EXPERTISE and asked to connect for every purpose; alumni and externals for nothing until they say
yes; everybody may be reached, because somebody who knows them asks them first. An administrator may
decide otherwise, with a reason that is kept. A person's own choice always wins, and an explicit no binds
the operator too.
"""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.decisions import DEFAULTS
from graph.consent import ROLES, choice_number
from graph.dates import NO_DAY
from graph.errors import InvalidValue
from graph.model import PURPOSES
from graph.standing import Standings, remaining
from policy.viewer import Viewer

Mask = NDArray[np.bool_]


class Status(IntEnum):
    """What somebody is to the home organization."""

    EXTERNAL = 0
    ALUMNUS = 1
    EMPLOYEE = 2


def statuses(standings: Standings, day: int) -> NDArray[np.uint8]:
    """(n,) Status of each person on `day`. O(n)."""
    first, since, until = (standings[f] for f in ("home_first", "home_since", "home_until"))
    result = np.full(len(standings), Status.EXTERNAL, np.uint8)
    result[(first > NO_DAY) & (first <= day)] = Status.ALUMNUS
    result[(since > NO_DAY) & (since <= day) & (until >= day)] = Status.EMPLOYEE
    return result


_ALL: Final = frozenset(Status)
_EMPLOYEES: Final = frozenset({Status.EMPLOYEE})
_NOBODY: Final[frozenset[Status]] = frozenset()

SHIPPED: Final[Mapping[str, str]] = MappingProxyType({})
"""What is decided about defaults when nothing is: they are as shipped."""


def default(role: str, purpose: str, decided: Mapping[str, str] = SHIPPED) -> frozenset[Status]:
    """The statuses that are in `role` for `purpose` without having said anything.

    As shipped, but for the statuses of which `decided` says something: by name, "yes" or "no".
    """
    shipped = _shipped(role, purpose)
    said = {status: decided.get(default_name(role, purpose, status)) for status in Status}
    return frozenset(s for s in Status if said[s] == "yes" or (said[s] is None and s in shipped))


def default_name(role: str, purpose: str, status: Status) -> str:
    """The name of the decisions about one default: `default/ROLE/PURPOSE/STATUS`."""
    return f"{DEFAULTS}{role}/{purpose}/{status.name}"


def _shipped(role: str, purpose: str) -> frozenset[Status]:
    match role:
        case "reached":
            return _ALL
        case "connect":
            return _EMPLOYEES
        case "found" if purpose == "EXPERTISE":
            return _EMPLOYEES
    return _NOBODY


def allowed(
    standings: Standings,
    role: str,
    purpose: str,
    day: int,
    operator: bool = False,
    decided: Mapping[str, str] = SHIPPED,
) -> Mask:
    """(n,) who may be in `role` (found, reached, connect) for `purpose` on `day`. O(n).

    With `operator`, who never said no; else by the defaults as they are `decided`.
    Do-not-contact, a quiet period and a capacity of which nothing is left bar everybody
    from every role. Raises InvalidValue (no such purpose or role).
    """
    if purpose not in PURPOSES:
        raise InvalidValue("purpose", purpose, f"one of {', '.join(PURPOSES)}")
    if role not in ROLES:
        raise InvalidValue("role", role, f"one of {', '.join(ROLES)}")
    number = choice_number(purpose, role)
    yes = standings["allowed_until"][:, number] >= day
    no = (standings["refused"] >> np.uint32(number)) & 1 == 1
    by_default: Mask = (
        np.ones(len(standings), bool)
        if operator
        else np.isin(statuses(standings, day), list(default(role, purpose, decided)))
    )
    free = ~standings["do_not_contact"] & (standings["quiet_until"] < day)
    return np.asarray((by_default | yes) & ~no & free & (remaining(standings, day) > 0))


def visible(standings: Standings, viewer: Viewer, viewer_status: Status | None, day: int) -> Mask:
    """(n,) whom the company's records show to `viewer`, blocks and own private sources aside. O(n).

    `viewer_status` is None for machine accounts. Employees see everybody that the company knows,
    alumni see employees and alumni, externals see employees.
    """
    known: Mask = standings["known"].copy()  # callers narrow it
    if viewer.operator or viewer.has("network_admin", "recruiter", "hr_partner", "service"):
        return known
    if viewer_status is Status.EMPLOYEE:
        return known
    if viewer_status is None:
        return np.zeros(len(standings), bool)
    least = Status.ALUMNUS if viewer_status is Status.ALUMNUS else Status.EMPLOYEE
    return known & (statuses(standings, day) >= least)


def readable(audience: str, viewer: Viewer, viewer_status: Status | None) -> bool:
    """Whether evidence for `audience` may be read, and may score, for this viewer."""
    if audience == "everyone" or viewer.operator:
        return True
    if audience == "employees":
        return viewer_status is Status.EMPLOYEE
    return audience.removeprefix("group:") in viewer.groups
