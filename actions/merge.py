"""Two records of one person become one, in one write, and can be two again.

The one that stays keeps its key and its name. The journal of what changed is written with it, so that the
merge can be undone for as long as that is kept (retention/requests); it goes when the person is erased.
"""

from dataclasses import replace
from typing import Final

from actions.act import Act
from actions.merging.plan import IMPOSSIBLE, planned
from graph.errors import Conflict, MissingReference, Refused, StillReferenced
from graph.keys import Key, name_of
from graph.model import Distinct, Merge, Person, distinct_key
from graph.ports import Deletion, Stored
from policy.merging import check_reason, may_merge
from queries.merge_journal import lines_of
from queries.preferences import preference_of
from queries.sight import look

_TRIES: Final = 20


def merge_people(act: Act, keep: Key, merge: Key, reason: str) -> Merge:
    """Make `merge` and `keep` one: `keep` stays. Only who runs the network may, because of `reason`.

    Raises Refused; for two who are apart, or on the way to each other, without saying why. O(what refers to
    the one who goes).
    """
    said = check_reason(reason)
    if not may_merge(act.viewer):
        raise Refused("NOT_ALLOWED", "network admins do that")
    if keep == merge:
        raise Refused("BAD_INPUT", "name two people", "merge")
    key = Key(f"{Merge.KIND}:{act.name('mergePeople')}")
    for _ in range(_TRIES - 1):
        if (done := _done(act, key)) is not None:
            return done
        pair: tuple[Stored[Person], Stored[Person]] | None = None
        try:
            pair = _two(act, keep, merge)
            return _written(act, key, pair, said)
        except (Conflict, StillReferenced, MissingReference):  # somebody wrote about one of them
            continue
        except Refused:  # unless it was for what another act was just changing
            if not _changed(act, key, pair):
                raise
    return _written(act, key, _two(act, keep, merge), said)


def _written(act: Act, key: Key, pair: tuple[Stored[Person], Stored[Person]], reason: str) -> Merge:
    """The merge as it was written. Raises Refused, and what a store raises when others write between."""
    kept, merged = pair
    keep, merge = kept.record.key, merged.record.key
    _refuse_apart(act, keep, merge)
    plan = planned(act.network, kept, merged)
    made = Merge(
        key=key,
        kept=keep,
        merged=name_of(merge),
        by=keep if act.viewer.person == merge else act.viewer.person,
        reason=reason,
        moved=lines_of(plan.steps.values()),
        at=act.moment(),
    )
    act.write("mergePeople", [*plan.changes(), made], {**plan.expect, key: 0})
    return replace(made, moved=())


def _changed(act: Act, key: Key, pair: tuple[Stored[Person], Stored[Person]] | None) -> bool:
    """Whether this act is done by now, or the two are not as they were when they were read."""
    read = {stored.record.key: stored.revision for stored in pair or ()}
    found = act.network.store.fetch([key, *read]).found
    return key in found or any(
        one not in found or found[one].revision != revision for one, revision in read.items()
    )


def _done(act: Act, key: Key) -> Merge | None:
    found = act.network.store.fetch([key]).found.get(key)
    return found.record if found is not None and isinstance(found.record, Merge) else None


def say_distinct(act: Act, one: Key, other: Key, distinct: bool = True) -> Distinct | None:
    """Remember that these two are two people, though they resemble each other; or forget it again.

    Raises Refused. O(1).
    """
    if not may_merge(act.viewer):
        raise Refused("NOT_ALLOWED", "network admins do that")
    if one == other:
        raise Refused("BAD_INPUT", "name two people", "people")
    _two(act, one, other, ("people", "people"))
    a, b = sorted((one, other))
    key = distinct_key(a, b)
    made = Distinct(key=key, a=a, b=b, by=act.viewer.person, at=act.moment())
    act.write("sayDistinct", [made if distinct else Deletion(key)], {})
    return made if distinct else None


def _two(
    act: Act, keep: Key, merge: Key, fields: tuple[str, str] = ("keep", "merge")
) -> tuple[Stored[Person], Stored[Person]]:
    """Both records. Raises Refused for who does not exist for who acts, and for two who are apart."""
    cards = look(act.network, act.viewer, [keep, merge]).cards
    found = act.network.store.fetch([keep, merge]).found
    pair = []
    for key, field in zip((keep, merge), fields, strict=True):
        card, stored = cards.get(key), found.get(key)
        if card is None or card.private or stored is None or not isinstance(stored.record, Person):
            raise Refused("NOT_FOUND", "there is nobody of that id", field)
        pair.append(Stored(stored.record, stored.revision))
    return pair[0], pair[1]


def _refuse_apart(act: Act, one: Key, other: Key) -> None:
    """One does not exist for the other, or only one of them objects to being inferred about."""
    said = [preference_of(act.network, key)[0] for key in (one, other)]
    blocked = other in said[0].blocked or one in said[1].blocked
    if blocked or said[0].objected != said[1].objected or any(each.restricted for each in said):
        raise Refused("NOT_NOW", IMPOSSIBLE, "merge")
