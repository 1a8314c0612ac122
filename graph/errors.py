"""Errors carry facts, not sentences for a screen; each door maps them in one table.

KithError
├── StoreError
│   ├── StoreUnavailable        cannot be opened, reached or written now
│   ├── Conflict                a record is not at the revision that the writer expected
│   ├── MissingReference        a record refers to one that is not there
│   ├── StillReferenced         a record cannot be removed while others refer to it
│   └── TooManyKeys             a read or write asked for more than it may at once
├── NotFound
│   ├── PersonNotFound
│   ├── AmbiguousPerson         a name that several people have
│   ├── SkillNotFound
│   └── TopicNotFound           nothing matches a topic; near ones are named
├── InvalidValue                an identifier, date or parameter that cannot be read
├── Refused                     a rule does not allow what somebody wanted to do
├── NotInitialised              the data folder holds no installation yet
├── AlreadyInitialised          it holds one already
└── SnapshotMoved               the network changed faster than an answer could be checked
"""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.keys import Key


class KithError(Exception):
    """Any error that kith raises on purpose."""


class StoreError(KithError):
    """The store could not do what it was asked."""


@dataclass
class StoreUnavailable(StoreError):
    """The store at `store` cannot be opened, reached or written; `reason` is the driver's word."""

    store: str
    reason: str

    def __str__(self) -> str:
        return f"{self.store}: {' '.join(self.reason.split())}"


@dataclass
class Conflict(StoreError):
    """`key` was expected at revision `expected` (0: absent) and is at `found`."""

    key: Key
    expected: int
    found: int

    def __str__(self) -> str:
        return f"{self.key} is at revision {self.found}, not {self.expected}"


@dataclass
class MissingReference(StoreError):
    """A record to be written refers to `keys`, which are not in the store (some are named)."""

    keys: Sequence[Key]

    def __str__(self) -> str:
        return f"not in the store: {', '.join(self.keys)}"


@dataclass
class StillReferenced(StoreError):
    """`keys` cannot be removed: records that stay refer to them (some are named)."""

    keys: Sequence[Key]

    def __str__(self) -> str:
        return f"still referred to: {', '.join(self.keys)}"


@dataclass
class TooManyKeys(StoreError):
    """A call named `asked` keys; `allowed` is the most at once."""

    asked: int
    allowed: int

    def __str__(self) -> str:
        return f"{self.asked} keys in one call, at most {self.allowed}"


class NotFound(KithError):
    """What was asked for is not there, or not for this viewer: the two look alike."""


@dataclass
class PersonNotFound(NotFound):
    """No visible person is called `asked`; `near` are names that come close."""

    asked: str
    near: Sequence[str] = ()

    def __str__(self) -> str:
        return f"nobody found for {self.asked!r}"


@dataclass
class AmbiguousPerson(NotFound):
    """Several people are called `asked`; `matches` are (key, name) pairs."""

    asked: str
    matches: Sequence[tuple[Key, str]]

    def __str__(self) -> str:
        return f"{len(self.matches)} people are called {self.asked!r}"


@dataclass
class SkillNotFound(NotFound):
    """No skill is labelled `asked`."""

    asked: str
    near: Sequence[str] = ()

    def __str__(self) -> str:
        return f"no skill found for {self.asked!r}"


@dataclass
class TopicNotFound(NotFound):
    """Nothing in the network speaks of `asked`; `near` are topics that it does speak of."""

    asked: str
    near: Sequence[str] = ()

    def __str__(self) -> str:
        return f"nothing found about {self.asked!r}"


@dataclass
class InvalidValue(KithError):
    """`value` cannot be read as a `field`: `reason` says why."""

    field: str
    value: str
    reason: str

    def __str__(self) -> str:
        return f"{self.field} {self.value!r}: {self.reason}"


REFUSALS = (
    "BAD_INPUT",  # a value that no rule allows
    "NOT_ALLOWED",  # not for who asks
    "NOT_FOUND",  # not there, or not for who asks
    "NO_PATH",  # the path is not valid, or not any more
    "ALREADY_ASKED",  # a request of the same to the same is under way
    "NOT_YOUR_TURN",  # somebody else's answer is waited for
    "NOT_NOW",  # what it is about has moved on
)
"""The codes of Refused."""


@dataclass
class Refused(KithError):
    """A rule does not allow what somebody wanted to do: `code` says which, `field` which part of it.

    `advice` is for the person: what to do instead. None of them tells the hidden from the absent.
    """

    code: str
    advice: str
    field: str = ""

    def __post_init__(self) -> None:
        if self.code not in REFUSALS:
            raise ValueError(f"{self.code} is none of REFUSALS")

    def __str__(self) -> str:
        return f"{self.field}: {self.advice}" if self.field else self.advice


@dataclass
class NotInitialised(KithError):
    """No installation in `store` yet: `kith init` makes one."""

    store: str

    def __str__(self) -> str:
        return f"{self.store} holds no network yet"


@dataclass
class AlreadyInitialised(KithError):
    """`store` already belongs to `organization`."""

    store: str
    organization: str

    def __str__(self) -> str:
        return f"{self.store} already belongs to {self.organization}"


class SnapshotMoved(KithError):
    """The network changed three times while one answer was being checked; asking again helps."""
