"""Roles and candidates: for recruiters and hr_partners who work on them."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from collections.abc import Callable
from enum import Enum
from typing import Annotated, Any

import strawberry

from actions.act import Act
from actions.candidacies import put_down, take_off
from actions.roles import change_role, close_role, open_role, share_role
from actions.watch import unwatch_role, watch_role
from api.graphql.context import Asked, key_of
from api.graphql.mutations.outcome import Done, Refusal, act
from api.graphql.types.role import Role
from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import Person
from graph.model import Role as Record
from policy.roles import Wanted
from queries.roles import role_of
from queries.told import told


@strawberry.enum(description="What is said of a candidate; how far they are follows by itself.")
class CandidateWord(Enum):
    """Values of policy.roles.SAID."""

    NOTED = "noted"
    NOT_NOW = "not_now"


@strawberry.input(
    description="What somebody is looked for: a title, a text or skills; skills as one would type them."
    " `listed`: it is an opening, for which others may propose somebody.",
    one_of=False,
)
class RoleInput:
    """`allOf` are needed, of `anyOf` one is, of `noneOf` none may be there."""

    title: str | None = None
    text: str | None = None
    all_of: list[str] | None = None
    any_of: list[str] | None = None
    none_of: list[str] | None = None
    location: str | None = None
    remote: bool | None = None
    level: str | None = None
    listed: bool | None = None

    def wanted(self) -> Wanted:
        """The input as the action takes it."""
        every, some, none = (
            None if skills is None else tuple(skills) for skills in (self.all_of, self.any_of, self.none_of)
        )
        place = (self.location, self.remote, self.level)
        return Wanted(self.title, self.text, every, some, none, *place, self.listed)


@strawberry.input(description="A new role.", one_of=False)
class OpenRoleInput:
    """What it says."""

    idempotency_key: str
    role: RoleInput


@strawberry.input(description="What a role says from now on; what is left out stays.", one_of=False)
class ChangeRoleInput:
    """Which, and what."""

    idempotency_key: str
    id: strawberry.ID
    role: RoleInput


@strawberry.input(description="Nobody is looked for any more.", one_of=False)
class CloseRoleInput:
    """Which."""

    idempotency_key: str
    id: strawberry.ID


@strawberry.input(description="A colleague works on it too; with `shared` false, no longer.", one_of=False)
class ShareRoleInput:
    """With whom."""

    idempotency_key: str
    id: strawberry.ID
    person: strawberry.ID
    shared: bool = True


@strawberry.input(
    description="Somebody may come back for a role. They are shown all that is put down.", one_of=False
)
class PutDownCandidateInput:
    """Who, and what is said."""

    idempotency_key: str
    role: strawberry.ID
    person: strawberry.ID
    note: str = ""
    stage: CandidateWord = CandidateWord.NOTED


@strawberry.input(description="Somebody is no candidate any more; nothing of it is kept.", one_of=False)
class TakeOffCandidateInput:
    """Who."""

    idempotency_key: str
    role: strawberry.ID
    person: strawberry.ID


@strawberry.input(description="Which role.", one_of=False)
class WatchRoleInput:
    """One."""

    idempotency_key: str
    role: strawberry.ID


@strawberry.input(description="Which role.", one_of=False)
class UnwatchRoleInput:
    """One."""

    idempotency_key: str
    role: strawberry.ID


OpenRoleResult = Annotated[Role | Refusal, strawberry.union("OpenRoleResult")]
ChangeRoleResult = Annotated[Role | Refusal, strawberry.union("ChangeRoleResult")]
CloseRoleResult = Annotated[Role | Refusal, strawberry.union("CloseRoleResult")]
ShareRoleResult = Annotated[Role | Refusal, strawberry.union("ShareRoleResult")]
PutDownCandidateResult = Annotated[Role | Refusal, strawberry.union("PutDownCandidateResult")]
TakeOffCandidateResult = Annotated[Role | Refusal, strawberry.union("TakeOffCandidateResult")]
WatchRoleResult = Annotated[Role | Refusal, strawberry.union("WatchRoleResult")]
UnwatchRoleResult = Annotated[Done | Refusal, strawberry.union("UnwatchRoleResult")]


def _shown(doing: Act, key: Key) -> Role:
    """The role as who acts is shown it now. Raises Refused for who no longer works on it."""
    found = role_of(told(doing.network, doing.viewer), doing.viewer, key)
    if found is None:
        raise Refused("NOT_FOUND", "there is no role of that id", "role")
    return Role.of(found)


def _opened(doing: Act, wanted: Wanted) -> Role:
    return _shown(doing, open_role(doing, wanted).key)


def _after(doing: Act, action: Callable[..., Any], key: Key, *parts: Any) -> Role:
    action(doing, key, *parts)
    return _shown(doing, key)


def _unwatched(doing: Act, key: Key) -> Done:
    unwatch_role(doing, key)
    return Done()


def _role(id_: str) -> Key:
    return key_of(Record.KIND, id_) or NO_KEY


def _person(id_: str) -> Key:
    return key_of(Person.KIND, id_) or NO_KEY


@strawberry.type
class RoleMutations:
    """See actions.roles, actions.candidacies and actions.watch."""

    @strawberry.mutation(description="Open a role; I work on it, and with whom I share it.")
    async def open_role(self, info: Asked, input: OpenRoleInput) -> OpenRoleResult:
        """See actions.roles.open_role."""
        return await act(info.context, input.idempotency_key, _opened, input.role.wanted())

    @strawberry.mutation(description="Say something else of a role that I work on.")
    async def change_role(self, info: Asked, input: ChangeRoleInput) -> ChangeRoleResult:
        """See actions.roles.change_role."""
        parts = (change_role, _role(input.id), input.role.wanted())
        return await act(info.context, input.idempotency_key, _after, *parts)

    @strawberry.mutation(description="Nobody is looked for any more.")
    async def close_role(self, info: Asked, input: CloseRoleInput) -> CloseRoleResult:
        """See actions.roles.close_role."""
        return await act(info.context, input.idempotency_key, _after, close_role, _role(input.id))

    @strawberry.mutation(description="Share a role that I work on with a colleague, or no longer.")
    async def share_role(self, info: Asked, input: ShareRoleInput) -> ShareRoleResult:
        """See actions.roles.share_role."""
        parts = (share_role, _role(input.id), _person(input.person), input.shared)
        return await act(info.context, input.idempotency_key, _after, *parts)

    @strawberry.mutation(description="Put somebody down who may come back for a role, or say otherwise.")
    async def put_down_candidate(self, info: Asked, input: PutDownCandidateInput) -> PutDownCandidateResult:
        """See actions.candidacies.put_down."""
        parts = (put_down, _role(input.role), _person(input.person), input.note, input.stage.value)
        return await act(info.context, input.idempotency_key, _after, *parts)

    @strawberry.mutation(description="Take a candidate off a role.")
    async def take_off_candidate(self, info: Asked, input: TakeOffCandidateInput) -> TakeOffCandidateResult:
        """See actions.candidacies.take_off."""
        parts = (take_off, _role(input.role), _person(input.person))
        return await act(info.context, input.idempotency_key, _after, *parts)

    @strawberry.mutation(description="Hear of new candidates for a role, and of new paths to them.")
    async def watch_role(self, info: Asked, input: WatchRoleInput) -> WatchRoleResult:
        """See actions.watch.watch_role."""
        return await act(info.context, input.idempotency_key, _after, watch_role, _role(input.role))

    @strawberry.mutation(description="Hear no more of a role.")
    async def unwatch_role(self, info: Asked, input: UnwatchRoleInput) -> UnwatchRoleResult:
        """See actions.watch.unwatch_role."""
        return await act(info.context, input.idempotency_key, _unwatched, _role(input.role))
