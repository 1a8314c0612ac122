"""Who works beside an answer gives way while somebody is being answered, and only then."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from api import answering
from api.app import RequestIds


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    rested: list[float] = []
    monkeypatch.setattr(answering, "_answered", [0])
    monkeypatch.setattr("api.answering.time.sleep", rested.append)
    return rested


def test_it_rests_between_two_steps_while_somebody_is_answered(rests: list[float]) -> None:
    answering.give_way()
    assert rests == []
    with answering.answering(), answering.answering():
        answering.give_way()
        with answering.waiting():
            answering.give_way()
    assert len(rests) == 2
    answering.give_way()
    assert len(rests) == 2


def test_it_does_not_rest_for_who_waits_for_it(rests: list[float]) -> None:
    with answering.answering():
        with answering.waiting():
            answering.give_way()
        assert rests == []
        answering.give_way()
    assert len(rests) == 1


def test_an_answer_that_fails_is_over(rests: list[float]) -> None:
    with pytest.raises(ValueError, match="broken"), answering.answering():
        raise ValueError("broken")
    answering.give_way()
    assert rests == []


def test_every_request_is_being_answered_from_its_begin_to_its_end(rests: list[float]) -> None:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        answering.give_way()
        await PlainTextResponse("done")(scope, receive, send)

    assert TestClient(RequestIds(answer)).get("/").text == "done"
    assert len(rests) == 1
    answering.give_way()
    assert len(rests) == 1
