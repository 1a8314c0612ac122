"""What people say about what they and others know."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from typing import Annotated

import strawberry

from actions.expertise import ask_for_endorsement, declare_skill, endorse, retract_skill
from api.graphql.context import Asked, key_of
from api.graphql.mutations.outcome import Done, Refusal, act
from api.graphql.types.evidence import Evidence
from graph.keys import NO_KEY
from graph.model import Person


@strawberry.input(description="A skill by its id, or by a label in any case.", one_of=False)
class DeclareSkillInput:
    """Which."""

    idempotency_key: str
    skill: str


@strawberry.input(description="A skill by its id, or by a label in any case.", one_of=False)
class RetractSkillInput:
    """Which."""

    idempotency_key: str
    skill: str


@strawberry.input(description="Somebody, and a skill by its id or a label.", one_of=False)
class EndorseInput:
    """Whom, for what."""

    idempotency_key: str
    person: strawberry.ID
    skill: str


@strawberry.input(description="A colleague who is asked to vouch for me.", one_of=False)
class AskForEndorsementInput:
    """Whom."""

    idempotency_key: str
    person: strawberry.ID


DeclareSkillResult = Annotated[Evidence | Refusal, strawberry.union("DeclareSkillResult")]
RetractSkillResult = Annotated[Done | Refusal, strawberry.union("RetractSkillResult")]
EndorseResult = Annotated[Evidence | Refusal, strawberry.union("EndorseResult")]
AskForEndorsementResult = Annotated[Done | Refusal, strawberry.union("AskForEndorsementResult")]


@strawberry.type
class ExpertiseMutations:
    """See actions.expertise."""

    @strawberry.mutation(description="I know about something.")
    async def declare_skill(self, info: Asked, input: DeclareSkillInput) -> DeclareSkillResult:
        """See actions.expertise.declare_skill."""
        done = await act(info.context, input.idempotency_key, declare_skill, input.skill)
        return done if isinstance(done, Refusal) else Evidence.of(done)

    @strawberry.mutation(description="I take back what I have declared about a skill.")
    async def retract_skill(self, info: Asked, input: RetractSkillInput) -> RetractSkillResult:
        """See actions.expertise.retract_skill."""
        done = await act(info.context, input.idempotency_key, retract_skill, input.skill)
        return done if isinstance(done, Refusal) else Done()

    @strawberry.mutation(description="I vouch that somebody knows about something; once is enough.")
    async def endorse(self, info: Asked, input: EndorseInput) -> EndorseResult:
        """See actions.expertise.endorse."""
        whom = key_of(Person.KIND, input.person) or NO_KEY
        done = await act(info.context, input.idempotency_key, endorse, whom, input.skill)
        return done if isinstance(done, Refusal) else Evidence.of(done)

    @strawberry.mutation(description="Ask a colleague to vouch for me.")
    async def ask_for_endorsement(
        self, info: Asked, input: AskForEndorsementInput
    ) -> AskForEndorsementResult:
        """See actions.expertise.ask_for_endorsement."""
        whom = key_of(Person.KIND, input.person) or NO_KEY
        done = await act(info.context, input.idempotency_key, ask_for_endorsement, whom)
        return done if isinstance(done, Refusal) else Done()
