"""What may be planned and offered: kinds, dates and texts of bounded length."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.dates import months_later
from graph.errors import Refused
from graph.model import TOUR_KINDS
from policy.introduction_texts import check_text

TITLE: Final = 200
PROMISE: Final = 4_000
NOTE: Final = 4_000
OUTCOME: Final = 2_000
PLACE: Final = 100
MOST_SKILLS: Final = 20
"""The longest texts, in letters, and the most skills of one list."""

SHORTEST_MONTHS: Final = 3
LONGEST_MONTHS: Final = 60
"""A tour ends so many months after its start."""

LATE_MONTHS: Final = 12
AHEAD_MONTHS: Final = 24
"""A tour is planned at most so long after its start, and so long before it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a tour is to be. `mission` is a title; `until` the planned end."""

    kind: str
    mission: str
    department: str = ""
    since: date | None = None
    until: date | None = None
    person_gives: str = ""
    company_gives: str = ""


def checked(terms: Terms, today: date) -> Terms:
    """`terms` with trimmed texts and a start. Raises Refused for what no rule allows."""
    since = terms.since or today
    check_dates(since, terms.until, today)
    return Terms(
        check_kind(terms.kind),
        check_title(terms.mission),
        check_text("department", terms.department, PLACE),
        since,
        terms.until,
        check_text("personGives", terms.person_gives, PROMISE, lines=True),
        check_text("companyGives", terms.company_gives, PROMISE, lines=True),
    )


def check_kind(kind: str) -> str:
    """`kind`. Raises Refused unless there is such a kind of tour."""
    if kind not in TOUR_KINDS:
        raise Refused("BAD_INPUT", f"one of {', '.join(TOUR_KINDS)}", "kind")
    return kind


def check_title(mission: str) -> str:
    """A title on one line. Raises Refused."""
    title = " ".join(check_text("mission", mission, TITLE).split())
    if not title:
        raise Refused("BAD_INPUT", f"say what the tour is for, in 1 to {TITLE} letters", "mission")
    return title


def check_dates(since: date, until: date | None, today: date) -> None:
    """Raise Refused unless a tour from `since` to `until` may be planned `today`."""
    earliest, latest = months_later(today, -LATE_MONTHS), months_later(today, AHEAD_MONTHS)
    if not earliest <= since <= latest:
        raise Refused("BAD_INPUT", f"a tour starts on a day from {earliest} to {latest}", "since")
    first, last = months_later(since, SHORTEST_MONTHS), months_later(since, LONGEST_MONTHS)
    if until is None or not first <= until <= last:
        advice = f"a tour has a planned end, 3 months to 5 years after its start: from {first} to {last}"
        raise Refused("BAD_INPUT", advice, "plannedUntil")
    if until <= today:
        raise Refused("BAD_INPUT", "the planned end of a tour lies ahead", "plannedUntil")
