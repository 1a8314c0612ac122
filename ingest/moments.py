"""Dates as input files write them, to ISO text that may be partial."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from graph.dates import first_day
from ingest.source import BadRecord

EARLIEST = 1900
_OPEN_END = 2900  # years that systems write for "no end": 2999, 9999
_ISO = re.compile(
    r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ]\d{2}:\d{2}\S*(?: ?(?:[AP]M|UTC|[+-]\d{2}:?\d{2}))?)?"
)
_DAY = re.compile(r"%-?[djxcD]|%F")
_MONTH = re.compile(r"%-?[mbB]")


def read_date(text: str, column: str, today: date, formats: Sequence[str] = ()) -> str:
    """When something began or happened, as ISO text of the precision that was given; "" for "".

    Without `formats` (as of strptime) ISO dates are read: a day, a month or a year, with or
    without a time behind. Two-digit years need a format that says %y; they never lie behind
    `today`. Raises BadRecord, naming `column` and the value. Cached.
    """
    try:
        return _read(text.strip(), tuple(formats), today) if text else ""
    except ValueError as error:
        raise BadRecord(column, f"{text!r} is not a date: {error}") from None


def read_end(text: str, column: str, today: date, formats: Sequence[str] = (), since: str = "") -> str:
    """When something ended or will end; "" while it is open, for which years from 2900 on stand too.

    A two-digit year is the first one that is not before `since`. Raises BadRecord, also when the
    end lies before `since` altogether.
    """
    try:
        end = _read(text.strip(), tuple(formats), today, since) if text else ""
    except _OpenEndError:
        return ""
    except ValueError as error:
        raise BadRecord(column, f"{text!r} is not a date: {error}") from None
    if end and since and _before(end, since):
        raise BadRecord(column, f"the end {end} lies before the start {since}")
    return end


class _OpenEndError(ValueError):
    """A year so far away that it means "no end"."""


def _before(end: str, since: str) -> bool:
    """Whether a partial date lies before another one altogether, to the precision that both have."""
    precision = min(len(end), len(since))
    return end[:precision] < since[:precision]


@lru_cache(maxsize=50_000)
def _read(text: str, formats: tuple[str, ...], today: date, since: str = "") -> str:
    if not text:
        return ""
    if not formats:
        return _iso(text)
    for form in formats:
        try:
            moment = datetime.strptime(text, form)  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        day = _century(moment.date(), today, since) if "%y" in form else moment.date()
        return _checked(day, _precision(form))
    known = [form for form in formats if _looks_like(text, form)]
    raise ValueError("no such day" if known else f"expected {' or '.join(formats)}")


def _iso(text: str) -> str:
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueError("expected YYYY-MM-DD, YYYY-MM or YYYY")
    try:
        day = first_day(match[1])
    except ValueError:
        raise ValueError("no such day") from None
    assert day is not None
    return _checked(day, len(match[1]))


def _checked(day: date, precision: int) -> str:
    if day.year >= _OPEN_END:
        raise _OpenEndError(f"the year {day.year} is too far away")
    if day.year < EARLIEST:
        raise ValueError(f"the year {day.year} is too long ago")
    return day.isoformat()[:precision]


def _century(day: date, today: date, since: str) -> date:
    """The day in the century that makes sense: the first not before `since`, else not behind today."""
    years = [day.year + shift for shift in (-100, 0, 100)]
    days = [other for year in years if year >= EARLIEST and (other := _in_year(day, year))]
    start = first_day(since)
    if start is not None:
        later = [candidate for candidate in days if candidate >= start and candidate.year - start.year < 80]
        if later:
            return later[0]
    past = [candidate for candidate in days if candidate <= today]
    return past[-1] if past else days[0]


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return None


def _precision(form: str) -> int:
    """How many characters of an ISO date a format tells: 10 for a day, 7 for a month, 4 for a year."""
    if _DAY.search(form):
        return 10
    return 7 if _MONTH.search(form) else 4


def _looks_like(text: str, form: str) -> bool:
    """Whether the text has the shape of a format, so that only its numbers are impossible."""
    shape = re.sub(r"%[dmyHMSj]", "\0", re.escape(form).replace(r"\%", "%"))
    shape = shape.replace("%Y", r"\d{4}").replace("\0", r"\d{1,3}")
    return "%" not in shape and re.fullmatch(shape, text) is not None
