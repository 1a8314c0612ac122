"""Which people a question is about: by status, present employer, department and place.

Nobody is filtered by what they do not show to the viewer: it is as if it were not known.
"""

from dataclasses import dataclass

import numpy as np

from graph.identity.organizations import organization_name
from graph.model import Organization
from graph.snapshot.snapshot import Snapshot
from policy.gates import Mask, Status, statuses
from policy.viewer import Viewer
from queries.kept import kept, shown_people
from queries.network import Network


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """All that is given must fit; texts for department and place fit as a part, in any case."""

    status: frozenset[Status] = frozenset()
    organization: str = ""
    department: str = ""
    location: str = ""
    exclude_self: bool = True


def fitting(
    network: Network,
    snapshot: Snapshot,
    viewer: Viewer,
    viewer_status: Status | None,
    wanted: PeopleFilter,
    day: int,
) -> Mask:
    """(n,) who fits, by shared facts that the viewer is shown. O(people)."""
    facets = snapshot.people.facets.rows
    fits = np.ones(len(facets), bool)
    if wanted.status:
        fits &= _of_status(snapshot, wanted.status, day)
    if not (wanted.organization or wanted.department or wanted.location):
        return fits
    employments = shown_people(snapshot, viewer, viewer_status, "employments")
    if wanted.organization or wanted.department:
        fits &= employments
    if wanted.organization:
        name = organization_name(wanted.organization)
        number = snapshot.people.employers.number(network.keys.key(Organization.KIND, name))
        fits &= (facets["employer"] == number) & (number >= 0) & (facets["employer_until"] >= day)
    if wanted.department:
        fits &= np.isin(facets["department"], snapshot.people.words.containing(wanted.department))
    if wanted.location:
        own = (facets["location"] >= 0) & shown_people(snapshot, viewer, viewer_status, "location")
        place = np.where(own, facets["location"], np.where(employments, facets["workplace"], -1))
        fits &= np.isin(place, snapshot.people.words.containing(wanted.location))
    return fits


def _of_status(snapshot: Snapshot, wanted: frozenset[Status], day: int) -> Mask:
    """(n,) who has one of these statuses on `day`. Shared. O(people) when somebody has changed since."""
    people = snapshot.people
    key = (people.version, len(people.ids), wanted, day)
    return kept(
        snapshot, "of status", key, lambda: np.isin(statuses(people.standing.rows, day), list(wanted))
    )
