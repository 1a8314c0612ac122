"""A list of who wants to hear of something, taken by a network admin."""

from actions.act import Act
from graph.errors import InvalidValue, Refused
from graph.keys import Key
from queries.segment import check_may_take


def take_segment(act: Act, purpose: str) -> Key:
    """Who takes the list for `purpose`, who may. Raises Refused NOT_ALLOWED, BAD_INPUT."""
    person = act.person()
    try:
        check_may_take(act.viewer, purpose)
    except InvalidValue as error:
        raise Refused("BAD_INPUT", error.reason, "purpose") from error
    return person
