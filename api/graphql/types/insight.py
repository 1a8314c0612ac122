"""Insights and the people to ask for them, as shown."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

from collections.abc import Awaitable
from enum import Enum

import strawberry
from strawberry.relay import PageInfo

from api.graphql.context import Asked, Context
from api.graphql.errors import bad_input
from api.graphql.paths import WarmPath
from api.graphql.types.evidence import Evidence
from api.graphql.types.person import Person
from api.graphql.types.skill import Skill, skills_at
from graph.errors import InvalidValue
from graph.model import Insight as Record
from policy.insights import Subject
from queries.insight_sources import PURPOSE, Source
from queries.insights import InsightShown, read_subject


@strawberry.enum(description="How an insight came about.")
class Provenance(Enum):
    """Values of graph.model.PROVENANCES."""

    OWN_WORK = "own_work"
    CONVERSATION = "conversation"
    EVENT = "event"
    PUBLIC = "public"


@strawberry.enum(description="For whom an insight is: everyone, employees, or a group of the author's.")
class InsightAudience(Enum):
    """With GROUP goes the name of the group."""

    EVERYONE = "everyone"
    EMPLOYEES = "employees"
    GROUP = "group"


@strawberry.input(description="A company, however its name is written, or a topic.", one_of=True)
class InsightSubject:
    """Exactly one is given."""

    organization: str | None = strawberry.UNSET
    topic: str | None = strawberry.UNSET


def subject_of(context: Context, about: InsightSubject) -> Subject:
    """What is asked about. Raises RequestError."""
    organization, topic = (
        context.text(name, given if given is not strawberry.UNSET else None)
        for name, given in (("organization", about.organization), ("topic", about.topic))
    )
    try:
        return read_subject(organization, topic)
    except InvalidValue as error:
        raise bad_input("about", error.reason) from error


@strawberry.type(description="What somebody learned outside. The text is plain text, whatever stands in it.")
class Insight:
    """For the viewer to read. `askedBy` is for its author, and for who asked."""

    id: strawberry.ID
    text: str
    author: Person
    organizations: list[str]
    topics: list[str]
    provenance: Provenance
    learned: str | None
    link: str | None
    audience: str
    at: str
    asked_by: Person | None
    came_of: str | None
    told: str | None
    record: strawberry.Private[Record]

    @strawberry.field(description="The skills that it is about.", graphql_type=list[Skill])
    def skills(self, info: Asked) -> list[Skill] | Awaitable[list[Skill]]:
        """Those that the author named."""
        return skills_at(info, self.record.skills)

    @classmethod
    def of(cls, shown: InsightShown) -> "Insight":
        """As shown to the viewer."""
        record = shown.record
        return cls(
            id=strawberry.ID(record.key),
            text=record.text,
            author=Person.of(shown.author, PURPOSE),
            organizations=[name for name in record.companies if name],
            topics=list(record.topics),
            provenance=Provenance(record.provenance),
            learned=record.learned or None,
            link=record.link or None,
            audience=record.audience,
            at=record.at,
            asked_by=Person.of(shown.asked_by, PURPOSE) if shown.asked_by else None,
            came_of=shown.came_of or None,
            told=shown.told or None,
            record=record,
        )


@strawberry.type(description="An insight in a list.")
class InsightEdge:
    """One place of a page."""

    cursor: str
    node: Insight


@strawberry.type(description="A page of insights, the newest first.")
class InsightConnection:
    """One page."""

    edges: list[InsightEdge]
    page_info: PageInfo


@strawberry.type(
    description="Somebody who could tell. `why` are facts with their dates; the score orders sources and says"
    " nothing by itself; without a path nobody could introduce the viewer."
)
class InsightSourceEdge:
    """One source in an answer."""

    cursor: str
    node: Person
    score: float
    why: list[str]
    evidence: list[Evidence]
    path: WarmPath | None

    @classmethod
    def of(cls, source: Source, cursor: str) -> "InsightSourceEdge":
        """A source as shown."""
        return cls(
            cursor=cursor,
            node=Person.of(source.card, PURPOSE),
            score=source.score,
            why=list(source.why),
            evidence=[Evidence.of(one) for one in source.evidence],
            path=WarmPath.of(source.path, PURPOSE) if source.path else None,
        )


@strawberry.type(description="A page of sources, best first.")
class InsightSourceConnection:
    """`near` names topics that come close when nothing speaks of the one asked for."""

    edges: list[InsightSourceEdge]
    page_info: PageInfo
    near: list[str]
