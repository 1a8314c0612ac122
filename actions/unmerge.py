"""Two records that were made one are two again, as they were, with what has changed since."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from actions.act import Act
from graph.errors import Conflict, MissingReference, Refused, StillReferenced
from graph.keys import Key
from graph.model import Merge, Person, Record
from graph.ports import MAX_KEYS, Change, Deletion, Stored
from graph.scans import all_adjacent
from policy.merging import may_merge
from policy.unmerging import Inseparable, restored
from queries.merge_journal import Step, steps_of
from queries.sight import look

_TRIES: Final = 20
_LISTED: Final = 5


def unmerge_people(act: Act, merge: Key) -> Merge:
    """Undo `merge`: the two are as they were; what was changed since stays with whom it is about.

    New records stay with the person who was kept. Raises Refused, naming what has been changed since in a way
    that cannot be told apart. O(what the merge changed).
    """
    if not may_merge(act.viewer):
        raise Refused("NOT_ALLOWED", "network admins do that")
    for attempt in range(_TRIES):
        stored = act.network.store.fetch([merge]).found.get(merge)
        held = stored.record if stored is not None else None
        seen = isinstance(held, Merge) and held.kept in look(act.network, act.viewer, [held.kept]).cards
        if stored is None or not isinstance(held, Merge) or not seen:
            raise Refused("NOT_FOUND", "there is no merge of that id, or not any more", "merge")
        if held.undone:
            return held
        try:
            _refuse_buried(act, held)
            changes, expect = _undoing(act, held)
        except Refused:
            if _unchanged(act, stored):
                raise
            continue  # it was for what another act was just changing
        after = replace(held, moved=(), undone=act.moment())
        try:
            act.write("unmergePeople", [*changes, after], {**expect, merge: stored.revision})
        except (Conflict, StillReferenced, MissingReference) as error:
            if attempt == _TRIES - 1:
                _give_up(error)
        else:
            return after
    raise AssertionError("the last attempt returns or raises")


def _unchanged(act: Act, stored: Stored[Record]) -> bool:
    found = act.network.store.fetch([stored.record.key]).found.get(stored.record.key)
    return found is not None and found.revision == stored.revision


def _give_up(error: Conflict | StillReferenced | MissingReference) -> None:
    """What is referred to has gone since: the two can't be as they were."""
    if isinstance(error, MissingReference):
        named = ", ".join(error.keys[:_LISTED])
        raise Refused("NOT_NOW", f"what they referred to has gone since: {named}", "merge") from error
    raise error


def _refuse_buried(act: Act, merge: Merge) -> None:
    """The person who was kept may have been made one with somebody else since: that is undone first."""
    for later in all_adjacent(act.network.store, [merge.kept], Merge):
        moved = any(f'"key":"{merge.key}"' in line for line in later.moved)
        if later.key != merge.key and not later.undone and moved:
            raise Refused("NOT_NOW", f"undo the later merge first: {later.key}", "merge")


def _undoing(act: Act, merge: Merge) -> tuple[list[Change], dict[Key, int]]:
    """What to write, and the revisions of what was read. Raises Refused."""
    steps = list(steps_of(merge.moved))
    merged = Key(f"{Person.KIND}:{merge.merged}")
    now = _now(act, steps)
    gone: list[Change] = []
    put: list[Change] = []
    expect: dict[Key, int] = {}
    trouble: list[str] = []
    for step in steps:
        before, after = step
        there = now.get(after.key) if after is not None else None
        if after is not None and there is None:
            continue  # it has gone since, whoever's it was
        try:
            record = restored(before, after, there.record, merge.kept, merged) if after and there else before
        except Inseparable as inseparable:
            trouble.append(f"{before.key} ({inseparable.field})")
            continue
        if after is not None and there is not None:
            _expect(expect, after, there.revision)
            if after.key != before.key:
                gone.append(Deletion(after.key))
        if after is None or after.key != before.key:
            if before.key in now:
                trouble.append(f"{before.key} (there again)")
            _expect(expect, before, 0)
        put.append(record)
    if trouble:
        more = f" and {len(trouble) - _LISTED} more" if len(trouble) > _LISTED else ""
        said = ", ".join(sorted(trouble)[:_LISTED])
        raise Refused("NOT_NOW", f"changed since, and not to be told apart: {said}{more}", "merge")
    return [*gone, *put], expect


def _expect(expect: dict[Key, int], record: Record, revision: int) -> None:
    if record.FEED:
        expect[record.key] = revision


def _now(act: Act, steps: Sequence[Step]) -> dict[Key, Stored[Record]]:
    """What is at the keys of before and after."""
    keys = sorted({record.key for step in steps for record in step if record is not None})
    found: dict[Key, Stored[Record]] = {}
    for start in range(0, len(keys), MAX_KEYS):
        found.update(act.network.store.fetch(keys[start : start + MAX_KEYS]).found)
    return found
