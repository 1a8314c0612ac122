"""Who may be one person under two records.

Two records resemble each other when their names have the same words and something else speaks for it: they
were at the same organization at the same time, or use the same name elsewhere. That is a reason to look,
never enough to merge. Callers give what may be known to whom they ask for, and nothing else.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from graph.dates import first_day, last_day
from graph.identity.names import name_key, name_tokens

_TELLING: Final = 2
"""A login says something if at least so many characters of it are not from the person's name."""

_NUMBERED: Final = re.compile(r"-[0-9a-f]{6,}$")  # LinkedIn's number behind a name: in/ann-lee-3c402b1
_PUNCTUATION: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Stay:
    """At an organization from `since` ("": nobody knows) to `until` ("": still), partial dates."""

    organization: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class Traits:
    """What is compared of one record. `identifiers` are (scheme, normalised value)."""

    name: str
    stays: Collection[Stay] = ()
    identifiers: Collection[tuple[str, str]] = ()

    def words(self) -> frozenset[str]:
        """The words of the name: only records with equal words can resemble each other."""
        return name_tokens(self.name)

    @cached_property
    def logins(self) -> frozenset[str]:
        """What somebody is called elsewhere, as far as it is not their name: one may keep it for life.

        The part of an address before the domain, a GitHub login, the name of a LinkedIn profile, or a phone
        number.
        """
        found = {_login(scheme, value) for scheme, value in self.identifiers}
        words = self.words()
        return frozenset(login for login in found if len(_without_name(login, words)) >= _TELLING)


def resemblance(one: Traits, other: Traits) -> tuple[str, ...]:
    """Why two records are probably of one person, in words; () when they probably are not.

    Symmetric. Two employee numbers speak against one person, unless both records use the same name
    elsewhere. O(stays of one x stays of the other).
    """
    if not one.words() or one.words() != other.words():
        return ()
    logins = one.logins & other.logins
    reasons = [] if _numbered_apart(one, other) and not logins else _shared(one.stays, other.stays)
    reasons += [f"both use the name {login} elsewhere" for login in sorted(logins)]
    return ("the same name", *reasons) if reasons else ()


def _shared(ones: Collection[Stay], others: Collection[Stay]) -> list[str]:
    met = {
        a.organization for a in ones for b in others if a.organization == b.organization and _overlap(a, b)
    }
    return ["at the same organization at the same time"] if met else []


def _overlap(one: Stay, other: Stay) -> bool:
    return _since(one) <= _until(other) and _since(other) <= _until(one)


def _since(stay: Stay) -> date:
    return first_day(stay.since) or date.min


def _until(stay: Stay) -> date:
    return last_day(stay.until) or date.max


def _numbered_apart(one: Traits, other: Traits) -> bool:
    numbers, others = _numbers(one), _numbers(other)
    return bool(numbers) and bool(others) and numbers.isdisjoint(others)


def _numbers(traits: Traits) -> set[str]:
    return {value for scheme, value in traits.identifiers if scheme == "employee"}


def _login(scheme: str, value: str) -> str:
    match scheme:
        case "email":
            return value.rpartition("@")[0].partition("+")[0]
        case "linkedin":
            return _NUMBERED.sub("", value.removeprefix("in/"))
        case "github" | "phone":
            return value
    return ""


def _without_name(login: str, words: frozenset[str]) -> str:
    rest = _PUNCTUATION.sub("", name_key(login))
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest
