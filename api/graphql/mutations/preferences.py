"""Consent, capacity, quiet periods, visibility and blocks: everybody decides for themselves."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from datetime import date
from typing import Annotated

import strawberry

from actions.preferences import block, set_preferences
from api.graphql.context import Asked, key_of
from api.graphql.mutations.outcome import Refusal, act
from api.graphql.types.preferences import Audience, ConsentRole, Preferences, ProfileField
from api.graphql.types.words import Purpose
from graph.keys import NO_KEY
from graph.model import Person
from policy.preferences import Consent, Wishes


@strawberry.input(
    description="Yes until a day, no, or (neither) back to the default, for one purpose and role.",
    one_of=False,
)
class ConsentInput:
    """`yes` true needs `until`."""

    purpose: Purpose
    role: ConsentRole
    yes: bool | None = None
    until: date | None = None


@strawberry.input(description="Who is shown a field of my profile.", one_of=False)
class ShownInput:
    """One field."""

    field: ProfileField
    audience: Audience


@strawberry.input(description="What is to change; what is left out stays as it is.", one_of=False)
class SetPreferencesInput:
    """`quietUntil` begins or moves a quiet period, `endQuiet` ends it early."""

    idempotency_key: str
    consents: list[ConsentInput] | None = None
    do_not_contact: bool | None = None
    capacity: int | None = None
    quiet_until: date | None = None
    end_quiet: bool = False
    direct: list[Purpose] | None = None
    shown: list[ShownInput] | None = None

    def wishes(self) -> Wishes:
        """The input as the action takes it."""
        return Wishes(
            tuple(Consent(c.purpose.value, c.role.value, c.yes, c.until) for c in self.consents or ()),
            self.do_not_contact,
            self.capacity,
            self.quiet_until,
            self.end_quiet,
            None if self.direct is None else tuple(purpose.value for purpose in self.direct),
            tuple((one.field.value, one.audience.value) for one in self.shown or ()),
        )


@strawberry.input(
    description="For this person I do not exist; with `blocked` false, I do again.", one_of=False
)
class BlockInput:
    """Whom."""

    idempotency_key: str
    person: strawberry.ID
    blocked: bool = True


SetPreferencesResult = Annotated[Preferences | Refusal, strawberry.union("SetPreferencesResult")]
BlockResult = Annotated[Preferences | Refusal, strawberry.union("BlockResult")]


@strawberry.type
class PreferenceMutations:
    """See actions.preferences."""

    @strawberry.mutation(description="Say what the network may do with me.")
    async def set_preferences(self, info: Asked, input: SetPreferencesInput) -> SetPreferencesResult:
        """See actions.preferences.set_preferences."""
        done = await act(info.context, input.idempotency_key, set_preferences, input.wishes())
        return done if isinstance(done, Refusal) else Preferences.of(done)

    @strawberry.mutation(description="For somebody, I do not exist from now on.")
    async def block(self, info: Asked, input: BlockInput) -> BlockResult:
        """See actions.preferences.block."""
        whom = key_of(Person.KIND, input.person) or NO_KEY
        done = await act(info.context, input.idempotency_key, block, whom, input.blocked)
        return done if isinstance(done, Refusal) else Preferences.of(done)
