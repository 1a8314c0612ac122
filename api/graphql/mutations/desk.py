"""Decisions and rights requests: what the privacy officer's desk does."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from typing import Annotated

import strawberry

from actions.decide import decide
from actions.rights_requests import close_request, open_request
from api.graphql.context import Asked, key_named, key_of
from api.graphql.mutations.outcome import Refusal, act
from api.graphql.types.desk import Decision, Right, RightsRequest
from graph.keys import NO_KEY
from graph.model import Person
from graph.model import RightsRequest as RightsRecord


@strawberry.input(description="Set a rule of the installation, with the reason.", one_of=False)
class DecideInput:
    """`name` is one of policy.decisions.NAMES."""

    idempotency_key: str
    name: str
    value: str
    reason: str


@strawberry.input(
    description="Use a right of mine; a privacy officer also for somebody whose letter came by post.",
    one_of=False,
)
class OpenRightsRequestInput:
    """Without `person` it is the viewer's own right."""

    idempotency_key: str
    right: Right
    person: strawberry.ID | None = None
    note: str = ""


@strawberry.input(description="A request has been answered; the note says how.", one_of=False)
class CloseRightsRequestInput:
    """Which, and what was done."""

    idempotency_key: str
    request: strawberry.ID
    note: str = ""


DecideResult = Annotated[Decision | Refusal, strawberry.union("DecideResult")]
OpenRightsRequestResult = Annotated[RightsRequest | Refusal, strawberry.union("OpenRightsRequestResult")]
CloseRightsRequestResult = Annotated[RightsRequest | Refusal, strawberry.union("CloseRightsRequestResult")]


@strawberry.type
class DeskMutations:
    """See actions.decide and actions.rights_requests."""

    @strawberry.mutation(description="Set a rule of the installation; what was set before stays on record.")
    async def decide(self, info: Asked, input: DecideInput) -> DecideResult:
        """See actions.decide.decide."""
        done = await act(info.context, input.idempotency_key, decide, input.name, input.value, input.reason)
        return done if isinstance(done, Refusal) else Decision.of(done)

    @strawberry.mutation(description="Ask for a right; it is due one month later.")
    async def open_rights_request(
        self, info: Asked, input: OpenRightsRequestInput
    ) -> OpenRightsRequestResult:
        """See actions.rights_requests.open_request."""
        whose = NO_KEY if input.person is None else key_named(Person.KIND, input.person)
        done = await act(
            info.context, input.idempotency_key, open_request, input.right.value, whose, input.note
        )
        return done if isinstance(done, Refusal) else RightsRequest.of(done, info)

    @strawberry.mutation(description="A request has been answered. For privacy officers.")
    async def close_rights_request(
        self, info: Asked, input: CloseRightsRequestInput
    ) -> CloseRightsRequestResult:
        """See actions.rights_requests.close_request."""
        which = key_of(RightsRecord.KIND, input.request) or NO_KEY
        done = await act(info.context, input.idempotency_key, close_request, which, input.note)
        return done if isinstance(done, Refusal) else RightsRequest.of(done, info)
