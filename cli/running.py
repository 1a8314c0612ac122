"""One run of an ingest at the terminal: progress on stderr, what came of it on stdout."""

import time
from collections.abc import Callable
from typing import Any, Final

import typer

from cli.messages import Messages
from cli.session import Session
from graph.keys import NO_KEY, Key
from graph.model import Quarantined
from ingest.jobs import run, this_process
from ingest.result import Progress, Result
from ingest.source import Problem, Source
from policy.viewer import OPERATOR
from service.opening import Service

SOME_QUARANTINED: Final = 1
_SHOWN: Final = 20
_EVERY_S: Final = 5.0


def run_source(session: Session, source: Callable[[Service], Source], dry_run: bool) -> None:
    """Ingest and say what came of it. Raises typer.Exit(1) when something was quarantined."""
    with session.service() as service, Shown(session.messages) as shown:
        result = run(
            service.store,
            source(service),
            keys=service.keys,
            now=service.clock,
            holder=this_process(),
            locks=service.locks,
            dry_run=dry_run,
            report=shown,
        )
    tell(session, result)
    if result.quarantined:
        raise typer.Exit(SOME_QUARANTINED)


def contributor(service: Service, email: str | None, share: bool) -> Key:
    """Whose private source it is: NO_KEY when the company shares it. Raises PersonNotFound."""
    if email is None:
        return NO_KEY
    from queries.find_person import find_person  # shared sources need nobody to be found

    owner = find_person(service.network, OPERATOR, email)
    return NO_KEY if share else owner


class Shown:
    """Progress on stderr: a moving line on a terminal, else a line now and then."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._line = MovingLine() if messages.watched else None
        self._told = time.monotonic()

    def __enter__(self) -> "Shown":
        if self._line is not None:
            self._line.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._line is not None:
            self._line.bar.stop()

    def __call__(self, progress: Progress) -> None:
        """Show how far the job is."""
        text = (
            "another ingest is running; waiting for its turn to end"
            if progress.stage == "waiting"
            else f"{progress.stage}: {progress.read:,} read, {progress.new:,} new, {progress.changed:,}"
            f" changed, {progress.quarantined:,} quarantined"
        )
        if self._line is not None:
            self._line.bar.update(self._line.task, description=text)
        elif progress.stage == "waiting" or self._due():
            self._messages.say(text)

    def _due(self) -> bool:
        now = time.monotonic()
        if now - self._told < _EVERY_S:
            return False
        self._told = now
        return True


class MovingLine:
    """One line of a terminal that says how far it is, and goes when it is done."""

    def __init__(self) -> None:
        from rich.console import Console  # where nobody watches nothing waits for it
        from rich.progress import Progress as Bar
        from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

        self.bar = Bar(
            SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(),
            console=Console(stderr=True, force_terminal=True, highlight=False), transient=True,
        )  # fmt: skip
        self.task = self.bar.add_task("reading")


def tell(session: Session, result: Result) -> None:
    """Say what an ingest came to: notes and problems as messages, the counts as the answer."""
    for note in result.notes:
        session.say(f"note: {note}")
    if not session.json:
        for problem in result.problems[:_SHOWN]:
            session.say(problem_line(problem))
        if result.quarantined > _SHOWN:
            session.say(f"... and {result.quarantined - _SHOWN:,} more: {_where_to_look(result)}")
    session.answer(as_json(result), _summary(result))


def problem_line(problem: Problem | Quarantined) -> str:
    """`people.csv:7: email: 'x' is no address`."""
    where = f"{problem.file}:{problem.line}" if problem.line else problem.file
    return f"{where}: {problem.field + ': ' if problem.field else ''}{problem.reason}"


def _where_to_look(result: Result) -> str:
    return "see --json" if result.dry_run else f"kith quarantine --job {result.job}"


def _summary(result: Result) -> str:
    would = "would be " if result.dry_run else ""
    how = {"cancelled": " (cancelled: the rest was not read)"}.get(result.state, "")
    return (
        f"{result.format}: {result.read:,} read; {would}{result.new:,} new, {result.changed:,} changed,"
        f" {result.unchanged:,} unchanged, {result.quarantined:,} quarantined{how}"
    )


def as_json(result: Result) -> dict[str, Any]:
    """The `ingest` object."""
    return {
        "job": result.job,
        "format": result.format,
        "source": result.source,
        "state": result.state,
        "dry_run": result.dry_run,
        "read": result.read,
        "new": result.new,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "quarantined": result.quarantined,
        "problems": [
            {"file": p.file, "line": p.line, "field": p.field, "reason": p.reason} for p in result.problems
        ],
        "notes": list(result.notes),
    }
