"""Which fields of a profile a viewer may know, by what each person said about each field.

Hidden fields are as if empty: not shown, and nobody is searched, filtered, sorted or counted by them.
Status (employee, alumnus, external) is no field: it decides who sees whom and is always said. Who
hides their skills from somebody is not found as an expert by them, and is not named in evidence.
"""

from typing import Final

import numpy as np

from graph.model import PURPOSES
from graph.standing import Standings
from graph.visibility import AUDIENCE_BITS, AUDIENCES, shift_of
from policy.gates import Mask, Status
from policy.viewer import Viewer

TOLD_BY_TIES: Final = {"manager": "employments", "tour": "tours"}
"""Kinds of ties whose reason tells a field of both people; it is then said only if both show it."""


def audiences_of(viewer: Viewer, viewer_status: Status | None) -> frozenset[str]:
    """The audiences that a viewer belongs to. The operator acts for the company: for all but "me"."""
    if viewer.operator:
        return frozenset({"network", "employees", "recruiters"})
    found = {"network"}
    if viewer_status is Status.EMPLOYEE:
        found.add("employees")
    if viewer.has("recruiter"):
        found.add("recruiters")
    return frozenset(found)


def audiences_of_matcher(viewer: Viewer, viewer_status: Status | None) -> frozenset[str]:
    """The audiences of somebody who speaks for an offered tour, as far as who fits it is concerned.

    What a match needs is told to them as to recruiters.
    """
    return audiences_of(viewer, viewer_status) | {"recruiters"}


def return_told(viewer: Viewer, own: bool) -> bool:
    """Whether a viewer may know that somebody (`own`: they themselves) would come back.

    It is said to the company for RECRUITING: to recruiters, and only of who may be found for that.
    """
    return "RECRUITING" in purposes_told(viewer, own)


def purposes_told(viewer: Viewer, own: bool) -> tuple[str, ...]:
    """The purposes of which a viewer may know whether somebody (`own`: they themselves) is open to them.

    That somebody would like another job is for recruiters and that person only.
    """
    told = own or viewer.has("recruiter")
    return tuple(purpose for purpose in PURPOSES if purpose != "RECRUITING" or told)


def shown(standings: Standings, field: str, audiences: frozenset[str]) -> Mask:
    """(n,) whose `field` is shown to a viewer of these audiences; their own is always. O(n)."""
    places = np.array([audience in audiences for audience in AUDIENCES], bool)
    return np.asarray(places[(standings["shown"] >> np.uint16(shift_of(field))) & AUDIENCE_BITS])
