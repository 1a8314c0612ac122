"""`kith who-knows` and `kith paths`: the two questions."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from cli import answers
from cli.errors import NOTHING_FOUND, explain
from cli.session import Session, line, session
from graph.errors import InvalidValue, NotFound
from graph.model import PURPOSES
from policy.gates import Status
from policy.viewer import Viewer
from queries.find_person import find_person
from queries.people_filter import PeopleFilter
from queries.who_knows import WhoKnows, who_knows
from service.opening import Service

_MAX_HOPS: Final = 4

As = Annotated[str | None, typer.Option("--as", metavar="EMAIL", help="Ask as this person.")]
First = Annotated[int, typer.Option(min=1, help="How many answers at most.")]
Batch = Annotated[
    Path | None,
    typer.Option("--batch", metavar="FILE", help="Many questions, one a line (- reads stdin)."),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("who-knows")(who)
    app.command("paths")(paths)


def who(
    context: typer.Context,
    topic: Annotated[
        str | None, typer.Argument(help="A skill, a folder of a repository, or any text.")
    ] = None,
    as_: As = None,
    first: First = 10,
    status: Annotated[
        list[str] | None, typer.Option(help="Only EMPLOYEE, ALUMNUS or EXTERNAL; may be repeated.")
    ] = None,
    batch: Batch = None,
) -> None:
    """Who knows about TOPIC? People with the evidence that they know, best first."""
    run = session(context)
    _one_of(topic, batch, "TOPIC")
    wanted = PeopleFilter(status=_statuses(status))
    with run.service() as service:
        viewer = run.viewer(service, as_)
        if batch is None:
            assert topic is not None
            answer = _who_knows(service, viewer, WhoKnows(topic, first, filter=wanted))
            _show(run, answer, answer["experts"], answers.print_experts)
        else:
            asked = [WhoKnows(text, first, filter=wanted) for text in _lines(batch)]
            _all(
                _answers(lambda question: _who_knows(service, viewer, question), asked, _unknown_topic),
                "experts",
            )


def paths(
    context: typer.Context,
    origin: Annotated[
        str | None, typer.Argument(metavar="FROM", help="An id, an e-mail or a name that one person has.")
    ] = None,
    to: Annotated[str | None, typer.Argument(metavar="TO", help="Whom to reach: likewise.")] = None,
    purpose: Annotated[str, typer.Option(help=", ".join(PURPOSES))] = "RECRUITING",
    max_hops: Annotated[int, typer.Option(min=1, max=_MAX_HOPS, help="Ties on a path at most.")] = 3,
    first: First = 5,
    every: Annotated[
        bool, typer.Option("--every", help="The plain best paths, not one a first connector.")
    ] = False,
    as_: As = None,
    batch: Batch = None,
) -> None:
    """Who can introduce FROM to TO? Warm paths with the reason for each step, best first."""
    # only here: the search brings its compiler, for which who-knows need not wait
    from queries.warm_paths import WarmPathsTo, warm_paths

    run = session(context)
    _one_of(origin and to, batch, "FROM and TO")
    if purpose.upper() not in PURPOSES:
        raise InvalidValue("purpose", purpose, f"one of {', '.join(PURPOSES)}")

    def ask(service: Service, viewer: Viewer, ends: tuple[str, str]) -> dict[str, Any]:
        source, target = (find_person(service.network, viewer, end) for end in ends)
        question = WarmPathsTo(source, (target,), purpose.upper(), max_hops, first, every)
        found = warm_paths(service.network, viewer, question)
        return answers.paths_json(service.network, viewer, *ends, found)

    with run.service() as service:
        viewer = run.viewer(service, as_)
        if batch is None:
            assert origin is not None
            assert to is not None
            answer = ask(service, viewer, (origin, to))
            _show(run, answer, answer["paths"], answers.print_paths)
        else:
            asked = [_pair(text, number) for number, text in enumerate(_lines(batch), 1)]
            _all(_answers(lambda ends: ask(service, viewer, ends), asked, _unknown_ends), "paths")


def _who_knows(service: Service, viewer: Viewer, question: WhoKnows) -> dict[str, Any]:
    found = who_knows(service.network, viewer, question)
    return answers.experts_json(service.network, viewer, found)


def _answers(ask: Any, questions: list[Any], unknown: Any) -> Iterator[dict[str, Any]]:
    for question in questions:
        try:
            yield ask(question)
        except NotFound as error:
            yield {**unknown(question), "error": explain(error).text}


def _unknown_topic(question: WhoKnows) -> dict[str, Any]:
    return {"about": question.about, "revision": None, "experts": []}


def _unknown_ends(ends: tuple[str, str]) -> dict[str, Any]:
    return {"from": ends[0], "to": ends[1], "revision": None, "paths": []}


def _all(found: Iterator[dict[str, Any]], what: str) -> None:
    some = False
    for answer in found:
        line(answer)
        some = some or bool(answer[what])
    if not some:
        raise typer.Exit(NOTHING_FOUND)


def _show(run: Session, answer: dict[str, Any], found: list[Any], show: Any) -> None:
    if run.json:
        run.answer(answer)
    elif found:
        show(answer)
    else:
        run.say("nobody found: see `kith who-knows --help` and `kith paths --help` for wider questions")
    if not found:
        raise typer.Exit(NOTHING_FOUND)


def _one_of(asked: object, batch: Path | None, what: str) -> None:
    if bool(asked) == (batch is not None):
        raise InvalidValue("question", str(asked or ""), f"give {what}, or --batch FILE")


def _statuses(given: list[str] | None) -> frozenset[Status]:
    try:
        return frozenset(Status[name.upper()] for name in given or ())
    except KeyError as error:
        raise InvalidValue("status", str(error.args[0]), "EMPLOYEE, ALUMNUS or EXTERNAL") from error


def _lines(batch: Path) -> list[str]:
    try:
        text = sys.stdin.read() if str(batch) == "-" else batch.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidValue("batch", str(batch), str(error)) from error
    return [stripped for raw in text.splitlines() if (stripped := raw.strip(" \r"))]


def _pair(text: str, number: int) -> tuple[str, str]:
    ends = [end.strip() for end in text.split("\t")]
    if len(ends) != 2 or not all(ends):
        raise InvalidValue("batch", text, f"line {number} is not FROM, a tab, TO")
    return ends[0], ends[1]
