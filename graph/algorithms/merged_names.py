"""What records were called that were made one with another."""

from collections.abc import Collection

import msgspec

from graph.keys import Key
from graph.model import Merge, Person
from graph.ports import Store
from graph.scans import all_adjacent

_PERSON = f"{Person.KIND}:"


class _Called(msgspec.Struct):
    """What is read of a record in a journal."""

    key: str
    name: str = ""


def merged_names(store: Store, people: Collection[Key]) -> list[tuple[Key, str]]:
    """Each of `people` with a name of a record that went into theirs, as long as its journal is kept."""
    asked = frozenset(people)
    return [
        (merge.kept, called.name)
        for merge in all_adjacent(store, people, Merge)
        if merge.kept in asked
        for called in _before(merge)
        if called.key.startswith(_PERSON) and called.name
    ]


def _before(merge: Merge) -> list[_Called]:
    """The records of a journal as they were; its lines are `before TAB after`."""
    return [msgspec.json.decode(line.partition("\t")[0], type=_Called) for line in merge.moved]
