"""What a record is, and how a field of one refers to another."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from graph.keys import Key


class Reference(NamedTuple):
    """Where a field points: the kind of record, and what the relationship is called."""

    kind: str
    relationship: str


def reference(kind: str, relationship: str, **default: Any) -> Any:
    """A field that holds the key (or a tuple of keys) of records of `kind`."""
    return field(metadata={"reference": Reference(kind, relationship)}, **default)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all records have: a key that no other record has.

    Records of a kind whose FEED is false are counters: they are in no change feed and under no seal, a
    write of nothing else makes no revision, and no write may expect one.
    """

    KIND: ClassVar[str]
    LABEL: ClassVar[str]
    ENDS: ClassVar[tuple[str, str] | None] = None
    FEED: ClassVar[bool] = True

    key: Key
