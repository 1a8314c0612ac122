"""Partial dates: a year, a month or a day, as ISO text; days as numbers for arithmetic.

Facts about people are often known to the month or the year only, and are kept that way:
"2019", "2019-03" and "2019-03-05" are all dates, "" is unknown (or, for an end, still open).
"""

import calendar
import re
from datetime import UTC, date, datetime
from functools import lru_cache

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?")

NO_DAY = -(2**31)
"""The day number of an unknown date."""

NO_END = 2**31 - 1
"""The day number of an end that has not come."""


def first_day(text: str) -> date | None:
    """The first day that a partial date may mean; None for "". ValueError when it is no date."""
    return _day(text, last=False)


def last_day(text: str) -> date | None:
    """The last day that a partial date may mean; None for "". ValueError when it is no date."""
    return _day(text, last=True)


@lru_cache(maxsize=65_536)  # a network has far fewer days than facts
def _day(text: str, last: bool) -> date | None:
    if not text:
        return None
    match = _PARTIAL.fullmatch(text)
    if match is None:
        raise ValueError(f"not an ISO date: {text!r}")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    month_ = month or (12 if last else 1)
    day_ = day or (calendar.monthrange(year, month_)[1] if last else 1)
    return date(year, month_, day_)


def day_number(day: date) -> int:
    """Days since 1970-01-01: the unit of every date in an array."""
    return day.toordinal() - _EPOCH


def from_day_number(number: int) -> date:
    """The inverse of `day_number`."""
    return date.fromordinal(number + _EPOCH)


def months_later(day: date, months: int) -> date:
    """The same day of a later month; its last day when the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def utc(moment: datetime) -> datetime:
    """The same moment in UTC; a time without a zone is taken as UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def iso(moment: datetime) -> str:
    """`2024-05-01T10:00:00Z`: how moments are written in records."""
    return utc(moment).strftime("%Y-%m-%dT%H:%M:%SZ")


_EPOCH = date(1970, 1, 1).toordinal()
