"""One request asks one question after another, and makes no other request wait."""

from collections.abc import Callable
from threading import Event

import anyio

from api.graphql.turns import Turns

_PATIENCE_S = 10


def test_the_questions_of_a_request_are_asked_one_after_another_in_the_order_in_which_they_came() -> None:
    heard, pause = list[str](), Event()

    def question(number: int) -> Callable[[], None]:
        def ask() -> None:
            heard.append(f"{number} begins")
            pause.wait(0.01)
            heard.append(f"{number} ends")

        return ask

    async def request() -> None:
        turns = Turns()
        async with anyio.create_task_group() as tasks:
            for number in range(5):
                tasks.start_soon(turns.ask, question(number))

    anyio.run(request)
    assert heard == [f"{number} {what}" for number in range(5) for what in ("begins", "ends")]


def test_a_question_that_fails_gives_its_turn_away() -> None:
    def fail() -> None:
        raise ValueError("asked for nothing")

    async def request() -> str:
        turns = Turns()
        try:
            await turns.ask(fail)
        except ValueError:
            return await turns.ask(lambda: "answered")
        return "did not fail"

    assert anyio.run(request) == "answered"


def test_a_request_does_not_wait_for_the_question_of_another() -> None:
    answered = Event()

    async def requests() -> bool:
        first, second = Turns(), Turns()
        waited = list[bool]()

        async def slow() -> None:
            waited.append(await first.ask(lambda: answered.wait(_PATIENCE_S)))

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(slow)
            tasks.start_soon(second.ask, answered.set)
        return waited == [True]

    assert anyio.run(requests)
