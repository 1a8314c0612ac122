"""Errors at this door: one table from KithError to a code and a sentence; all else is masked.

Sentences name nothing that was asked for: "hidden" and "absent" must read alike.
"""

import logging
from typing import Final

from graphql import GraphQLError
from strawberry.extensions import MaskErrors

from graph import errors

LOG: Final = logging.getLogger("kith.api")

CODES: Final[dict[type[errors.KithError], tuple[str, str]]] = {
    errors.KithError: ("FAILED", "That could not be done."),
    errors.StoreError: ("UNAVAILABLE", "The network cannot be read just now; asking again later may help."),
    errors.StoreUnavailable: (
        "UNAVAILABLE",
        "The network cannot be read just now; asking again later may help.",
    ),
    errors.Conflict: ("CONFLICT", "Somebody else changed this meanwhile; read it again."),
    errors.MissingReference: ("CONFLICT", "Something that this refers to is gone."),
    errors.StillReferenced: ("CONFLICT", "Something else still refers to this."),
    errors.TooManyKeys: ("TOO_COMPLEX", "That is more than one question may ask for."),
    errors.NotFound: ("NOT_FOUND", "There is nothing of that name."),
    errors.PersonNotFound: ("NOT_FOUND", "There is nobody of that name."),
    errors.AmbiguousPerson: ("AMBIGUOUS", "Several people have that name."),
    errors.SkillNotFound: ("NOT_FOUND", "There is no skill of that name."),
    errors.TopicNotFound: ("NOT_FOUND", "Nothing is known about that."),
    errors.InvalidValue: ("BAD_INPUT", "A value cannot be read."),
    errors.Refused: ("REFUSED", "The rules of this network do not allow that."),
    errors.NotInitialised: ("UNAVAILABLE", "There is no network here yet."),
    errors.AlreadyInitialised: ("CONFLICT", "There is a network here already."),
    errors.SnapshotMoved: ("TRY_AGAIN", "The network is changing just now; asking again helps."),
}
"""Every KithError: its `extensions.code` and its message."""

INTERNAL: Final = ("INTERNAL", "Something went wrong here; the request id helps to find out what.")
INVALID: Final = "INVALID_DOCUMENT"


class RequestError(Exception):
    """The request itself is at fault: answered with 4xx and no data. `message` quotes nothing secret."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def bad_input(field: str, reason: str) -> RequestError:
    """The argument `field` is out of bounds."""
    return RequestError("BAD_INPUT", f"{field}: {reason}")


class RequestFault(GraphQLError):
    """An error of the request, not of its execution, as a client sees it."""


class Masked(MaskErrors):
    """Gives every error its code and the request id; what is not known by name is logged and masked."""

    def __init__(self) -> None:
        super().__init__()

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        """The error as a client sees it."""
        request_id: str = self.execution_context.context.request_id
        cause = _cause(error)
        match cause:
            case None if error.path is None:
                # the library's own word about a document or its variables, which names no record
                code, message = (error.extensions or {}).get("code", INVALID), error.message
            case RequestError():
                code, message = cause.code, cause.message
            case errors.KithError():
                code, message = next(CODES[kind] for kind in type(cause).__mro__ if kind in CODES)
                LOG.warning("request %s: %s: %s", request_id, type(cause).__name__, code)
            case _:
                code, message = INTERNAL
                LOG.error("request %s failed", request_id, exc_info=cause or error)
        at_fault = isinstance(cause, RequestError) or (cause is None and error.path is None)
        return (RequestFault if at_fault else GraphQLError)(
            message,
            nodes=error.nodes,
            source=error.source,
            positions=error.positions,
            path=error.path,
            extensions={"code": code, "requestId": request_id},
        )


def _cause(error: GraphQLError) -> Exception | None:
    """What was raised beneath GraphQL's own wrappings; None when it was GraphQL itself."""
    cause: BaseException | None = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause if isinstance(cause, Exception) else None
