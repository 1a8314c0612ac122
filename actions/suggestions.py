"""Answers learn: somebody says what came of a suggested expert, and later answers heed it."""

from dataclasses import dataclass
from datetime import datetime

from actions.act import Act, repeated
from graph.dates import iso
from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import ASK, EMPLOYEES, HELPED, Evidence, Verdict
from graph.ports import Change, Deletion
from graph.scans import all_adjacent
from policy.suggestions import AWHILE, MOST, Answer, check_answer, says_the_same, topic_of
from queries.heard import audible_to_all
from queries.preferences import preference_of
from queries.sight import Card, look
from queries.topics import KnownSkills

SOURCES = {HELPED: "answer:helped", ASK: "answer:ask"}
"""Where evidence that an answer makes says that it came from."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an answer is kept: the verdict, who gave it, and the topic in the form that is compared."""

    key: Key
    by: Key
    topic: str


def answer_suggestion(act: Act, answer: Answer) -> Verdict:
    """Say `answer` and return what is held of it; the same again changes nothing.

    Helped and ask make evidence (kind endorsed) that the person vouched for knows the topic; from not
    my topic and ask on, the expert is not proposed for it. Raises Refused: NOT_FOUND for who does not
    exist for the person who acts, NOT_NOW after MOST answers within AWHILE. O(answers about them).
    """
    place = _place(act, answer)
    check_answer(answer, place.by)
    card = _vouched(act, answer)

    def attempt() -> Verdict:
        before, revision = _held(act, place)
        if before is not None and says_the_same(before, answer):
            return before
        _not_too_often(act, place.by, act.now())
        said = Verdict(
            key=place.key,
            by=place.by,
            expert=answer.expert,
            topic=place.topic,
            skills=_skills(act, answer.topic, to_all=False),
            verdict=answer.verdict,
            instead=answer.instead if answer.verdict == ASK else NO_KEY,
            at=act.moment(),
        )
        changes: list[Change] = [said, *_withdrawn(act, place, before), *_evidence(act, place, answer, card)]
        act.write("answerSuggestion", changes, {place.key: revision})
        return said

    return repeated(attempt)


def withdraw_answer(act: Act, expert: Key, topic: str) -> None:
    """Take back what the person who acts said of `expert` about `topic`, with the evidence that it made.

    What was never said is no error. O(1).
    """
    place = _place(act, Answer("", expert, topic))

    def attempt() -> None:
        before, revision = _held(act, place)
        if before is not None:
            gone = [Deletion(place.key), *_withdrawn(act, place, before)]
            act.write("withdrawAnswer", gone, {place.key: revision})

    repeated(attempt)


def _place(act: Act, answer: Answer) -> _Place:
    by, topic = act.person(), topic_of(answer.topic)
    return _Place(act.network.keys.key(Verdict.KIND, by, answer.expert, topic), by, topic)


def _held(act: Act, place: _Place) -> tuple[Verdict | None, int]:
    stored = act.network.store.fetch([place.key]).found.get(place.key)
    if stored is None:
        return None, 0
    assert isinstance(stored.record, Verdict)
    return stored.record, stored.revision


def _vouched(act: Act, answer: Answer) -> Card | None:
    """The person vouched for, as the one who acts sees them. Raises Refused when they do not."""
    if not answer.other:
        return None
    card = look(act.network, act.viewer, [answer.other]).cards.get(answer.other)
    if card is None:
        field = "instead" if answer.verdict == ASK else "expert"
        raise Refused("NOT_FOUND", "there is nobody of that id", field)
    return card


def _not_too_often(act: Act, by: Key, now: datetime) -> None:
    since = iso(now - AWHILE)
    said = all_adjacent(act.network.store, [by], Verdict)
    if sum(verdict.by == by and verdict.at > since for verdict in said) >= MOST:
        raise Refused("NOT_NOW", "you have said much today; say more tomorrow")


def _evidence_key(act: Act, place: _Place, person: Key) -> Key:
    return act.network.keys.key(Evidence.KIND, "answer", place.by, person, place.topic)


def _evidence(act: Act, place: _Place, answer: Answer, card: Card | None) -> list[Evidence]:
    """What an answer is evidence of; nothing about somebody who objects to being inferred about."""
    if card is None or preference_of(act.network, card.key)[0].objected:
        return []
    return [
        Evidence(
            key=_evidence_key(act, place, card.key),
            evidence_kind="endorsed",
            people=(card.key,),
            shares=(1.0,),
            skills=_skills(act, answer.topic, to_all=True),
            at=act.network.today().isoformat(),
            text=" ".join(answer.topic.split()),
            audience=EMPLOYEES,
            endorser=place.by,
            source=SOURCES[answer.verdict],
            # who is known from a private source alone is nobody's business
            contributor=place.by if card.private else NO_KEY,
        )
    ]


def _withdrawn(act: Act, place: _Place, before: Verdict | None) -> list[Deletion]:
    """The evidence that an earlier answer made goes with it."""
    if before is None:
        return []
    vouched = {HELPED: before.expert, ASK: before.instead}.get(before.verdict, NO_KEY)
    return [Deletion(_evidence_key(act, place, vouched))] if vouched else []


def _skills(act: Act, topic: str, to_all: bool) -> tuple[Key, ...]:
    """The skills that `topic` names; with `to_all`, of those that everybody may hear of."""
    snapshot = act.network.read_model.current()
    with snapshot.sharing.reading():
        heard = audible_to_all(snapshot) if to_all else snapshot.evidence.rows.rows["alive"]
        return tuple(sorted(KnownSkills(snapshot, heard).named(topic)))
