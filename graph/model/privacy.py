"""Rights, rules and the trace of what was looked at."""

from dataclasses import dataclass
from typing import ClassVar

from graph.keys import Key
from graph.model.record import Record, reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression(Record):
    """Somebody who was known by an identifier asked not to be kept.

    The key is made of the identifier (`suppression:` and the name of the identifier's key), so that the
    next import finds it and nobody can read it back. It refers to nobody.
    """

    KIND: ClassVar[str] = "suppression"
    LABEL: ClassVar[str] = "Suppression"

    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """A rule of the installation that somebody set, with the reason; the latest of a `name` holds.

    Keys are `decision:<name>.<moment>.<rest>`: the history of one rule stands together in the order
    of time, and nothing in it is ever changed, but that an erasure takes the person out of it. `by` is the
    key of a person ("" for one who has been erased), "operator" or "service".
    """

    KIND: ClassVar[str] = "decision"
    LABEL: ClassVar[str] = "Decision"

    name: str
    value: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsRequest(Record):
    """Somebody used a right; `due` is the day by which the law wants it done.

    `right`: access, rectify, object, restrict, erase or export. `done` is the moment, "" while open.
    """

    KIND: ClassVar[str] = "rights"
    LABEL: ClassVar[str] = "RightsRequest"

    person: Key = reference("person", "RIGHT_OF")
    right: str
    asked: str
    due: str
    done: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use(Record):
    """How often, on a day, answers for a purpose and to a role named this person, as one process counted.

    Keys are `use:<name of the person>.<day>.<rest>`. Not in the change feed.
    """

    KIND: ClassVar[str] = "use"
    LABEL: ClassVar[str] = "Use"
    FEED: ClassVar[bool] = False

    person: Key = reference("person", "USE_OF")
    day: str
    purpose: str
    role: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Access(Record):
    """Who was named to whom: one line of the audit log, sealed with its revision. No personal values.

    Keys are `access:<day>.<rest>`. `asker` is a person's key, "operator" or "service"; `people` are the
    keys of those who were named (text, not references: the log outlives them).
    """

    KIND: ClassVar[str] = "access"
    LABEL: ClassVar[str] = "Access"

    day: str
    asker: str
    role: str
    purpose: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredTopic(Record):
    """How often, on a day, a topic was asked about and nobody was found. Nobody's name. Not in the feed.

    Its key begins with the day.
    """

    KIND: ClassVar[str] = "unanswered"
    LABEL: ClassVar[str] = "UnansweredTopic"
    FEED: ClassVar[bool] = False

    topic: str
    day: str
    count: int
