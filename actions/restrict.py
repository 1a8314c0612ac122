"""Somebody stops the use of what is held about them, or inference about them, and lifts that again."""

from dataclasses import replace
from typing import Final

from actions.act import Act, repeated
from actions.requests import done_at_once, request_key
from graph.errors import Conflict
from graph.keys import Key
from graph.model import Contact, Evidence, Preference, Record, Tie
from graph.ports import Change, Deletion, Store, Stored
from policy.inference import is_inferred
from queries.preferences import preference_of

_PAGE: Final = 1_000
_TRIES: Final = 20


def restrict(act: Act, restricted: bool = True) -> Preference:
    """What is known stays stored and is used for nothing: as if the person who acts were not there.

    With `restricted` false it is used again. Raises Refused. O(1).
    """
    person = act.person()

    def attempt() -> Preference:
        before, revision = preference_of(act.network, person)
        after = replace(before, restricted=restricted)
        entry = done_at_once(act, person, "restrict")
        act.write("restrict", [after, entry], {after.key: revision})
        return after

    return repeated(attempt)


def object_(act: Act, objected: bool = True) -> Preference:
    """From now on nothing is inferred about the person who acts, and what was inferred goes.

    With `objected` false coming imports may infer again; what went comes back with them. In bounded
    writes; doing it again goes on from where it stopped. Raises Refused. O(what refers to the person).
    """
    person = act.person()

    def attempt() -> Preference:
        before, revision = preference_of(act.network, person)
        after = replace(before, objected=objected)
        mark = done_at_once(act, person, "object")
        act.write(
            "object",
            [after, replace(mark, key=request_key(person, "object"), note="" if objected else "withdrawn")],
            {after.key: revision},
        )
        return after

    after = repeated(attempt)
    if objected:
        forget_inferred(act.network.store, person)
    return after


def forget_inferred(store: Store, person: Key) -> None:
    """Take the person out of all inferred evidence, and remove inferred ties and contacts of theirs."""
    for kind in (Evidence, Tie, Contact):
        for attempt in range(_TRIES):
            try:
                _forget_kind(store, person, kind)
                break
            except Conflict:  # somebody wrote in between
                if attempt == _TRIES - 1:
                    raise


def _forget_kind(store: Store, person: Key, kind: type[Record]) -> None:
    after: Key | None = None
    while True:
        page = store.adjacent([person], kind, after, _PAGE)
        inferred = [stored for stored in page.records if _is_about(stored, person)]
        if inferred:
            store.apply(
                [without_inferred(stored.record, person) for stored in inferred],
                {stored.record.key: stored.revision for stored in inferred},
            )
        after = page.after
        if after is None:
            return


def _is_about(stored: Stored[Record], person: Key) -> bool:
    record = stored.record
    about = not isinstance(record, Evidence) or person in record.people
    return about and is_inferred(record, person)


def without_inferred(record: Record, person: Key) -> Change:
    """What is left of an inferred record when nothing is inferred about `person`."""
    if isinstance(record, Evidence):
        left = [pair for pair in zip(record.people, record.shares, strict=True) if pair[0] != person]
        if left:
            people, shares = zip(*left, strict=True)
            return replace(record, people=people, shares=shares)
    return Deletion(record.key)
