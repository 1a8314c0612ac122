"""What the pages know of ways to sign in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Demo:
    """Anybody on this machine may be one of these people, who are made up. Addresses end in `.example`."""

    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """One of them: `place` in the list, and what is known of them."""

    place: int
    name: str
    headline: str
