"""What every write may come to, and how it is done."""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

import strawberry
from anyio import to_thread

from actions.act import Act
from api.graphql.context import Context
from graph.errors import Refused
from graph.model import Record
from queries.told import as_told

T = TypeVar("T")


@strawberry.enum(description="Which rule does not allow it.")
class RefusalCode(Enum):
    """Names of graph.errors.REFUSALS."""

    BAD_INPUT = "BAD_INPUT"
    NOT_ALLOWED = "NOT_ALLOWED"
    NOT_FOUND = "NOT_FOUND"
    NO_PATH = "NO_PATH"
    ALREADY_ASKED = "ALREADY_ASKED"
    NOT_YOUR_TURN = "NOT_YOUR_TURN"
    NOT_NOW = "NOT_NOW"


@strawberry.type(description="A rule does not allow it; nothing was done. `message` says what to do instead.")
class Refusal:
    """An expected outcome, so it is data."""

    code: RefusalCode
    field: str | None
    message: str

    @classmethod
    def of(cls, refused: Refused) -> "Refusal":
        """What was refused, as shown."""
        return cls(code=RefusalCode[refused.code], field=refused.field or None, message=refused.advice)


@strawberry.type(description="It is done; there is nothing more to say.")
class Done:
    """The outcome of what has no other."""

    done: bool = True


async def act(context: Context, once: str, action: Callable[..., T], *parts: Any) -> T | Refusal:
    """Do `action(act, *parts)` in a worker thread, as the viewer, once.

    What it comes to is told as answers are: without texts that name somebody who is restricted.
    """

    def do() -> T:
        done = action(Act(context.network, context.viewer, once), *parts)
        return as_told(context.network, context.viewer, done) if isinstance(done, Record) else done

    try:
        return await to_thread.run_sync(do)
    except Refused as refused:
        return Refusal.of(refused)
