"""What the reports say, and which of their lines changed."""

from collections.abc import Iterator
from typing import Any

from sample.stories.stage import Stage

REPORTS = ("requests", "tours", "coverage", "freshness")
_LINES = "{ title measures rows { labels values } }"
_SHOWN = ("requests", "tours")
_MOST = 4  # lines of one report

Lines = dict[str, str]
Reports = dict[str, Lines]


def reports(on: Stage, admin: str) -> Reports:
    """Some reports as a network admin reads them: a text by what its line is about."""
    told = on.ask(admin, "{ networkHealth { " + " ".join(f"{name} {_LINES}" for name in REPORTS) + " } }")
    return {name: _lines(told[name]) for name in REPORTS}


def _lines(report: Any) -> Lines:
    return {
        ", ".join(row["labels"]): ", ".join(
            f"{measure} {value:g}" for measure, value in zip(report["measures"], row["values"], strict=True)
            if value is not None
        )
        for row in report["rows"]
    }  # fmt: skip


def changes(before: Reports, after: Reports) -> Iterator[str]:
    """What is told now and was not, line by line for some reports, and how many lines for the others."""
    for name in REPORTS:
        then, now = before[name], after[name]
        other = [about for about in sorted({*then, *now}) if then.get(about, "") != now.get(about, "")]
        if name in _SHOWN:
            for about in other[:_MOST]:
                yield f"{name}: {about}: {now.get(about) or 'nothing'} (was: {then.get(about) or 'nothing'})"
        elif other:
            yield f"{name}: {len(other)} of {len({*then, *now})} lines changed"
