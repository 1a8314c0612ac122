"""Ask one question or a file of them, the same way for every kind of question."""

import sys
from pathlib import Path
from typing import Any, Protocol, TypeVar

import typer

from cli.errors import NOTHING_FOUND, explain
from cli.session import Session, line
from graph.errors import InvalidValue, NotFound
from policy.viewer import Viewer
from service.opening import Service

Q = TypeVar("Q")


class Door(Protocol[Q]):
    """One kind of question: how it is read, asked and shown."""

    what: str
    """The field of the answer that holds what was found."""

    def read(self, text: str, number: int) -> Q:
        """The question in line `number` of a batch. Raises InvalidValue."""
        ...

    def ask(self, service: Service, viewer: Viewer, question: Q) -> dict[str, Any]:
        """The answer as JSON. Raises NotFound."""
        ...

    def nothing(self, question: Q, revision: int) -> dict[str, Any]:
        """The answer to a question about what is not there."""
        ...

    def show(self, answer: dict[str, Any]) -> None:
        """Print an answer for a person to read."""
        ...

    def advice(self, question: Q) -> str:
        """What to say when nobody was found."""
        ...


def ask_one(run: Session, door: Door[Q], as_: str | None, question: Q) -> None:
    """Print the answer to one question. Raises NotFound, typer.Exit(1) when nobody was found."""
    with run.service() as service:
        viewer = run.viewer(service, as_)
        try:
            answer = door.ask(service, viewer, question)
        except NotFound as error:
            if run.json:
                line(_failed(door, service, question, error))
            raise
    if run.json:
        line(answer)
    elif answer[door.what]:
        door.show(answer)
    else:
        run.say(door.advice(question))
    if not answer[door.what]:
        raise typer.Exit(NOTHING_FOUND)


def ask_all(run: Session, door: Door[Q], as_: str | None, batch: Path) -> None:
    """Print an answer a line, in the order asked. Raises typer.Exit(1) when all found nothing."""
    questions = [door.read(text, number) for number, text in _lines(batch)]
    some = False
    with run.service() as service:
        viewer = run.viewer(service, as_)
        for question in questions:
            try:
                answer = door.ask(service, viewer, question)
            except NotFound as error:
                answer = _failed(door, service, question, error)
            line(answer)
            some = some or bool(answer[door.what])
    if not some:
        raise typer.Exit(NOTHING_FOUND)


def _failed(door: Door[Q], service: Service, question: Q, error: NotFound) -> dict[str, Any]:
    return {**door.nothing(question, service.store.revision()), "error": explain(error).text}


def _lines(batch: Path) -> list[tuple[int, str]]:
    """The lines that ask something, with their numbers."""
    try:
        raw = sys.stdin.buffer.read() if str(batch) == "-" else batch.read_bytes()
    except OSError as error:
        raise InvalidValue("batch", str(batch), (error.strerror or str(error)).lower()) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = raw.count(b"\n", 0, error.start) + 1
        raise InvalidValue("batch", str(batch), f"line {place} is not UTF-8") from error
    lines = enumerate(text.replace("\r\n", "\n").split("\n"), 1)
    return [(number, stripped) for number, line in lines if (stripped := line.strip(" \r"))]
