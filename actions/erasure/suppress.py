"""Suppressions: what keeps an erased person from coming back with the next import."""

from graph.algorithms.merged_names import merged_names
from graph.identity.names import name_key
from graph.keys import Key, KeyMaker, name_of
from graph.model import Identifier, Person, PrivateProfile, Suppression
from graph.ports import Store
from graph.scans import all_adjacent
from queries.suppressed import NAME


def suppressed_names(store: Store, keys: KeyMaker, person: Key) -> tuple[str, ...]:
    """The names of the suppressions of `person`: of each identifier, and of what they are called."""
    names = {name_of(i.key) for i in all_adjacent(store, [person], Identifier) if i.person == person}
    stored = store.fetch([person]).found.get(person)
    called = [stored.record.name] if stored and isinstance(stored.record, Person) else []
    called += [name for _, name in merged_names(store, [person])]
    called += [p.name for p in all_adjacent(store, [person], PrivateProfile) if p.person == person]
    names |= {name_of(keys.key(Identifier.KIND, NAME, key)) for each in called if (key := name_key(each))}
    return tuple(sorted(names))


def suppressions(names: tuple[str, ...], since: str) -> list[Suppression]:
    """The records for these names."""
    return [Suppression(key=Key(f"{Suppression.KIND}:{name}"), since=since) for name in names]
