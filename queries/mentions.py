"""Ways in which a text can name somebody."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from graph.algorithms.pair_facts import all_adjacent
from graph.algorithms.terms import words
from graph.identity.names import name_key, name_tokens
from graph.keys import Key
from graph.model import Identifier, Person, PrivateProfile
from graph.ports import Store
from queries.merges import merged_names

_IN_TEXTS = ("email", "phone", "linkedin")


@dataclass(frozen=True, slots=True)
class Mentions:
    """What is looked for, folded.

    A full name of two words or more and an address count wherever they stand; a single word ("Will") and a
    number only where they are all that a field says.
    """

    names: frozenset[str]
    addresses: frozenset[str]
    exact: frozenset[str]
    tokens: frozenset[frozenset[str]]
    spoken: frozenset[str]  # names of two words or more, as they are written

    @classmethod
    def of(cls, names: Iterable[str], identifiers: Iterable[tuple[str, str]]) -> "Mentions":
        """Of somebody's names and (scheme, value) pairs."""
        written = frozenset(names)
        keys = {name_key(name) for name in written} - {""}
        values = [(scheme, value.casefold()) for scheme, value in identifiers]
        long = frozenset(key for key in keys if " " in key)
        return cls(
            long,
            frozenset(value for scheme, value in values if scheme in _IN_TEXTS),
            frozenset([*keys, *(value for _, value in values)]),
            frozenset(name_tokens(name) for name in long),
            frozenset(name for name in written if name_key(name) in long),
        )

    def found_in(self, text: str) -> bool:
        """Whether `text` names the person. O(letters)."""
        if not text:
            return False
        plain = text.casefold()
        if any(address in plain for address in self.addresses):
            return True
        spaced = f" {name_key(text)} " if self.names else ""
        return any(f" {name} " in spaced for name in self.names)

    def said_by(self, value: str) -> bool:
        """Whether a field with this value names the person, in any order of the words."""
        plain = value.strip().casefold()
        if plain in self.exact or name_key(value) in self.exact or self.found_in(value):
            return True
        return name_tokens(value) in self.tokens

    def blanked(self, text: str) -> str:
        """`text`, or "" when it names the person."""
        return "" if self.found_in(text) else text

    def said_in(self, columns: str) -> bool:
        """Whether a JSON object of columns names the person in any of its values."""
        values = json.loads(columns).values()
        return any(self.said_by(part) for value in values for part in str(value).split(";"))

    def topics(self) -> list[list[str]]:
        """The words, as evidence is found by them, of each thing that is looked for."""
        return [found for text in (*self.names, *self.spoken, *self.addresses) if (found := words(text))]


def mentions_of(store: Store, person: Key) -> Mentions:
    """How `person` may be named: by anything that the network holds. A few round trips."""
    stored = store.fetch([person]).found.get(person)
    names = [stored.record.name] if stored and isinstance(stored.record, Person) else []
    names += [p.name for p in all_adjacent(store, [person], PrivateProfile) if p.person == person]
    names += merged_names(store, person)
    identifiers = [
        (i.scheme, i.value) for i in all_adjacent(store, [person], Identifier) if i.person == person
    ]
    return Mentions.of(names, identifiers)
