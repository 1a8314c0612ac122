"""What somebody and who reads about them have in common, in words: where and when they were together."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from web.words import period

Spans = Sequence[Mapping[str, Any]]

_LAST = "9999-12-31"


def together(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    """Companies, departments and missions that both were at, with the time of both where it is known."""
    return list(dict.fromkeys((*_work(mine, theirs), *_tours(mine["tours"], theirs["tours"]))))


def _work(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    for job, other in _pairs(mine["employments"], theirs["employments"]):
        where = job["organization"]["name"]
        if where.casefold() != other["organization"]["name"].casefold():
            continue
        department = job["department"] if _same(job["department"], other["department"]) else ""
        at = f"{where}, {department}" if department else where
        both = "worked" if job["until"] or other["until"] else "have worked"
        yield _said(f"You both {both} at {at}", job, other)


def _tours(mine: Spans, theirs: Spans) -> Iterator[str]:
    for tour, other in _pairs(mine, theirs):
        if _same(tour["mission"], other["mission"]):
            yield _said(f"You were both on the tour {tour['mission']}", tour, other)


def _pairs(mine: Spans, theirs: Spans) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    return ((one, other) for one in mine for other in theirs)


def _same(one: str | None, other: str | None) -> bool:
    return bool(one and other) and str(one).casefold() == str(other).casefold()


def _said(words: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """With when that was; at different times it is in common as well, and said so.

    Days may be partial (2019, 2019-03): what is not known of a day is taken to be in time.
    """
    since = max(one["since"] or "", other["since"] or "")
    until = min(one["until"] or _LAST, other["until"] or _LAST, key=_to_the_end)
    if since and since > _to_the_end(until):
        return f"{words}, at different times"
    when = period(since or None, None if until == _LAST else until)
    return f"{words}, {when}" if when and (since and one["since"] and other["since"]) else words


def _to_the_end(day: str) -> str:
    """The last day of a year or month as text that sorts behind every day of it."""
    return day + "-99" * (3 - len(day.split("-")))
