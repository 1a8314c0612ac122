"""For a viewer who may not know somebody, every answer is that of a network without that person.

What "withheld" means. Taken away with the hidden person: the person, their identifiers, employments,
tours, preference and verdicts, profiles about them, ties and contacts that they are an end of,
everything that they alone contributed, and evidence that shows nobody else. Kept, without their name:
evidence that shows others too (the others' shares were fixed when it was read), what they endorsed,
employments of people whom they manage, other people's blocks and what others said is not their own
topic, the viewer's own addresses. Skills stay: what a taxonomy knows names nobody, and a skill that only
withheld evidence names is as if not there.

Word statistics, text lengths and activity are counted over what the viewer may hear, so scores are
equal to the last digit that is shown. The revision is not compared: it is for operators.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import product
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import KithError
from graph.keys import NO_KEY, Key
from graph.model import Evidence, Identifier, Record, Skill, Verdict, referred
from graph.ports import Change
from policy.gates import Status, readable
from policy.roles import Wanted
from policy.viewer import Viewer
from queries import people as directory
from queries.find_person import find_person
from queries.network import Network
from queries.path_targets import experts_on, people_at
from queries.people import People, people
from queries.people_filter import PeopleFilter
from queries.person_profile import open_to, organizations_seen, readable_evidence, skills_shown
from queries.rehire_candidates import RehireCandidates, RehireFilter, rehire_candidates
from queries.sight import emails, look, viewer_status
from queries.skills import Skills, skills
from queries.tours import tours_seen
from queries.warm_paths import WarmPathsTo, warm_paths
from queries.who_knows import WhoKnows, who_knows
from tests.factories import records as make
from tests.factories.network import network_of
from tests.factories.social_network import ACME, NAMES, Case, cases, key

TOPICS = (
    "python",
    "programming",
    "who knows about graphs",
    "rust",
    "billing",
    "kubernetes in billing",
    "src/billing/",
    "core/src",
    "src/src/graph",
    "pyton",
    "nothing at all",
)
FILTERS = (
    PeopleFilter(),
    PeopleFilter(exclude_self=False),
    PeopleFilter(status=frozenset({Status.EMPLOYEE})),
    PeopleFilter(status=frozenset({Status.EXTERNAL, Status.ALUMNUS})),
    PeopleFilter(organization="Acme"),
    PeopleFilter(department="legal", exclude_self=False),
    PeopleFilter(location="bonn"),
)
EVERYBODY = tuple(map(key, NAMES))
Asked = tuple[str, Callable[[], Any]]


def told(value: Any) -> Any:
    """An answer as plain data, without the revision; numbers to nine digits."""
    if isinstance(value, float):
        return round(value, 9)
    if is_dataclass(value):
        return {f.name: told(getattr(value, f.name)) for f in fields(value) if f.name != "revision"}
    if isinstance(value, dict):
        return {k: told(v) for k, v in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(value)
    return [told(part) for part in value] if isinstance(value, list | tuple) else value


def answer(question: Callable[[], Any]) -> Any:
    """What comes back: the answer, or which error says what."""
    try:
        return told(question())
    except KithError as error:
        return type(error).__name__, {name: told(value) for name, value in vars(error).items()}


def pages(ask: Callable[[Any], Any], behind: Callable[[Any], Any], part: str) -> list[Any]:
    """All pages of two, behind each other."""
    found, after = [], None
    for _ in range(len(NAMES)):
        page = ask(after)
        found.append(page)
        if not page.more:
            return found
        after = behind(getattr(page, part)[-1])
    raise AssertionError("more pages than people")


def questions(network: Network, viewer: Viewer, case: Case) -> Iterator[Asked]:
    """Everything that can be asked, with all that could tell something."""
    for wanted in FILTERS:
        yield from _searches(network, viewer, wanted)
    for about in TOPICS:
        yield f"experts on {about}", lambda about=about: sorted(experts_on(network, viewer, about))
    yield from _lookups(network, viewer)
    yield from _paths(network, viewer, case)
    yield from _candidates(network, viewer, case)


def _searches(network: Network, viewer: Viewer, wanted: PeopleFilter) -> Iterator[Asked]:
    for about in TOPICS if wanted in FILTERS[:2] else TOPICS[:1]:
        yield (
            f"who knows {about} {wanted}",
            lambda about=about: pages(
                lambda after: who_knows(network, viewer, WhoKnows(about, 2, 4, wanted, after)),
                lambda expert: (expert.place, expert.card.key),
                "experts",
            ),
        )
    for search in ("", "lee", "ada l", "marlow", "private") if wanted in FILTERS[:2] else ("",):
        yield (
            f"people {search} {wanted}",
            lambda search=search: pages(
                lambda after: people(network, viewer, People(search, wanted, 2, after)),
                directory.place,
                "people",
            ),
        )


def _lookups(network: Network, viewer: Viewer) -> Iterator[Asked]:
    said = [*NAMES.values(), "Ada Leee", "Dan Marlo", "Eva", "Gus Leman", "Ada Lee Private", *EVERYBODY]
    for text in (*said, *(f"{name}@example.com" for name in NAMES), ""):
        yield f"find {text}", lambda text=text: find_person(network, viewer, text)
    for search in ("", "p", "r", "gra"):
        yield f"skills {search}", lambda search=search: skills(network, Skills(search, 2), viewer)
    of_people = (look_at, emails, tours_seen, skills_shown, open_to)
    for ask in of_people:
        yield ask.__name__, lambda ask=ask: ask(network, viewer, EVERYBODY)
    evidence = [make.key("evidence", f"e{n}") for n in range(12)]
    yield "evidence", lambda: readable_evidence(network, viewer, evidence)
    yield "organizations", lambda: organizations_seen(network, viewer, [ACME.key, network.home])
    yield "people at", lambda: people_at(network, viewer, "Acme")


def look_at(network: Network, viewer: Viewer, keys: Iterable[Key]) -> Any:
    return look(network, viewer, keys).cards


def _paths(network: Network, viewer: Viewer, case: Case) -> Iterator[Asked]:
    sources = dict.fromkeys([viewer.person, case.hidden, *EVERYBODY[:3]])
    for source in filter(None, sources):
        ends = [(target,) for target in EVERYBODY] if source == viewer.person else [(case.hidden,)]
        for targets in [*ends, EVERYBODY, EVERYBODY[:2]]:
            for every in (False, True):
                asked = WarmPathsTo(source, targets, case.purpose, case.hops, 3, every)
                yield f"paths {asked}", lambda asked=asked: warm_paths(network, viewer, asked)


def _candidates(network: Network, viewer: Viewer, case: Case) -> Iterator[Asked]:
    """Who may come back, for roles and filters that could tell; nobody but recruiters is answered."""
    roles = (
        Wanted(title="billing"),
        Wanted(text="kubernetes, python and rust", none_of=("graphs",)),
        Wanted(all_of=("python",)),
        Wanted(any_of=("rust", "src/billing")),
    )
    filters = (
        RehireFilter(),
        RehireFilter(left_after=date(2020, 1, 1)),
        RehireFilter(former_department="legal", location="bonn"),
    )
    for role, wanted in product(roles, filters):
        yield (
            f"candidates {role} {wanted}",
            lambda role=role, wanted=wanted: pages(
                lambda after: rehire_candidates(
                    network, viewer, RehireCandidates(role, wanted, 2, after, case.hops)
                ),
                lambda candidate: (candidate.place, candidate.card.key),
                "candidates",
            ),
        )


def withheld(records: Iterable[Change], hidden: Key, viewer: Key) -> list[Change]:
    """The network without `hidden`; see the top of this file."""
    return [record for one in records if isinstance(one, Record) for record in _without(one, hidden, viewer)]


def _without(record: Record, hidden: Key, viewer: Key) -> list[Record]:
    if hidden not in {record.key, *referred(record)}:
        return [record]
    if isinstance(record, Evidence) and record.contributor != hidden:
        shown = [(p, s) for p, s in zip(record.people, record.shares, strict=True) if p != hidden]
        people, shares = tuple(p for p, _ in shown), tuple(s for _, s in shown)
        endorser = NO_KEY if record.endorser == hidden else record.endorser
        return [replace(record, people=people, shares=shares, endorser=endorser)] if people else []
    shared = isinstance(record, Identifier) and record.contributors != (hidden,)
    if isinstance(record, Identifier) and record.person != hidden and (shared or record.person == viewer):
        return [replace(record, contributors=tuple(c for c in record.contributors if c != hidden))]
    if isinstance(record, make.Employment) and hidden not in (record.person, record.contributor):
        return [replace(record, manager=NO_KEY)]
    if isinstance(record, make.Preference) and record.person != hidden:
        return [replace(record, blocked=tuple(b for b in record.blocked if b != hidden))]
    if isinstance(record, Verdict) and hidden not in (record.by, record.expert):
        return [replace(record, instead=NO_KEY)]
    return []


def readable_by(records: Iterable[Change], viewer: Viewer, status: Status | None) -> list[Change]:
    """The network without what belongs to others, and without evidence for another audience."""

    def may(record: Change) -> bool:
        owner = getattr(record, "contributor", NO_KEY)
        if isinstance(record, Identifier) and record.contributors:
            return viewer.person in (record.person, *record.contributors)
        if isinstance(record, Evidence) and not owner:
            return readable(record.audience, viewer, status)
        return owner in (NO_KEY, viewer.person)

    return [record for record in records if may(record)]


def assert_alike(one: Network, other: Network, case: Case) -> None:
    asked = zip(questions(one, case.viewer, case), questions(other, case.viewer, case), strict=True)
    for (what, first), (_, second) in asked:
        assert answer(first) == answer(second), what


usual = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@usual
@given(cases())
def test_who_is_hidden_is_as_if_not_there(case: Case) -> None:
    whole, without = (
        network_of(case.records),
        network_of(withheld(case.records, case.hidden, case.viewer.person)),
    )
    assert_alike(whole, without, case)


@usual
@given(cases())
def test_what_is_not_for_the_viewer_is_as_if_not_there(case: Case) -> None:
    whole = network_of(case.records)
    status = viewer_status(whole, case.viewer)
    assert_alike(whole, network_of(readable_by(case.records, case.viewer, status)), case)


@usual
@given(cases(), st.data())
def test_it_does_not_matter_how_the_read_model_came_to_know(case: Case, data: st.DataObject) -> None:
    built = network_of(case.records)
    first = [r for r in case.records if isinstance(r, make.Person | Skill | make.Mission | make.Organization)]
    rest: Sequence[Change] = data.draw(st.permutations([r for r in case.records if r not in first]))
    followed = network_of(first)
    followed.read_model.current()
    half = len(rest) // 2
    for part in (rest[:half], rest[half:]):
        followed.store.apply(part)
        followed.read_model.current()
    assert_alike(built, followed, case)
