"""Two records of one person become one, and two again; pairs that are two are remembered."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from typing import Annotated

import strawberry

from actions.merge import merge_people, say_distinct
from actions.unmerge import unmerge_people
from api.graphql.context import Asked, key_named
from api.graphql.mutations.outcome import Done, Refusal, RefusalCode, act
from api.graphql.types.merging import Merge
from graph.keys import Key
from graph.model import Merge as MergeRecord
from graph.model import Person


@strawberry.input(description="These two are one person: `keep` stays, with the reason.", one_of=False)
class MergePeopleInput:
    """Everything that names `merge` names `keep` from then on."""

    idempotency_key: str
    keep: strawberry.ID
    merge: strawberry.ID
    reason: str


@strawberry.input(description="They are two after all.", one_of=False)
class UnmergePeopleInput:
    """Which merge."""

    idempotency_key: str
    merge: strawberry.ID


@strawberry.input(
    description="These two resemble each other and are two; with `dismissed` false, list them again.",
    one_of=False,
)
class DismissDuplicateInput:
    """Two people."""

    idempotency_key: str
    people: list[strawberry.ID]
    dismissed: bool = True


MergePeopleResult = Annotated[Merge | Refusal, strawberry.union("MergePeopleResult")]
UnmergePeopleResult = Annotated[Merge | Refusal, strawberry.union("UnmergePeopleResult")]
DismissDuplicateResult = Annotated[Done | Refusal, strawberry.union("DismissDuplicateResult")]


@strawberry.type
class MergingMutations:
    """See actions.merge and actions.unmerge."""

    @strawberry.mutation(description="Make two records of one person one; can be undone. For network admins.")
    async def merge_people(self, info: Asked, input: MergePeopleInput) -> MergePeopleResult:
        """See actions.merge.merge_people."""
        keep, merge = _person(input.keep), _person(input.merge)
        done = await act(info.context, input.idempotency_key, merge_people, keep, merge, input.reason)
        return done if isinstance(done, Refusal) else Merge.of(done)

    @strawberry.mutation(
        description="Undo a merge: the two are as they were, and what was written since stays. For network"
        " admins."
    )
    async def unmerge_people(self, info: Asked, input: UnmergePeopleInput) -> UnmergePeopleResult:
        """See actions.unmerge.unmerge_people."""
        which = key_named(MergeRecord.KIND, input.merge)
        done = await act(info.context, input.idempotency_key, unmerge_people, which)
        return done if isinstance(done, Refusal) else Merge.of(done)

    @strawberry.mutation(description="Two who resemble each other are two people. For network admins.")
    async def dismiss_duplicate(self, info: Asked, input: DismissDuplicateInput) -> DismissDuplicateResult:
        """See actions.merge.say_distinct."""
        if len(input.people) != 2:
            return Refusal(code=RefusalCode.BAD_INPUT, field="people", message="name two people")
        pair = [_person(one) for one in input.people]
        done = await act(info.context, input.idempotency_key, say_distinct, *pair, input.dismissed)
        return done if isinstance(done, Refusal) else Done()


def _person(text: strawberry.ID) -> Key:
    return key_named(Person.KIND, text)
