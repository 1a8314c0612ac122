"""As if hidden, over the whole schema: who may not know somebody is answered as if they were not there.

The network of `hidden_people` holds people who have blocked who asks, are restricted, known from somebody
else's address book alone, or erased, each with a part in everything; what who asks is answered is compared,
byte for byte, with the answers of the same network without them. Left out, because an answer there does
differ and should:

* a privacy officer's questions about rights: these hold against the installation, whoever is hidden; and
  about the record, which counts every change and names nobody;
* who asks has said something of the hidden person that binds who asks: whom they block, and a request of
  theirs that, as they are shown, still waits (asking again is refused until its deadline);
* decisions name who took them by id: they are about the installation;
* reports count nobody who has blocked anybody, and so not Dan, who has blocked the hidden people alone
  (tests/integration/test_reports_hidden.py compares them).
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import pytest

from graph.errors import REFUSALS
from queries.network import Network
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.everything import ROLES, Role, everything_there_is
from tests.factories.hidden_people import (
    GONE,
    OUTSIDE,
    as_withheld,
    craft,
    employer,
    family,
    proposal,
    there,
    with_hidden,
    without_hidden,
)
from tests.factories.kept import Kept, in_stores
from tests.factories.network import network_of
from tests.factories.role_matrix import QUESTIONS, SCHEMA, WIDE
from tests.factories.sample_acts import arguments
from tests.factories.whole_schema import everything

CONNECTIONS = {
    "decisions": "",
    "rightsRequests": "openOnly: false, ",
    "audit": "",
    "inbox": "waiting: false, ",
    "myIntroductions": "",
    "myTours": "",
    "offeredTours": "",
    "tourMatches": 'tour: "offer:billing", ',
    "toursForMe": "",
    "unansweredTopics": "",
    "people": "filter: {excludeSelf: false}, ",
    "skills": 'search: "", ',
    "whoKnows": 'about: "python", ',
    "insights": "",
    "insightSources": 'about: {topic: "python"}, ',
    "openings": "",
    "offerings": "kind: EVENT, ",
    "referrals": "",
    "importJobs": "",
    "invitations": "",
    "possibleDuplicates": "",
    "merges": "",
    "quarantine": "",
    "roles": "",
    "rehireStatuses": "",
    "rehireCandidates": 'role: {title: "python"}, ',
}
"""Root questions that come page by page, with what else they ask for."""

ASKING = in_stores(
    ROLES,
    sqlite=("employee", "privacy_officer", "external"),
    neo4j=("network_admin",),
)
ACTING = in_stores(
    ("employee", "recruiter", "hr_partner", "alumnus", "external", "service"),
    sqlite=("recruiter", "external"),
    neo4j=("employee",),
)

PAGE = "{ edges { cursor } pageInfo { hasNextPage endCursor } }"
PEOPLE = "{ edges { cursor node { id name } } pageInfo { hasNextPage endCursor } }"


def filters(hidden: Iterable[str]) -> Iterator[str]:
    """Each field of PersonFilter by itself, with values that fit the hidden people alone, and others."""
    yield from ("{}", "{excludeSelf: false}")
    yield from (f"{{status: [{status}]}}" for status in ("EMPLOYEE", "ALUMNUS", "EXTERNAL"))
    for word in map(family, hidden):
        yield f'{{organization: "{word} Works"}}'
        yield f'{{department: "{word} dept"}}'
        yield f'{{location: "{word}ville"}}'


def documents(hidden: Sequence[str] = GONE) -> Iterator[str]:
    """Every root question with all that is below it, and with every argument that may hit the hidden."""
    yield from (everything(SCHEMA, "Query", *question) for question in QUESTIONS)
    yield together(
        f"{root} {PEOPLE}"
        for wanted in filters(hidden)
        for root in (f"people(filter: {wanted})", f'whoKnows(about: "python", filter: {wanted})')
    )
    yield from (f"{{ {question} }}" for question in looked_for(hidden))
    for name in hidden:
        word = family(name)
        ids = f'"person:{name}", "evidence:of-{name}", "evidence:with-{name}", "{craft(name).key}"'
        yield everything(SCHEMA, "Query", "nodes", f'(ids: [{ids}, "{employer(name).key}", "tour:{name}.x"])')
        yield f'{{ aboutMe(person: "person:{name}") {{ name ties {{ nodes {{ name }} }} }} }}'
        for to in (
            f'person: "person:{name}"',
            f'organization: "{word} Works"',
            f'knowsAbout: "{word} craft"',
        ):
            yield everything(SCHEMA, "Query", "warmPaths", f"(to: {{{to}}}, purpose: EXPERTISE, maxHops: 4)")
        yield together(_about(name, word))
        about = f'(about: {{organization: "{word} Works"}})'
        yield everything(SCHEMA, "Query", "insights", about)
        yield everything(SCHEMA, "Query", "insightSources", about)


def looked_for(hidden: Iterable[str]) -> Iterator[str]:
    """Each field of RehireFilter and RoleInput by itself, with values that fit the hidden, and others."""
    found = "{ edges { cursor score sameAs node { id } path { strength } } refusal { field message } }"
    words = [*map(family, hidden), "Bonn"]
    filters = ['leftAfter: "2021-01-01"', 'leftBefore: "2022-01-01"', 'availableBy: "2030-01-01"']
    filters += ["openToReturn: true", "openToReturn: false"]
    filters += [f'location: "{word}"' for word in words] + [f'formerDepartment: "{word}"' for word in words]
    for wanted in filters:
        yield f'rehireCandidates(role: {{title: "python"}}, filter: {{{wanted}}}) {found}'
    for word in words:
        for role in (f'title: "{word} talk"', f'text: "{word} craft, python"', f'allOf: ["{word} craft"]'):
            yield f"rehireCandidates(role: {{{role}}}, maxHops: 4) {found}"
        ruled_out = f'title: "python", noneOf: ["{word} craft"]'
        yield f'rehireCandidates(role: {{{ruled_out}, anyOf: ["python", "{word} craft"]}}) {found}'
    for name in hidden:
        for role in (f"of-{name}", f"with-{name}"):
            for question, names in (("role", "id"), ("referrals", "role")):
                whole = everything(SCHEMA, "Query", question, f'({names}: "role:{role}")')
                yield whole.partition("{")[2].rpartition("}")[0]


def together(questions: Iterable[str]) -> str:
    """Several root questions in one document."""
    return f"{{ {' '.join(f'q{number}: {question}' for number, question in enumerate(questions))} }}"


def _about(name: str, word: str) -> Iterator[str]:
    for search in (name, word, word[:4].casefold(), f"{name}@example.com", f"person:{name}"):
        yield f'people(search: "{search}") {PEOPLE}'
        yield f'skills(search: "{search}") {{ edges {{ cursor node {{ label }} }} }}'
        yield f'whoKnows(about: "{search}") {{ near edges {{ score node {{ id }} }} }}'
        yield f'insights(about: {{topic: "{search}"}}) {{ edges {{ cursor node {{ id }} }} }}'
        yield f'insightSources(about: {{topic: "{search}"}}) {{ near edges {{ score node {{ id }} }} }}'
    yield f'whoKnows(about: "{word} crafd") {{ near edges {{ cursor }} }}'
    yield f'whoKnows(about: "python", near: "person:{name}") {{ edges {{ hops score }} }}'
    to = '{person: "person:cyd"}'
    yield f'warmPaths(from: "person:{name}", to: {to}, purpose: EXPERTISE) {{ paths {{ strength }} }}'
    yield f'quarantine(job: "job:of-{name}") {{ edges {{ cursor }} }}'


def skipped(role: Role, document: str) -> bool:
    """Whether this is about rights, asked by who keeps them, or a report, asked by who runs the network."""
    if "introductionsReport" in document or "networkHealth" in document:
        return "network_admin" in role.roles
    if "{ audit" in document or document == "audit":
        return "privacy_officer" in role.roles
    rights = "rightsRequests" in document or "aboutMe(person" in document or "RightsRequest(" in document
    return rights and "privacy_officer" in role.roles


def acts(viewer: str, hidden: Iterable[str] = GONE) -> Iterator[str]:
    """Every mutation that names somebody, or something of theirs, with each of the hidden people."""
    number = 0
    for name in hidden:
        for mutation, said in _acts_on(name, viewer):
            number += 1
            yield everything(SCHEMA, "Mutation", mutation, arguments(said, "", f"act {number}"))


def _acts_on(name: str, viewer: str) -> Iterator[tuple[str, str]]:
    person, word = f'person: "person:{name}"', family(name)
    yield "block", person
    yield "block", f"{person}, blocked: false"
    yield "correctTie", f"{person}, strength: 0.5"
    yield "correctTie", f"{person}, noTie: true"
    yield "correctTie", person
    yield "askForEndorsement", person
    yield "endorse", f'{person}, skill: "python"'
    yield "answerSuggestion", f'about: "python", expert: "person:{name}", answer: HELPED'
    yield "answerSuggestion", f'about: "python", expert: "person:{name}", answer: HELPED, withdraw: true'
    yield "answerSuggestion", f'about: "python", expert: "person:{name}", answer: NOT_MY_TOPIC'
    ask = f'about: "python", expert: "person:{viewer}", answer: ASK, instead: "person:{name}"'
    yield "answerSuggestion", ask
    for path, target in (("", name), ('"person:bob"', name), (f'"person:{name}"', "cyd")):
        yield "requestIntroduction", f'path: [{path}], target: "person:{target}", purpose: EXPERTISE'
    for request in (f"{name}-through-{viewer}", f"{name}-to-{viewer}"):
        yield "answerIntroduction", f'introduction: "introduction:{request}", yes: true'
        yield "closeIntroduction", f'introduction: "introduction:{request}", outcome: MET'
        yield "withdrawIntroduction", f'introduction: "introduction:{request}"'
    insight, offering = f'insight: "insight:by-{name}"', f'offering: "offering:advice-{name}"'
    yield "closeInsight", f'{insight}, cameOf: "x"'
    yield "closeInsight", f'insight: "insight:asked-{name}", cameOf: "x"'
    yield "withdrawInsight", insight
    sure = 'text: "x", provenance: EVENT, nothingConfidential: true'
    yield "recordInsight", f'{sure}, organizations: ["{word} WORKS"]'
    yield "recordInsight", f'{sure}, topics: ["python"], request: "introduction:{name}-to-{viewer}"'
    for skill in (craft(name).key, f"{word.upper()} craft"):
        yield "recordInsight", f'{sure}, skills: ["{skill}"], topics: ["{word} craft"]'
    for mutation in ("takePart", "leave", "closeOffering"):
        yield mutation, offering
    yield "takePart", f'offering: "offering:party-{name}"'
    yield "refer", f'role: "role:engineer", {person}'
    yield "answerReferral", f'referral: "{proposal(viewer, name).key}", yes: true'
    yield "closeReferral", f'referral: "{proposal(name, "dan").key}", outcome: TALKED'
    for role in ("engineer", f"of-{name}", f"with-{name}"):
        yield "putDownCandidate", f'role: "role:{role}", {person}'
        yield "takeOffCandidate", f'role: "role:{role}", {person}'
        yield "shareRole", f'id: "role:{role}", {person}'
    ask = f'path: ["person:bob"], target: "person:{name}", purpose: RECRUITING, role: "role:engineer"'
    yield "requestIntroduction", ask
    yield "setRehireStatus", f'{person}, status: WELCOME, reason: "as we agreed", until: "2025-01-01"'
    yield "decideRehireAppeal", f'{person}, lift: true, answer: "as we agreed"'
    yield "openRightsRequest", f"right: ACCESS, {person}"
    yield "cancelImport", f'job: "job:of-{name}"'
    yield "retryQuarantined", f'job: "job:of-{name}"'
    yield "mergePeople", f'keep: "person:{name}", merge: "person:bob", reason: "the same person"'
    yield "mergePeople", f'keep: "person:bob", merge: "person:{name}", reason: "the same person"'
    yield "unmergePeople", f'merge: "merge:{name}.{name}2"'
    yield "dismissDuplicate", f'people: ["person:{name}", "person:bob"]'
    yield "startExit", f'{person}, lastDay: "2024-07-01"'
    yield "cancelExit", person
    yield "closeRightsRequest", f'request: "rights:{name}"'
    yield from _tour_acts_on(name, viewer)
    for mutation in ("declareSkill", "retractSkill"):
        yield mutation, f'skill: "{craft(name).key}"'
        yield mutation, f'skill: "{word.upper()} craft"'


def _tour_acts_on(name: str, viewer: str) -> Iterator[tuple[str, str]]:
    plan = 'kind: ROTATIONAL, mission: "Maps", plannedUntil: "2025-01-01"'
    yield "planTour", f'{plan}, person: "person:{name}"'
    yield "planTour", f'{plan}, companySide: "person:{name}"'
    mine = f"{viewer}-by-{name}"
    for tour in (f"{name}-with-{viewer}", mine, f"{mine}-asks", f"{mine}-over"):
        yield "acceptTour", f'tour: "tour:kith.{tour}"'
        yield "withdrawTour", f'tour: "tour:kith.{tour}"'
        yield "recordCheckIn", f'tour: "tour:kith.{tour}", text: "all well"'
        yield "endTour", f'tour: "tour:kith.{tour}"'
        yield "signOutcome", f'tour: "tour:kith.{tour}", outcome: "done"'
    yield "withdrawOffer", f'offer: "offer:by-{name}"'


def told(asking: Asking, role: Role, document: str) -> tuple[int, str]:
    response = asking.post(document, role.settled, role.roles)
    assert " q1:" not in document or "errors" not in response.json(), "one error hides the other answers"
    return response.status_code, response.text


def assert_alike(whole: Asking, without: Asking, role: Role, documents: Iterable[str]) -> None:
    asked = [document for document in documents if not skipped(role, document)]
    differ = [one for one in asked if told(whole, role, one) != told(without, role, one)]
    assert differ == []


@cache
def to_ask() -> Network:
    return with_hidden()


@cache
def to_act_on() -> Network:
    return with_hidden(asked=False)


@pytest.mark.parametrize(("kept", "name"), ASKING, indirect=["kept"])
def test_every_question_is_answered_as_if_the_hidden_were_not_there(kept: Kept, name: str) -> None:
    role = ROLES[name]
    whole, without = Asking(kept.network(to_ask), WIDE), Asking(without_hidden(role), WIDE)
    assert_alike(whole, without, role, documents())


@pytest.mark.parametrize(("kept", "name"), ACTING, indirect=["kept"])
def test_every_act_comes_to_what_it_would_if_the_hidden_were_not_there(kept: Kept, name: str) -> None:
    role = ROLES[name]
    whole, without = kept.to_act_on(to_act_on), without_hidden(role, asked=False)
    assert_alike(Asking(whole, WIDE), Asking(without, WIDE), role, acts(role.settled))


def test_a_refusal_says_the_same_of_the_hidden_and_of_nobody() -> None:
    role, asking = ROLES["employee"], Asking(with_hidden(asked=False), WIDE)
    codes = set()
    for document in acts(role.settled):
        for name in GONE:
            nobody = document.replace(f"person:{name}", "person:nobody")
            if nobody != document:
                answer = told(asking, role, document)
                assert answer == told(asking, role, nobody)
                codes |= {code for code in REFUSALS if f'"{code}"' in answer[1]}
    assert codes >= {"NOT_FOUND", "NOT_ALLOWED", "NO_PATH"}


@pytest.mark.parametrize(
    "name", ["employee", "hr_partner", "network_admin", "privacy_officer", "alumnus", "external"]
)
def test_page_by_page_there_are_as_many_pages_as_if_the_hidden_were_not_there(name: str) -> None:
    role = ROLES[name]
    whole, without = Asking(with_hidden(), WIDE), Asking(without_hidden(role), WIDE)
    for field, asked in CONNECTIONS.items():
        if not skipped(role, field):
            assert pages(whole, role, field, asked) == pages(without, role, field, asked), field


def pages(asking: Asking, role: Role, field: str, asked: str) -> list[str]:
    """All pages of one, behind each other."""
    found, after = [], "null"
    for _ in range(50):
        page = f"{field}({asked}first: 1, after: {after}) {PAGE}"
        answer = asking.post(f"{{ {page} }}", role.settled, role.roles)
        found.append(answer.text)
        more = ((answer.json()["data"] or {}).get(field) or {"pageInfo": {"hasNextPage": False}})["pageInfo"]
        if not more["hasNextPage"]:
            return found
        after = f'"{more["endCursor"]}"'
    raise AssertionError("more pages than people")


@pytest.mark.parametrize("name", ["alumnus", "external"])
def test_who_never_worked_here_is_not_there_for_those_who_do_not_either(name: str) -> None:
    role, hidden = ROLES[name], (OUTSIDE,)
    changes = [*everything_there_is(), *there(OUTSIDE, status="external", met=False)]
    whole = network_of(changes)
    without = network_of(as_withheld(changes, hidden, make.key("person", role.settled)))
    assert_alike(Asking(whole, WIDE), Asking(without, WIDE), role, documents(hidden))
    assert_alike(Asking(whole, WIDE), Asking(without, WIDE), role, acts(role.settled, hidden))
