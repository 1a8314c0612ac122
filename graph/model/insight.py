"""What somebody learned outside and brought home."""

from dataclasses import dataclass
from typing import ClassVar

from graph.keys import NO_KEY, Key, name_of
from graph.model.network import Evidence
from graph.model.record import Record, reference

PROVENANCES = ("own_work", "conversation", "event", "public")
"""How an insight came about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Insight(Record):
    """A note about organizations or topics, with how its author came to know it.

    `provenance` is one of PROVENANCES; `learned` is when (a date, may be partial). `cleared` is the moment at
    which the author confirmed that nothing in it is confidential to somebody's present employer.
    `organizations` are the companies that it is about and `companies` how the author wrote their names, in
    the same order. `audience` as of evidence. `asked_by` is who had asked for it. `came_of` is what the
    company made of it, as `told_by` said at `told`. The evidence that it is has the same name: see
    `evidence_of`.
    """

    KIND: ClassVar[str] = "insight"
    LABEL: ClassVar[str] = "Insight"

    author: Key = reference("person", "WRITTEN_BY")
    text: str
    organizations: tuple[Key, ...] = reference("organization", "CONCERNS", default=())
    companies: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    skills: tuple[Key, ...] = reference("skill", "ON_SKILL", default=())
    provenance: str
    learned: str = ""
    link: str = ""
    audience: str
    cleared: str
    at: str
    asked_by: Key = reference("person", "ASKED_FOR_BY", default=NO_KEY)
    came_of: str = ""
    told_by: Key = reference("person", "TOLD_BY", default=NO_KEY)
    told: str = ""


def evidence_of(insight: Key) -> Key:
    """The key of the evidence that an insight is: `insight:x` is `evidence:x`."""
    return Key(f"{Evidence.KIND}:{name_of(insight)}")


def insight_of(evidence: Key) -> Key:
    """The inverse of `evidence_of`."""
    return Key(f"{Insight.KIND}:{name_of(evidence)}")
