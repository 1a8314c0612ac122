"""What somebody would like next."""

from dataclasses import dataclass
from typing import ClassVar

from graph.keys import Key, name_of
from graph.model.record import Record, reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspiration(Record):
    """Where somebody would like to go, in their own words; one record a person.

    `learn` are skills to learn; `horizon` is when (a date, may be partial). `open_to_return` is said by
    alumni, `gives` and `likes` by everybody: what one would give, and like to get. `confirmed` is the day on
    which the person last said so.
    """

    KIND: ClassVar[str] = "aspiration"
    LABEL: ClassVar[str] = "Aspiration"

    person: Key = reference("person", "ASPIRATION_OF")
    goals: str = ""
    learn: tuple[Key, ...] = reference("skill", "WANTS_TO_LEARN", default=())
    horizon: str = ""
    open_to_return: bool = False
    gives: str = ""
    likes: str = ""
    confirmed: str


def aspiration_key(person: Key) -> Key:
    """The key of the one aspiration of a person."""
    return Key(f"{Aspiration.KIND}:{name_of(person)}")
