"""What the pages know of ways to sign in."""

from dataclasses import dataclass

from api.openid import Provider
from api.sign_in import Entrance


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody of a demo: an address that ends in `.example`, and roles beside those of any employee."""

    address: str
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Demo:
    """Anybody on this machine may be one of these people, who are made up."""

    people: tuple[Player, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """One of them: `place` in the list, and who they are in a line."""

    place: int
    name: str
    standing: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ways:
    """Each way that is set up. `letters`: a link by mail to an address that is known."""

    entrance: Entrance
    demo: Demo = Demo(())
    provider: Provider | None = None
    letters: bool = False
