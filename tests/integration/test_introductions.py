"""Introductions from the request to the thanks, over records, the API and the outbox."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from actions.act import Act
from actions.introductions.answer import answer_introduction
from actions.introductions.request import Asking as Asked
from actions.introductions.request import request_introduction
from graph.errors import Refused
from graph.keys import Key
from graph.model import Budget, OpenIntroduction, budget_key
from graph.ports import Change
from policy.introductions import Shown
from policy.viewer import Viewer
from queries.inbox import inbox
from queries.my_introductions import my_introductions
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import key, line, routes, staff
from tests.factories.introductions import Stage, code
from tests.factories.network import address_of
from tests.fakes.moving_store import MovingStore

BLOCKS = make.preference("cyd", blocked=(key("ada"),))


def stage(*more: Change, **statuses: str) -> Stage:
    """Ada knows Bob, Bob knows Cyd; everybody has an address."""
    people = ("ada", "bob", "cyd", *(name for name in statuses if name not in ("bob", "cyd")))
    return Stage([*line(*more, **statuses), *(address_of(name) for name in people)])


def test_a_request_passes_from_one_to_the_next_until_both_ends_hear_of_each_other() -> None:
    on = stage()
    one = on.ask()
    assert (on.shown(), on.waits_for("bob"), on.waits_for("cyd")) == ([Shown.WAITING], [one], [])
    on.answer(one, "bob")
    assert (on.shown(), on.waits_for("bob"), on.waits_for("cyd")) == ([Shown.WAITING], [], [one])
    on.answer(one, "cyd")
    assert on.shown() == [Shown.AGREED]
    mine = my_introductions(on.network, Viewer(key("ada"))).introductions[0]
    assert mine.target is not None
    assert (mine.target.name, mine.target.emails) == ("Cyd", ("cyd@example.com",))
    assert [(party.name, party.emails) for party in mine.connectors] == [("Bob", ())]
    theirs = inbox(on.network, Viewer(key("cyd")), waiting=False).requests[0]
    assert theirs.asker is not None
    assert theirs.asker.emails == ("ada@example.com",)
    passed = inbox(on.network, Viewer(key("bob")), waiting=False).requests[0]
    assert (passed.state, passed.asker and passed.asker.emails) == (Shown.AGREED, ())


def test_whose_turn_it_is_is_shown_who_asks_what_of_whom() -> None:
    on = stage()
    on.ask()
    waiting = inbox(on.network, Viewer(key("bob"))).requests[0]
    assert (waiting.asker and waiting.asker.name, waiting.target and waiting.target.name) == ("Ada", "Cyd")
    assert (waiting.about, waiting.message) == ("billing", "May I ask about billing?")
    assert (waiting.asked, waiting.deadline) == ("2024-06-01T10:30:00Z", "2024-06-11T10:30:00Z")


def test_everybody_on_the_path_hears_the_outcome() -> None:
    on = stage()
    one = on.ask()
    assert code(lambda: on.close(one)) == "NOT_NOW"
    on.answer(one, "bob")
    on.answer(one, "cyd")
    assert code(lambda: on.close(one, "bob")) == "NOT_FOUND"
    on.close(one, "ada", "helped", "Thank you, Bob!")
    assert on.shown() == [Shown.CLOSED]
    for name in ("bob", "cyd"):
        told = inbox(on.network, Viewer(key(name)), waiting=False).requests[0]
        assert (told.state, told.outcome, told.thanks) == (Shown.CLOSED, "helped", "Thank you, Bob!")
        assert "introduction_closed" in on.templates(name)
    assert on.close(one, "ada", "helped", "Thank you, Bob!") == on.record(one)
    assert code(lambda: on.close(one, "cyd", "met")) == "NOT_NOW"


def test_notices_go_to_whose_turn_it_is_and_are_taken_back_when_it_ends() -> None:
    on = stage()
    one = on.ask()
    now, reminder, deadline = "2024-06-01T10:30:00Z", "2024-06-08T10:30:00Z", "2024-06-11T10:30:00Z"
    turn = [(now, "introduction_asked"), (reminder, "introduction_reminder")]
    assert (on.told("bob"), on.told("cyd")) == (turn, [])
    assert on.told("ada") == [(deadline, "introduction_not_this_time")]
    on.answer(one, "bob")
    assert (on.told("bob"), on.told("cyd")) == ([], turn)
    on.answer(one, "cyd")
    for name in ("ada", "bob", "cyd"):
        assert on.told(name) == [(now, "introduction_agreed")]


def test_who_is_asked_in_the_last_days_is_not_reminded() -> None:
    on = stage()
    one = on.ask()
    on.clock.go(days=8)
    on.answer(one, "bob")
    assert on.templates("cyd") == ["introduction_asked"]


@pytest.mark.parametrize("name", ["cyd", "dan", "nobody"])
def test_whom_it_has_not_reached_can_not_tell_it_from_what_is_not_there(name: str) -> None:
    on = stage(dan="employee", nobody="employee")
    one, absent = on.ask(), Key("introduction:absent")
    for act in (on.answer, on.withdraw, on.close):
        refused = []
        for introduction in (one, absent):
            with pytest.raises(Refused) as raised:
                act(introduction, name)
            refused.append(raised.value)
        assert refused[0] == refused[1]
        assert refused[0].code == "NOT_FOUND"


def test_a_second_answer_is_the_same_or_refused() -> None:
    on = stage()
    one = on.ask()
    assert code(lambda: on.answer(one, "ada")) == "NOT_YOUR_TURN"
    first = on.answer(one, "bob", once="same")
    assert on.answer(one, "bob", once="same") == on.answer(one, "bob", once="other") == first
    assert code(lambda: on.answer(one, "bob", yes=False)) == "NOT_YOUR_TURN"
    on.answer(one, "cyd", yes=False)
    assert code(lambda: on.answer(one, "cyd")) == "NOT_YOUR_TURN"
    assert code(lambda: on.answer(one, "bob", yes=False)) == "NOT_YOUR_TURN"


def test_an_answer_behind_the_deadline_comes_too_late() -> None:
    on = stage()
    one = on.ask()
    on.clock.go(days=10)
    assert on.waits_for("bob") == []
    assert code(lambda: on.answer(one, "bob")) == "NOT_NOW"
    assert on.shown() == [Shown.NOT_THIS_TIME]


def test_ask_again_after_is_for_the_eyes_of_who_said_it() -> None:
    on = stage()
    one = on.ask()
    assert code(lambda: on.answer(one, "bob", False, again_after=date(2023, 1, 1))) == "BAD_INPUT"
    on.answer(one, "bob", False, again_after=date(2024, 12, 1))
    told = inbox(on.network, Viewer(key("bob")), waiting=False).requests[0]
    assert (told.state, told.again_after, told.message) == (Shown.DECLINED, "2024-12-01", "")


def test_a_withdrawal_ends_it_at_once_for_everybody() -> None:
    on = stage()
    one = on.ask()
    on.answer(one, "bob")
    on.withdraw(one)
    assert on.withdraw(one) == on.record(one)
    assert (on.shown(), on.waits_for("cyd"), on.record(one).message) == ([Shown.WITHDRAWN], [], "")
    assert (on.told("ada"), on.told("bob"), on.told("cyd")) == ([], [], [])
    assert code(lambda: on.answer(one, "cyd")) == "NOT_NOW"


def test_a_withdrawal_does_not_tell_whether_there_was_something_to_withdraw() -> None:
    def withdrawn(declined: bool) -> tuple[object, ...]:
        on = stage()
        one = on.ask()
        if declined:
            on.answer(one, "bob", yes=False)
        on.withdraw(one)
        again = code(lambda: on.ask(once="again"))
        return (
            my_introductions(on.network, Viewer(key("ada"))),
            on.told("ada"),
            again,
            routes(on.network, "cyd"),
        )

    assert withdrawn(declined=True) == withdrawn(declined=False)


def test_one_live_request_for_an_asker_and_a_target() -> None:
    on = stage()
    one = on.ask()
    assert code(on.ask) == "ALREADY_ASKED"
    on.answer(one, "bob", yes=False)
    assert code(on.ask) == "ALREADY_ASKED"
    on.clock.go(days=10)
    assert code(on.ask) == "NO_PATH"
    on.clock.go(days=90)
    assert code(on.ask) == ""


def test_the_same_request_again_is_the_same() -> None:
    on = stage()
    one = on.ask(once="same")
    assert on.ask(once="same") == one
    budget = on.network.store.fetch([budget_key(key("bob"))]).found[budget_key(key("bob"))].record
    assert isinstance(budget, Budget)
    assert budget.spent == ("2024-06-01T10:30:00Z",)


def test_a_second_askers_request_waits_for_its_turn() -> None:
    on = stage(make.tie("dan", "bob"), dan="employee")
    first = on.ask()
    on.clock.go(hours=1)
    second = on.ask("dan")
    assert (on.shown("dan"), on.waits_for("bob")) == ([Shown.WAITING], [first])
    assert code(lambda: on.answer(second, "bob")) == "NOT_FOUND"
    on.answer(first, "bob", yes=False)
    assert on.waits_for("bob") == [second], "reads are right before the clockwork has come by"
    assert on.settle() == 1
    assert on.templates("bob") == ["introduction_asked", "introduction_reminder"]
    on.answer(second, "bob")
    on.answer(second, "cyd")
    assert (on.shown("dan"), on.shown("ada")) == ([Shown.AGREED], [Shown.WAITING])


def test_an_answer_to_a_request_whose_turn_has_just_come_counts() -> None:
    on = stage(make.tie("dan", "bob"), dan="employee")
    first, second = on.ask(), on.ask("dan")
    on.withdraw(first)
    on.answer(second, "bob")
    assert on.waits_for("cyd") == [second]


def test_queued_requests_have_their_turn_in_the_order_of_time() -> None:
    names = ("dan", "eve")
    on = stage(*(make.tie(name, "bob") for name in names), dan="employee", eve="employee")
    made = []
    for name in ("ada", *names):
        made.append(on.ask(name))
        on.clock.go(minutes=1)
    for one in made:
        on.settle()
        assert on.waits_for("bob") == [one]
        on.answer(one, "bob", yes=False)


def test_a_budget_is_spent_whatever_comes_of_it() -> None:
    on = stage()
    on.wish("bob", capacity=1)
    on.withdraw(on.ask())
    on.clock.go(days=29)
    assert code(lambda: on.ask("cyd", "bob", ())) == "NO_PATH"
    on.clock.go(days=1)
    assert code(lambda: on.ask("cyd", "bob", ())) == ""


@pytest.mark.parametrize("name", ["bob", "cyd"])
def test_nobody_is_asked_beyond_their_capacity(name: str) -> None:
    on = stage(make.tie("dan", "bob"), dan="employee")
    on.wish(name, capacity=1)
    on.ask()
    assert code(lambda: on.ask("dan")) == "NO_PATH"
    on.clock.go(days=30, seconds=1)
    assert code(lambda: on.ask("dan")) == ""


CAUSES: dict[str, Callable[[Stage], None]] = {
    "the connector said no to connecting": lambda on: on.opt_out("bob", "connect"),
    "the target said no to being reached": lambda on: on.opt_out("cyd", "reached"),
    "do not contact": lambda on: on.wish("bob", do_not_contact=True),
    "a pause": lambda on: on.wish("cyd", capacity=0),
    "quiet": lambda on: on.wish("bob", quiet_until=date(2024, 7, 1)),
    "a block of the asker": lambda on: on.block("bob", "ada"),
    "a block by the asker": lambda on: on.block("ada", "cyd"),
    "a block between the two": lambda on: on.block("cyd", "bob"),
    "restricted": lambda on: on.network.store.apply([make.preference("cyd", restricted=True)]) and None,
    "erased": lambda on: on.erase("bob"),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_a_path_that_is_not_there_is_refused_in_the_same_words(cause: str) -> None:
    on = stage()
    CAUSES[cause](on)
    with pytest.raises(Refused) as refused:
        on.ask()
    with pytest.raises(Refused) as absent:
        stage().ask(through=("nobody",))
    assert refused.value == absent.value
    assert refused.value.code == "NO_PATH"


@pytest.mark.parametrize(
    ("through", "to"),
    [((), "dan"), (("bob",), "ada"), (("cyd",), "bob"), (("bob", "cyd", "eve", "fay"), "gus")],
)
def test_ties_have_to_be_there(through: tuple[str, ...], to: str) -> None:
    names = dict.fromkeys(("dan", "eve", "fay", "gus"), "employee")
    chain = ("cyd", "eve", "fay", "gus")
    on = stage(*(make.tie(a, b) for a, b in pairwise(chain)), **names)
    expected = {"dan": "", "ada": "BAD_INPUT"}.get(to, "NO_PATH")
    assert code(lambda: on.ask(to=to, through=through)) == expected


def test_without_a_connector_employees_ask_for_expertise_and_others_whom_it_is_allowed() -> None:
    on = stage(dan="alumnus")
    assert code(lambda: on.ask(to="cyd", through=())) == ""
    assert code(lambda: on.ask(to="bob", through=(), purpose="RECRUITING")) == "NOT_ALLOWED"
    assert code(lambda: on.ask(to="dan", through=())) == "NOT_ALLOWED"
    on.wish("dan", direct=("RECRUITING",))
    assert code(lambda: on.ask(to="dan", through=(), purpose="RECRUITING")) == ""
    assert code(lambda: on.ask(to="dan", through=(), purpose="MENTORING")) == "ALREADY_ASKED"
    assert code(lambda: on.ask("bob", to="dan", through=(), purpose="MENTORING")) == "NOT_ALLOWED"


def test_direct_asks_that_are_taken_back_fail_what_waits() -> None:
    on = Stage(staff(dan="alumnus"))
    on.wish("dan", direct=("RECRUITING",))
    on.ask(to="dan", through=(), purpose="RECRUITING")
    on.wish("dan", direct=())
    assert on.waits_for("dan") == []


@pytest.mark.parametrize("cause", CAUSES)
def test_what_fails_on_the_way_waits_for_nobody_and_keeps_no_message(cause: str) -> None:
    on = stage()
    one = on.ask()
    CAUSES[cause](on)
    assert (on.waits_for("bob"), on.waits_for("cyd"), on.shown()) == ([], [], [Shown.WAITING])
    assert on.settle() == (0 if cause == "erased" else 1)
    assert (on.record(one).state, on.record(one).message) == ("failed", "")
    assert [name for name in ("bob", "cyd") if name != "bob" or cause != "erased" if on.told(name)] == []
    assert on.network.store.scan(OpenIntroduction).records == []


def test_a_pause_takes_nothing_back_from_who_said_yes() -> None:
    on = stage()
    one = on.ask()
    on.answer(one, "bob")
    on.wish("bob", capacity=0, quiet_until=date(2024, 7, 1))
    assert on.waits_for("cyd") == [one]
    on.opt_out("bob", "connect")
    assert on.waits_for("cyd") == []


def test_those_two_stay_off_this_askers_paths_for_90_days_and_on_others() -> None:
    more = [make.tie("ada", "dan"), make.tie("dan", "cyd"), make.tie("bob", "dan"), make.tie("bob", "eve")]
    on = stage(*more, dan="employee", eve="employee")
    one = on.ask()
    on.answer(one, "bob", yes=False)
    on.settle()
    assert routes(on.network, "cyd", hops=2) == ["Ada Bob Cyd", "Ada Dan Cyd"]
    on.clock.go(days=10)
    assert routes(on.network, "cyd", hops=2) == routes(on.network, "eve", hops=2) == []
    assert routes(on.network, "dan") == ["Ada Dan"]
    assert routes(on.network, "cyd", "dan", Viewer(key("dan")), hops=2) == ["Dan Cyd", "Dan Bob Cyd"]
    assert code(lambda: on.ask(to="eve")) == "NO_PATH"
    on.clock.go(days=90)
    assert routes(on.network, "cyd", hops=2) == ["Ada Bob Cyd", "Ada Dan Cyd"]


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("target", {"to": "ada"}),
        ("path", {"through": ("bob", "bob")}),
        ("path", {"through": ("ada",)}),
        ("purpose", {"purpose": "SALES"}),
        ("message", {"message": "x" * 2001}),
        ("message", {"message": "\x07"}),
        ("about", {"about": "x" * 201}),
        ("about", {"about": "one\nline"}),
        ("about", {"about": "Does CYD know billing?"}),
        ("about", {"about": "billing, as bob's team does it"}),
        ("about", {"about": "for cyd@example.com"}),
        ("about", {"about": "somebody@elsewhere.example"}),
        ("about", {"about": "+49 170 1234567"}),
        ("about", {"about": "\N{FULLWIDTH LATIN SMALL LETTER C}yd"}),
    ],
)
def test_what_no_rule_allows_is_refused_and_names_the_field(field: str, asked: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        stage().ask(**asked)  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.field) == ("BAD_INPUT", field)


def test_markup_stays_plain_text_and_the_longest_message_is_kept() -> None:
    on = stage()
    text = "<script>alert(1)</script>\n" + "x" * (2000 - 26)
    one = on.ask(message=text)
    assert on.record(one).message == text


def test_who_is_known_from_a_private_source_alone_is_on_no_path_that_can_be_asked() -> None:
    xan = [
        make.person("xan", name=""),
        make.profile("xan", "ada"),
        make.tie("ada", "xan", contributor=key("ada")),
    ]
    assert code(lambda: stage(*xan).ask(to="xan", through=())) == "NO_PATH"


def test_contact_details_go_when_who_agreed_blocks_later() -> None:
    on = stage()
    one = on.ask(through=())
    on.answer(one, "cyd")
    on.block("cyd", "ada")
    mine = my_introductions(on.network, Viewer(key("ada"))).introductions[0]
    assert (mine.state, mine.target) == (Shown.AGREED, None)


def test_addresses_from_somebody_elses_private_source_are_not_given() -> None:
    from_dan = make.identifier("cyd", "cyd@home.example", contributors=(key("dan"),))
    own = make.identifier("cyd", "cyd@own.example", contributors=(key("cyd"),))
    on = stage(from_dan, own, dan="employee")
    one = on.ask(through=())
    on.answer(one, "cyd")
    mine = my_introductions(on.network, Viewer(key("ada"))).introductions[0]
    assert mine.target is not None
    assert mine.target.emails == ("cyd@example.com", "cyd@own.example")


ASK = """mutation ($k: String!) { requestIntroduction(input: {idempotencyKey: $k, path: ["person:bob"],
    target: "person:cyd", purpose: EXPERTISE, about: "billing", message: "May I?"})
    { __typename ... on Introduction { id state target { name } } ... on Refusal { code field message } } }"""
ANSWER = """mutation ($i: ID!, $yes: Boolean!) {
    answerIntroduction(input: {idempotencyKey: "a", introduction: $i, yes: $yes})
    { __typename ... on IntroductionRequest { state asker { emails } } ... on Refusal { code } } }"""
CLOSE = """mutation ($i: ID!) { closeIntroduction(input: {
    idempotencyKey: "c", introduction: $i, outcome: HELPED, thanks: "Thank you"})
    { __typename ... on Introduction { state } ... on IntroductionRequest { state outcome } } }"""
WITHDRAW = """mutation ($i: ID!) { withdrawIntroduction(input: {idempotencyKey: "w", introduction: $i})
    { __typename ... on Introduction { state } ... on Refusal { code message } } }"""
INBOX = """query ($after: String) { inbox(first: 1, after: $after) { edges { cursor node {
    id state forMe message asker { name } target { name } } } pageInfo { hasNextPage endCursor } } }"""
MINE = (
    "{ myIntroductions { edges { node { id state target { name emails } connectors { name } outcome } } } }"
)


def test_an_introduction_over_the_api() -> None:
    asking = Asking(stage().network)
    made = asking.ask(ASK, k="1")["requestIntroduction"]
    assert (made["state"], made["target"]) == ("WAITING", None)
    waiting = asking.ask(INBOX, "bob")["inbox"]["edges"][0]["node"]
    assert waiting == {
        "id": made["id"],
        "state": "FOR_YOU",
        "forMe": False,
        "message": "May I?",
        "asker": {"name": "Ada"},
        "target": {"name": "Cyd"},
    }
    assert asking.ask(ASK, k="2")["requestIntroduction"]["code"] == "ALREADY_ASKED"
    passed = asking.ask(ANSWER, "bob", i=made["id"], yes=True)["answerIntroduction"]
    assert passed["state"] == "PASSED_ON"
    agreed = asking.ask(ANSWER, "cyd", i=made["id"], yes=True)["answerIntroduction"]
    assert (agreed["state"], agreed["asker"]["emails"]) == ("AGREED", ["ada@example.com"])
    assert asking.ask(WITHDRAW, i=made["id"])["withdrawIntroduction"]["code"] == "NOT_NOW"
    assert asking.ask(CLOSE, "cyd", i=made["id"])["closeIntroduction"]["outcome"] == "HELPED"
    assert asking.ask(MINE)["myIntroductions"]["edges"][0]["node"] == {
        "id": made["id"],
        "state": "CLOSED",
        "target": {"name": "Cyd", "emails": ["cyd@example.com"]},
        "connectors": [{"name": "Bob"}],
        "outcome": "HELPED",
    }
    assert asking.ask(ANSWER, i="person:bob", yes=True)["answerIntroduction"]["code"] == "NOT_FOUND"


def test_an_inbox_is_read_page_by_page_oldest_first() -> None:
    names = ("dan", "eve")
    on = stage(*(make.tie(name, "bob") for name in names), dan="employee", eve="employee")
    made = [on.ask("ada", "cyd"), on.ask("dan", "eve"), on.ask("eve", "ada")]
    asking, after, seen = Asking(on.network), None, []
    while True:
        page = asking.ask(INBOX, "bob", after=after)["inbox"]
        seen += [edge["node"]["id"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == sorted(made)  # of one moment


def test_who_blocks_while_the_target_says_yes_is_heard() -> None:
    late = 0
    for number in range(30):
        on = stage()
        one = on.ask(through=())
        moving = MovingStore(on.network.store, lambda read, n=number: [BLOCKS] if read == n else ())
        act = Act(replace(on.network, store=moving), Viewer(key("cyd")), "yes")
        outcome = code(lambda act=act, one=one: answer_introduction(act, one, True))
        late += moving.reads <= number
        assert outcome == ("NOT_NOW" if moving.reads > number else "")
    assert 0 < late < 25


def test_who_blocks_while_somebody_asks_is_heard() -> None:
    late = 0
    for number in range(40):
        on = stage()
        moving = MovingStore(on.network.store, lambda read, n=number: [BLOCKS] if read == n else ())
        act = Act(replace(on.network, store=moving), Viewer(key("ada")), "ask")
        asking = Asked((key("bob"),), key("cyd"), "EXPERTISE", "billing", "")
        outcome = code(lambda act=act, asking=asking: request_introduction(act, asking))
        late += moving.reads <= number
        assert outcome == ("NO_PATH" if moving.reads > number else "")
    assert 0 < late < 30
