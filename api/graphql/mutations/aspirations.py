"""Where I would like to go."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from typing import Annotated

import strawberry

from actions.aspirations import set_aspirations
from api.graphql.context import Asked
from api.graphql.mutations.outcome import Refusal, act
from api.graphql.types.aspirations import Aspirations
from policy.aspirations import Hopes
from queries.aspirations import Hope


@strawberry.input(
    description="What is to change; what is left out stays as it is, an empty text or list takes it back."
    " `learn` are skills by id or label; `horizon` is a day, a month or a year.",
    one_of=False,
)
class SetAspirationsInput:
    """Mine alone."""

    idempotency_key: str
    goals: str | None = None
    learn: list[str] | None = None
    horizon: str | None = None
    open_to_return: bool | None = None
    gives: str | None = None
    likes: str | None = None

    def hopes(self) -> Hopes:
        """The input as the action takes it, without the skills."""
        return Hopes(
            goals=self.goals,
            horizon=self.horizon,
            open_to_return=self.open_to_return,
            gives=self.gives,
            likes=self.likes,
        )


SetAspirationsResult = Annotated[Aspirations | Refusal, strawberry.union("SetAspirationsResult")]


@strawberry.type
class AspirationMutations:
    """See actions.aspirations."""

    @strawberry.mutation(description="Say where I would like to go.")
    async def set_aspirations(self, info: Asked, input: SetAspirationsInput) -> SetAspirationsResult:
        """See actions.aspirations."""
        parts = (input.hopes(), input.learn)
        done = await act(info.context, input.idempotency_key, set_aspirations, *parts)
        return done if isinstance(done, Refusal) else Aspirations.of(Hope(done, done.open_to_return))
