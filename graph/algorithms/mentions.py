"""Ways in which a text can name somebody, and records without the texts that do."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from graph.algorithms.merged_names import merged_names
from graph.algorithms.terms import words
from graph.identity.names import name_key, name_tokens
from graph.keys import Key
from graph.model import Identifier, Person, PrivateProfile, Record, Skill
from graph.model.texts import FREE, Holds
from graph.ports import R, Store
from graph.scans import all_adjacent

_IN_TEXTS: Final = ("email", "phone", "linkedin")
"""The schemes whose values count in the middle of a text."""

_NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Mentions:
    """What is looked for, folded: of one person, or with `|` of several.

    A full name of two words or more, its last word first or last, and an address count wherever they stand;
    a single word ("Will") and a number only where they are all that a field says.
    """

    names: frozenset[str] = _NONE
    labels: frozenset[str] = _NONE  # names that count in labels: not what a private source alone made up
    addresses: frozenset[str] = _NONE
    exact: frozenset[str] = _NONE
    tokens: frozenset[frozenset[str]] = frozenset()
    spoken: frozenset[str] = _NONE  # names of two words or more, as they are written

    @classmethod
    def of(
        cls, names: Iterable[str], identifiers: Iterable[tuple[str, str]], others: Iterable[str] = ()
    ) -> "Mentions":
        """Of somebody's names and (scheme, value) pairs; `others` are names that only private sources use."""
        known = frozenset(names)
        written = known | frozenset(others)
        keys = {name_key(name) for name in written} - {""}
        values = [(scheme, value.casefold()) for scheme, value in identifiers]
        long = frozenset(key for key in keys if " " in key)
        return cls(
            _either_way(long),
            _either_way(long & frozenset(map(name_key, known))),
            frozenset(value for scheme, value in values if scheme in _IN_TEXTS),
            frozenset([*keys, *(value for _, value in values)]),
            frozenset(name_tokens(name) for name in long),
            frozenset(name for name in written if name_key(name) in long),
        )

    def __or__(self, other: "Mentions") -> "Mentions":
        return Mentions(
            self.names | other.names,
            self.labels | other.labels,
            self.addresses | other.addresses,
            self.exact | other.exact,
            self.tokens | other.tokens,
            self.spoken | other.spoken,
        )

    def __bool__(self) -> bool:
        return bool(self.exact)

    def found_in(self, text: str) -> bool:
        """Whether `text` names the person. O(letters)."""
        return bool(text) and _named(text, self.names, self.addresses)

    def label_in(self, text: str) -> bool:
        """Whether a label names the person."""
        return bool(text) and _named(text, self.labels, self.addresses)

    def said_by(self, value: str) -> bool:
        """Whether a field with this value names the person, in any order of the words."""
        plain = value.strip().casefold()
        if plain in self.exact or name_key(value) in self.exact or self.found_in(value):
            return True
        return name_tokens(value) in self.tokens

    def said_in(self, columns: str) -> bool:
        """Whether a JSON object of columns names the person in any of its values."""
        values = json.loads(columns).values()
        return any(self.said_by(part) for value in values for part in str(value).split(";"))

    def topics(self) -> list[list[str]]:
        """The words, as evidence is found by them, of each thing that is looked for."""
        return [found for text in (*self.names, *self.spoken, *self.addresses) if (found := words(text))]

    def phrases(self) -> Iterator[str]:
        """Each thing that may stand in the middle of a text."""
        yield from (*self.names, *self.addresses)


def without_mentions(record: R, mentions: Mentions) -> R | None:
    """`record` without the texts that name the person: itself when there is none, None when it goes.

    A taxonomy names nobody, whatever its labels are.
    """
    if not mentions or _is_taxonomy(record):
        return record
    left: dict[str, Any] = {}
    for name, holds in FREE.get(type(record), ()):
        value = getattr(record, name)
        if not value:
            continue
        kept = _kept(value, holds, mentions)
        if kept is None:
            return None
        if kept != value:
            left[name] = kept
    return replace(record, **left) if left else record


def _is_taxonomy(record: Record) -> bool:
    return isinstance(record, Skill) and record.scheme != "local"


def mentions_of(store: Store, person: Key) -> Mentions:
    """How `person` may be named: by anything that the network holds. A few round trips."""
    return mentions_of_each(store, [person]).get(person, Mentions())


def mentions_of_each(store: Store, people: Collection[Key]) -> dict[Key, Mentions]:
    """How each of `people` may be named; nothing of who is not there. A few round trips for 500 people."""
    found: dict[Key, Mentions] = {}
    wanted = sorted({*people})
    for start in range(0, len(wanted), _CHUNK):
        found.update(_each(store, wanted[start : start + _CHUNK]))
    return found


_CHUNK: Final = 500


def _each(store: Store, people: Collection[Key]) -> Iterator[tuple[Key, Mentions]]:
    stored = store.fetch(people).found.values()
    company = {s.record.key: s.record.name for s in stored if isinstance(s.record, Person)}
    said: dict[Key, list[str]] = {key: [] for key in company}
    for profile in all_adjacent(store, people, PrivateProfile):
        if profile.person in said:
            said[profile.person].append(profile.name)
    merged: dict[Key, list[str]] = {key: [] for key in company}
    for key, name in merged_names(store, people):
        if key in merged:
            merged[key].append(name)
    known: dict[Key, list[tuple[str, str]]] = {key: [] for key in company}
    for identifier in all_adjacent(store, people, Identifier):
        if identifier.person in known:
            known[identifier.person].append((identifier.scheme, identifier.value))
    for key, name in company.items():
        akin = [one for one in said[key] if not name or not name_tokens(one).isdisjoint(name_tokens(name))]
        yield key, Mentions.of([name, *merged[key], *akin], known[key], said[key])


def _either_way(names: frozenset[str]) -> frozenset[str]:
    """Names, and each with its last word first."""
    return names | {" ".join((*name.split()[-1:], *name.split()[:-1])) for name in names}


@lru_cache(maxsize=100_000)
def _named(text: str, names: frozenset[str], addresses: frozenset[str]) -> bool:
    return _addressed(text, addresses) or _holds(text, names)


def _addressed(text: str, addresses: frozenset[str]) -> bool:
    if not addresses or not ("@" in text or "/" in text or any(map(str.isdigit, text))):
        return False
    plain = text.casefold()
    return any(address in plain for address in addresses)


def _holds(text: str, names: frozenset[str]) -> bool:
    """Whether one of `names` stands in `text`, word for word. O(words), whatever the number of names."""
    if not names:
        return False
    said = name_key(text).split()
    sizes, firsts = _shape(names)
    begins = [at for at, word in enumerate(said) if word in firsts]
    return any(" ".join(said[at : at + size]) in names for at in begins for size in sizes)


@lru_cache(maxsize=1_024)
def _shape(names: frozenset[str]) -> tuple[frozenset[int], frozenset[str]]:
    """How many words these names have, and with which they begin."""
    split = [name.split() for name in names]
    return frozenset(map(len, split)), frozenset(word for word, *_ in split)


def _kept(value: Any, holds: Holds, mentions: Mentions) -> Any:
    """What is left of a field; None when the record goes."""
    match holds:
        case Holds.TEXT:
            return "" if mentions.found_in(value) else value
        case Holds.LABEL:
            return "" if mentions.label_in(value) else value
        case Holds.TEXTS | Holds.JOURNAL:
            return tuple(text for text in value if not mentions.found_in(text))
        case Holds.NAMES:
            return tuple("" if mentions.said_by(name) else name for name in value)
        case Holds.LABELS:
            return tuple(label for label in value if not mentions.label_in(label))
        case Holds.SOURCE:
            return _source(value, mentions)
        case Holds.OPTIONS:
            return "{}" if mentions.found_in(json.dumps(json.loads(value), ensure_ascii=False)) else value
        case Holds.DECISIVE:
            return None if mentions.found_in(value) else value
        case Holds.TOPIC:
            return None if mentions.said_by(value) else value
        case Holds.COLUMNS:
            return None if mentions.said_in(value) else value
    return value


def _source(value: str, mentions: Mentions) -> str:
    if not mentions.found_in(value):
        return value
    form, colon, _ = value.partition(":")
    return f"{form}:" if colon and not mentions.found_in(form) else ""
