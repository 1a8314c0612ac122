"""Who came into the network through somebody else is told so, once (GDPR, article 14).

Found by following the change feed, so that an import need not know of it and one that was cut short is
made up for. Off when the latest decision `first_record_notice` says so.
"""

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Final, NamedTuple

from actions.notices import MAIL, notice
from graph.dates import iso
from graph.errors import Conflict
from graph.identity.emails import mailable
from graph.keys import NO_KEY, Key, kind_of, pair_of
from graph.model import (
    Decision,
    Employment,
    FeedPosition,
    Identifier,
    Person,
    PrivateProfile,
    Record,
    Told,
    told_key,
)
from graph.ports import Feed, Position
from graph.scans import all_adjacent, every
from policy.decisions import FIRST_RECORD_NOTICE
from queries.network import Network

TEMPLATE: Final = "first_record"
GRACE: Final = timedelta(days=1)
"""An import that was a mistake can be taken back before anybody is written to."""

THROUGH_OTHERS: Final = frozenset({"linkedin"})
"""Sources that are somebody's own, also when they shared them with the company."""

_PLACE: Final = Key(f"{FeedPosition.KIND}:{TEMPLATE}")
_PAGE: Final = 1_000
_KINDS: Final = frozenset({Person.KIND, PrivateProfile.KIND, Identifier.KIND, Employment.KIND})


class Written(NamedTuple):
    """How many notices were written, and whether there are more changes to read."""

    notices: int
    more: bool


def switched_off(network: Network) -> bool:
    """Whether somebody decided, with a reason, that these notices are not sent."""
    decisions = list(every(network.store, Decision, [f"{Decision.KIND}:{FIRST_RECORD_NOTICE}."]))
    return bool(decisions) and decisions[-1].value == "off"


def first_notices(network: Network) -> Written:
    """Write the notices that the next page of changes calls for. A few round trips for 1,000 changes."""
    if switched_off(network):
        return Written(0, False)
    stored = network.store.fetch([_PLACE]).found.get(_PLACE)
    place = stored.record if stored else None
    read = Position(place.revision, Key(place.changed)) if isinstance(place, FeedPosition) else Position(0)
    feed = network.store.changes(read, _PAGE)
    people = _untold(network, _concerned(network, feed))
    if not people and feed.after is None:
        return Written(0, False)  # a place that is kept would itself be the next change to read
    expect = {told_key(person, TEMPLATE): 0 for person in people}
    expect[_PLACE] = stored.revision if stored else 0
    try:
        network.store.apply([_place(feed), *_notices(network, people)], expect)
    except Conflict:
        return Written(0, True)  # another process took this page
    return Written(len(people), feed.after is not None)


def _notices(network: Network, people: Collection[Key]) -> Iterator[Record]:
    now = network.clock()
    for person in people:
        yield notice(network, person, TEMPLATE, "", now + GRACE, MAIL)
        yield Told(key=told_key(person, TEMPLATE), person=person, template=TEMPLATE, at=iso(now))


def _place(feed: Feed) -> FeedPosition:
    end = feed.after or Position(feed.changes[-1].revision, feed.changes[-1].key)
    return FeedPosition(key=_PLACE, revision=end.revision, changed=end.key)


def _concerned(network: Network, feed: Feed) -> set[Key]:
    """The people whom the changes are about."""
    changed = [change.key for change in feed.changes if kind_of(change.key) in _KINDS and not change.deleted]
    people = {key for key in changed if kind_of(key) == Person.KIND}
    for key in changed:
        if kind_of(key) == Employment.KIND:
            people.update(pair_of(key))  # one of the two names is an organization's: nobody has it
    others = [key for key in changed if kind_of(key) in (PrivateProfile.KIND, Identifier.KIND)]
    for stored in network.store.fetch(others).found.values():
        if isinstance(stored.record, PrivateProfile | Identifier):
            people.add(stored.record.person)
    return people


def _untold(network: Network, people: Collection[Key]) -> list[Key]:
    """Those who came through others, can be written to, never worked here and have not been told."""
    if not people:
        return []
    store = network.store
    told = {told_key(person, TEMPLATE): person for person in people}
    found = store.fetch([*people, *told]).found
    left = {key for key in people if key in found} - {told[key] for key in found if key in told}
    if not left:
        return []
    through_others: set[Key] = set()
    addressed: set[Key] = set()
    for identifier in all_adjacent(store, sorted(left), Identifier):
        if identifier.scheme == "email" and mailable(identifier.value):
            addressed.add(identifier.person)
        if {*identifier.contributors} - {identifier.person}:
            through_others.add(identifier.person)
    for profile in all_adjacent(store, sorted(left), PrivateProfile):
        if profile.contributor != profile.person:
            through_others.add(profile.person)
    worked_here: set[Key] = set()
    for employment in all_adjacent(store, sorted(left), Employment):
        if employment.source in THROUGH_OTHERS:
            through_others.add(employment.person)
        elif employment.organization == network.home and employment.contributor == NO_KEY:
            worked_here.add(employment.person)
    return sorted((left & through_others & addressed) - worked_here)
