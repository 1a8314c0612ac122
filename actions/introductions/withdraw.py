"""The asker no longer wants an introduction."""

from actions.act import Act, repeated
from actions.introductions.found import NOT_FOUND, found
from actions.introductions.telling import move
from graph.errors import Refused
from graph.keys import Key
from graph.model import Introduction
from policy.introductions import Event, Shown, moved, shown_to_asker


def withdraw_introduction(act: Act, key: Key) -> Introduction:
    """End a request that, as its asker is shown, waits. Again changes nothing. Raises Refused.

    A request that had already failed is withdrawn in the same way: the asker can't tell.
    """
    person = act.person()

    def attempt() -> Introduction:
        there = found(act, person, key)
        one = there.stored
        if one.asker != person:
            raise Refused("NOT_FOUND", NOT_FOUND, "introduction")
        shown = shown_to_asker(one, act.now())
        if shown is Shown.WITHDRAWN:
            return one
        if shown is not Shown.WAITING:
            raise Refused("NOT_NOW", "only a request that waits can be withdrawn", "introduction")
        after = moved(one, Event.WITHDRAW, act.now())
        act.write(f"withdrawIntroduction {key}", move(act.network, one, after, act.now()), there.rests_on)
        return after

    return repeated(attempt)
