"""Sources that are switched off for a country: what they say of people there is neither read nor scored.

A switch is a Decision `source/SOURCE/COUNTRY` with the value "off"; "approved" is an approval that
lifts it. `places/COUNTRY` names further places of a country. In a new installation none is set.

Somebody is in the country of their own place, or else of the latest employment that the company knows of.
Whose country is not known is under no switch. A fact about two people is under the switches of both.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.dates import NO_DAY, NO_END, day_number, first_day, last_day
from graph.identity.countries import country_of
from graph.identity.folding import fold
from graph.keys import Key, pair_of
from graph.model import Contact, Decision, Employment, Evidence, Person, Tie
from graph.ports import MAX_KEYS, Store
from graph.scans import all_adjacent, every

GIT: Final = "git"
MAIL: Final = "mail"
CALENDAR: Final = "calendar"
ACTIVITY: Final = "activity"
"""The last is how active somebody is at present, which weighs in answers: not a source of records."""

OF_CONTACT: Final = {"mail": MAIL, "meeting": CALENDAR, "call": CALENDAR}
"""The source of each kind of contact."""

_OFF: Final = "off"

Silenced = Mapping[str, frozenset[Key]]
"""By source, the people of whom it says nothing; a source that is nowhere off is not in it."""


@dataclass(frozen=True, slots=True)
class Switches:
    """What is off where. `off` is sorted pairs (source, country), `places` folded places by country."""

    off: tuple[tuple[str, str], ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)

    def country(self, place: str) -> str:
        """The country of a place, as decided or as it says itself; "" when neither is known."""
        said = fold(place)
        return self.places.get(said) or self.places.get(fold(said.rpartition(",")[2])) or country_of(place)

    def silent(self, place: str) -> frozenset[str]:
        """The sources that say nothing of people at `place`."""
        if not self.off or not place:
            return frozenset()
        country = self.country(place)
        return frozenset(source for source, where in self.off if where == country)

    def silenced(self, places: Iterable[tuple[Key, str]]) -> Silenced:
        """Of people with their places, those of whom each source says nothing. O(people)."""
        found: dict[str, set[Key]] = {source: set() for source, _ in self.off}
        if found:
            for person, place in places:
                for source in self.silent(place):
                    found[source].add(person)
        return {source: frozenset(people) for source, people in found.items() if people}


def read_switches(store: Store) -> Switches:
    """The switches that are set. O(decisions about sources)."""
    latest = {one.name: one.value for one in every(store, Decision, ["decision:source/", "decision:places/"])}
    off, places = [], {}
    for name, value in latest.items():
        family, _, rest = name.partition("/")
        if family == "places":
            places.update({fold(place): rest for place in value.split(";") if place.strip()})
        elif value == _OFF:
            source, _, country = rest.partition("/")
            off.append((source, country))
    return Switches(tuple(sorted(off)), places)


def switch_changed(keys: Collection[Key]) -> bool:
    """Whether one of these decisions is about sources or places."""
    return any(key.startswith(("decision:source/", "decision:places/")) for key in keys)


def place_of(person: Person | None, employments: Iterable[Employment]) -> str:
    """Where the company's records say that somebody is; "" when they do not."""
    if person is None or not person.name:
        return ""
    latest = latest_of(one for one in employments if not one.contributor)
    return person.location or (latest.location if latest is not None else "")


def latest_of(employments: Iterable[Employment]) -> Employment | None:
    """The one that lasted longest into the present, or began last."""
    return max(employments, key=recency, default=None)


def recency(employment: Employment) -> tuple[int, int, Key]:
    """(last day, first day, key), as day numbers: what employments are ordered by."""
    since, until = first_day(employment.since), last_day(employment.until)
    return (
        day_number(until) if until else NO_END,
        day_number(since) if since else NO_DAY,
        employment.key,
    )


def silenced_in_store(store: Store, switches: Switches, people: Collection[Key]) -> Silenced:
    """Of `people`, those of whom each source says nothing. A few round trips, none without a switch."""
    asked = sorted(people)
    found: list[tuple[Key, str]] = []
    for start in range(0, len(asked) if switches.off else 0, MAX_KEYS):
        chunk = asked[start : start + MAX_KEYS]
        employments: dict[Key, list[Employment]] = {}
        for one in all_adjacent(store, chunk, Employment):
            employments.setdefault(one.person, []).append(one)
        for key, stored in store.fetch(chunk).found.items():
            if isinstance(stored.record, Person):
                found.append((key, place_of(stored.record, employments.get(key, ()))))
    return switches.silenced(found)


def source_of(fact: Tie | Contact | Evidence) -> str:
    """Which switch a fact is under; "" for none."""
    if isinstance(fact, Contact):
        return OF_CONTACT.get(fact.contact_kind, "")
    return GIT if fact.source.startswith(f"{GIT}:") else ""


def told(facts: Iterable[Tie | Contact], silenced: Silenced) -> list[Tie | Contact]:
    """Those of `facts` that may count. O(facts)."""
    if not silenced:
        return list(facts)
    return [
        fact for fact in facts if silenced.get(source_of(fact), frozenset()).isdisjoint(pair_of(fact.key))
    ]
