"""Who asks."""

from dataclasses import dataclass
from typing import Final

from graph.keys import NO_KEY, Key

ROLES: Final = (
    "employee",
    "recruiter",
    "hr_partner",
    "network_admin",
    "privacy_officer",
    "alumnus",
    "service",
)

_BY_STRENGTH: Final = ("network_admin", "privacy_officer", "hr_partner", "recruiter", "service")


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who asks, and as what.

    `person` is NO_KEY for machine accounts and for the operator. The operator works at the
    command line of the installation itself: defaults do not bind the operator, an explicit no does.
    `lent` says that it is the operator who looks through this person's eyes: the log says so.
    """

    person: Key = NO_KEY
    roles: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    operator: bool = False
    lent: bool = False

    def strongest(self) -> str:
        """The word for the most that the viewer may: "operator", a role, or "" for what their status says."""
        if self.operator or self.lent:
            return "operator"
        return next((role for role in _BY_STRENGTH if role in self.roles), "")

    def has(self, *roles: str) -> bool:
        """Whether the viewer holds any of `roles`."""
        return not self.roles.isdisjoint(roles)


OPERATOR: Final = Viewer(operator=True)
