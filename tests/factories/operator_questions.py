"""Everything that can be asked with the operator's rights."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from graph.errors import KithError
from graph.keys import Key
from graph.model import OFFERING_KINDS
from policy.insights import Subject
from policy.viewer import OPERATOR
from queries.about_me import about_me, evidence_held, profiles_held
from queries.about_my_ties import ties_held
from queries.decisions import decisions, history
from queries.find_person import find_person
from queries.imports import import_jobs, quarantine
from queries.insight_sources import insight_sources
from queries.insights import insights
from queries.network import Network
from queries.offerings import offerings
from queries.path_targets import experts_on, people_at
from queries.people import People, people
from queries.people_filter import PeopleFilter
from queries.person_profile import open_to, organizations_seen, readable_evidence, skills_shown
from queries.reporting.catalogue import REPORTS
from queries.reporting.published import made
from queries.rights_requests import rights_requests
from queries.segment import segment
from queries.sight import emails, look
from queries.skills import Skills, skills
from queries.told import told
from queries.tours import tours_seen
from queries.unanswered import unanswered_topics
from queries.uses import uses_shown
from queries.warm_paths import WarmPathsTo, warm_paths
from queries.who_knows import WhoKnows, who_knows

MANY = 1_000


def operator_answers(
    network: Network, keys: Iterable[Key], texts: Iterable[str], own: Iterable[Key]
) -> Iterator[str]:
    """Every answer, as text: about `keys` of any kind, to `texts`; and what is held about each of `own`."""
    network = told(network, OPERATOR)
    for question in _questions(network, tuple(keys), tuple(texts), tuple(own)):
        yield _answer(question)


def _answer(question: Callable[[], Any]) -> str:
    """The answer, or what the error that came instead says beside what was asked."""
    try:
        return repr(question())
    except KithError as error:
        return repr({name: value for name, value in vars(error).items() if name not in ("asked", "value")})


def _questions(
    network: Network, keys: tuple[Key, ...], texts: tuple[str, ...], own: tuple[Key, ...]
) -> Iterator[Callable[[], Any]]:
    people_asked = [key for key in keys if key.startswith("person:")]
    yield lambda: look(network, OPERATOR, people_asked).cards.values()
    for of_people in (emails, tours_seen, skills_shown, open_to):
        yield lambda ask=of_people: list(ask(network, OPERATOR, people_asked).values())
    yield lambda: readable_evidence(network, OPERATOR, [k for k in keys if k.startswith("evidence:")])
    yield lambda: organizations_seen(network, OPERATOR, [k for k in keys if k.startswith("organization:")])
    for text in texts:
        yield from _about(network, text)
    for one in people_asked:
        for other in people_asked:
            asked = WarmPathsTo(one, (other,), "EXPERTISE", 4, 5)
            yield lambda asked=asked: warm_paths(network, OPERATOR, asked).paths
    for person in own:
        yield lambda person=person: about_me(network, OPERATOR, person)
        for held in (evidence_held, profiles_held, ties_held):
            yield lambda held=held, person=person: held(network, OPERATOR, person, MANY)
        yield lambda person=person: uses_shown(network, OPERATOR, person)
    yield from _desk(network)
    for kind in OFFERING_KINDS:
        yield lambda kind=kind: offerings(network, OPERATOR, kind, MANY)
    yield lambda: list(segment(network, OPERATOR, "EVENTS"))


def _about(network: Network, text: str) -> Iterator[Callable[[], Any]]:
    yield lambda: find_person(network, OPERATOR, text)
    yield lambda: who_knows(network, OPERATOR, WhoKnows(text, MANY, 50))
    yield lambda: experts_on(network, OPERATOR, text)
    for about in (Subject(organization=text), Subject(topic=text)):
        yield lambda about=about: insights(network, OPERATOR, about, MANY)
        yield lambda about=about: insight_sources(network, OPERATOR, about, MANY)
    yield lambda: people_at(network, OPERATOR, text)
    yield lambda: skills(network, Skills(text, MANY), OPERATOR)
    yield lambda: people(network, OPERATOR, People(text, first=MANY))
    for field in ("organization", "department", "location"):
        wanted = PeopleFilter(**{field: text})
        yield lambda wanted=wanted: people(network, OPERATOR, People(filter=wanted, first=MANY))


def _desk(network: Network) -> Iterator[Callable[[], Any]]:
    yield lambda: import_jobs(network, OPERATOR, MANY)
    yield lambda: quarantine(network, OPERATOR, first=MANY)
    yield lambda: decisions(network, OPERATOR, first=MANY)
    yield lambda: history(network, "retention/contacts")
    yield lambda: rights_requests(network, OPERATOR, open_only=False, first=MANY)
    yield lambda: unanswered_topics(network, OPERATOR, MANY)
    for name in REPORTS:
        yield lambda name=name: made(network, name, lambda _: None).body
