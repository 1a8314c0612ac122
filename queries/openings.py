"""Open roles that are listed: for employees, and for alumni who said yes to REFERRAL."""

from dataclasses import dataclass
from typing import Final

from graph.keys import Key
from graph.model import Role
from graph.scans import every
from policy.offerings import OPEN
from policy.viewer import Viewer
from queries.bounds import check_number
from queries.listed import is_listed_to
from queries.network import Network

PURPOSE: Final = "REFERRAL"


@dataclass(frozen=True, slots=True)
class OpeningPage:
    """Newest first."""

    openings: tuple[Role, ...]
    more: bool


def is_opening(role: Role) -> bool:
    """Whether somebody may be proposed for it."""
    return role.listed and role.state == OPEN


def openings(
    network: Network, viewer: Viewer, first: int = 20, after: tuple[str, Key] | None = None
) -> OpeningPage:
    """What is listed to the viewer; `after` is behind (opened, key). O(roles).

    Raises InvalidValue (first < 1).
    """
    check_number("first", first, 1)
    listed = is_listed_to(network, viewer, PURPOSE)
    found = [role for role in every(network.store, Role) if is_opening(role)] if listed else []
    found.sort(key=lambda role: (role.opened, role.key), reverse=True)
    behind = [role for role in found if after is None or (role.opened, role.key) < after]
    return OpeningPage(tuple(behind[:first]), len(behind) > first)
