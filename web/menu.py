"""What the top of every page leads to: each reader sees the pages that are for them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Place:
    """A page in the menu; `roles` are those whom it is for, () for everybody."""

    path: str
    name: str
    roles: tuple[str, ...] = ()


MENU: Final = (
    Place("/", "Find"),
    Place("/inbox", "Inbox"),
    Place("/about-me", "About me"),
    Place("/preferences", "Preferences"),
    Place("/admin", "Admin", ("network_admin",)),
)


def at(path: str) -> Place | None:
    """The place whose page, or a page below it, is at `path`."""
    below = [place for place in MENU if path == place.path or path.startswith(f"{place.path.rstrip('/')}/")]
    return max(below, key=lambda place: len(place.path), default=None)


def menu(roles: Collection[str]) -> list[Place]:
    """The places for somebody with these roles."""
    return [place for place in MENU if not place.roles or not set(place.roles).isdisjoint(roles)]
