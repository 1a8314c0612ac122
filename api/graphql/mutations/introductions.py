"""Introductions: ask, answer, withdraw, and tell what came of it."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from datetime import date
from typing import Annotated

import strawberry

from actions.act import Act
from actions.introductions.answer import answer_introduction
from actions.introductions.close import close_introduction
from actions.introductions.request import Asking, request_introduction
from actions.introductions.withdraw import withdraw_introduction
from api.graphql.context import Asked, key_of
from api.graphql.mutations.outcome import Refusal, act
from api.graphql.types.introductions import Introduction, IntroductionRequest, Outcome
from api.graphql.types.words import Purpose
from graph.keys import NO_KEY, Key
from graph.model import Introduction as Record
from graph.model import Person, Role
from queries.inbox import as_reached
from queries.my_introductions import as_asked
from queries.told import as_told, told


@strawberry.input(
    description="`path` are the connectors of a warm path in order, without me and the target. `about` is a"
    " topic that names nobody; `message` is for those on the path; `role` is one that I work on, for"
    " RECRUITING.",
    one_of=False,
)
class RequestIntroductionInput:
    """A path as warmPaths gave it."""

    idempotency_key: str
    path: list[strawberry.ID]
    target: strawberry.ID
    purpose: Purpose
    about: str = ""
    message: str = ""
    role: strawberry.ID | None = None

    def asking(self) -> Asking:
        """The input as the action takes it; what can't be an id is nobody's."""
        connectors = tuple(key_of(Person.KIND, one) or Key(f"nobody:{n}") for n, one in enumerate(self.path))
        target = key_of(Person.KIND, self.target) or Key("nobody:target")
        role = NO_KEY if self.role is None else key_of(Role.KIND, self.role) or Key(f"{Role.KIND}:")
        return Asking(connectors, target, self.purpose.value, self.about, self.message, role)


@strawberry.input(
    description="My answer to a request that waits for it. `againAfter` is kept for me alone.", one_of=False
)
class AnswerIntroductionInput:
    """A yes passes it on, or agrees."""

    idempotency_key: str
    introduction: strawberry.ID
    yes: bool
    again_after: date | None = None


@strawberry.input(description="I no longer want it.", one_of=False)
class WithdrawIntroductionInput:
    """A request of mine."""

    idempotency_key: str
    introduction: strawberry.ID


@strawberry.input(description="What came of it, and thanks, for everybody who took part.", one_of=False)
class CloseIntroductionInput:
    """An introduction that was agreed."""

    idempotency_key: str
    introduction: strawberry.ID
    outcome: Outcome
    thanks: str = ""


RequestIntroductionResult = Annotated[Introduction | Refusal, strawberry.union("RequestIntroductionResult")]
AnswerIntroductionResult = Annotated[
    IntroductionRequest | Refusal, strawberry.union("AnswerIntroductionResult")
]
WithdrawIntroductionResult = Annotated[Introduction | Refusal, strawberry.union("WithdrawIntroductionResult")]
CloseIntroductionResult = Annotated[
    Introduction | IntroductionRequest | Refusal, strawberry.union("CloseIntroductionResult")
]


def _mine(act: Act, record: Record) -> Introduction:
    record = as_told(act.network, act.viewer, record)
    return Introduction.of(as_asked(told(act.network, act.viewer), [record])[0])


def _reached(act: Act, record: Record) -> IntroductionRequest:
    record = as_told(act.network, act.viewer, record)
    network = told(act.network, act.viewer)
    return IntroductionRequest.of(as_reached(network, act.viewer.person, [record])[0])


def _requested(act: Act, asking: Asking) -> Introduction:
    return _mine(act, request_introduction(act, asking))


def _answered(act: Act, key: Key, yes: bool, again_after: date | None) -> IntroductionRequest:
    return _reached(act, answer_introduction(act, key, yes, again_after))


def _withdrawn(act: Act, key: Key) -> Introduction:
    return _mine(act, withdraw_introduction(act, key))


def _closed(act: Act, key: Key, outcome: str, thanks: str) -> Introduction | IntroductionRequest:
    record = close_introduction(act, key, outcome, thanks)
    return _mine(act, record) if record.asker == act.viewer.person else _reached(act, record)


def _key(id_: str) -> Key:
    return key_of(Record.KIND, id_) or Key(f"{Record.KIND}:")


@strawberry.type
class IntroductionMutations:
    """See actions.introductions."""

    @strawberry.mutation(description="Ask to be introduced, along a path that I chose.")
    async def request_introduction(
        self, info: Asked, input: RequestIntroductionInput
    ) -> RequestIntroductionResult:
        """See actions.introductions.request."""
        return await act(info.context, input.idempotency_key, _requested, input.asking())

    @strawberry.mutation(description="Say yes or no to a request that waits for my answer.")
    async def answer_introduction(
        self, info: Asked, input: AnswerIntroductionInput
    ) -> AnswerIntroductionResult:
        """See actions.introductions.answer."""
        parts = (_key(input.introduction), input.yes, input.again_after)
        return await act(info.context, input.idempotency_key, _answered, *parts)

    @strawberry.mutation(description="End a request of mine that waits.")
    async def withdraw_introduction(
        self, info: Asked, input: WithdrawIntroductionInput
    ) -> WithdrawIntroductionResult:
        """See actions.introductions.withdraw."""
        return await act(info.context, input.idempotency_key, _withdrawn, _key(input.introduction))

    @strawberry.mutation(description="Tell everybody who took part what came of an agreed introduction.")
    async def close_introduction(self, info: Asked, input: CloseIntroductionInput) -> CloseIntroductionResult:
        """See actions.introductions.close."""
        parts = (_key(input.introduction), input.outcome.value, input.thanks)
        return await act(info.context, input.idempotency_key, _closed, *parts)
