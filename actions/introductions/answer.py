"""Whose turn it is says yes or no."""

from datetime import date

from actions.act import Act, repeated
from actions.introductions.found import found
from actions.introductions.telling import move
from graph.errors import Refused
from graph.keys import Key
from graph.model import Introduction
from policy.introduction_texts import check_again_after
from policy.introductions import answer_of, answered, waits_for


def answer_introduction(act: Act, key: Key, yes: bool, again_after: date | None = None) -> Introduction:
    """A yes passes the request on, or agrees to it; a no ends it, and nobody is told.

    The same answer again changes nothing. Raises Refused: NOT_FOUND for who has not been asked,
    NOT_YOUR_TURN for the asker and for another answer than before, NOT_NOW when the request has ended.
    """
    person = act.person()
    check_again_after(again_after, act.network.today())

    def attempt() -> Introduction:
        one = found(act, person, key)
        before = answer_of(one.now, person)
        if before is not None and before == yes:
            return one.now
        if before is not None or person == one.now.asker:
            raise Refused("NOT_YOUR_TURN", "your answer is not waited for", "introduction")
        if waits_for(one.now) != person:
            raise Refused("NOT_NOW", "this request has ended", "introduction")
        after = answered(one.now, yes, act.now(), again_after)
        changes = move(act.network, one.stored, after, act.now())
        act.write(f"answerIntroduction {key}", changes, one.rests_on)
        return after

    return repeated(attempt)
