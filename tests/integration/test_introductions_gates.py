"""Which paths may be asked, which requests fail on the way, and what may be written in one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from actions.act import Act
from actions.introductions.answer import answer_introduction
from actions.introductions.request import Asking, request_introduction
from graph.errors import Refused
from graph.model import OpenIntroduction
from policy.introductions import Shown
from policy.viewer import Viewer
from tests.factories import records as make
from tests.factories.asking import key, routes, staff
from tests.factories.introductions import Stage, code, stage
from tests.fakes.moving_store import MovingStore

BLOCKS = make.preference("cyd", blocked=(key("ada"),))


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
    assert sorted(routes(on.network, "cyd", hops=2)) == ["Ada Bob Cyd", "Ada Dan Cyd"]
    on.clock.go(days=10)
    assert routes(on.network, "cyd", hops=2) == routes(on.network, "eve", hops=2) == []
    assert routes(on.network, "dan") == ["Ada Dan"]
    assert routes(on.network, "cyd", "dan", Viewer(key("dan")), hops=2) == ["Dan Cyd", "Dan Bob Cyd"]
    assert code(lambda: on.ask(to="eve")) == "NO_PATH"
    on.clock.go(days=90)
    assert sorted(routes(on.network, "cyd", hops=2)) == ["Ada Bob Cyd", "Ada Dan Cyd"]


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


def test_who_blocks_while_the_target_says_yes_is_heard() -> None:
    late = 0
    for number in range(30):
        on = stage()
        one = on.ask(through=())
        moving = MovingStore(on.network.store, lambda read, n=number: [BLOCKS] if read == n else ())
        act = Act(replace(on.network, store=moving), Viewer(key("cyd")), "yes")
        outcome = code(lambda act=act, one=one: answer_introduction(act, one, True))
        late += moving.reads <= number
        assert outcome in (("NOT_NOW", "NOT_FOUND") if moving.reads > number else ("",))
    assert 0 < late < 25


def test_who_blocks_while_somebody_asks_is_heard() -> None:
    late = 0
    for number in range(40):
        on = stage()
        moving = MovingStore(on.network.store, lambda read, n=number: [BLOCKS] if read == n else ())
        act = Act(replace(on.network, store=moving), Viewer(key("ada")), "ask")
        asking = Asking((key("bob"),), key("cyd"), "EXPERTISE", "billing", "")
        outcome = code(lambda act=act, asking=asking: request_introduction(act, asking))
        late += moving.reads <= number
        assert outcome == ("NO_PATH" if moving.reads > number else "")
    assert 0 < late < 30
