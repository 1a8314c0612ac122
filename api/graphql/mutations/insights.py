"""Insights: record one, take it back, and say what came of it."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from typing import Annotated

import strawberry

from actions.act import Act
from actions.insights import close_insight, record_insight, withdraw_insight
from api.graphql.context import Asked, key_of
from api.graphql.mutations.outcome import Done, Refusal, act
from api.graphql.types.insight import Insight, InsightAudience, Provenance
from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import Insight as Record
from graph.model import Introduction
from policy.insights import Draft
from queries.insights import shown_insights
from queries.told import told


@strawberry.input(
    description="Something that I learned, about at least one company, topic or skill (by id or label)."
    " `nothingConfidential`: nothing in it is confidential to anybody's present employer. `request` is the"
    " request for an introduction, agreed by me, that asked for it.",
    one_of=False,
)
class RecordInsightInput:
    """`group` goes with the audience GROUP; `learned` may be a day, a month or a year."""

    idempotency_key: str
    text: str
    organizations: list[str] = strawberry.field(default_factory=list)
    topics: list[str] = strawberry.field(default_factory=list)
    skills: list[str] = strawberry.field(default_factory=list)
    provenance: Provenance
    learned: str = ""
    link: str = ""
    audience: InsightAudience = InsightAudience.EMPLOYEES
    group: str = ""
    nothing_confidential: bool = False
    request: strawberry.ID | None = None

    def draft(self) -> Draft:
        """The input as the action takes it."""
        grouped = self.audience is InsightAudience.GROUP
        request = NO_KEY
        if self.request is not None:
            request = key_of(Introduction.KIND, self.request) or Key(f"{Introduction.KIND}:")
        return Draft(
            text=self.text,
            organizations=tuple(self.organizations),
            topics=tuple(self.topics),
            skills=tuple(self.skills),
            provenance=self.provenance.value,
            learned=self.learned,
            link=self.link,
            audience=f"group:{self.group}" if grouped else self.audience.value,
            nothing_confidential=self.nothing_confidential,
            request=request,
        )


@strawberry.input(description="An insight of mine.", one_of=False)
class WithdrawInsightInput:
    """Which."""

    idempotency_key: str
    insight: strawberry.ID


@strawberry.input(description="What came of an insight, for its author and who asked for it.", one_of=False)
class CloseInsightInput:
    """Which, and what."""

    idempotency_key: str
    insight: strawberry.ID
    came_of: str


RecordInsightResult = Annotated[Insight | Refusal, strawberry.union("RecordInsightResult")]
WithdrawInsightResult = Annotated[Done | Refusal, strawberry.union("WithdrawInsightResult")]
CloseInsightResult = Annotated[Insight | Refusal, strawberry.union("CloseInsightResult")]


def _recorded(act: Act, draft: Draft) -> Insight:
    return _shown(act, record_insight(act, draft))


def _closed(act: Act, key: Key, came_of: str) -> Insight:
    return _shown(act, close_insight(act, key, came_of))


def _withdrawn(act: Act, key: Key) -> Done:
    withdraw_insight(act, key)
    return Done()


def _shown(act: Act, record: Record) -> Insight:
    shown = shown_insights(told(act.network, act.viewer), act.viewer, [record.key])
    if not shown:  # withdrawn meanwhile
        raise Refused("NOT_FOUND", "there is no such insight", "insight")
    return Insight.of(shown[0])


def _key(id_: str) -> Key:
    return key_of(Record.KIND, id_) or Key(f"{Record.KIND}:")


@strawberry.type
class InsightMutations:
    """See actions.insights."""

    @strawberry.mutation(description="Record something that I learned outside. It counts as my evidence.")
    async def record_insight(self, info: Asked, input: RecordInsightInput) -> RecordInsightResult:
        """See actions.insights.record_insight."""
        return await act(info.context, input.idempotency_key, _recorded, input.draft())

    @strawberry.mutation(description="Take an insight of mine back; nothing of it stays.")
    async def withdraw_insight(self, info: Asked, input: WithdrawInsightInput) -> WithdrawInsightResult:
        """See actions.insights.withdraw_insight."""
        return await act(info.context, input.idempotency_key, _withdrawn, _key(input.insight))

    @strawberry.mutation(description="Say what came of an insight that I may read.")
    async def close_insight(self, info: Asked, input: CloseInsightInput) -> CloseInsightResult:
        """See actions.insights.close_insight."""
        parts = (_key(input.insight), input.came_of)
        return await act(info.context, input.idempotency_key, _closed, *parts)
