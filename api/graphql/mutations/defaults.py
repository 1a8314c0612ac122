"""What holds for those who have said nothing: for a network_admin, with a reason."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from typing import Annotated

import strawberry

from actions.defaults import change_default
from api.graphql.context import Asked
from api.graphql.mutations.outcome import Refusal, act
from api.graphql.types.preferences import ConsentRole
from api.graphql.types.rules import ConsentDefault
from api.graphql.types.words import PersonStatus, Purpose


@strawberry.input(description="Which default, what it is to be, and why.", one_of=False)
class ChangeDefaultInput:
    """`reason` has at least 10 letters and is kept."""

    idempotency_key: str
    role: ConsentRole
    purpose: Purpose
    status: PersonStatus
    yes: bool
    reason: str


ChangeDefaultResult = Annotated[ConsentDefault | Refusal, strawberry.union("ChangeDefaultResult")]


@strawberry.type
class DefaultMutations:
    """See actions.defaults."""

    @strawberry.mutation(description="Decide what holds for those who have said nothing; a network_admin's.")
    async def change_default(self, info: Asked, input: ChangeDefaultInput) -> ChangeDefaultResult:
        """See actions.defaults.change_default."""
        wanted = (input.role.value, input.purpose.value, input.status.name, input.yes, input.reason)
        done = await act(info.context, input.idempotency_key, change_default, *wanted)
        return done if isinstance(done, Refusal) else ConsentDefault.of(done)
