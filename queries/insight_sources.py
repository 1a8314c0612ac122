"""Who could tell us about a company or a topic: who has been there, or knows it, and how to reach them.

Only who may be found for INSIGHT. A score is what somebody knows, in (0, 1], times the part of their capacity
that is left, times (1 + s) / 2 with s the strength of the best path to them for INSIGHT (0 without one):
being near counts, and never more than twice. Ties are weighed for INSIGHT, so a dormant or moderately weak
one is near. So many as MOST are listed, those who know best.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.dates import day_number, last_day
from graph.errors import PersonNotFound, SnapshotMoved
from graph.keys import Key
from graph.model import Employment, Evidence, Insight, Organization
from policy.insights import Subject
from policy.viewer import Viewer
from queries.bounds import check_number
from queries.company_insiders import insiders, recency, worth
from queries.insight_records import is_for
from queries.insights import company_key
from queries.network import Network
from queries.reasons import with_years
from queries.sight import Card, Sight, look
from queries.warm_paths import WarmPath, WarmPathsTo, warm_paths
from queries.who_knows import SCORE_UNIT, WhoKnows, who_knows

PURPOSE: Final = "INSIGHT"
MOST: Final = 100

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
    evidence: tuple[Evidence, ...]
    path: WarmPath | None


@dataclass(frozen=True, slots=True)
class Sources:
    """A page, best first."""

    sources: tuple[Source, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class _Knowing:
    """Somebody who knows, before it is known how near they are; `worth` in (0, 1]."""

    card: Card
    worth: float
    why: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


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
    company); and a search for each of at most MOST people.
    """
    check_number("first", first, 1)
    for _ in range(_TRIES):
        revision = network.store.revision()
        if about.organization:
            knowing = _of_company(network, viewer, about.organization)
        else:
            knowing = _of_topic(network, viewer, about.topic)
        paths = _paths(network, viewer, [one.card.key for one in knowing])
        if network.store.revision() == revision:
            break
    else:
        raise SnapshotMoved
    ranked = sorted(
        (_source(one, paths.get(one.card.key)) for one in knowing), key=lambda s: (-s.place, s.card.key)
    )
    if after is not None:
        ranked = [s for s in ranked if (-s.place, s.card.key) > (-after[0], after[1])]
    return Sources(tuple(ranked[:first]), len(ranked) > first)


def _source(one: _Knowing, path: WarmPath | None) -> Source:
    near = path.strength if path is not None else 0.0
    place = round(one.worth * (1 + near) / 2 * SCORE_UNIT)
    return Source(one.card, place / SCORE_UNIT, place, one.why, one.evidence, path)


def _paths(network: Network, viewer: Viewer, people: Sequence[Key]) -> dict[Key, WarmPath]:
    """The best path from the viewer to each of `people`; none for who is not in the network."""
    if not viewer.person or not people:
        return {}
    question = WarmPathsTo(viewer.person, tuple(people), PURPOSE, each=True)
    try:
        found = warm_paths(network, viewer, question).paths
    except PersonNotFound:
        return {}
    return {path.people[-1].key: path for path in found}


def _of_topic(network: Network, viewer: Viewer, topic: str) -> list[_Knowing]:
    """Who knows, by the votes of evidence; a score of whoKnows heeds what is left of their capacity."""
    asked = WhoKnows(topic, first=MOST, evidence=_EVIDENCE, purpose=PURPOSE)
    return [
        _Knowing(
            expert.card,
            expert.score,
            tuple(dict.fromkeys(_said(shown.evidence) for shown in expert.evidence)),
            tuple(shown.evidence for shown in expert.evidence),
        )
        for expert in who_knows(network, viewer, asked).experts
    ]


def _said(evidence: Evidence) -> str:
    what = _SAID[evidence.evidence_kind]
    return f"{what}, {evidence.at[:10]}" if evidence.at else what


def _of_company(network: Network, viewer: Viewer, organization: str) -> list[_Knowing]:
    """Who works or worked there, by the employments that they show, and who wrote about it; MOST of them."""
    company, today = company_key(network, organization), network.today()
    inside = insiders(network, viewer, company, PURPOSE, MOST)
    sight = look(network, viewer, inside.people)
    may = sight.allowed(inside.people, "found", PURPOSE, day_number(today), viewer)
    name = _name(network, company) or organization
    ordered = sorted(may)
    left = dict(zip(ordered, sight.unspent(ordered, day_number(today)).tolist(), strict=True))
    found = [
        _knowing(
            sight, key, company, name, _read(inside.written.get(key, ()), viewer, sight), left[key], today
        )
        for key in ordered
    ]
    return [one for one in found if one is not None]


def _read(written: Iterable[Insight], viewer: Viewer, sight: Sight) -> list[Insight]:
    return [one for one in written if is_for(one, viewer, sight.viewer_status, sight)]


def _name(network: Network, company: Key) -> str:
    stored = network.store.fetch([company]).found.get(company)
    record = stored.record if stored is not None else None
    return record.name if isinstance(record, Organization) else ""


def _knowing(
    sight: Sight,
    key: Key,
    company: Key,
    name: str,
    written: Sequence[Insight],
    left: float,
    today: date,
) -> _Knowing | None:
    card = sight.cards[key]
    jobs = [e for e in card.employments if e.organization == company]
    if not jobs and not written:
        return None
    newest = max((one.learned or one.at[:10] for one in written), default="")
    why = [_worked(job, name, today) for job in reversed(jobs)]
    why += [f"{_SAID['insight']}, {newest}"] if written else []
    been_there = max((recency(job, today) for job in jobs), default=0.0)
    return _Knowing(card, float(worth(been_there, bool(written))) * left, tuple(dict.fromkeys(why)))


def _worked(job: Employment, name: str, today: date) -> str:
    until = last_day(job.until)
    here = (until is None and job.since) or (until is not None and until >= today)
    what = " in ".join(part for part in (job.title, job.department) if part)
    text = f"{'works' if here else 'worked'} at {name}" + (f" as {what}" if job.title else "")
    if what and not job.title:
        text += f" in {job.department}"
    return with_years(text, job.since, "" if here else job.until)
