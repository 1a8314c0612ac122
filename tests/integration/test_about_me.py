"""What the graph says about me: with its source, its contributor and how it came about."""

from dataclasses import replace

import pytest

from graph.keys import Key
from graph.model import Budget, Introduction, RightsRequest, Use, Verdict, budget_key
from graph.ports import Change
from policy.viewer import OPERATOR, Viewer
from queries.about_me import about_me, evidence_held, profiles_held
from queries.about_my_ties import ties_held
from queries.network import Network
from tests.factories import records as make
from tests.factories.alliance import merge
from tests.factories.asking import ADA, key, line, talk
from tests.factories.network import address_of, network_of

BOB = Viewer(key("bob"))
OFFICER = Viewer(key("cyd"), frozenset({"privacy_officer"}))


def told() -> list[Change]:
    return [
        *line(talk("bob"), dan="employee"),
        address_of("bob"),
        make.identifier("bob", "bob@home.example", contributors=(key("dan"),)),
        make.profile("bob", "dan", name="Bobby", headline="An old friend"),
        make.tie("bob", "dan", "linkedin", contributor=key("dan"), reason="connected on LinkedIn"),
        make.contact("bob", "cyd"),
        make.contact("cyd", "bob"),
        make.evidence("vouch", "bob", evidence_kind="endorsed", endorser=key("ada")),
        Budget(key=budget_key(key("bob")), person=key("bob"), spent=("2024-05-30T10:00:00Z",)),
        Verdict(
            key=Key("verdict:1"), by=key("ada"), expert=key("bob"), topic="x", verdict="helped", at="2024"
        ),
        RightsRequest(key=Key("rights:1"), person=key("bob"), right="access", asked="2024", due="2024"),
        *(
            Use(
                key=Key(f"use:bob.2024-06-01.{n}"),
                person=key("bob"),
                day="2024-06-01",
                purpose="E",
                role="r",
                count=n,
            )
            for n in (1, 2)
        ),
        *requests(),
    ]


def requests() -> list[Change]:
    fields = {"purpose": "EXPERTISE", "asked": "2024-05-30T00:00:00Z", "deadline": "2024-06-09T00:00:00Z"}
    ada, bob, cyd, dan = (key(name) for name in ("ada", "bob", "cyd", "dan"))
    return [
        Introduction(
            key=Key("introduction:1"), asker=bob, target=cyd, state="declined", message="Hello", **fields
        ),
        Introduction(
            key=Key("introduction:2"),
            asker=ada,
            target=dan,
            connectors=(bob,),
            state="asked",
            steps=1,
            step=0,
            message="Hi",
            **fields,
        ),
        Introduction(
            key=Key("introduction:3"),
            asker=ada,
            target=bob,
            connectors=(cyd,),
            state="asked",
            steps=1,
            step=0,
            **fields,
        ),
    ]


@pytest.fixture
def network() -> Network:
    return network_of(told())


def test_all_that_is_held_is_told_to_the_person(network: Network) -> None:
    mine = about_me(network, BOB, key("bob"))
    assert mine is not None
    assert mine.person.name == "Bob"
    assert [i.value for i in mine.identifiers] == ["bob@example.com"]
    assert (mine.units_spent, mine.units_left) == (("2024-05-30T10:00:00Z",), 2)
    assert [(u.day, u.count) for u in mine.uses] == [("2024-06-01", 3)]
    assert [(v.verdict, v.by) for v in mine.verdicts] == [("helped", "Ada")]
    assert [r.right for r in mine.rights] == ["access"]


def test_introductions_tell_no_more_than_the_inbox(network: Network) -> None:
    mine = about_me(network, BOB, key("bob"))
    assert mine is not None
    assert [(r.role, r.state, r.message, r.other) for r in mine.requests] == [
        ("asker", "waiting", "", ""),  # who said no is not told before the deadline
        ("connector", "for_you", "Hi", "Ada"),  # and the one to Bob has not come so far
    ]


def test_evidence_says_whose_word_it_is(network: Network) -> None:
    found, more = evidence_held(network, BOB, key("bob"), 10)
    assert not more
    assert [(e.record.evidence_kind, e.contributor, e.endorser) for e in found] == [
        ("talk", "the company", ""),
        ("endorsed", "the company", "Ada"),
    ]
    first, more = evidence_held(network, BOB, key("bob"), 1)
    assert more
    assert evidence_held(network, BOB, key("bob"), 1, first[0].record.key)[0] == found[1:]


@pytest.mark.parametrize("others", [0, 25])
def test_what_was_made_one_with_me_is_told_however_many_others_i_made_one(others: int) -> None:
    made = [
        merge("bob", "rob", at="2024-05-02T00:00:00Z"),
        merge("bob", "bobby", by="bob", at="2024-05-01T00:00:00Z"),
    ]
    made += [merge("dan", f"dan{number}", by="bob") for number in range(others)]
    network = network_of([*told(), *made])
    mine = about_me(network, BOB, key("bob"))
    assert mine is not None
    assert [(m.at[:10], m.by) for m in mine.merges] == [("2024-05-01", "you"), ("2024-05-02", "Ada")]
    network.store.apply([merge("bob", "rob", at="2024-05-02T00:00:00Z", undone="2024-05-03T00:00:00Z")])
    mine = about_me(network, BOB, key("bob"))
    assert mine is not None
    assert [m.undone[:10] for m in mine.merges] == ["", "2024-05-03"]


def test_a_private_source_is_shown_with_whose_it_is(network: Network) -> None:
    ((profile,), _) = profiles_held(network, BOB, key("bob"), 10)
    assert (profile.record.name, profile.record.headline, profile.contributor) == (
        "Bobby",
        "An old friend",
        "Dan",
    )
    assert profile.identifiers == ("email:bob@home.example",)
    ((profile,), _) = profiles_held(network, OFFICER, key("bob"), 10)
    assert profile.contributor == ""


def test_ties_say_how_their_strength_came_about(network: Network) -> None:
    found, _ = ties_held(network, BOB, key("bob"), 10)
    by_name = {tie.name: tie for tie in found}
    assert by_name.keys() == {"Ada", "Cyd", "Dan"}
    mail = [(f.kind, f.count, f.until) for f in by_name["Cyd"].facts if f.count]
    assert mail == [("mail", 2, "2024-05-01T10:00:00Z")]
    strong = dict(by_name["Ada"].strengths)["RECRUITING"]
    assert strong == pytest.approx(0.6 * by_name["Ada"].trust + 0.4 * by_name["Ada"].currency, abs=1e-3)
    assert f"{strong:.3f}" in by_name["Ada"].formula
    assert [f.contributor for f in by_name["Dan"].facts] == ["Dan"]
    assert by_name["Dan"].strengths == ()  # it counts for Dan alone


def test_ties_come_page_by_page(network: Network) -> None:
    every, _ = ties_held(network, BOB, key("bob"), 10)
    first, more = ties_held(network, BOB, key("bob"), 2)
    assert (first, more) == (every[:2], True)
    assert ties_held(network, BOB, key("bob"), 2, first[-1].other) == (every[2:], False)


@pytest.mark.parametrize("viewer", [ADA, Viewer(), Viewer(key("ada"), frozenset({"network_admin"}))])
def test_it_is_for_nobody_else(network: Network, viewer: Viewer) -> None:
    assert about_me(network, viewer, key("bob")) is None
    assert evidence_held(network, viewer, key("bob"), 10) == ((), False)
    assert profiles_held(network, viewer, key("bob"), 10) == ((), False)
    assert ties_held(network, viewer, key("bob"), 10) == ((), False)


def test_who_acts_on_a_request_gets_it_and_the_privacy_officer_no_ties(network: Network) -> None:
    assert about_me(network, OPERATOR, key("bob")) == about_me(network, BOB, key("bob"))
    assert ties_held(network, OPERATOR, key("bob"), 10) == ties_held(network, BOB, key("bob"), 10)
    assert about_me(network, OFFICER, key("bob")) is not None
    assert ties_held(network, OFFICER, key("bob"), 10) == ((), False)


def test_who_blocks_the_person_is_nowhere_in_the_answer() -> None:
    ada, dan = key("ada"), key("dan")
    blocks = [make.preference(name, blocked=(key("bob"),)) for name in ("ada", "dan")]
    hidden = network_of([*told(), *blocks])
    without = network_of([r for r in told() if not _speaks_of(r, ada) and not _speaks_of(r, dan)])
    seen, absent = about_me(hidden, BOB, key("bob")), about_me(without, BOB, key("bob"))
    assert seen is not None
    assert absent is not None
    assert seen == replace(absent, preference=seen.preference)
    assert profiles_held(hidden, BOB, key("bob"), 10) == profiles_held(without, BOB, key("bob"), 10)
    assert ties_held(hidden, BOB, key("bob"), 10) == ties_held(without, BOB, key("bob"), 10)


def _speaks_of(change: Change, person: Key) -> bool:
    return str(person) in str(change)
