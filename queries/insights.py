"""What people learned outside, found again by company or topic, the newest first.

A topic finds insights as it finds evidence: by skills and by words, in the read model, among what the viewer
may hear. Nobody is ranked.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.dates import day_number
from graph.errors import InvalidValue, SnapshotMoved
from graph.identity.organizations import organization_name
from graph.keys import NO_KEY, Key
from graph.model import EVIDENCE_KINDS, Insight, Organization, evidence_of, insight_of
from graph.scans import all_adjacent
from graph.snapshot.snapshot import Snapshot
from policy.gates import Mask, Status
from policy.insights import Subject
from policy.viewer import Viewer
from queries.bounds import check_number
from queries.heard import audible, telling_people
from queries.insight_records import is_for
from queries.kept import kept
from queries.network import Network
from queries.sight import Card, Sight, look, viewer_status
from queries.topics import KnownSkills, matches

SOURCE: Final = "insight"
"""The source of evidence that an insight is."""

_KIND: Final = EVIDENCE_KINDS.index("insight")
_TRIES: Final = 3

EVERYTHING: Final = Subject()
"""Whatever it is about."""

Place = tuple[int, Key]
"""The day of an insight and its key: what pages are ordered by."""


@dataclass(frozen=True, slots=True)
class InsightShown:
    """An insight as a viewer may read it. Who asked for it is for its author's eyes alone."""

    record: Insight
    author: Card
    came_of: str
    told: str
    asked_by: Card | None


@dataclass(frozen=True, slots=True)
class InsightPage:
    """A page, the newest first; `places` stand beside the insights."""

    insights: tuple[InsightShown, ...]
    places: tuple[Place, ...]
    more: bool


def insights(
    network: Network,
    viewer: Viewer,
    about: Subject = EVERYTHING,
    first: int = 20,
    after: Place | None = None,
) -> InsightPage:
    """Answer for `viewer`; `after` is behind a place. By the day it was learned, else recorded.

    Raises InvalidValue (first < 1, no name of an organization), SnapshotMoved when the network changed three
    times meanwhile. O(evidence) over arrays, O(insights about a company) for one, and a few round trips.
    """
    check_number("first", first, 1)
    barred: set[Key] = set()
    for _ in range(_TRIES):
        status = viewer_status(network, viewer)
        own = _own(network, viewer)
        concerned = _about_company(network, about.organization) if about.organization else None
        snapshot = network.read_model.current()
        with snapshot.sharing.reading():
            may = _matching(network, snapshot, viewer, status, about, own, barred)
            places = _page(snapshot, may, concerned, after, first + 1)
        shown = shown_insights(network, viewer, [key for _, key in places[:first]])
        gone = {key for _, key in places[:first]} - {one.record.key for one in shown}
        if not gone:
            return InsightPage(tuple(shown), tuple(places[:first]), len(places) > first)
        barred |= gone
    raise SnapshotMoved


def shown_insights(network: Network, viewer: Viewer, keys: Collection[Key]) -> list[InsightShown]:
    """Those of `keys` that are there for the viewer, in the order of `keys`. A few round trips."""
    found = network.store.fetch(sorted(keys)).found
    records = [found[key].record for key in keys if key in found]
    there = [record for record in records if isinstance(record, Insight)]
    named = {person for one in there for person in (one.author, one.told_by, one.asked_by)}
    sight = look(network, viewer, named)
    return [_shown(one, viewer, sight) for one in there if is_for(one, viewer, sight.viewer_status, sight)]


def _shown(insight: Insight, viewer: Viewer, sight: Sight) -> InsightShown:
    """Without what came of it, and who asked, where who said so or asked is not there for the viewer."""
    asked_by = sight.cards.get(insight.asked_by)
    asked = asked_by if viewer.person in (insight.author, insight.asked_by) else None
    record = replace(insight, asked_by=asked.key if asked else NO_KEY)
    if insight.told_by not in sight.cards:
        record = replace(record, came_of="", told="", told_by=NO_KEY)
    return InsightShown(record, sight.cards[insight.author], record.came_of, record.told, asked)


def company_key(network: Network, organization: str) -> Key:
    """The key of a company, however its name is written. Raises InvalidValue."""
    return network.keys.key(Organization.KIND, organization_name(organization))


def _about_company(network: Network, organization: str) -> set[Key]:
    """Evidence of the insights about a company."""
    company = company_key(network, organization)
    return {evidence_of(one.key) for one in all_adjacent(network.store, [company], Insight)}


def _own(network: Network, viewer: Viewer) -> set[Key]:
    """Evidence of what the viewer wrote or asked for, whatever its audience."""
    if viewer.person == NO_KEY:
        return set()
    named = all_adjacent(network.store, [viewer.person], Insight)
    mine = [one for one in named if viewer.person in (one.author, one.asked_by)]
    sight = look(network, viewer, {one.author for one in mine})
    return {evidence_of(one.key) for one in mine if is_for(one, viewer, sight.viewer_status, sight)}


def _matching(
    network: Network,
    snapshot: Snapshot,
    viewer: Viewer,
    status: Status | None,
    about: Subject,
    own: Collection[Key],
    barred: Collection[Key],
) -> Mask:
    """(evidence,) the insights that the viewer may hear and that speak of the topic."""
    day = day_number(network.today())
    heard = audible(snapshot, viewer, status, telling_people(snapshot, viewer, status, day)).copy()
    heard[_rows(snapshot, own)] = True
    may: Mask = heard & _recorded(snapshot)
    if about.topic:
        found, _ = matches(snapshot, about.topic, heard, KnownSkills(snapshot, heard), day).found()
        spoken = np.zeros(len(may), bool)
        spoken[found] = True
        may &= spoken
    may[_rows(snapshot, [evidence_of(key) for key in barred])] = False
    return may


def _recorded(snapshot: Snapshot) -> Mask:
    """(evidence,) what people recorded as an insight. Shared."""
    table = snapshot.evidence
    source = table.sources.index(SOURCE) if SOURCE in table.sources else -1

    def make() -> Mask:
        rows = table.rows.rows
        return np.asarray((rows["kind"] == _KIND) & (rows["source"] == source))

    return kept(snapshot, "recorded", (table.version, len(table.rows.rows)), make, most=1)


def _rows(snapshot: Snapshot, keys: Collection[Key]) -> NDArray[np.int64]:
    """Numbers of the evidence at `keys` that is there."""
    table = snapshot.evidence
    known = [number for number in (table.ids.number(key) for key in keys) if number >= 0]
    rows = table.current.rows[np.array(known, np.int64)] if known else np.empty(0, np.int64)
    return np.asarray(rows[rows >= 0], np.int64)


def _page(
    snapshot: Snapshot, may: Mask, concerned: set[Key] | None, after: Place | None, most: int
) -> list[Place]:
    """The first insights of `may` behind `after`: the newest first, of one day by key.

    O(evidence) over arrays, and a key for each of the page and of those of the day it ends with.
    """
    table = snapshot.evidence
    if concerned is not None:
        about = np.zeros(len(may), bool)
        about[_rows(snapshot, concerned)] = True
        may = may & about
    numbers = np.flatnonzero(may)
    days = table.rows.rows["day"][numbers]
    if after is not None:
        numbers, days = numbers[days <= after[0]], days[days <= after[0]]
    same_day = np.count_nonzero(days == after[0]) if after is not None else 0
    if len(days) > most + same_day:
        least = np.partition(days, len(days) - most - same_day)[len(days) - most - same_day]
        numbers, days = numbers[days >= least], days[days >= least]
    found = zip(days.tolist(), (insight_of(table.key(n)) for n in numbers.tolist()), strict=True)
    places = sorted(found, key=lambda one: (-one[0], one[1]))
    if after is not None:
        places = [one for one in places if (-one[0], one[1]) > (-after[0], after[1])]
    return places[:most]


def read_subject(organization: str, topic: str) -> Subject:
    """What is asked about. Raises InvalidValue for a text that names nothing."""
    if organization and not topic:
        organization_name(organization)
        return Subject(organization=organization)
    if topic.strip() and not organization:
        return Subject(topic=topic)
    raise InvalidValue("about", organization or topic, "exactly one of organization and topic")
