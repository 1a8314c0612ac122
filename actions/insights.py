"""What people learned outside: recorded, taken back, and what came of it."""

from dataclasses import replace

from actions.act import Act, repeated
from actions.expertise import skill_named
from actions.introductions.found import found
from actions.notices import notices
from graph.errors import Refused
from graph.identity.organizations import organization_name
from graph.keys import NO_KEY, Key
from graph.model import Evidence, Insight, Organization, Skill, evidence_of
from graph.ports import Change, Deletion
from policy.insights import CAME_OF, Draft, check_closing, checked, written
from policy.introductions import AGREED
from queries.heard import audible_to_all
from queries.insight_records import insight_at, may_read_insight
from queries.insights import SOURCE
from queries.parties import parties
from queries.sight import look, viewer_status
from queries.topics import KnownSkills

CLOSED = "insight_closed"
_NOT_FOUND = "there is no such insight"


def record_insight(act: Act, draft: Draft) -> Insight:
    """The person who acts learned something, and says so; it is evidence that they know it.

    The same act again returns what it made. Raises Refused BAD_INPUT, and NOT_FOUND for a skill or a request
    that is not there. A few round trips.
    """
    person = act.person()
    read = checked(draft, act.viewer, act.network.today())
    key = Key(f"{Insight.KIND}:{act.name('insight')}")

    def attempt() -> Insight:
        made = insight_at(act.network.store, key)
        return made[0] if made is not None else _record(act, person, key, read)

    return repeated(attempt)


def _record(act: Act, person: Key, key: Key, draft: Draft) -> Insight:
    named = [skill_named(act, text) for text in draft.skills]
    skills = dict.fromkeys([skill for skill, _ in named] + _skills_of(act, draft.topics))
    companies = [act.network.keys.key(Organization.KIND, organization_name(n)) for n in draft.organizations]
    insight = Insight(
        key=key,
        author=person,
        text=draft.text,
        organizations=tuple(companies),
        companies=draft.organizations,
        topics=draft.topics,
        skills=tuple(skills),
        provenance=draft.provenance,
        learned=draft.learned,
        link=draft.link,
        audience=draft.audience,
        cleared=act.moment(),
        at=act.moment(),
        asked_by=_asked_by(act, person, draft.request),
    )
    there = act.network.store.fetch(companies).found
    new: list[Change] = [
        Organization(key=company, name=name)
        for company, name in zip(companies, draft.organizations, strict=True)
        if company not in there
    ]
    expect = {change.key: 0 for change in new} | {key: 0, evidence_of(key): 0}
    made: dict[Key, Skill] = {skill.key: skill for _, skills_made in named for skill in skills_made}
    act.write("recordInsight", [*new, *made.values(), insight, as_evidence(insight)], expect)
    return insight


def as_evidence(insight: Insight) -> Evidence:
    """What it is evidence of: found by its words and by the names of all that it is about."""
    about = "; ".join((*insight.companies, *insight.topics))
    return Evidence(
        key=evidence_of(insight.key),
        evidence_kind="insight",
        people=(insight.author,),
        shares=(1.0,),
        skills=insight.skills,
        at=insight.learned or insight.at[:10],
        text=f"{insight.text}\n{about}" if about else insight.text,
        link=insight.link,
        audience=insight.audience,
        source=SOURCE,
    )


def _skills_of(act: Act, topics: tuple[str, ...]) -> list[Key]:
    """The skills that topics name, of those that everybody may hear of."""
    snapshot = act.network.read_model.current()
    with snapshot.sharing.reading():
        known = KnownSkills(snapshot, audible_to_all(snapshot))
        return [skill for topic in topics for skill in known.labelled(topic)]


def _asked_by(act: Act, person: Key, request: Key) -> Key:
    """Who had asked for it: the asker of an introduction that the author agreed to."""
    if not request:
        return NO_KEY
    one = found(act, person, request).now
    if one.target != person or one.state not in AGREED:
        raise Refused("NOT_FOUND", "there is no such request that you agreed to", "request")
    return one.asker


def withdraw_insight(act: Act, key: Key) -> None:
    """The author takes an insight back; nothing of it stays. Raises Refused NOT_FOUND."""
    person = act.person()

    def attempt() -> None:
        found = insight_at(act.network.store, key)
        if found is None or found[0].author != person:
            raise Refused("NOT_FOUND", _NOT_FOUND, "insight")
        act.write(f"withdrawInsight {key}", [Deletion(key), Deletion(evidence_of(key))], {key: found[1]})

    repeated(attempt)


def close_insight(act: Act, key: Key, came_of: str) -> Insight:
    """Say what came of an insight; author and asker hear that there is news.

    Once; the same again changes nothing. Raises Refused: BAD_INPUT, NOT_FOUND for what the person who acts
    may not read, NOT_ALLOWED, NOT_NOW when something else was said by somebody who exists for that person.
    """
    person = act.person()
    text = written("cameOf", came_of, CAME_OF, lines=True)

    def attempt() -> Insight:
        found = insight_at(act.network.store, key)
        if found is None or not may_read_insight(act.network, act.viewer, found[0]):
            raise Refused("NOT_FOUND", _NOT_FOUND, "insight")
        before, revision = found
        check_closing(before, person, viewer_status(act.network, act.viewer))
        if before.told_by == person and before.came_of == text:
            return before
        if before.told and before.told_by in look(act.network, act.viewer, [before.told_by]).cards:
            raise Refused("NOT_NOW", "what came of it has been said", "insight")
        after = replace(before, came_of=text, told_by=person, told=act.moment())
        act.write(f"closeInsight {key}", [after, *_news(act, after)], {key: revision})
        return after

    return repeated(attempt)


def _news(act: Act, insight: Insight) -> list[Change]:
    """Notices to author and asker; not to who says it, nor to anybody for whom that person is not there."""
    told: list[Change] = []
    for person in dict.fromkeys((insight.author, insight.asked_by)):
        if person and person != insight.told_by and parties(act.network, person, [insight.told_by]):
            told += notices(act.network, person, CLOSED, insight.key, act.now())
    return told
