"""What the top of every page leads to: each reader sees the pages that are for them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Place:
    """A page in the menu; `roles` are those whom it is for, () for everybody.

    It stands first for people of the status `first`.
    """

    path: str
    name: str
    roles: tuple[str, ...] = ()
    first: str = ""


MENU: Final = (
    Place("/", "Find"),
    Place("/inbox", "Inbox"),
    Place("/home", "What's on", first="ALUMNUS"),
    Place("/insight", "Insight"),
    Place("/tours", "Tours"),
    Place("/roles", "Roles", ("recruiter", "hr_partner")),
    Place("/rehire-statuses", "Coming back", ("hr_partner",)),
    Place("/about-me", "About me"),
    Place("/preferences", "Preferences"),
    Place("/privacy", "Privacy", ("privacy_officer",)),
    Place("/admin", "Admin", ("network_admin",)),
)


def at(path: str) -> Place | None:
    """The place whose page, or a page below it, is at `path`."""
    if path.startswith("/people/"):
        return MENU[0]
    if path == "/me" or path.startswith("/my-imports"):
        path = "/about-me"
    below = [place for place in MENU if path == place.path or path.startswith(f"{place.path}/")]
    return max(below, key=lambda place: len(place.path), default=None)


def menu(roles: Collection[str], status: str = "") -> list[Place]:
    """The places for somebody with these roles and of this status."""
    theirs = [place for place in MENU if not place.roles or not set(place.roles).isdisjoint(roles)]
    return sorted(theirs, key=lambda place: not place.first or place.first != status)
