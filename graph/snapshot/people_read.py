"""What the store says of some people, read for the people table."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.keys import Key
from graph.model import (
    Aspiration,
    Budget,
    Employment,
    Person,
    Preference,
    Record,
    RehireStatus,
    aspiration_key,
    budget_key,
    preference_key,
    rehire_key,
)
from graph.ports import R, Store
from graph.scans import all_adjacent

_CHUNK: Final = 500


def chunks(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    """`keys` in portions that a store reads well at once."""
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]


def read(store: Store, keys: set[Key], kind: type[R]) -> dict[Key, R]:
    """The records of `kind` at `keys`; absent ones are left out. O(keys)."""
    found: dict[Key, R] = {}
    for chunk in chunks(sorted(keys)):
        for key, stored in store.fetch(chunk).found.items():
            if isinstance(stored.record, kind):
                found[key] = stored.record
    return found


@dataclass(frozen=True, slots=True)
class PeopleRead:
    """Everything that the people table says about some people."""

    persons: dict[Key, Person]
    employments: dict[Key, list[Employment]]
    preferences: dict[Key, Preference]
    budgets: dict[Key, Budget]
    aspirations: dict[Key, Aspiration]
    rehire: dict[Key, RehireStatus]

    def about(
        self, key: Key
    ) -> tuple[
        Person | None,
        list[Employment],
        Preference | None,
        Budget | None,
        Aspiration | None,
        RehireStatus | None,
    ]:
        """What `PeopleTable.put` takes of one of them."""
        return (
            self.persons.get(key),
            self.employments.get(key, []),
            self.preferences.get(key),
            self.budgets.get(key),
            self.aspirations.get(key),
            self.rehire.get(key),
        )


def read_people(store: Store, people: set[Key]) -> PeopleRead:
    """Those of `people` who are there, with all that the people table says. O(what is said of them)."""
    persons = read(store, people, Person)
    named = (preference_key, budget_key, aspiration_key, rehire_key)
    said = read(store, {make(key) for key in persons for make in named}, Record).values()
    employments: dict[Key, list[Employment]] = defaultdict(list)
    for chunk in chunks(sorted(persons)):
        for employment in all_adjacent(store, chunk, Employment):
            employments[employment.person].append(employment)
    return PeopleRead(
        persons,
        employments,
        {p.person: p for p in said if isinstance(p, Preference)},
        {b.person: b for b in said if isinstance(b, Budget)},
        {a.person: a for a in said if isinstance(a, Aspiration)},
        {r.person: r for r in said if isinstance(r, RehireStatus)},
    )
