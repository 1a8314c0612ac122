"""Who could tell us about a company or a topic: who has been there, or knows it, and how to reach them.

Only who may be found for INSIGHT. A score is what somebody knows, in (0, 1], times the part of their capacity
that is left, times (1 + s) / 2 with s the strength of the best path to them for INSIGHT times what is left of
its connectors' capacities (0 without one): being near counts, and never more than twice. Ties are weighed for
INSIGHT, so a dormant or moderately weak one is near. The read model proposes; what is told of a page is read
from the store and judged again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from graph.dates import day_number, last_day
from graph.errors import SnapshotMoved
from graph.keys import Key
from graph.model import Employment, Evidence, Insight, Organization
from policy.insights import Subject
from policy.viewer import Viewer
from queries.bounds import check_number
from queries.company_insiders import Insiders, insiders
from queries.insight_records import is_for
from queries.insights import company_key
from queries.nearness import Nearness
from queries.network import Network
from queries.places import best_places
from queries.reasons import with_years
from queries.sight import Card, Sight, look, viewer_status
from queries.warm_paths import WarmPath
from queries.who_knows import SCORE_UNIT, WhoKnows, who_knows

PURPOSE: Final = "INSIGHT"

_EVIDENCE: Final = 3
_TRIES: Final = 3
_SAID: Final = {
    "declared": "says so",
    "endorsed": "somebody vouches for it",
    "tour": "worked on it on a tour",
    "commit": "worked on it",
    "document": "wrote about it",
    "talk": "gave a talk about it",
    "insight": "brought home an insight about it",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody to ask. `score` orders sources and says nothing by itself; `why` are facts with dates."""

    card: Card
    score: float
    place: int  # the score as a whole number
    why: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    path: WarmPath | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """A page, best first."""

    sources: tuple[Source, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """Those who know, best first, without the ways to them; as of a revision of the store."""

    sources: tuple[Source, ...]
    more: bool
    revision: int


def insight_sources(
    network: Network,
    viewer: Viewer,
    about: Subject,
    first: int = 10,
    after: tuple[int, Key] | None = None,
) -> Sources:
    """Answer for `viewer`; `after` is behind (score as a whole number, key).

    Raises TopicNotFound (with near topics), InvalidValue (first < 1, no name of an organization),
    SnapshotMoved when the network changed three times meanwhile. As whoKnows, or O(employments at the
    company); O(ties within the hops), and a search for each of the page.
    """
    check_number("first", first, 1)
    near, barred = Nearness(network, viewer, PURPOSE), set[Key]()
    for _ in range(_TRIES):
        if about.organization:
            page = _of_company(network, viewer, about.organization, near, barred, first, after)
        else:
            page = _of_topic(network, viewer, about.topic, near, first, after)
        ways = near.ways(one.card.key for one in page.sources) if page is not None else None
        if page is not None and ways is not None and network.store.revision() == page.revision:
            told = (replace(one, path=ways.get(one.card.key)) for one in page.sources)
            return Sources(tuple(told), page.more)
    raise SnapshotMoved


def _of_topic(
    network: Network, viewer: Viewer, topic: str, near: Nearness, first: int, after: tuple[int, Key] | None
) -> _Page:
    """Who knows, by the votes of evidence; a score of whoKnows heeds what is left of their capacity."""
    asked = WhoKnows(topic, first, _EVIDENCE, after=after, purpose=PURPOSE)
    found = who_knows(network, viewer, asked, near)
    sources = (
        Source(
            expert.card,
            expert.score,
            expert.place,
            tuple(dict.fromkeys(_said(shown.evidence) for shown in expert.evidence)),
            tuple(shown.evidence for shown in expert.evidence),
        )
        for expert in found.experts
    )
    return _Page(tuple(sources), found.more, found.revision)


def _said(evidence: Evidence) -> str:
    what = _SAID[evidence.evidence_kind]
    return f"{what}, {evidence.at[:10]}" if evidence.at else what


def _of_company(
    network: Network,
    viewer: Viewer,
    organization: str,
    near: Nearness,
    barred: set[Key],
    first: int,
    after: tuple[int, Key] | None,
) -> _Page | None:
    """Who works or worked there, by the employments that they show, and who wrote about it.

    None when the store says of the page otherwise than the read model; who may not be found is barred then.
    """
    company, day = company_key(network, organization), day_number(network.today())
    status = viewer_status(network, viewer)
    snapshot = network.read_model.current()
    revision = snapshot.revision
    inside = insiders(network, snapshot, viewer, status, company, PURPOSE)
    known = inside.known * near.factors(status, snapshot.people.ids, inside.people)
    with snapshot.sharing.reading():
        ids = snapshot.people.ids
        free = ~np.isin(inside.people, [ids.number(key) for key in barred])
        places = np.round(known * SCORE_UNIT).astype(np.int64)
        page = best_places(snapshot, inside.people[free], places[free], first, after)
        place_of = {ids.key(number): place for place, number in page}
        left = _left(inside, [number for _, number in page])
    sight = look(network, viewer, place_of)
    if sight.revision != revision:
        return None
    may = sight.allowed(place_of, "found", PURPOSE, day, viewer)
    if len(may) < len(place_of) or left != sight.unspent([*place_of], day).tolist():
        barred |= place_of.keys() - may
        return None
    name, sources = _name(network, company) or organization, list[Source]()
    for key, place in place_of.items():
        written = _read(inside.written.get(key, ()), viewer, sight)
        why = _why(sight.cards[key], company, name, written, network.today())
        sources.append(Source(sight.cards[key], place / SCORE_UNIT, place, why))
    barred |= {one.card.key for one in sources if not one.why}
    if not all(one.why for one in sources):
        return None
    return _Page(tuple(sources[:first]), len(sources) > first, sight.revision)


def _left(inside: Insiders, numbers: Sequence[int]) -> list[float]:
    at = np.searchsorted(inside.people, np.array(numbers, np.int32))
    found: list[float] = inside.unspent[at].tolist()
    return found


def _read(written: Iterable[Insight], viewer: Viewer, sight: Sight) -> list[Insight]:
    return [one for one in written if is_for(one, viewer, sight.viewer_status, sight)]


def _name(network: Network, company: Key) -> str:
    stored = network.store.fetch([company]).found.get(company)
    record = stored.record if stored is not None else None
    return record.name if isinstance(record, Organization) else ""


def _why(card: Card, company: Key, name: str, written: Sequence[Insight], today: date) -> tuple[str, ...]:
    newest = max((one.learned or one.at[:10] for one in written), default="")
    jobs = [job for job in card.employments if job.organization == company]
    why = [_worked(job, name, today) for job in reversed(jobs)]
    why += [f"{_SAID['insight']}, {newest}"] if written else []
    return tuple(dict.fromkeys(why))


def _worked(job: Employment, name: str, today: date) -> str:
    until = last_day(job.until)
    here = (until is None and job.since) or (until is not None and until >= today)
    what = " in ".join(part for part in (job.title, job.department) if part)
    text = f"{'works' if here else 'worked'} at {name}" + (f" as {what}" if job.title else "")
    if what and not job.title:
        text += f" in {job.department}"
    return with_years(text, job.since, "" if here else job.until)
