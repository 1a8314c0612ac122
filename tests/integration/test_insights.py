"""Insights: recorded, found again, taken back, and what came of them; and who could bring more."""

from dataclasses import replace
from typing import Any

import pytest

from actions.act import Act
from actions.erase import erase
from actions.insights import close_insight, record_insight, withdraw_insight
from graph.errors import Refused
from graph.keys import Key
from graph.model import Delivery, Evidence, Insight, Organization
from graph.ports import Change
from graph.scans import every
from policy.insights import LONGEST, Draft, Subject
from policy.viewer import Viewer
from queries.about_me import about_me
from queries.insights import InsightPage, insights
from queries.network import Network
from tests.factories import records as make
from tests.factories.asking import ADA, experts, key, line
from tests.factories.introductions import Stage, code, stage
from tests.factories.network import network_of

LIA, BOB = Viewer(key("lia")), Viewer(key("bob"))
DRAFT = Draft(
    "Acme moves its billing to the cloud.",
    organizations=("Acme Inc.",),
    topics=("cloud billing",),
    provenance="conversation",
    learned="2024-05",
    nothing_confidential=True,
)
ACME, BILLING, ALL = Subject(organization="ACME"), Subject(topic="billing"), Subject()


def write(network: Network, viewer: Viewer = LIA, once: str = "1", **fields: Any) -> Insight:
    return record_insight(Act(network, viewer, once), replace(DRAFT, **fields))


def texts(page: InsightPage) -> list[str]:
    return [one.record.text for one in page.insights]


def small(*more: Change, **statuses: str) -> Network:
    """Ada knows Bob, Bob knows Cyd, and Bob knows Lia, who has left."""
    return network_of(line(make.tie("bob", "lia"), *more, **{"lia": "alumnus", **statuses}))


def test_an_insight_is_found_by_company_and_topic_and_speaks_for_its_author() -> None:
    network = small()
    made = write(network)
    for about in (ACME, BILLING, Subject(topic="acme"), ALL):
        assert texts(insights(network, ADA, about)) == [made.text]
    for about in (Subject(organization="Block"), Subject(topic="kubernetes")):
        assert texts(insights(network, ADA, about)) == []
    [evidence] = every(network.store, Evidence)
    assert (evidence.evidence_kind, evidence.people, evidence.audience) == (
        "insight",
        (key("lia"),),
        "employees",
    )
    assert evidence.key == made.key.replace("insight:", "evidence:")
    say_yes = make.preference("lia", choices=("EXPERTISE/found/yes/2025-01-01",))
    network.store.apply([say_yes])
    assert experts(network) == ["Lia"]
    assert experts(network, LIA) == []  # for employees, and by itself nothing that Lia may read of herself


def test_the_audience_reads_it_and_its_author_does() -> None:
    network = small(make.person("xan"), other="alumnus")
    write(network)
    write(network, once="2", text="for all", audience="everyone")
    club = Viewer(key("bob"), groups=frozenset({"club"}))
    write(network, club, once="3", text="for us", audience="group:club")
    assert sorted(texts(insights(network, ADA))) == [DRAFT.text, "for all"]
    assert sorted(texts(insights(network, LIA))) == [DRAFT.text, "for all"]
    assert sorted(texts(insights(network, LIA, BILLING))) == [DRAFT.text, "for all"]
    assert texts(insights(network, Viewer(key("other")))) == ["for all"]
    assert texts(insights(network, Viewer(key("xan")))) == []  # to whom Lia does not exist
    assert texts(insights(network, Viewer())) == []
    assert sorted(texts(insights(network, club))) == [DRAFT.text, "for all", "for us"]


def test_pages_come_newest_first_and_hold_everything_once() -> None:
    network = small()
    for number, learned in enumerate(("2023", "2024-05", "2024-05", "2022-01-31", "")):
        write(network, once=f"{number}", learned=learned, text=f"insight {number}")
    whole = insights(network, ADA, first=10)
    days = [one[0] for one in whole.places]
    assert days == sorted(days, reverse=True)
    found, after = [], None
    while True:
        page = insights(network, ADA, first=2, after=after)
        found += texts(page)
        if not page.more:
            break
        after = page.places[-1]
    assert found == texts(whole)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"nothing_confidential": False}, "nothingConfidential"),
        ({"organizations": (), "topics": ()}, "topics"),
        ({"text": " "}, "text"),
        ({"text": "x" * (LONGEST + 1)}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"learned": "2024-06-02"}, "learned"),
        ({"learned": "2025"}, "learned"),
        ({"learned": "yesterday"}, "learned"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"audience": "group:club"}, "audience"),
        ({"audience": "me"}, "audience"),
        ({"provenance": "rumour"}, "provenance"),
        ({"organizations": ("Inc.",) * 11}, "organizations"),
        ({"organizations": ("!?",)}, "organizations"),
        ({"skills": ("skill:none",)}, "skill"),
        ({"topics": ("x" * 101,)}, "topics"),
    ],
)
def test_what_no_rule_allows_is_refused_with_the_field(fields: dict[str, Any], field: str) -> None:
    network = small()
    revision = network.store.revision()
    with pytest.raises(Refused) as refused:
        write(network, **fields)
    assert refused.value.field == field
    assert refused.value.code in ("BAD_INPUT", "NOT_FOUND")
    assert network.store.revision() == revision


def test_markup_is_text() -> None:
    network = small()
    write(network, text="<b>bold</b> & <script>alert(1)</script>")
    assert texts(insights(network, ADA)) == ["<b>bold</b> & <script>alert(1)</script>"]


def test_the_same_act_writes_once_and_a_company_is_one_however_it_is_written() -> None:
    network = small()
    assert write(network) == write(network)
    write(network, once="2", organizations=("The ACME Co", "acme inc"))
    assert len([o for o in every(network.store, Organization) if "acme" in o.name.casefold()]) == 1
    assert len(texts(insights(network, ADA, ACME))) == 2


def test_an_author_takes_it_back_and_nothing_stays() -> None:
    network = small()
    made = write(network)
    with pytest.raises(Refused) as refused:
        withdraw_insight(Act(network, ADA, "w"), made.key)
    with pytest.raises(Refused) as absent:
        withdraw_insight(Act(network, ADA, "x"), Key("insight:none"))
    assert refused.value == absent.value
    withdraw_insight(Act(network, LIA, "w"), made.key)
    assert texts(insights(network, LIA)) == []
    assert list(every(network.store, Evidence)) == []


def asked_for() -> tuple[Stage, Insight]:
    """Ada asked Lia through Bob, and Lia wrote what she knows."""
    there = stage(
        make.tie("bob", "lia"),
        make.preference("lia", choices=("INSIGHT/found/yes/2025-01-01",)),
        lia="alumnus",
    )
    request = there.ask(to="lia", purpose="INSIGHT")
    there.answer(request, "bob")
    there.answer(request, "lia")
    made = record_insight(there.act("lia"), replace(DRAFT, request=request))
    return there, made


def test_a_question_is_put_to_a_source_and_the_two_hear_what_came_of_the_answer() -> None:
    there, made = asked_for()
    assert made.asked_by == key("ada")
    [shown] = insights(there.network, ADA).insights
    assert shown.asked_by is not None
    assert [one.asked_by for one in insights(there.network, BOB).insights] == [None]
    close_insight(there.act("bob"), made.key, "We wrote to Acme.")
    for name, hears in (("ada", 1), ("lia", 1), ("bob", 0)):
        assert there.templates(name).count("insight_closed") == hears
    [mine] = insights(there.network, LIA).insights
    assert (mine.came_of, mine.told) == ("We wrote to Acme.", "2024-06-01T10:30:00Z")
    assert code(lambda: close_insight(there.act("bob"), made.key, "We wrote to Acme.")) == ""
    assert code(lambda: close_insight(there.act("ada"), made.key, "Nothing")) == "NOT_NOW"


def test_only_who_may_read_it_says_what_came_of_it_and_not_its_author() -> None:
    there, made = asked_for()
    assert code(lambda: close_insight(there.act("lia"), made.key, "great")) == "NOT_ALLOWED"
    assert code(lambda: close_insight(there.act("bob"), made.key, " ")) == "BAD_INPUT"
    assert code(lambda: close_insight(there.act("bob"), Key("insight:none"), "x")) == "NOT_FOUND"
    there.block("lia", "bob")
    assert code(lambda: close_insight(there.act("bob"), made.key, "x")) == "NOT_FOUND"


def test_what_somebody_hidden_said_came_of_it_is_as_if_unsaid() -> None:
    there, made = asked_for()
    close_insight(there.act("bob"), made.key, "We wrote to Acme.")
    there.block("bob", "lia")
    assert [one.came_of for one in insights(there.network, LIA).insights] == [""]
    there.block("bob", "ada")
    assert code(lambda: close_insight(there.act("ada"), made.key, "It helped me.")) == ""


def test_a_request_that_was_not_agreed_asked_for_nothing() -> None:
    there = stage(make.tie("bob", "lia"), lia="alumnus")
    request = there.ask(to="lia", purpose="INSIGHT")
    there.answer(request, "bob")
    for name in ("lia", "bob", "cyd"):
        refused = code(lambda name=name: record_insight(there.act(name), replace(DRAFT, request=request)))
        assert refused == "NOT_FOUND"


def test_who_hides_their_skills_or_is_restricted_brought_home_nothing() -> None:
    network = small()
    write(network)
    network.store.apply([make.preference("lia", shown=("skills/me",))])
    assert texts(insights(network, ADA)) == []
    assert texts(insights(network, LIA)) == [DRAFT.text]
    network.store.apply([make.preference("lia", restricted=True)])
    assert texts(insights(network, ADA)) == []


def test_erasing_who_wrote_asked_or_is_named_leaves_nothing_of_them() -> None:
    there, made = asked_for()
    close_insight(there.act("cyd"), made.key, "We wrote to Acme.")
    write(there.network, BOB, text="I met Lia Marsh there", topics=("Lia Marsh",))
    there.network.store.apply([make.person("lia", name="Lia Marsh")])
    erase(there.network, key("cyd"))
    [of_lia] = [one for one in every(there.network.store, Insight) if one.author == key("lia")]
    assert (of_lia.came_of, of_lia.told) == ("", "")
    erase(there.network, key("ada"))
    erase(there.network, key("lia"))
    [left] = every(there.network.store, Insight)
    assert (left.text, left.topics, left.organizations) == ("", (), made.organizations)
    assert not [one for one in every(there.network.store, Evidence) if "Marsh" in one.text]


def test_what_is_held_is_told_to_its_author_and_to_who_asked() -> None:
    there, made = asked_for()
    close_insight(there.act("bob"), made.key, "We wrote to Acme.")
    held = {name: about_me(there.network, Viewer(key(name)), key(name)) for name in ("lia", "ada", "bob")}
    roles = {name: [one.role for one in of.part.insights] for name, of in held.items() if of}
    assert roles == {"lia": ["author"], "ada": ["asked_by"], "bob": ["told_by"]}
    assert held["lia"] is not None
    [mine] = held["lia"].part.insights
    assert (mine.text, mine.asked_by, mine.came_of) == (DRAFT.text, "Ada", "We wrote to Acme.")


def test_news_from_somebody_who_does_not_exist_for_the_author_does_not_reach_them() -> None:
    there, made = asked_for()
    there.block("bob", "lia")
    close_insight(there.act("bob"), made.key, "We wrote to Acme.")
    told = [one.person for one in every(there.network.store, Delivery) if one.template == "insight_closed"]
    assert told == [key("ada")]
