"""`kith reports` and `kith report introductions`: figures about many people, none about a few."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli.session import Session, session
from graph.errors import InvalidValue

# What a command needs to work is imported when it works.
if TYPE_CHECKING:
    from queries.reporting.report import Figure, Report

STDOUT: Final = "-"

report = typer.Typer(
    help="Figures about many people; groups under 5 are not shown.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("reports")(reports)
    app.add_typer(report, name="report")


def reports(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Which report; without it, which there are.")] = "",
    csv_: Annotated[
        str, typer.Option("--csv", metavar="FILE", help="Write it there as CSV; - is stdout.")
    ] = "",
) -> None:
    """Figures of this month about many people; groups under 5 are not shown."""
    from queries.reporting.catalogue import REPORTS, SUPPRESSED
    from queries.reporting.report import as_csv

    run = session(context)
    if not name:
        if csv_:
            raise InvalidValue("csv", csv_, f"say which report first: {', '.join(REPORTS)}")
        listed = [{"name": name, "title": kind.title} for name, kind in REPORTS.items()]
        run.answer({"reports": listed}, "\n".join(f"{one['name']:16}{one['title']}" for one in listed))
        return
    if name not in REPORTS:
        raise InvalidValue("NAME", name, f"one of {', '.join(REPORTS)}")
    found = _made(run, name)
    kind = REPORTS[name]
    if csv_ == STDOUT:
        typer.echo(as_csv(found), nl=False)
    elif csv_:
        _write(Path(csv_), as_csv(found))
        run.answer({"report": name, "file": csv_}, f"Written: {csv_}")
    elif run.json:
        run.answer(_json(found) | {"title": kind.title, "note": kind.note, "suppressed": SUPPRESSED})
    else:
        typer.echo(f"{kind.title}, as of {found.as_of}")
        _table(found)
        run.say(f"{kind.note} {SUPPRESSED}")


@report.command()
def introductions(
    context: typer.Context,
    csv_: Annotated[bool, typer.Option("--csv", help="As CSV; what is too small to show is empty.")] = False,
) -> None:
    """Requests for introductions by outcome, for each whole month that is over: `kith reports requests`."""
    from queries.reporting.report import as_csv
    from queries.reporting.requests import NAME, OPEN, TOTAL

    run = session(context)
    found = _made(run, NAME)
    if csv_ and not run.json:
        typer.echo(as_csv(found), nl=False)
        return
    months = []
    for row in found.rows:
        told = dict(zip(found.measures, row.values, strict=True))
        still_open, total = told.pop(OPEN), told.pop(TOTAL)
        months.append(
            {"month": row.labels[0], "outcomes": told, "total": total, "not_closed_yet": still_open}
        )
        if not run.json:
            figures = ", ".join(f"{outcome} {_figure(count)}" for outcome, count in told.items())
            typer.echo(f"{row.labels[0]}  {figures}; all {_figure(total)}")
    if run.json:
        run.answer({"months": months})


def _made(run: Session, name: str) -> Report:
    """The report, with what it is at on stderr when it takes longer than a moment."""
    from actions.publish_report import report as publish
    from policy.viewer import OPERATOR

    with run.service() as service:
        began = time.monotonic()

        def progress(what: str) -> None:
            run.say(f"{name}: {what}, after {time.monotonic() - began:.1f} s")

        service.network.read_model.current()  # what takes long here says so itself
        return publish(service.network, OPERATOR, name, progress)


def _write(file: Path, text: str) -> None:
    scratch = file.with_name(f".{file.name}.part")
    try:
        scratch.write_text(text, encoding="utf-8", newline="")
        os.replace(scratch, file)
    finally:
        scratch.unlink(missing_ok=True)


def _json(found: Report) -> dict[str, Any]:
    return {
        "name": found.name,
        "as_of": found.as_of,
        "labels": found.labels,
        "measures": found.measures,
        "rows": [{"labels": row.labels, "values": row.values} for row in found.rows],
    }


def _table(found: Report) -> None:
    lines = [(*found.labels, *found.measures)]
    lines += [(*row.labels, *(_figure(value, "-") for value in row.values)) for row in found.rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for cells in lines:
        texts = [
            cell.ljust(width) if place < len(found.labels) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        typer.echo("  ".join(texts).rstrip())


def _figure(value: Figure, untold: str = "not shown") -> str:
    return untold if value is None else f"{value:,}"
