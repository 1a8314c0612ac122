"""The questions of the API, each field of each answer, and their pages."""

from dataclasses import replace
from typing import Any, cast

import pytest

from graph.ports import Change, Store
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.network import address_of, company, network_of, works_at

ACME = company("Acme Inc.")
NAMES = ("ada", "bob", "cy", "dan", "eve", "fay", "gus")


def records() -> list[Change]:
    shared = [
        make.mission("billing"),
        make.skill("programming"),
        make.skill("python", alternatives=("py3",), broader=(make.key("skill", "programming"),)),
        ACME,
        make.organization("elsewhere"),
    ]
    people = [make.person(name, headline=f"{name} at work") for name in NAMES]
    here = [make.employment(name, department="Payments") for name in NAMES if name != "gus"]
    contacts = [make.tie("ada", "bob"), make.tie("bob", "cy", reason="built billing"), make.tie("cy", "gus")]
    told = [
        make.evidence(f"python talk {n}", name, about=("python",), evidence_kind=kind, link=f"https://x/{n}")
        for n, (name, kind) in enumerate(
            [("cy", "talk"), ("cy", "document"), ("cy", "declared"), ("dan", "talk"), ("eve", "document")]
        )
    ]
    jobs = [make.job(f"j{n}", started=f"2024-05-0{n}T10:00:00Z", state="done") for n in (1, 2, 3)]
    rows = [make.quarantined(line, "j1") for line in range(2, 7)]
    tour = make.tour("cy", skills=(make.key("skill", "python"),), department="Payments", outcome="shipped")
    return [
        *shared,
        *people,
        *here,
        works_at("gus", ACME),
        *contacts,
        *told,
        *jobs,
        *rows,
        tour,
        *map(address_of, NAMES),
    ]


@pytest.fixture
def asking() -> Asking:
    return Asking(network_of(records()))


def pages(asking: Asking, field: str, arguments: str, node: str, size: int, **who: Any) -> list[list[Any]]:
    """Every page of a connection, until there is no next one."""
    text = (
        f"query($after: String) {{ {field}(first: {size}, after: $after {arguments}) {{"
        f" edges {{ cursor node {{ {node} }} }}"
        " pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"
    )
    found, after = [], None
    while True:
        page = asking.ask(text, after=after, **who)[field]
        info, edges = page["pageInfo"], page["edges"]
        assert info["hasPreviousPage"] is (after is not None)
        assert [info["startCursor"], info["endCursor"]] == [edges[0]["cursor"], edges[-1]["cursor"]]
        found.append([edge["node"][node] for edge in edges])
        if not info["hasNextPage"]:
            return found
        after = info["endCursor"]


@pytest.mark.parametrize("size", [1, 2, 3, 6, 100])
def test_the_directory_is_paged_without_gaps_or_repeats(asking: Asking, size: int) -> None:
    found = pages(asking, "people", "", "name", size)
    assert [name for page in found for name in page] == ["Bob", "Cy", "Dan", "Eve", "Fay", "Gus"]
    assert {len(page) for page in found[:-1]} <= {size}


@pytest.mark.parametrize("size", [1, 2, 3])
def test_experts_are_paged_without_gaps_or_repeats(asking: Asking, size: int) -> None:
    found = pages(asking, "whoKnows", 'about: "python"', "name", size)
    names = [name for page in found for name in page]
    assert names[0] == "Cy"
    assert sorted(names) == ["Cy", "Dan", "Eve"]


def test_skills_are_paged(asking: Asking) -> None:
    assert pages(asking, "skills", 'search: "p"', "label", 1) == [["programming"], ["python"]]


def test_imports_are_paged_newest_first_for_those_who_keep_the_data(asking: Asking) -> None:
    admin = {"roles": ("network_admin",)}
    assert pages(asking, "importJobs", "", "id", 2, **admin) == [["job:j3", "job:j2"], ["job:j1"]]
    assert pages(asking, "quarantine", 'job: "job:j1"', "line", 2, **admin) == [[2, 3], [4, 5], [6]]


def test_imports_are_nothing_to_others(asking: Asking) -> None:
    text = '{ importJobs { edges { cursor } } quarantine(job: "job:j1") { edges { cursor } } }'
    assert asking.ask(text) == {"importJobs": {"edges": []}, "quarantine": {"edges": []}}


def test_a_cursor_is_good_for_its_own_question_and_viewer_only(asking: Asking) -> None:
    cursor = asking.ask("{ people(first: 1) { pageInfo { endCursor } } }")["people"]["pageInfo"]["endCursor"]
    text = "query($after: String) { people(after: $after) { edges { cursor } } }"
    other = 'query($after: String) { people(search: "b", after: $after) { edges { cursor } } }'
    assert asking.ask(text, after=cursor)["people"]["edges"]
    assert asking.code(text, as_="bob", after=cursor) == "BAD_CURSOR"
    assert asking.code(other, after=cursor) == "BAD_CURSOR"


def test_a_person_has_a_profile(asking: Asking) -> None:
    person = asking.ask(
        '{ node(id: "person:cy") { id __typename ... on Person { name status headline email openTo'
        " employments { title department since until organization { id name } }"
        " tours { kind mission department since outcome skills { label } }"
        " skills(first: 5) { skill { label broader { label } } evidence { kind count } latest } } } }"
    )["node"]
    assert person == {
        "id": "person:cy",
        "__typename": "Person",
        "name": "Cy",
        "status": "EMPLOYEE",
        "headline": "cy at work",
        "email": None,
        "openTo": ["EXPERTISE"],
        "employments": [
            {
                "title": "Engineer",
                "department": "Payments",
                "since": "2019-03",
                "until": None,
                "organization": {"id": "organization:home", "name": "Home"},
            }
        ],
        "tours": [
            {
                "kind": "TRANSFORMATIONAL",
                "mission": "Billing",
                "department": "Payments",
                "since": "2019-03",
                "outcome": None,
                "skills": [{"label": "python"}],
            }
        ],
        "skills": [
            {
                "skill": {"label": "python", "broader": [{"label": "programming"}]},
                "evidence": [
                    {"kind": "DECLARED", "count": 1},
                    {"kind": "DOCUMENT", "count": 1},
                    {"kind": "TALK", "count": 1},
                ],
                "latest": "2023-05-01",
            }
        ],
    }


def test_an_address_is_shown_to_its_owner_and_to_those_who_keep_the_data(asking: Asking) -> None:
    text = '{ node(id: "person:cy") { ... on Person { email tours { outcome } } } }'
    own = {"node": {"email": "cy@example.com", "tours": [{"outcome": "shipped"}]}}
    assert asking.ask(text, "cy") == own
    assert asking.ask(text, roles=("network_admin",))["node"]["email"] == "cy@example.com"
    assert asking.ask(text, roles=("recruiter",))["node"]["email"] is None


def test_experts_come_with_evidence_and_nearness(asking: Asking) -> None:
    answer = asking.ask(
        '{ whoKnows(about: "py3") { near edges { score hops matched { label } node { name }'
        " evidence(first: 2) { id kind text at link source skills { label } people { name } } } } }"
    )["whoKnows"]
    assert answer["near"] == []
    best = answer["edges"][0]
    assert best["node"]["name"] == "Cy"
    assert 0 < best["score"] < 1
    assert best["hops"] == 2
    assert best["matched"] == [{"label": "python"}]
    assert len(best["evidence"]) == 2
    assert best["evidence"][0]["people"] == [{"name": "Cy"}]
    assert [edge["hops"] for edge in answer["edges"][1:]] == [None, None]


def test_more_evidence_than_usual_is_shown_when_it_is_asked_for_in_a_fragment(asking: Asking) -> None:
    text = 'query($n: Int) { whoKnows(about: "python", first: 1) { ...C } }'
    fragments = " fragment C on ExpertConnection { edges { ...E } }"
    fragments += " fragment E on ExpertEdge { evidence(first: $n) { text } }"
    assert len(asking.ask(text + fragments, n=9)["whoKnows"]["edges"][0]["evidence"]) == 3


def test_an_unknown_topic_is_an_answer_that_names_near_ones(asking: Asking) -> None:
    text = "query($about: String!) { whoKnows(about: $about) { near edges { cursor } } }"
    answer = asking.ask(text, about="pythom")["whoKnows"]
    assert answer == {"near": ["python"], "edges": []}


PATHS = (
    "query($to: PathTarget!, $from: ID, $first: Int) {"
    " warmPaths(to: $to, from: $from, purpose: EXPERTISE, maxHops: 4, first: $first) { asOf paths {"
    " strength warmth hops { from { name } to { name } strength warmth reasons } } } }"
)


def ends(answer: Any) -> set[str]:
    return {path["hops"][-1]["to"]["name"] for path in answer["warmPaths"]["paths"]}


def test_a_path_says_who_and_why(asking: Asking) -> None:
    answer = asking.ask(PATHS, to={"person": "person:cy"})["warmPaths"]
    assert answer["asOf"] == "2024-06-01T10:30Z"
    (path,) = answer["paths"]
    assert [(hop["from"]["name"], hop["to"]["name"]) for hop in path["hops"]] == [
        ("Ada", "Bob"),
        ("Bob", "Cy"),
    ]
    assert "built billing, since 2019" in path["hops"][1]["reasons"]
    assert path["strength"] == pytest.approx(path["hops"][0]["strength"] * path["hops"][1]["strength"])
    assert path["warmth"] in ("STRONG", "GOOD", "FAINT")


def test_a_path_may_lead_to_a_company_or_to_an_expert(asking: Asking) -> None:
    assert ends(asking.ask(PATHS, to={"organization": "ACME"})) == {"Gus"}
    assert ends(asking.ask(PATHS, to={"knowsAbout": "python"})) == {"Cy"}
    assert ends(asking.ask(PATHS, to={"organization": "nowhere"})) == set()
    assert ends(asking.ask(PATHS, to={"knowsAbout": "xyzzy"})) == set()


def test_a_path_may_begin_at_somebody_else(asking: Asking) -> None:
    answer = asking.ask(PATHS, to={"person": "person:gus"}, **{"from": "person:bob"})
    assert len(answer["warmPaths"]["paths"][0]["hops"]) == 2


def test_nodes_come_in_the_order_of_their_ids(asking: Asking) -> None:
    ids = [
        "skill:python",
        "person:bob",
        "nothing",
        ACME.key,
        "evidence:python talk 0",
        "job:j1",
        "skill:x",
        "\ud800",
    ]
    found = asking.ask("query($ids: [ID!]!) { nodes(ids: $ids) { __typename } }", ids=ids)["nodes"]
    names = [node and node["__typename"] for node in found]
    assert names == ["Skill", "Person", None, "Organization", "Evidence", None, None, None]
    assert asking.code("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=["x"] * 101) == "BAD_INPUT"


def test_the_viewer_is_left_out_unless_wanted(asking: Asking) -> None:
    text = "query($f: PersonFilter) { people(filter: $f) { edges { node { name } } } }"
    assert "Ada" not in str(asking.ask(text, f={}))
    assert "Ada" in str(asking.ask(text, f={"excludeSelf": False}))


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"organization": "acme"}, ["Gus"]),
        ({"status": ["EXTERNAL"]}, ["Gus"]),
        ({"department": "pay"}, ["Bob", "Cy", "Dan", "Eve", "Fay"]),
        ({"department": "pay", "status": ["EXTERNAL"]}, []),
        ({"location": "mars"}, []),
    ],
)
def test_the_directory_is_narrowed_by_what_the_company_knows(
    asking: Asking, wanted: dict[str, Any], names: list[str]
) -> None:
    text = "query($f: PersonFilter) { people(filter: $f) { edges { node { name } } } }"
    edges = asking.ask(text, f=wanted)["people"]["edges"]
    assert [edge["node"]["name"] for edge in edges] == names


def test_texts_have_an_end(asking: Asking) -> None:
    text = "query($s: String) { people(search: $s) { edges { cursor } } }"
    assert asking.code(text, s="x" * 301) == "BAD_INPUT"
    assert asking.code(text, s="a\ud800") == "BAD_INPUT"


def test_nested_fields_of_a_page_are_read_together() -> None:
    network = network_of(records())
    calls: list[str] = []

    class Counted:
        def __getattr__(self, name: str) -> Any:
            calls.append(name)
            return getattr(network.store, name)

    def reads(size: int) -> int:
        calls.clear()
        text = f"{{ people(first: {size}) {{ edges {{ node {{ email openTo skills {{ latest }}"
        asking.ask(text + " employments { organization { name } } } } } }")
        return len([name for name in calls if name in ("fetch", "adjacent", "scan")])

    asking = Asking(replace(network, store=cast(Store, Counted())))
    assert reads(5) == reads(2)
