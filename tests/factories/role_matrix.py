"""What each role is answered: the table of docs/roles.md, worked out by asking."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from graphql import GraphQLNamedType, GraphQLObjectType, GraphQLSchema, get_named_type, is_abstract_type

from api.app import ApiLimits
from api.graphql.schema import build_schema
from queries.network import Network
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.everything import Role
from tests.factories.sample_acts import FOR_OTHERS, OF_ONES_OWN, arguments
from tests.factories.uploads import sample_uploads
from tests.factories.whole_schema import Place, answered, everything

WIDE: Final = ApiLimits(
    body=10**7,
    tokens=10**6,
    depth=99,
    fields=10**6,
    aliases=10**6,
    repeats=10**6,
    nodes=10**12,
    documents=1_000,
)
"""Limits for documents that ask for everything."""

SCHEMA: Final[GraphQLSchema] = build_schema()._schema
PAGE: Final = Path(__file__).parents[2] / "docs" / "roles.md"

YES, OWN, NO = "yes", "own", "-"

ABOUT_ME: Final = (
    ("viewer", ""),
    ("aboutMe", ""),
    ("inbox", "(waiting: false)"),
    ("myIntroductions", ""),
    ("balance", ""),
    ("myTours", ""),
    ("toursForMe", ""),
    ("myCandidacies", ""),
)
"""Questions that are about who asks, whoever that is."""

REFUSED: Final = ("NOT_ALLOWED", "NOT_FOUND")

QUESTIONS: Final = (
    ("aboutMe", ""),
    ("aboutMe", '(person: "person:lia")'),
    ("decisions", ""),
    ("rightsRequests", "(openOnly: false)"),
    ("rules", ""),
    ("consentDefaults", ""),
    ("audit", ""),
    ("auditVerification", ""),
    ("auditVerification", '(expect: "a seal that is not there")'),
    ("introductionsReport", ""),
    ("networkHealth", ""),
    ("inbox", "(waiting: false)"),
    ("myIntroductions", ""),
    ("myTours", ""),
    ("offeredTours", ""),
    ("tourMatches", '(tour: "offer:billing")'),
    ("toursForMe", ""),
    ("unansweredTopics", ""),
    ("node", '(id: "person:bob")'),
    ("nodes", '(ids: ["person:cyd", "skill:python", "evidence:talk-bob"])'),
    ("viewer", ""),
    ("people", "(filter: {excludeSelf: false}, first: 50)"),
    ("skills", '(search: "p")'),
    ("whoKnows", '(about: "python")'),
    ("whoKnows", '(about: "pyhton")'),
    ("warmPaths", '(to: {person: "person:cyd"}, purpose: EXPERTISE)'),
    ("warmPaths", '(from: "person:bob", to: {person: "person:eve"}, purpose: EXPERTISE)'),
    ("invitations", ""),
    ("invitationCounts", ""),
    ("possibleDuplicates", ""),
    ("merges", ""),
    ("importJobs", ""),
    ("quarantine", ""),
    ("insightSources", '(about: {organization: "Acme"})'),
    ("insightSources", '(about: {topic: "python"})'),
    ("insightSources", '(about: {topic: "pyhton"})'),
    ("insights", ""),
    ("insights", '(about: {organization: "Acme"})'),
    ("openings", ""),
    ("offerings", "(kind: EVENT)"),
    ("offerings", "(kind: MENTORING)"),
    ("referrals", ""),
    ("referrals", '(role: "role:engineer")'),
    ("balance", ""),
    ("myCandidacies", ""),
    ("role", '(id: "role:engineer")'),
    ("roles", ""),
    ("rehireStatuses", ""),
    ("rehireStatuses", "(appealed: true)"),
    ("rehireCandidates", '(role: {title: "python"})'),
    ("rehireCandidates", "(role: {})"),
)
"""Every root question, so that it has something to answer."""

Cells = dict[Place, dict[str, str]]


def page_tables() -> Cells:
    """The tables of the page: by (type, field), what each role gets."""
    cells: Cells = {}
    header: list[str] = []
    for line in PAGE.read_text().splitlines():
        row = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if line.startswith("| type |"):
            header = row[2:]
        elif re.match(r"\| `\w+` \|", line):
            place = (row[0], row[1])
            assert place not in cells, f"{place} stands there twice"
            cells[place] = dict(zip(header, row[2:], strict=True))
    return cells


@dataclass(frozen=True)
class Answers:
    """What the settled one and the new one of a role were answered to each question, field by field."""

    settled: dict[tuple[str, str], set[Place]]
    new: dict[tuple[str, str], set[Place]]

    def roots(self) -> dict[str, str]:
        """By root question, what the role gets."""
        cells: dict[str, str] = {}
        for question in QUESTIONS:
            settled, new = (
                any(not _is_frame(place) for place in asked[question]) for asked in (self.settled, self.new)
            )
            got = OWN if settled or new else NO
            if new and question not in ABOUT_ME:
                got = YES
            cells[question[0]] = max(got, cells.get(question[0], NO), key=_RANK.index)
        return cells

    def fields(self) -> dict[Place, str]:
        """By type and field, what the role gets; what is not there was never answered."""
        cells: dict[Place, str] = {}
        for question in QUESTIONS:
            for place in self.settled[question] | self.new[question]:
                others = place in self.new[question] and question not in ABOUT_ME
                cells[place] = max(YES if others else OWN, cells.get(place, NO), key=_RANK.index)
        return cells


_RANK: Final = (NO, OWN, YES)


def _is_frame(place: Place) -> bool:
    """Whether a value stands there although the answer is empty."""
    return "PageInfo" in place or place[1] in ("pageInfo", "asOf")


def ask_all(network: Network, role: Role) -> Answers:
    """Ask every question as the two of a role."""
    asking = Asking(network, WIDE)
    return Answers(*({q: _ask(asking, who, role, q) for q in QUESTIONS} for who in (role.settled, role.new)))


def _ask(asking: Asking, who: str, role: Role, question: tuple[str, str]) -> set[Place]:
    answer = asking.post(everything(SCHEMA, "Query", *question), who, role.roles).json()
    for error in answer.get("errors", ()):
        assert error["extensions"]["code"] in ("REFUSED", "NOT_FOUND"), error
    return set(answered(answer.get("data")))


def act_all(network: Network, role: Role) -> tuple[dict[str, str], set[Place]]:
    """What a role may do, by mutation, tried by its settled one; and the fields that came back."""
    asking = Asking(replace(network, uploads=sample_uploads(make.key("person", role.settled))), WIDE)
    cells: dict[str, str] = dict.fromkeys(SCHEMA.type_map["Mutation"].fields, NO)  # type: ignore[attr-defined]
    found = _refused(asking, role)
    for level, samples in ((YES, FOR_OTHERS), (OWN, OF_ONES_OWN)):
        for number, (name, sample) in enumerate(samples):
            document = everything(
                SCHEMA, "Mutation", name, arguments(sample, role.settled, f"{level}{number}")
            )
            data = asking.post(document, role.settled, role.roles).json()["data"]
            found |= {place for place in answered(data) if place[0] != "Refusal"}
            code = data[name].get("Refusal_code")
            assert code in (None, *REFUSED), f"{name}: {data}"
            cells[name] = max(NO if code else level, cells[name], key=_RANK.index)
    return cells, found


def _refused(asking: Asking, role: Role) -> set[Place]:
    """What comes back of an input that no rule allows, whoever asks."""
    document = everything(SCHEMA, "Mutation", "exportMyData", arguments("", role.settled, ""))
    data = asking.post(document, role.settled, role.roles).json()["data"]
    assert data["exportMyData"]["Refusal_code"] == "BAD_INPUT"
    return set(answered(data))


def of_outcomes() -> set[str]:
    """What comes of a mutation: types that no question answers with, and refusals."""
    return _below("Mutation") - _below("Query") - {"Mutation"} | {"Refusal"}


def _below(root: str) -> set[str]:
    found: set[str] = set()
    new = {root}
    while new:
        found |= new
        new = {inner for name in new for inner in _within(SCHEMA.type_map[name])} - found
    return {name for name in found if isinstance(SCHEMA.type_map[name], GraphQLObjectType)}


def _within(type_: GraphQLNamedType) -> set[str]:
    if is_abstract_type(type_):
        return {kind.name for kind in SCHEMA.get_possible_types(type_)}
    fields = type_.fields.values() if isinstance(type_, GraphQLObjectType) else ()
    return {get_named_type(field.type).name for field in fields}
