"""Rehire status: said by an hr_partner, appealed by its person, decided by another hr_partner."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from datetime import date
from typing import Annotated

import strawberry

from actions.act import Act
from actions.rehire import appeal_rehire_status, decide_rehire_appeal, set_rehire_status
from api.graphql.context import Asked, key_of
from api.graphql.mutations.outcome import Refusal, act
from api.graphql.types.rehire_status import RehireStatus, RehireWord
from graph.keys import NO_KEY, Key
from graph.model import Person
from queries.about_my_roles import rehire_held
from queries.rehire_statuses import status_shown
from queries.told import told


@strawberry.input(
    description="Whether the company would take somebody back, why, and until when (24 months at most).",
    one_of=False,
)
class SetRehireStatusInput:
    """The person is told, and may appeal."""

    idempotency_key: str
    person: strawberry.ID
    status: RehireWord
    reason: str
    until: date


@strawberry.input(description="What speaks against what is said of my coming back.", one_of=False)
class AppealRehireStatusInput:
    """Within 90 days, while it is in force."""

    idempotency_key: str
    text: str


@strawberry.input(description="Whether an appeal lifts the status, and why.", one_of=False)
class DecideRehireAppealInput:
    """By somebody else than who set it, within 30 days."""

    idempotency_key: str
    person: strawberry.ID
    lift: bool
    answer: str


SetRehireStatusResult = Annotated[RehireStatus | Refusal, strawberry.union("SetRehireStatusResult")]
AppealRehireStatusResult = Annotated[RehireStatus | Refusal, strawberry.union("AppealRehireStatusResult")]
DecideRehireAppealResult = Annotated[RehireStatus | Refusal, strawberry.union("DecideRehireAppealResult")]


def _set(doing: Act, person: Key, status: str, reason: str, until: date) -> RehireStatus:
    made = set_rehire_status(doing, person, status, reason, until)
    return RehireStatus.of(status_shown(told(doing.network, doing.viewer), doing.viewer, made).held)


def _appealed(doing: Act, text: str) -> RehireStatus:
    held = rehire_held(told(doing.network, doing.viewer), appeal_rehire_status(doing, text).person)
    assert held is not None
    return RehireStatus.of(held)


def _decided(doing: Act, person: Key, lift: bool, answer: str) -> RehireStatus:
    made = decide_rehire_appeal(doing, person, lift, answer)
    return RehireStatus.of(status_shown(told(doing.network, doing.viewer), doing.viewer, made).held)


@strawberry.type
class RehireMutations:
    """See actions.rehire."""

    @strawberry.mutation(description="Say whether the company would take somebody back; they are told.")
    async def set_rehire_status(self, info: Asked, input: SetRehireStatusInput) -> SetRehireStatusResult:
        """See actions.rehire.set_rehire_status."""
        person = key_of(Person.KIND, input.person) or NO_KEY
        parts = (person, input.status.value, input.reason, input.until)
        return await act(info.context, input.idempotency_key, _set, *parts)

    @strawberry.mutation(description="Appeal against what is said of my coming back.")
    async def appeal_rehire_status(
        self, info: Asked, input: AppealRehireStatusInput
    ) -> AppealRehireStatusResult:
        """See actions.rehire.appeal_rehire_status."""
        return await act(info.context, input.idempotency_key, _appealed, input.text)

    @strawberry.mutation(description="Decide an appeal against what a colleague said of somebody.")
    async def decide_rehire_appeal(
        self, info: Asked, input: DecideRehireAppealInput
    ) -> DecideRehireAppealResult:
        """See actions.rehire.decide_rehire_appeal."""
        parts = (key_of(Person.KIND, input.person) or NO_KEY, input.lift, input.answer)
        return await act(info.context, input.idempotency_key, _decided, *parts)
