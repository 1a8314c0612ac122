"""Quiet refusal: an asker can't tell one failure from another, nor before the deadline that there is one.

For each cause the clock goes hour by hour from the request to two hours behind its deadline. At each hour
everything that the asker gets is compared, byte for byte, with what they get when nobody ever answers: their
requests over the API, what comes of asking again, what will be sent to them and when, and, where the cause
takes no connector out of the network, their paths. Who is erased is gone for everybody at once, so asking
them again finds nobody; the request itself shows nothing of it.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import Any

import pytest

from graph.keys import Key
from graph.model import Delivery
from tests.factories import records as make
from tests.factories.api_client import Asking
from tests.factories.asking import key, line
from tests.factories.introductions import Stage, code
from tests.factories.network import address_of

HOURS = 10 * 24 + 2
HAPPENS = 30
"""The hour at which a cause comes about; Bob passes the request on ten hours before."""

MINE = """{ myIntroductions { edges { cursor node { id state purpose about asked deadline outcome thanks
    target { id name emails } connectors { id name emails } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } inbox { edges { node { id } } } }"""
PATHS = """{ warmPaths(to: {person: "person:eve"}, purpose: EXPERTISE, maxHops: 2) {
    paths { strength warmth hops { from { name } to { name } reasons } } } }"""

Cause = Callable[[Stage, Key], object]
IN_PLACE: dict[str, Cause] = {
    "the connector says no": lambda on, one: on.answer(one, "bob", yes=False),
    "the target says no": lambda on, one: on.answer(one, "cyd", yes=False),
    "connector and target block each other": lambda on, _: on.block("cyd", "bob"),
    "the target says not to be reached": lambda on, _: on.opt_out("cyd", "reached"),
    "the target asks not to be contacted": lambda on, _: on.wish("cyd", do_not_contact=True),
    "the target pauses": lambda on, _: on.wish("cyd", capacity=0),
    "the target is quiet": lambda on, _: on.wish("cyd", quiet_until=(on.clock() + timedelta(days=40)).date()),
    "the target blocks the asker": lambda on, _: on.block("cyd", "ada"),
    "the target is restricted": lambda on, _: restrict(on, "cyd"),
    "the target is erased": lambda on, _: on.erase("cyd"),
}
"""Bob, over whom the asker's other paths lead, stays what he was."""

OTHERS: dict[str, Cause] = {
    "the connector says not to be asked": lambda on, _: on.opt_out("bob", "connect"),
    "the connector asks not to be contacted": lambda on, _: on.wish("bob", do_not_contact=True),
    "the connector blocks the asker": lambda on, _: on.block("bob", "ada"),
    "the asker blocks the connector": lambda on, _: on.block("ada", "bob"),
    "the connector is restricted": lambda on, _: restrict(on, "bob"),
    "the connector is erased": lambda on, _: on.erase("bob"),
}
PASSED_ON = {name for name in IN_PLACE if name.startswith("the target")}


def restrict(on: Stage, name: str) -> None:
    on.network.store.apply([make.preference(name, restricted=True)])


def story(
    cause: Cause | None, passed: bool, clockwork: bool, queued: bool = False
) -> tuple[list[Any], list[Any]]:
    """What the asker gets at each hour: requests, answers and messages, and their paths."""
    ties = [make.tie("dan", "bob"), make.tie("bob", "eve"), make.tie("ada", "fay"), make.tie("fay", "eve")]
    people = dict.fromkeys(("dan", "eve", "fay"), "employee")
    on = Stage([*line(*ties, **people), *(address_of(name) for name in ("ada", "bob", "cyd", *people))])
    if queued:
        on.ask("dan", once="another")
    one, api = on.ask(once="the request"), Asking(on.network)
    got: list[Any] = []
    paths: list[Any] = []
    for hour in range(HOURS):
        if passed and hour == HAPPENS - 10:
            on.answer(one, "bob")
        if cause is not None and hour == HAPPENS:
            cause(on, one)
        if clockwork:
            on.settle()
        again = code(lambda: on.ask(once=f"again {hour}"))  # noqa: B023
        to_be_sent = on.network.store.adjacent([key("ada")], Delivery).records
        got.append((hour, api.post(MINE).text, again, [stored.record for stored in to_be_sent]))
        paths.append((hour, api.post(PATHS).text))
        on.clock.go(hours=1)
    return got, paths


@lru_cache(maxsize=1)
def nobody_answers() -> tuple[list[Any], list[Any]]:
    return story(None, passed=False, clockwork=True)


@pytest.mark.parametrize("cause", [*IN_PLACE, *OTHERS])
def test_every_failure_is_as_if_nobody_had_answered(cause: str) -> None:
    got, paths = story((IN_PLACE | OTHERS)[cause], passed=cause in PASSED_ON, clockwork=True)
    expected, expected_paths = nobody_answers()
    if cause == "the target is erased":  # there is nobody any more to ask again, for anybody
        got, expected = ([(hour, text, sent) for hour, text, _, sent in all_] for all_ in (got, expected))
    assert got == expected
    if cause in IN_PLACE:
        assert paths == expected_paths


def test_a_request_that_never_has_its_turn_is_as_if_nobody_had_answered() -> None:
    assert story(None, passed=False, clockwork=True, queued=True) == nobody_answers()


@pytest.mark.parametrize("cause", ["the target says no", "the target is restricted"])
def test_it_does_not_depend_on_the_clockwork(cause: str) -> None:
    got, paths = story(IN_PLACE[cause], passed=True, clockwork=False)
    assert (got, paths) == nobody_answers()


def test_what_is_compared_changes_at_the_deadline_and_only_then() -> None:
    got, paths = nobody_answers()
    shown = [text for _, text, _, _ in got]
    assert shown.index(next(text for text in shown if "NOT_THIS_TIME" in text)) == 240
    assert len(set(shown)) == 2
    assert [code for _, _, code, _ in got] == ["ALREADY_ASKED"] * 240 + ["NO_PATH"] * 2
    ways = [text for _, text in paths]
    assert len(set(ways[:240])) == len(set(ways[240:])) == 1
    assert ("Bob" in ways[0], "Bob" in ways[240]) == (True, False)


def test_no_name_no_id_and_no_message_reaches_the_asker() -> None:
    got, _ = nobody_answers()
    for _, text, _, _ in got:
        assert not any(word in text.lower() for word in ("bob", "cyd", "may i ask"))


@pytest.mark.parametrize("cause", [*IN_PLACE, *OTHERS])
def test_a_withdrawal_afterwards_tells_nothing(cause: str) -> None:
    def withdrawn(happens: bool) -> object:
        on = Stage([*line(), *(address_of(name) for name in ("ada", "bob", "cyd"))])
        one, api = on.ask(once="the request"), Asking(on.network)
        if cause in PASSED_ON:
            on.answer(one, "bob")
        if happens:
            (IN_PLACE | OTHERS)[cause](on, one)
            on.settle()
        on.withdraw(one)
        return api.post(MINE).text, on.told("ada")

    assert withdrawn(happens=True) == withdrawn(happens=False)


def test_the_store_keeps_no_message_of_a_failure() -> None:
    for cause in (*IN_PLACE, *OTHERS):
        on = Stage([*line(), *(address_of(name) for name in ("ada", "bob", "cyd"))])
        one = on.ask(message="a secret of mine")
        if cause in PASSED_ON:
            on.answer(one, "bob")
        (IN_PLACE | OTHERS)[cause](on, one)
        on.settle()
        assert on.record(one).message == ""
        assert (on.told("bob") if cause != "the connector is erased" else []) == []
