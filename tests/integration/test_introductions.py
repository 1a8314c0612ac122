"""Introductions from the request to the thanks, over records and the outbox."""

from datetime import date

import pytest

from graph.errors import Refused
from graph.keys import Key
from graph.model import Budget, budget_key
from policy.introductions import Shown
from policy.viewer import Viewer
from queries.inbox import Reached, inbox
from queries.my_introductions import my_introductions
from tests.factories import records as make
from tests.factories.alliance import invitation
from tests.factories.asking import key, routes
from tests.factories.introductions import code, stage


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


def test_requests_come_in_pages_whatever_has_become_of_those_between() -> None:
    askers, targets = ("ada", "dan"), ("t0", "t1", "t2", "t3", "t4", "t5")
    ties = [make.tie("dan", "bob"), *(make.tie("bob", name) for name in targets)]
    there = dict.fromkeys(("dan", *targets), "employee")
    on = stage(*ties, make.preference("bob", capacity=20), **there)
    asked = []
    for n, name in enumerate(targets):
        on.clock.go(hours=1)
        asked.append(on.ask(askers[n // 3], name))
    for n in (0, 2, 3):
        on.block(targets[n], askers[n // 3])
    on.block("bob", "t4")
    assert on.waits_for("bob") == [asked[1], asked[5]]
    for waiting in (True, False):
        whole = inbox(on.network, Viewer(key("bob")), waiting, 100).requests
        for first in (1, 2, 3):
            pages, after = list[Reached](), None
            while page := inbox(on.network, Viewer(key("bob")), waiting, first, after).requests:
                pages += page
                after = (page[-1].asked, page[-1].key)
            assert tuple(pages) == whole


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


@pytest.mark.parametrize(
    ("state", "told"),
    [("claimed", ("new@home.example", "cyd@example.com")), ("invited", ("cyd@example.com",))],
)
def test_the_address_that_somebody_left_with_comes_first_once_it_is_proved(
    state: str, told: tuple[str, ...]
) -> None:
    new = make.identifier("cyd", "new@home.example")
    leaves = invitation("cyd", address="new@home.example", added=True, state=state)
    on = stage(new, leaves)
    one = on.ask()
    on.answer(one, "bob")
    on.answer(one, "cyd")
    mine = my_introductions(on.network, Viewer(key("ada"))).introductions[0]
    assert mine.target is not None
    assert mine.target.emails == told


def test_one_round_of_the_clockwork_writes_down_everything() -> None:
    names = tuple(f"asker{number}" for number in range(8))
    ties = (make.tie(name, "bob") for name in names)
    roomy = (make.preference(name, capacity=50) for name in ("bob", "cyd"))
    on = stage(*ties, *roomy, **dict.fromkeys(names, "employee"))
    made = []
    for name in names:
        made.append(on.ask(name))
        on.clock.go(days=1)
    on.withdraw(made[0], names[0])
    on.opt_out(names[1], "connect")
    on.block("cyd", names[2])
    assert on.settle() == 2
    assert [on.record(one).state for one in made[:5]] == ["withdrawn", "asked", "failed", "queued", "queued"]
    on.clock.go(days=6)
    assert on.settle() == 4
    assert [on.record(one).state for one in made[3:]] == ["expired", "expired", "asked", "queued", "queued"]
