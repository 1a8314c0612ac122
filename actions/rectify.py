"""Somebody puts right what is held about them: a tie of theirs, their name, headline or place."""

from dataclasses import dataclass, replace
from typing import Final

from actions.act import Act, repeated
from actions.requests import done_at_once
from graph.algorithms.pair_facts import CORRECTION, facts_of
from graph.errors import Refused
from graph.identity.names import tidy_name
from graph.keys import NO_KEY, Key
from graph.model import Person, Tie
from graph.ports import Deletion
from queries.named import names_for

LONGEST: Final = 200
NO_TIE: Final = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody is to be called; None leaves it as it is."""

    name: str | None = None
    headline: str | None = None
    location: str | None = None


def correct_tie(act: Act, other: Key, strength: float) -> Tie:
    """The tie with `other` is of `strength` in (0, 1], or NO_TIE: for every purpose, from now on.

    It wins over all that any source says and stays when the source is read again. What `aboutMe` tells
    of the two can be put right, be it too little for a tie. Raises Refused, also where that is nothing.
    O(facts about the pair).
    """
    me = act.person()
    if not 0 <= strength <= 1:  # also refuses "nan"
        raise Refused("BAD_INPUT", "above 0 and at most 1, or 0 for no tie", "strength")
    a, b = (me, other) if me < other else (other, me)

    def attempt() -> Tie:
        key = act.network.keys.pair_key(Tie.KIND, a, b, CORRECTION, me)
        before = act.network.store.fetch([key]).found.get(key)
        by = {fact.contributor for fact in facts_of(act.network.store, [(a, b)])[a, b]}
        names = names_for(act.network, me, {other, *by} - {NO_KEY})
        if other == me or other not in names:
            raise Refused("NOT_FOUND", "there is nobody of that id", "person")
        if by.isdisjoint(names):
            raise Refused("NOT_FOUND", "nothing says that you two know each other", "person")
        made = Tie(
            key=key,
            a=a,
            b=b,
            tie_kind=CORRECTION,
            strength=strength,
            source=CORRECTION,
            contributor=me,
        )
        act.write("correctTie", [made], {key: before.revision if before else 0})
        return made

    return repeated(attempt)


def withdraw_correction(act: Act, other: Key) -> Key:
    """What the sources say about the tie with `other` holds again; returns the key of what went. O(1)."""
    me = act.person()
    key = act.network.keys.pair_key(Tie.KIND, me, other, CORRECTION, me)
    act.write("withdrawCorrection", [Deletion(key)], {})
    return key


def rectify(act: Act, words: Words) -> Person:
    """The person who acts is called so from now on. Raises Refused. O(1)."""
    me = act.person()

    def attempt() -> Person:
        stored = act.network.store.fetch([me]).found[me]
        assert isinstance(stored.record, Person)
        after = replace(
            stored.record,
            name=_text("name", words.name, stored.record.name),
            headline=_text("headline", words.headline, stored.record.headline),
            location=_text("location", words.location, stored.record.location),
        )
        if stored.record.name and not after.name:
            raise Refused("BAD_INPUT", "a name has at least one letter", "name")
        if after.name and not stored.record.name:
            raise Refused("NOT_ALLOWED", "the company does not know you: ask it to add you first", "name")
        act.write("rectify", [after, done_at_once(act, me, "rectify")], {me: stored.revision})
        return after

    return repeated(attempt)


def _text(field: str, said: str | None, before: str) -> str:
    if said is None:
        return before
    text = tidy_name(said)
    if len(text) > LONGEST or not text.isprintable():
        raise Refused("BAD_INPUT", f"at most {LONGEST} letters on one line", field)
    return text
