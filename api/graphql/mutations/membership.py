"""Who leaves is asked to stay in touch, and says how and what for."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from datetime import date
from typing import Annotated

import strawberry

from actions.exits import cancel_exit, start_exit
from actions.staying import complete_exit
from api.graphql.context import Asked, key_named
from api.graphql.mutations.outcome import Done, Refusal, act
from api.graphql.types.membership import Invitation
from api.graphql.types.words import Purpose
from graph.keys import NO_KEY, Key
from graph.model import Person
from policy.exits import Staying


@strawberry.input(
    description="Somebody leaves. For themselves (without `person`), hr partners and network admins.",
    one_of=False,
)
class StartExitInput:
    """Who, and their last day at the company."""

    idempotency_key: str
    last_day: date
    person: strawberry.ID | None = None


@strawberry.input(description="Somebody stays after all.", one_of=False)
class CancelExitInput:
    """Who; without `person` it is the viewer."""

    idempotency_key: str
    person: strawberry.ID | None = None


@strawberry.input(
    description="Until that day (24 months from now at most) I may be found for this purpose; with"
    " `connect`, also be asked to introduce others.",
    one_of=False,
)
class StayingInput:
    """One purpose."""

    purpose: Purpose
    until: date
    connect: bool = False


@strawberry.input(description="Where I can be reached when I have left, and what for.", one_of=False)
class CompleteExitInput:
    """A message to the address asks whether it is mine."""

    idempotency_key: str
    personal_address: str
    purposes: list[StayingInput] = strawberry.field(default_factory=list)


StartExitResult = Annotated[Invitation | Refusal, strawberry.union("StartExitResult")]
CancelExitResult = Annotated[Done | Refusal, strawberry.union("CancelExitResult")]
CompleteExitResult = Annotated[Invitation | Refusal, strawberry.union("CompleteExitResult")]


@strawberry.type
class MembershipMutations:
    """See actions.exits and actions.staying."""

    @strawberry.mutation(description="Ask who leaves, while their address works, to stay in touch.")
    async def start_exit(self, info: Asked, input: StartExitInput) -> StartExitResult:
        """See actions.exits.start_exit."""
        done = await act(
            info.context, input.idempotency_key, start_exit, _whose(input.person), input.last_day
        )
        return done if isinstance(done, Refusal) else Invitation.of(done)

    @strawberry.mutation(description="Take back that somebody leaves, as far as only startExit said so.")
    async def cancel_exit(self, info: Asked, input: CancelExitInput) -> CancelExitResult:
        """See actions.exits.cancel_exit."""
        done = await act(info.context, input.idempotency_key, cancel_exit, _whose(input.person))
        return done if isinstance(done, Refusal) else Done()

    @strawberry.mutation(description="Stay in touch when I have left.")
    async def complete_exit(self, info: Asked, input: CompleteExitInput) -> CompleteExitResult:
        """See actions.staying.complete_exit."""
        staying = [Staying(one.purpose.value, one.until, one.connect) for one in input.purposes]
        done = await act(info.context, input.idempotency_key, complete_exit, input.personal_address, staying)
        return done if isinstance(done, Refusal) else Invitation.of(done)


def _whose(person: strawberry.ID | None) -> Key:
    return NO_KEY if person is None else key_named(Person.KIND, person)
