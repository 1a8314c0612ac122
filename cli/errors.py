"""What an error means to a shell: one table of exit codes and advice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from graph import errors
from graph.errors import KithError
from ingest.source import BadRecord, BadSource, WrongSource
from sample.errors import GitUnavailable, SampleError

NOTHING_FOUND: Final = 1
WRONG_USE: Final = 2
NOT_DONE: Final = 3


@dataclass(frozen=True, slots=True)
class Explanation:
    """The text for a person and the exit code for a script."""

    text: str
    code: int


def _near(error: Any) -> str:
    return f"{error}; near: {', '.join(error.near)}" if error.near else str(error)


def _matches(error: Any) -> str:
    listed = "".join(f"\n  {key}  {name}" for key, name in error.matches)
    return f"{error}; say which one by id or e-mail:{listed}"


def _uninitialised(error: Any) -> str:
    return f"{error}: make one with `kith init --organization NAME`"


TABLE: Final[dict[type[Exception], tuple[int, Callable[[Any], str]]]] = {
    errors.TopicNotFound: (NOTHING_FOUND, _near),
    errors.SkillNotFound: (NOTHING_FOUND, _near),
    errors.PersonNotFound: (NOTHING_FOUND, _near),
    errors.AmbiguousPerson: (WRONG_USE, _matches),
    errors.NotFound: (NOTHING_FOUND, str),
    errors.InvalidValue: (WRONG_USE, str),
    errors.Refused: (WRONG_USE, str),
    errors.AlreadyInitialised: (WRONG_USE, str),
    errors.NotInitialised: (NOT_DONE, _uninitialised),
    errors.SnapshotMoved: (NOT_DONE, lambda _: "the network changed while it was asked; ask again"),
    errors.StoreError: (NOT_DONE, str),
    WrongSource: (WRONG_USE, str),
    BadSource: (NOT_DONE, str),
    BadRecord: (NOT_DONE, str),
    KithError: (NOT_DONE, str),
    GitUnavailable: (NOT_DONE, str),
    SampleError: (WRONG_USE, str),
}
"""The nearest class of an error counts."""


def explain(error: KithError | SampleError) -> Explanation:
    """Text and exit code for `error`."""
    for kind in type(error).__mro__:
        if kind in TABLE:
            code, text = TABLE[kind]
            return Explanation(text(error), code)
    raise error
