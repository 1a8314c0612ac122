"""What everybody may do about what is held about them."""

# mypy: disallow-untyped-decorators=False
# (strawberry.mutation has no type of its own)

from typing import Annotated, Final

import strawberry

from actions.erase import erase_me
from actions.export import export_mine
from actions.rectify import NO_TIE, Words, correct_tie, rectify, withdraw_correction
from actions.restrict import object_, restrict
from api.file_links import FileLinks
from api.graphql.context import Asked, key_of
from api.graphql.mutations.outcome import Done, Refusal, act
from api.graphql.types.preferences import Preferences
from graph.keys import NO_KEY, Key
from graph.model import Person, Tie


@strawberry.input(
    description="How strong a tie of mine is: `strength` above 0 and at most 1, or `noTie`; neither takes an"
    " earlier correction back.",
    one_of=False,
)
class CorrectTieInput:
    """With whom."""

    idempotency_key: str
    person: strawberry.ID
    strength: float | None = None
    no_tie: bool = False


@strawberry.input(description="What I am called; what is left out stays.", one_of=False)
class RectifyInput:
    """Words."""

    idempotency_key: str
    name: str | None = None
    headline: str | None = None
    location: str | None = None


@strawberry.input(description="Whether what is known about me is used for nothing.", one_of=False)
class RestrictInput:
    """On or off."""

    idempotency_key: str
    restricted: bool = True


@strawberry.input(description="Whether nothing is to be inferred about me.", one_of=False)
class ObjectInput:
    """On or off."""

    idempotency_key: str
    objected: bool = True


@strawberry.input(description="A copy of everything that is held about me.", one_of=False)
class ExportMyDataInput:
    """Nothing to choose."""

    idempotency_key: str


@strawberry.input(description="Erase me for good. `sure` must be true.", one_of=False)
class EraseMeInput:
    """No way back."""

    idempotency_key: str
    sure: bool


@strawberry.type(description="Where a file can be fetched, without a token, until a moment.")
class FileLink:
    """A signed link."""

    url: str
    until: str


@strawberry.type(description="I am erased: from the network, from its files, and from coming imports.")
class Erased:
    """Nothing more is known."""

    done: bool = True


_TOO_LITTLE: Final = -1.0  # refused: who means no tie says so

CorrectTieResult = Annotated[Done | Refusal, strawberry.union("CorrectTieResult")]
RectifyResult = Annotated[Done | Refusal, strawberry.union("RectifyResult")]
RestrictResult = Annotated[Preferences | Refusal, strawberry.union("RestrictResult")]
ObjectResult = Annotated[Preferences | Refusal, strawberry.union("ObjectResult")]
ExportMyDataResult = Annotated[FileLink | Refusal, strawberry.union("ExportMyDataResult")]
EraseMeResult = Annotated[Erased | Refusal, strawberry.union("EraseMeResult")]


@strawberry.type
class RightsMutations:
    """See actions.rectify, actions.restrict, actions.export and actions.erase."""

    @strawberry.mutation(description="How strong a tie of mine is; that wins over what any source says.")
    async def correct_tie(self, info: Asked, input: CorrectTieInput) -> CorrectTieResult:
        """See actions.rectify.correct_tie."""
        other = key_of(Person.KIND, input.person) or NO_KEY
        once = input.idempotency_key
        done: Tie | Key | Refusal
        if input.no_tie:
            done = await act(info.context, once, correct_tie, other, NO_TIE)
        elif input.strength is not None:
            done = await act(info.context, once, correct_tie, other, input.strength or _TOO_LITTLE)
        else:
            done = await act(info.context, once, withdraw_correction, other)
        return done if isinstance(done, Refusal) else Done()

    @strawberry.mutation(description="What I am called.")
    async def rectify(self, info: Asked, input: RectifyInput) -> RectifyResult:
        """See actions.rectify.rectify."""
        words = Words(input.name, input.headline, input.location)
        done = await act(info.context, input.idempotency_key, rectify, words)
        return done if isinstance(done, Refusal) else Done()

    @strawberry.mutation(description="What is known about me is stored and used for nothing, or used again.")
    async def restrict(self, info: Asked, input: RestrictInput) -> RestrictResult:
        """See actions.restrict.restrict."""
        done = await act(info.context, input.idempotency_key, restrict, input.restricted)
        return done if isinstance(done, Refusal) else Preferences.of(done)

    @strawberry.mutation(description="Nothing is inferred about me, and what was inferred goes.")
    async def object(self, info: Asked, input: ObjectInput) -> ObjectResult:
        """See actions.restrict.object_."""
        done = await act(info.context, input.idempotency_key, object_, input.objected)
        return done if isinstance(done, Refusal) else Preferences.of(done)

    @strawberry.mutation(description="A copy of everything that is held about me, as a zip file.")
    async def export_my_data(self, info: Asked, input: ExportMyDataInput) -> ExportMyDataResult:
        """See actions.export.export_mine and api.files."""
        done = await act(info.context, input.idempotency_key, export_mine)
        if isinstance(done, Refusal):
            return done
        token, until = FileLinks(info.context.network).seal(done)
        return FileLink(url=f"/files/{token}", until=until)

    @strawberry.mutation(description="Erase me for good.")
    async def erase_me(self, info: Asked, input: EraseMeInput) -> EraseMeResult:
        """See actions.erase.erase_me."""
        done = await act(info.context, input.idempotency_key, erase_me, input.sure)
        return done if isinstance(done, Refusal) else Erased()
