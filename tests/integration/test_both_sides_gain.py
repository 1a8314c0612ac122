"""Events, mentoring, what somebody gave and received, and that alumni ask inward on the same terms."""

import csv
import io
from typing import Any

import pytest

from actions.act import Act
from actions.erase import erase
from actions.introductions.close import close_introduction
from actions.offerings import close_offering, leave, offer, take_part
from actions.suggestions import answer_suggestion
from graph.errors import InvalidValue, Refused
from graph.keys import Key
from graph.model import HELPED, Offering, Participation
from graph.ports import Change
from graph.scans import every
from policy.offerings import EVENT, MENTORING, Offer
from policy.suggestions import Answer
from policy.viewer import OPERATOR, Viewer
from queries.about_me import about_me
from queries.balance import balance
from queries.offer_first import offers_first
from queries.offerings import offerings
from queries.people import People, people
from queries.segment import segment
from tests.factories import alliance
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import experts, key, routes, talk
from tests.factories.introductions import Stage, code, stage
from tests.factories.network import network_of

CHOICES = ("EVENTS/found/yes/2025-01-01", "MENTORING/connect/yes/2025-01-01")
PARTY = Offer(EVENT, "Reunion", "Come!", "2024-07-01", "Bonn", "https://example.com/party")
ADVICE = Offer(MENTORING, "Billing, explained", skills=("billing",))
LIA, LOU = Viewer(key("lia")), Viewer(key("lou"))


def both(*more: Change, **statuses: str) -> Stage:
    """Lia and Lou have left; Lia said yes to EVENTS and MENTORING. Ada is a network admin."""
    yes = make.preference("lia", choices=CHOICES)
    return stage(yes, *more, **{"lia": "alumnus", "lou": "alumnus", **statuses})


def as_(there: Stage, name: str, *roles: str) -> Act:
    there.acts += 1
    return Act(there.network, Viewer(key(name), roles=frozenset(roles)), f"as {there.acts}")


def party(there: Stage) -> Key:
    return offer(as_(there, "ada", "network_admin"), PARTY).key


def listed(there: Stage, name: str, kind: str = EVENT) -> list[str]:
    return [one.record.title for one in offerings(there.network, Viewer(key(name)), kind).offerings]


def test_events_and_mentoring_are_listed_to_employees_and_to_who_said_yes() -> None:
    there = both(make.person("xan"))
    party(there)
    offer(as_(there, "bob"), ADVICE)
    for name, sees in (("ada", 1), ("cyd", 1), ("lia", 1), ("lou", 0), ("xan", 0)):
        assert len(listed(there, name)) == len(listed(there, name, MENTORING)) == sees
    assert offerings(there.network, Viewer(), EVENT).offerings == ()
    there.clock.go(days=40)
    assert listed(there, "ada") == []  # it has passed
    assert listed(there, "ada", MENTORING) == ["Billing, explained"]


@pytest.mark.parametrize(
    ("name", "roles", "offered", "refusal"),
    [
        ("bob", (), PARTY, "NOT_ALLOWED"),
        ("bob", ("recruiter",), PARTY, ""),
        ("lia", (), ADVICE, "NOT_ALLOWED"),
        ("bob", (), ADVICE, ""),
        ("bob", (), Offer(MENTORING, " "), "BAD_INPUT"),
        ("bob", (), Offer(MENTORING, "x" * 201), "BAD_INPUT"),
        ("bob", ("recruiter",), Offer(EVENT, "past", on="2024-05-31"), "BAD_INPUT"),
        ("bob", ("recruiter",), Offer(EVENT, "undated"), "BAD_INPUT"),
        ("bob", ("recruiter",), Offer(EVENT, "a", on="2024-07-01", link="ftp://x"), "BAD_INPUT"),
        ("bob", (), Offer(MENTORING, "a", skills=("skill:none",)), "NOT_FOUND"),
    ],
)
def test_who_may_offer_what(name: str, roles: tuple[str, ...], offered: Offer, refusal: str) -> None:
    there = both()
    assert code(lambda: offer(as_(there, name, *roles), offered)) == refusal


def test_who_takes_part_is_shown_to_the_host_alone_and_leaves_again() -> None:
    there = both()
    event = party(there)
    take_part(as_(there, "lia"), event)
    take_part(as_(there, "lia"), event)
    assert there.templates("ada") == ["offering_joined"]
    [mine] = offerings(there.network, Viewer(key("ada")), EVENT).offerings
    assert (mine.mine, [card.name for card in mine.participants]) == (True, ["Lia"])
    [hers] = offerings(there.network, LIA, EVENT).offerings
    assert (hers.taking_part, hers.participants) == (True, ())
    there.wish("lia", consents=())
    assert code(lambda: take_part(as_(there, "lou"), event)) == "NOT_FOUND"
    assert code(lambda: take_part(as_(there, "ada"), event)) == "BAD_INPUT"
    leave(as_(there, "lia"), event)
    leave(as_(there, "lia"), event)
    assert list(every(there.network.store, Participation)) == []


def test_who_takes_the_yes_back_is_shown_what_they_take_part_in_and_nothing_else() -> None:
    there = both()
    joined, _ = party(there), party(there)
    take_part(as_(there, "lia"), joined)
    assert len(listed(there, "lia")) == 2
    there.network.store.apply([make.preference("lia")])
    [shown] = offerings(there.network, LIA, EVENT, 1).offerings
    assert (shown.record.key, shown.taking_part) == (joined, True)
    assert not offerings(there.network, LIA, EVENT, 1).more
    assert listed(there, "lou") == []


def test_what_is_closed_is_over() -> None:
    there = both()
    event, advice = party(there), offer(as_(there, "bob"), ADVICE).key
    assert code(lambda: close_offering(as_(there, "cyd"), event)) == "NOT_ALLOWED"
    assert code(lambda: close_offering(as_(there, "cyd", "network_admin"), advice)) == "NOT_ALLOWED"
    close_offering(as_(there, "cyd", "network_admin"), event)
    close_offering(as_(there, "bob"), advice)
    assert (listed(there, "ada"), listed(there, "ada", MENTORING)) == ([], [])
    assert code(lambda: take_part(as_(there, "lia"), event)) == "NOT_NOW"
    assert code(lambda: take_part(as_(there, "lia"), Key("offering:none"))) == "NOT_FOUND"


def test_a_hidden_mentor_offers_nothing_and_an_event_takes_place_without_its_host() -> None:
    there = both()
    event = party(there)
    offer(as_(there, "bob"), ADVICE)
    there.block("bob", "lia")
    there.block("ada", "lia")
    assert listed(there, "lia", MENTORING) == []
    [shown] = offerings(there.network, LIA, EVENT).offerings
    assert shown.host is None
    take_part(as_(there, "lia"), event)
    there.block("ada", "lia", False)
    there.block("lia", "ada")
    assert [one.participants for one in offerings(there.network, Viewer(key("ada")), EVENT).offerings] == [()]


def test_offerings_come_page_by_page_events_by_their_day() -> None:
    there = both()
    for day in ("2024-09-01", "2024-07-01", "2024-08-01"):
        offer(as_(there, "ada", "network_admin"), Offer(EVENT, day, on=day))
    one = offerings(there.network, LIA, EVENT, 2)
    assert [shown.record.on for shown in one.offerings] == ["2024-07-01", "2024-08-01"]
    last = one.offerings[-1].record
    two = offerings(there.network, LIA, EVENT, 2, (last.on, last.key))
    assert ([shown.record.on for shown in two.offerings], two.more) == (["2024-09-01"], False)


def test_erasing_a_mentor_or_a_participant_leaves_nothing_of_them() -> None:
    there = both()
    event, advice = party(there), offer(as_(there, "bob"), ADVICE).key
    take_part(as_(there, "lia"), event)
    take_part(as_(there, "lia"), advice)
    erase(there.network, key("bob"))
    assert [one.key for one in every(there.network.store, Offering)] == [event]
    assert [one.offering for one in every(there.network.store, Participation)] == [event]
    erase(there.network, key("lia"))
    assert list(every(there.network.store, Participation)) == []


def given_and_received() -> Stage:
    """Lia agreed to meet Ada through Bob and her answer helped; she takes part in an event."""
    there = both(make.tie("bob", "lia"))
    request = there.ask(to="lia")
    there.answer(request, "bob")
    there.answer(request, "lia")
    close_introduction(as_(there, "ada"), request, "helped")
    answer_suggestion(as_(there, "ada"), Answer(HELPED, key("lia"), "billing"))
    take_part(as_(there, "lia"), party(there))
    return there


def said(there: Stage, name: str) -> tuple[list[str], list[str]]:
    found = balance(there.network, Viewer(key(name)))
    return [one.words for one in found.gave], [one.words for one in found.received]


def test_the_balance_says_in_words_what_somebody_gave_and_received() -> None:
    there = given_and_received()
    assert said(there, "lia") == (
        ["You agreed to be introduced once.", "Your answer helped somebody once."],
        ["You took part in an event once."],
    )
    assert said(there, "bob") == (["You introduced others to each other once."], [])
    assert said(there, "ada") == (
        ["You held an event once."],
        ["Others introduced you once.", "Somebody's answer helped you once."],
    )
    facts = balance(there.network, LIA).gave[0].facts
    assert [fact.partition(":")[0] for fact in facts] == ["introduction"]
    assert balance(there.network, Viewer()) == balance(there.network, OPERATOR)


def test_of_somebody_hidden_nothing_is_in_the_balance() -> None:
    there = given_and_received()
    there.block("ada", "lia")
    assert said(there, "lia")[0] == []


def test_a_no_is_in_nobodys_balance() -> None:
    there = both(make.tie("bob", "lia"))
    there.answer(there.ask(to="lia"), "bob", False)
    assert said(there, "ada") == said(there, "bob") == said(there, "lia") == ([], [])


def hint(there: Stage, viewer: str, of: str = "lia") -> str:
    return offers_first(there.network, Viewer(key(viewer)), [key(of)]).get(key(of), "")


def test_offer_before_you_ask_is_said_to_who_has_received_and_knows_it() -> None:
    there = given_and_received()
    words = "Lia helped with an introduction that you asked for and gave you an answer that helped."
    assert hint(there, "ada") == f"{words} Offer something before you ask again."
    assert hint(there, "bob") == hint(there, "cyd") == hint(there, "lou") == ""
    assert hint(there, "ada", "bob") == ""  # employees ask each other
    for number in range(2):
        took = offer(as_(there, "ada"), Offer(MENTORING, f"advice {number}"))
        take_part(as_(there, "lia"), took.key)
    assert hint(there, "ada") == ""


def rows(pieces: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(pieces).decode())))


def invited() -> Stage:
    return both(
        make.person("lia", name="=HYPERLINK(1)"),
        make.preference("lou", choices=("EVENTS/found/no/",)),
        make.preference("len", choices=CHOICES, do_not_contact=True),
        make.preference("les", choices=CHOICES, restricted=True),
        make.preference("leo", choices=("EVENTS/found/yes/2024-05-31",)),
        make.preference("bob", choices=CHOICES),
        len="alumnus",
        les="alumnus",
        leo="alumnus",
    )


def test_the_segment_holds_who_said_yes_with_name_and_address_and_no_formula() -> None:
    there = invited()
    admin = Viewer(key("ada"), roles=frozenset({"network_admin"}))
    whole = [["name", "address"], ["Bob", "bob@example.com"], ["'=HYPERLINK(1)", "lia@example.com"]]
    assert rows(segment(there.network, admin, "EVENTS")) == whole
    assert rows(segment(there.network, OPERATOR, "EVENTS")) == whole
    noted = [(line.purpose, line.role) for line, _ in there.network.uses.about(key("lia"))]
    assert sorted(noted) == [("EVENTS", "network_admin"), ("EVENTS", "operator")]
    assert list(there.network.uses.about(key("lou"))) == []
    there.block("bob", "ada")
    assert rows(segment(there.network, admin, "EVENTS"))[1:] == whole[2:]
    with pytest.raises(Refused):
        rows(segment(there.network, Viewer(key("ada")), "EVENTS"))
    with pytest.raises(InvalidValue):
        rows(segment(there.network, admin, "RECRUITING"))


def test_an_admin_fetches_the_segment_over_a_link() -> None:
    there = invited()
    asking = Asking(there.network)
    document = """mutation ($purpose: Purpose!) {
        exportSegment(input: {idempotencyKey: "1", purpose: $purpose}) {
        ... on FileLink { url } ... on Refusal { code field } } }"""
    assert asking.ask(document, "bob", purpose="EVENTS")["exportSegment"]["code"] == "NOT_ALLOWED"
    other = asking.ask(document, "ada", ("network_admin",), purpose="INSIGHT")["exportSegment"]
    assert other == {"code": "BAD_INPUT", "field": "purpose"}
    url = asking.ask(document, "ada", ("network_admin",), purpose="EVENTS")["exportSegment"]["url"]
    answer = asking.client.get(url)
    assert answer.headers["content-type"].startswith("text/csv")
    assert "events.csv" in answer.headers["content-disposition"]
    assert rows([answer.content])[1] == ["Bob", "bob@example.com"]
    assert asking.client.get(url[:-2] + "xx").status_code == 404
    there.clock.go(minutes=16)
    assert asking.client.get(url).status_code == 404


def test_it_all_works_over_the_api() -> None:
    there = both()
    asking = Asking(there.network)
    made = asking.ask(
        """mutation { offerEvent(input: {idempotencyKey: "1", title: "Reunion", on: "2024-07-01"})
           { ... on Offering { id kind open host { name } mine } } }""",
        "ada",
        ("network_admin",),
    )["offerEvent"]
    event = made.pop("id")
    assert made == {"kind": "EVENT", "open": True, "host": {"name": "Ada"}, "mine": True}
    joined = asking.ask(
        f'mutation {{ takePart(input: {{idempotencyKey: "2", offering: "{event}"}})'
        " { ... on Offering { takingPart participants { name } } } }",
        "lia",
    )["takePart"]
    assert joined == {"takingPart": True, "participants": []}
    listed_ = "{ offerings(kind: EVENT) { edges { node { title participants { name } } } } }"
    [edge] = asking.ask(listed_)["offerings"]["edges"]
    assert edge["node"] == {"title": "Reunion", "participants": [{"name": "Lia"}]}
    held = asking.ask("{ balance { gave { words } received { words facts } } }", "lia")["balance"]
    assert held["gave"] == []
    assert held["received"][0]["words"] == "You took part in an event once."
    assert about_me(there.network, LIA, LIA.person).part.offerings[0].title == "Reunion"  # type: ignore[union-attr]


def test_alumni_search_people_knowledge_and_paths_inward_on_the_same_terms() -> None:
    changes = [make.tie("lia", "bob"), talk("cyd"), talk("dan"), make.preference("dan", do_not_contact=True)]
    there = both(*changes, dan="employee")
    assert experts(there.network, LIA) == ["Cyd"]
    assert routes(there.network, "cyd", "lia", LIA) == ["Lia Bob Cyd"]
    found = [card.name for card in people(there.network, LIA, People(search="")).people]
    assert found == ["Ada", "Bob", "Cyd", "Dan", "Lou"]
    there.block("cyd", "lia")
    assert experts(there.network, LIA) == []
    request = there.ask("lia", "ada", ("bob",), purpose="MENTORING")
    assert there.waits_for("bob") == [request]


def test_an_offering_and_its_participants_go_when_it_was_kept_long_enough() -> None:
    from actions.retention import retain

    old = alliance.offering("old", state="closed", closed="2022-01-01T00:00:00Z")
    network = network_of([make.person("ada"), make.person("bob"), old, alliance.participation("old", "bob")])
    gone = {one.kind: one.gone for one in retain(network, network.clock())}
    assert gone["offerings"] == 2
    assert list(every(network.store, Offering)) == []
