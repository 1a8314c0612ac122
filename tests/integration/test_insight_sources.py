"""Whom to ask for insight: who has been there or knows it, why, and the way to them."""

from datetime import date
from typing import Any

import pytest

from graph.errors import TopicNotFound
from graph.keys import Key
from graph.ports import Change
from policy.insights import Subject
from policy.viewer import Viewer
from queries.insight_sources import Source, Sources, insight_sources
from queries.network import Network
from queries.warm_paths import WarmPathsTo, warm_paths
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import ADA, key, line
from tests.factories.network import address_of, company, network_of, works_at
from tests.integration.test_insights import ACME, BILLING, small, write

YES = ("INSIGHT/found/yes/2025-01-01",)
ACME_INC = company("Acme Inc")


def names(page: Sources) -> list[str]:
    return [one.card.name for one in page.sources]


def sources(*more: Change) -> Network:
    """Lia works at Acme, Lou left it ten years ago, Len never said yes; Bob knows them."""
    there = [
        ACME_INC,
        *(make.tie("bob", name) for name in ("lou", "len")),
        works_at("lia", ACME_INC, "2021-06", title="Engineer", department="Billing"),
        works_at("lou", ACME_INC, "2010", "2014-05"),
        works_at("len", ACME_INC),
        *(make.preference(name, choices=YES) for name in ("lia", "lou")),
    ]
    return small(*there, *more, lou="alumnus", len="alumnus")


def test_who_has_been_there_is_named_with_why_and_the_way_to_them() -> None:
    page = insight_sources(sources(), ADA, ACME)
    assert names(page) == ["Lia", "Lou"]
    lia, lou = page.sources
    assert lia.why == ("works at Acme Inc as Engineer in Billing, since 2021",)
    assert lou.why == ("worked at Acme Inc as Engineer, 2010–2014",)
    assert lia.path is not None
    assert [card.name for card in lia.path.people] == ["Ada", "Bob", "Lia"]
    assert lia.path.hops[1].reasons == ("colleague, since 2019", "both at Home, 2019–2021")


def test_who_knows_a_topic_is_named_with_the_evidence() -> None:
    network = sources(make.evidence("talk", "lou", text="billing", evidence_kind="talk"))
    [lou] = insight_sources(network, ADA, BILLING).sources
    assert (lou.card.name, lou.why) == ("Lou", ("gave a talk about it, 2023-05-01",))
    assert [one.text for one in lou.evidence] == ["billing"]
    with pytest.raises(TopicNotFound):
        insight_sources(network, ADA, Subject(topic="kubernetes"))


def test_who_wrote_about_a_company_knows_it() -> None:
    network = small(make.preference("lia", choices=YES))
    write(network)
    [lia] = insight_sources(network, ADA, ACME).sources
    assert lia.why == ("brought home an insight about it, 2024-05",)
    assert insight_sources(network, Viewer(key("xan")), ACME).sources == ()


@pytest.mark.parametrize(
    "said",
    [
        {"choices": ()},
        {"choices": YES, "do_not_contact": True},
        {"choices": YES, "quiet_until": "2024-12"},
        {"choices": YES, "capacity": 0},
        {"choices": YES, "restricted": True},
        {"choices": YES, "blocked": (key("ada"),)},
        {"choices": YES, "shown": ("employments/me",)},
    ],
)
def test_who_may_not_be_found_is_no_source(said: dict[str, Any]) -> None:
    network = sources(make.preference("lia", **said))
    assert names(insight_sources(network, ADA, ACME)) == ["Lou"]


def test_a_dormant_tie_is_nearer_than_a_busy_one_and_who_can_be_reached_comes_first() -> None:
    shared = [
        ACME_INC,
        works_at("lia", ACME_INC),
        works_at("lou", ACME_INC),
        works_at("len", ACME_INC),
        *(make.preference(name, choices=YES) for name in ("lia", "lou", "len")),
        make.tie("ada", "lia", trust=3.0, currency=5.0),
        make.tie("ada", "lou", trust=3.0, currency=0.0, until="2019"),
    ]
    people = [make.person(name) for name in ("lia", "lou", "len")]
    network = network_of([*line(), *people, *shared])
    assert names(insight_sources(network, ADA, ACME)) == ["Lou", "Lia", "Len"]
    assert insight_sources(network, ADA, ACME).sources[-1].path is None


def test_sources_come_page_by_page() -> None:
    network = sources()
    one = insight_sources(network, ADA, ACME, 1)
    assert (names(one), one.more) == (["Lia"], True)
    last = one.sources[-1]
    two = insight_sources(network, ADA, ACME, 1, (last.place, last.card.key))
    assert (names(two), two.more) == (["Lou"], False)


RECORD = """mutation ($text: String!, $sure: Boolean!, $about: [String!]!) { recordInsight(input: {
  idempotencyKey: $text, text: $text, organizations: $about, provenance: EVENT, nothingConfidential: $sure})
  { __typename ... on Insight { text author { name } audience } ... on Refusal { code field message } } }"""


def test_it_all_works_over_the_api_and_says_for_what_people_were_named() -> None:
    network = sources(address_of("ada"), address_of("lia"))
    asking = Asking(network)
    refused = asking.ask(RECORD, "lia", text="x", sure=False, about=["Acme"])["recordInsight"]
    assert (refused["code"], refused["field"]) == ("BAD_INPUT", "nothingConfidential")
    done = asking.ask(RECORD, "lia", text="Acme grows", sure=True, about=["Acme"])["recordInsight"]
    assert done == {
        "__typename": "Insight",
        "text": "Acme grows",
        "author": {"name": "Lia"},
        "audience": "employees",
    }
    found = asking.ask('{ insights(about: {organization: "acme"}) { edges { node { text } } } }')
    assert found["insights"]["edges"] == [{"node": {"text": "Acme grows"}}]
    page = asking.ask(
        """{ insightSources(about: {organization: "Acme Inc"}, first: 1) {
             edges { node { name } why path { hops { from { name } to { name } reasons } } }
             pageInfo { hasNextPage endCursor } } }"""
    )["insightSources"]
    assert page["edges"][0]["node"] == {"name": "Lia"}
    assert page["pageInfo"]["hasNextPage"] is True
    after = page["pageInfo"]["endCursor"]
    more = f'about: {{organization: "Acme Inc"}}, after: "{after}"'
    rest = asking.ask(f"{{ insightSources({more}) {{ edges {{ node {{ name }} }} }} }}")
    assert rest["insightSources"]["edges"] == [{"node": {"name": "Lou"}}]
    nothing = asking.ask('{ insightSources(about: {topic: "zebras"}) { edges { cursor } near } }')
    assert nothing["insightSources"] == {"edges": [], "near": []}
    used = {line.purpose for line, _ in network.uses.about(key("lia"))}
    assert used == {"INSIGHT"}
    both = '{ insights(about: {organization: "a", topic: "b"}) { edges { cursor } } }'
    assert "errors" in asking.post(both).json()


def meshed() -> tuple[Network, list[Key]]:
    """Twelve who may be found and worked at Acme, with many ways to them; one of them blocks two."""
    names = [f"p{n}" for n in range(12)]
    ties = [make.tie("ada", "p0"), make.tie("ada", "p1", trust=0.2)]
    ties += [
        make.tie(f"p{a}", f"p{b}", trust=0.3 + (a * b) % 5) for a in range(12) for b in range(a + 1, 12, 3)
    ]
    jobs = [make.employment(name, "home", "2019-03") for name in names]
    jobs += [works_at(name, ACME_INC, "2010", f"{2012 + n % 9}-05") for n, name in enumerate(names)]
    blocks = {"p7": (key("p1"), key("p3"))}
    said = [make.preference(name, choices=YES, blocked=blocks.get(name, ())) for name in names]
    people = [make.person(name) for name in names]
    return network_of([*line(), ACME_INC, *people, *jobs, *ties, *said]), [key(name) for name in names]


def test_the_path_to_each_is_the_one_that_is_found_alone() -> None:
    network, people = meshed()
    found = {one.card.key: one.path for one in insight_sources(network, ADA, ACME, 20).sources}
    alone = {
        one: warm_paths(network, ADA, WarmPathsTo(ADA.person, (one,), "INSIGHT", first=1)).paths
        for one in people
    }
    assert found == {one: paths[0] if paths else None for one, paths in alone.items()}
    assert any(found.values())


def test_a_score_is_what_somebody_knows_times_how_near_they_are() -> None:
    network, people = meshed()
    found = {one.card.key: one for one in insight_sources(network, ADA, ACME, 20).sources}
    assert found.keys() == {*people}
    for n, one in enumerate(people):
        years = (network.today() - date(2012 + n % 9, 5, 31)).days / 365.25
        path = found[one].path
        near = (1 + (path.strength if path else 0.0)) / 2
        assert found[one].score == pytest.approx(2 ** (-years / 5) * near, abs=1e-5)


def test_page_by_page_is_the_same_as_at_once() -> None:
    network, _ = meshed()
    whole = insight_sources(network, ADA, ACME, 20)
    pages, after = list[Source](), None
    while page := insight_sources(network, ADA, ACME, 1, after).sources:
        pages += page
        after = (page[0].place, page[0].card.key)
    assert tuple(pages) == whole.sources
    assert not whole.more
