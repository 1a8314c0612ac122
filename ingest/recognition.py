"""Who is meant: from identifiers or a name to one person, never by a guess."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from graph.errors import InvalidValue
from graph.identity.identifiers import normalise
from graph.identity.names import tidy_name
from graph.keys import NO_KEY, Key
from graph.model import Identifier, Person, PrivateProfile, Record
from ingest.protected import ErasedRecord
from ingest.source import BadRecord

if TYPE_CHECKING:
    from ingest.draft import Draft, Identity

HR = "hr"
"""The source whose word about a person goes before that of other shared sources."""

EMPLOYEE = "employee"
_NOT_ADDRESSES = (EMPLOYEE, "linkedin", "github", "phone")
_COUNTRY_CODE = re.compile("[+\uff0b]|phone-context", re.IGNORECASE)
"""What no telephone number without a region does without."""

_LISTED = 5


@dataclass(frozen=True, slots=True)
class About:
    """What a source says about a person, "" where it says nothing."""

    name: str
    headline: str
    location: str


def load_people(draft: "Draft", identities: Iterable[Sequence["Identity"]]) -> None:
    """Fetch identifiers, their owners, and the keys that new people would have."""
    wanted: list[Key] = []
    per_person = []
    for identity in identities:
        if not identity:
            continue
        keys = [draft.identifier_key(*each) for each in identity]
        wanted.extend(keys)
        wanted.append(_first_key(draft, identity))
        per_person.append(keys)
    draft.load(wanted)
    owners = [
        found.person
        for keys in per_person
        for key in keys
        if (found := draft.get(key, Identifier)) is not None
    ]
    draft.load(owners)
    if draft.contributor:
        draft.load_adjacent(owners, PrivateProfile)


def known(draft: "Draft", identities: Sequence["Identity"]) -> Key:
    """The owner of the first of these identifiers that anybody has."""
    for scheme, value in identities:
        found = draft.get(draft.identifier_key(scheme, value), Identifier)
        if found is not None:
            return found.person
    return NO_KEY


def never(_: Key) -> str:
    """Nobody has two employee numbers."""
    return "nobody is merged"


def person(
    draft: "Draft", identities: Sequence["Identity"], about: About, why_not: Callable[[Key], str] = never
) -> Key:
    """See `Draft.person`."""
    if not identities:
        raise BadRecord("", "nothing in the record says who it is about")
    if draft.protected.erased(identities):
        raise ErasedRecord(identities[0][0], "somebody who has been erased")
    there = [
        (scheme, value, draft.get(draft.identifier_key(scheme, value), Identifier))
        for scheme, value in identities
        if len(identities) == 1 or not draft.protected.erased([(scheme, value)])  # an erased one's phone
    ]
    key = _owner(there) or _new_key(draft, identities[0])
    _refuse_second_number(draft, key, there, why_not)
    _describe(draft, key, identities, about)
    for scheme, value, identifier in there:
        _attach(draft, key, scheme, value, identifier)
    return key


def _owner(there: Sequence[tuple[str, str, Identifier | None]]) -> Key:
    owners: dict[Key, tuple[str, str]] = {}
    for scheme, value, identifier in there:
        if identifier is not None:
            owners.setdefault(identifier.person, (scheme, value))
    if len(owners) > 1:
        (_, one), (field, other) = list(owners.values())[:2]
        raise BadRecord(field, f"{one!r} and {other!r} belong to two different people")
    return next(iter(owners), NO_KEY)


def _first_key(draft: "Draft", identities: Sequence["Identity"]) -> Key:
    return draft.key(Person.KIND, *identities[0])


def _new_key(draft: "Draft", identity: "Identity") -> Key:
    """The key for a new person; another one when somebody took it who has lost this identifier."""
    key = draft.key(Person.KIND, *identity)
    attempt = 1
    while draft.get(key, Person) is not None:
        attempt += 1
        key = draft.key(Person.KIND, *identity, str(attempt))
    return key


def _refuse_second_number(
    draft: "Draft",
    key: Key,
    there: Sequence[tuple[str, str, Identifier | None]],
    why_not: Callable[[Key], str],
) -> None:
    """Who has an employee number is given another, new one only if nothing speaks against it."""
    fresh = next((value for scheme, value, found in there if scheme == EMPLOYEE and found is None), "")
    if not fresh or draft.get(key, Person) is None:
        return
    has = next((i.value for i in draft.adjacent(key, Identifier) if i.scheme == EMPLOYEE), "")
    reason = why_not(key) if has else ""
    if reason:
        field, value = next((scheme, value) for scheme, value, found in there if found is not None)
        raise BadRecord(
            field, f"{value!r} belongs to the person with employee number {has!r}, not {fresh!r}: {reason}"
        )


def _describe(draft: "Draft", key: Key, identities: Sequence["Identity"], about: About) -> None:
    record = draft.get(key, Person)
    said = About(tidy_name(about.name), about.headline.strip(), about.location.strip())
    if draft.contributor:
        if record is None:
            draft.put(Person(key=key))
        if record is None or any((said.name, said.headline, said.location)):
            _profile(draft, key, said)
        return
    before = record or Person(key=key)
    was = About(before.name, before.headline, before.location)
    first, second = (said, was) if draft.source == HR else (was, said)
    draft.put(
        Person(
            key=key,
            name=first.name or second.name or _stand_in(identities),
            headline=first.headline or second.headline,
            location=first.location or second.location,
        )
    )


def _profile(draft: "Draft", key: Key, said: About) -> None:
    draft.put(
        PrivateProfile(
            key=draft.key(PrivateProfile.KIND, key, draft.contributor, draft.source),
            person=key,
            contributor=draft.contributor,
            name=said.name,
            headline=said.headline,
            location=said.location,
            source=draft.source,
        )
    )


def _stand_in(identities: Sequence["Identity"]) -> str:
    """What a person without a name is called; never a phone number."""
    scheme, value = identities[0]
    if scheme == "email":
        return value.partition("@")[0]
    return "" if scheme == "phone" else value.removeprefix("in/")


def _attach(draft: "Draft", key: Key, scheme: str, value: str, there: Identifier | None) -> None:
    if there is None:
        contributors = (draft.contributor,) if draft.contributor else ()
        place = draft.identifier_key(scheme, value)
        draft.put(Identifier(key=place, person=key, scheme=scheme, value=value, contributors=contributors))
    elif there.contributors and not draft.contributor:
        draft.put(replace(there, contributors=()))
    elif there.contributors and draft.contributor not in there.contributors:
        together = tuple(sorted((*there.contributors, draft.contributor)))
        draft.put(replace(there, contributors=together))


def find_keys(draft: "Draft", text: str) -> list[Key]:
    """The keys of what `text` may be: a person's key, else an identifier of any scheme."""
    asked = text.strip()
    if asked.startswith(f"{Person.KIND}:"):
        return [Key(asked)]
    return [draft.identifier_key(*identity) for identity in _readings(asked)]


def _likeliest(draft: "Draft", text: str) -> Key:
    """The first of `find_keys`; most texts are what they seem to be."""
    asked = text.strip()
    if asked.startswith(f"{Person.KIND}:"):
        return Key(asked)
    readings = _readings(asked)
    return draft.identifier_key(*readings[0]) if readings else NO_KEY


def find(draft: "Draft", text: str, column: str) -> Key:
    """See `Draft.find`."""
    if not text:
        raise BadRecord(column, "no person is named")
    if text.startswith(f"{Person.KIND}:"):
        if draft.name_of(Key(text)):
            return Key(text)
        raise BadRecord(column, f"nobody has the id {text!r}")
    for identity in _readings(text):
        found = draft.get(draft.identifier_key(*identity), Identifier)
        if found is not None and (not found.contributors or draft.contributor in found.contributors):
            return found.person
    if draft.protected.erased(_readings(text)):
        raise ErasedRecord(column, "somebody who has been erased")
    return _by_name(draft, text, column)


def find_each(draft: "Draft", texts: Iterable[str]) -> dict[str, Key]:
    """See `Draft.find_each`."""
    named = {text: _likeliest(draft, text) for text in set(texts) if text}
    draft.load(named.values())
    rare = [text for text, key in named.items() if draft.get(key, Record) is None]
    draft.load([key for text in rare for key in find_keys(draft, text)])
    found: dict[str, Key] = {}
    for text in named:
        try:
            found[text] = draft.find(text, "")
        except BadRecord:
            continue  # whoever needs this one asks for it again, and is told
    return found


def _by_name(draft: "Draft", text: str, column: str) -> Key:
    if "@" in text:
        raise BadRecord(column, f"nobody has the address {text!r}")
    matches = draft.named(text)
    if not matches:
        if draft.protected.erased_name(text):
            raise ErasedRecord(column, "somebody who has been erased")
        raise BadRecord(column, f"nobody has the id, address, number or name {text!r}")
    if len(matches) > 1:
        listed = ", ".join(matches[:_LISTED]) + (", ..." if len(matches) > _LISTED else "")
        raise BadRecord(column, f"{len(matches)} people are called {text!r}: {listed}")
    return matches[0]


@lru_cache(maxsize=100_000)
def _readings(text: str) -> tuple["Identity", ...]:
    """The identifiers that a text may be."""
    found = []
    for scheme in ("email",) if "@" in text and not text.startswith("@") else _NOT_ADDRESSES:
        if scheme == "phone" and not _COUNTRY_CODE.search(text):
            continue  # to find that out from the number itself takes 30 µs
        try:
            found.append((scheme, normalise(scheme, text)))
        except InvalidValue:
            continue
    return tuple(found)
