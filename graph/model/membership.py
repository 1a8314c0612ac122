"""How people leave and stay in the network, and how two records of one person become one."""

from dataclasses import dataclass
from typing import ClassVar

from graph.keys import NO_KEY, Key, name_of, pair_beginning
from graph.model.record import Record, reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation(Record):
    """Somebody who leaves, or has left, is asked to stay in the network; one record a person.

    `state`: invited, bounced or claimed. `last_day` is that at the company. `address` is the personal one to
    which the last mail went, "" as long as only that of the company is known; `added`: the network knows
    it from here alone. `asked` is the moment of the first invitation, `at` that of the present state. Keys
    are `invitation:<name of the person>`.
    """

    KIND: ClassVar[str] = "invitation"
    LABEL: ClassVar[str] = "Invitation"

    person: Key = reference("person", "INVITED")
    by: Key = reference("person", "INVITED_BY", default=NO_KEY)
    last_day: str = ""
    address: str = ""
    added: bool = False
    state: str
    asked: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(Record):
    """Two records of one person were made one; all that it takes to undo that.

    `kept` is the person who stays, `merged` the name of the record that went. `moved` are lines
    `before TAB after` of canonical records as JSON ("" where there was none). `undone` is the moment at
    which it was taken back.
    """

    KIND: ClassVar[str] = "merge"
    LABEL: ClassVar[str] = "Merge"

    kept: Key = reference("person", "MERGED_INTO")
    merged: str
    by: Key = reference("person", "MERGED_BY", default=NO_KEY)
    reason: str
    moved: tuple[str, ...]
    at: str
    undone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct(Record):
    """Somebody who runs the network said that two people who resemble each other are two. `a` < `b`.

    Keys are `distinct:<name of a>.<name of b>.0`.
    """

    KIND: ClassVar[str] = "distinct"
    LABEL: ClassVar[str] = "Distinct"

    a: Key = reference("person", "ONE_OF_TWO")
    b: Key = reference("person", "OTHER_OF_TWO")
    by: Key = reference("person", "SAID_BY", default=NO_KEY)
    at: str


def distinct_key(one: Key, other: Key) -> Key:
    """The key of the record that says that these two are not one; their order does not matter."""
    return Key(f"{pair_beginning(Distinct.KIND, one, other)}0")


def invitation_key(person: Key) -> Key:
    """The key of the one invitation of a person."""
    return Key(f"{Invitation.KIND}:{name_of(person)}")
