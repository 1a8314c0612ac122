"""What came of a suggested expert: helped, not my topic, ask this person."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from enum import Enum
from typing import Annotated

import strawberry

from actions.act import Act
from actions.suggestions import answer_suggestion, withdraw_answer
from api.graphql.context import Asked, key_of
from api.graphql.mutations.outcome import Refusal, act
from graph.keys import NO_KEY
from graph.model import Person
from policy.suggestions import Answer


@strawberry.enum(description="HELPED is said by who asked; NOT_MY_TOPIC and ASK by the expert themselves.")
class SuggestionVerdict(Enum):
    """Values of graph.model.VERDICTS."""

    HELPED = "helped"
    NOT_MY_TOPIC = "not_my_topic"
    ASK = "ask"


@strawberry.input(
    description="What came of an expert suggested for a topic; with `withdraw`, what was said is taken back.",
    one_of=False,
)
class AnswerSuggestionInput:
    """`instead` is whom to ask, for ASK."""

    idempotency_key: str
    about: str
    expert: strawberry.ID
    answer: SuggestionVerdict
    instead: strawberry.ID | None = None
    withdraw: bool = False


@strawberry.type(description="What is held of an answer; `answer` is null when it was taken back.")
class SuggestionAnswered:
    """The topic as it was said."""

    about: str
    answer: SuggestionVerdict | None


AnswerSuggestionResult = Annotated[SuggestionAnswered | Refusal, strawberry.union("AnswerSuggestionResult")]


@strawberry.type
class SuggestionMutations:
    """See actions.suggestions."""

    @strawberry.mutation(description="Say what came of a suggested expert: later answers heed it.")
    async def answer_suggestion(self, info: Asked, input: AnswerSuggestionInput) -> AnswerSuggestionResult:
        """See actions.suggestions.answer_suggestion."""
        answer = Answer(
            input.answer.value,
            key_of(Person.KIND, input.expert) or NO_KEY,
            input.about,
            key_of(Person.KIND, input.instead) or NO_KEY,
        )
        return await act(info.context, input.idempotency_key, _answered, answer, input.withdraw)


def _answered(doing: Act, answer: Answer, withdraw: bool) -> SuggestionAnswered:
    if withdraw:
        withdraw_answer(doing, answer.expert, answer.topic)
        return SuggestionAnswered(about=answer.topic, answer=None)
    held = answer_suggestion(doing, answer)
    return SuggestionAnswered(about=answer.topic, answer=SuggestionVerdict(held.verdict))
