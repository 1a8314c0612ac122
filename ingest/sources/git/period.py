"""A span of time, given as ISO dates or times, both ends included."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time

from graph.dates import first_day, last_day, utc
from graph.errors import InvalidValue

_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Period:
    """Seconds since 1970 UTC, inclusive; None is open."""

    since: int | None = None
    until: int | None = None

    def holds(self, at: int) -> bool:
        """Whether a moment is within."""
        return (self.since is None or at >= self.since) and (self.until is None or at <= self.until)

    def precedes(self, at: int, seconds: int) -> bool:
        """Whether a moment is before the period, by at most so many seconds."""
        return self.since is not None and self.since - seconds <= at < self.since


def period(since: str, until: str) -> Period:
    """The span between two ISO dates or times; "" is open.

    A bare date means from its beginning or to its end, in UTC, and so does a time without a zone.
    Raises InvalidValue.
    """
    begin, end = _seconds("since", since), _seconds("until", until)
    if begin is not None and end is not None and begin > end:
        raise InvalidValue("until", until, f"before {since}, where --since begins")
    return Period(begin, end)


def _seconds(field: str, text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    try:
        if _PARTIAL.fullmatch(text):
            day = last_day(text) if field == "until" else first_day(text)
            assert day is not None
            moment = datetime.combine(day, _LAST_SECOND if field == "until" else time(), UTC)
        else:
            moment = utc(datetime.fromisoformat(text))
    except ValueError:
        raise InvalidValue(field, text, "not an ISO date or time, such as 2024-05-01") from None
    return int(moment.timestamp() // 1)
