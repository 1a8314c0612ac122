"""What came of an introduction; everybody on the path hears it and is thanked."""

from dataclasses import replace

from actions.act import Act, repeated
from actions.introductions.found import NOT_FOUND, found
from actions.introductions.telling import move
from graph.errors import Refused
from graph.keys import Key
from graph.model import Introduction
from policy.introduction_texts import THANKS, check_outcome, check_text
from policy.introductions import Event, State, moved


def close_introduction(act: Act, key: Key, outcome: str, thanks: str = "") -> Introduction:
    """Tell the outcome (one of policy.introduction_texts.OUTCOMES), with thanks of at most 500 letters.

    For the asker and the target of an agreed introduction. The same again changes nothing. Raises Refused:
    BAD_INPUT, NOT_FOUND, NOT_NOW before agreement and after it has been closed in other words.
    """
    person = act.person()
    check_outcome(outcome)
    text = check_text("thanks", thanks, THANKS, lines=True)

    def attempt() -> Introduction:
        one = found(act, person, key)
        before = one.now
        if person not in (before.asker, before.target):
            raise Refused("NOT_FOUND", NOT_FOUND, "introduction")
        if before.state == State.CLOSED and (before.outcome, before.thanks) == (outcome, text):
            return before
        if before.state != State.AGREED:
            raise Refused("NOT_NOW", "an introduction is closed once, after it was agreed", "introduction")
        after = replace(moved(before, Event.CLOSE, act.now()), outcome=outcome, thanks=text)
        changes = move(act.network, one.stored, after, act.now())
        act.write(f"closeIntroduction {key}", changes, one.rests_on)
        return after

    return repeated(attempt)
