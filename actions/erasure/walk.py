"""Everything that refers to somebody, page by page, until nothing does."""

from collections.abc import Iterator, Sequence
from dataclasses import MISSING, fields
from typing import Final

from actions.erasure.rules import Leaving, without
from graph.errors import Conflict, StillReferenced
from graph.keys import Key
from graph.model import (
    KINDS,
    Identifier,
    Person,
    PrivateProfile,
    Record,
    RightsRequest,
    preference_key,
    references,
)
from graph.ports import Change, Deletion, Store, Stored
from graph.scans import all_adjacent

PAGE: Final = 1_000
"""How many records one write of the walk changes."""

_TRIES: Final = 20
_LAST: Final = (Identifier, PrivateProfile)
"""What names the person goes last: a second run still knows what to look for."""


def walk(store: Store, leaving: Leaving) -> None:
    """Remove or rewrite all that refers to the person but what hides them and says that they are leaving.

    Any number of runs, one after the other or at once, come to the same. O(records that refer to them).
    """
    refer = [kind for kind in KINDS.values() if "person" in {to.kind for to in references(kind).values()}]
    for kind in [*(kind for kind in refer if kind not in _LAST), *_LAST]:
        _repeated(store, leaving, kind)


def remove(store: Store, person: Key) -> bool:
    """Take the person away, with their preference and requests; False when something refers to them again."""
    requests = [request.key for request in all_adjacent(store, [person], RightsRequest)]
    try:
        store.apply([Deletion(key) for key in (person, preference_key(person), *requests)])
    except StillReferenced:
        return False
    return True


def _repeated(store: Store, leaving: Leaving, kind: type[Record]) -> None:
    for attempt in range(_TRIES):
        try:
            for page in _pages(store, leaving.person, kind):
                _rewrite(store, leaving, kind, page)
            return
        except (Conflict, StillReferenced):  # somebody wrote in between
            if attempt == _TRIES - 1:
                raise


def _pages(store: Store, person: Key, kind: type[Record]) -> Iterator[Sequence[Stored[Record]]]:
    after: Key | None = None
    while True:
        page = store.adjacent([person], kind, after, PAGE)
        yield page.records
        after = page.after
        if after is None:
            return


def _rewrite(store: Store, leaving: Leaving, kind: type[Record], page: Sequence[Stored[Record]]) -> None:
    changes: list[Change] = []
    expect: dict[Key, int] = {}
    for stored in page:
        record = stored.record
        if isinstance(record, RightsRequest) or record.key == preference_key(leaving.person):
            continue  # these go with the person
        after = without(record, leaving)
        changes.append(Deletion(record.key) if after is None else after)
        if kind.FEED:
            expect[record.key] = stored.revision
    gone = [change.key for change in changes if isinstance(change, Deletion)]
    for dependent in _dependents(kind) if gone else ():
        _empty(store, gone, dependent)
    if kind is PrivateProfile:
        changes += _unknown(store, leaving.person, [s.record for s in page])
    if changes:
        store.apply(changes, expect)


def _dependents(kind: type[Record]) -> list[type[Record]]:
    """The kinds that are nothing without a record of `kind`: they must refer to one."""
    needed = {
        other: [f.name for f in fields(other) if f.default is MISSING and f.default_factory is MISSING]
        for other in KINDS.values()
    }
    return [
        other
        for other, names in needed.items()
        if any(to.kind == kind.KIND and name in names for name, to in references(other).items())
    ]


def _empty(store: Store, going: list[Key], kind: type[Record]) -> None:
    """Remove the records of `kind` that belong to records that go."""
    while rows := store.adjacent(going, kind, limit=PAGE).records:
        store.apply([Deletion(row.record.key) for row in rows])


def _unknown(store: Store, person: Key, profiles: Sequence[Record]) -> list[Change]:
    """People whom nobody else knows once these profiles are gone: nothing refers to them any more."""
    going = {profile.key for profile in profiles}
    met = {p.person for p in profiles if isinstance(p, PrivateProfile)} - {person}
    persons = [stored.record for stored in store.fetch(sorted(met)).found.values()]
    left = {p.key for p in persons if isinstance(p, Person) and not p.name}
    for kind in KINDS.values():
        fields = [name for name, to in references(kind).items() if to.kind == "person"]
        if not left or not fields:
            continue
        for record in all_adjacent(store, sorted(left), kind):
            if record.key not in going:
                for name in fields:
                    held = getattr(record, name)
                    left.difference_update(held if isinstance(held, tuple) else [held])
    return [Deletion(key) for key in sorted(left)]
