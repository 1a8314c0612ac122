"""Open roles that are listed: for employees, and for alumni who said yes to REFERRAL."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from graph.keys import Key
from graph.model import Role
from graph.scans import every
from policy.offerings import OPEN
from policy.viewer import Viewer
from queries.bounds import check_number
from queries.first_shown import first_shown
from queries.kept import kept
from queries.listed import is_listed_to
from queries.network import Network
from queries.told import told

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
    """What is listed to the viewer; `after` is behind (opened, key).

    Raises InvalidValue (first < 1). A few round trips, and O(roles) when anything was written since.
    """
    check_number("first", first, 1)
    here = told(network, viewer)
    if not is_listed_to(here, viewer, PURPOSE):
        return OpeningPage((), False)
    behind = [key for opened, key in _listed(network) if after is None or (opened, key) < after]
    found = first_shown(behind, first + 1, lambda keys: _open_now(here, keys))
    return OpeningPage(tuple(found[:first]), len(found) > first)


def _listed(network: Network) -> list[tuple[str, Key]]:
    """When each opening was opened, and its key, newest first. The same for everybody; kept until a write."""

    def read() -> list[tuple[str, Key]]:
        found = ((role.opened, role.key) for role in every(network.store, Role) if is_opening(role))
        return sorted(found, reverse=True)

    return kept(network.read_model.current(), "openings", network.store.revision(), read, most=1)


def _open_now(network: Network, keys: Collection[Key]) -> list[Role]:
    found = network.store.fetch(keys).found
    records = [found[key].record for key in keys if key in found]
    return [record for record in records if isinstance(record, Role) and is_opening(record)]
