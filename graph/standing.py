"""What a person's records mean for the gates, as one row of numbers.

The read model keeps one such row for everybody; the last check before an answer leaves makes the
same rows from the store's records. So the rules of policy are written once, over arrays.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.consent import CHOICES, Choice, choice_number
from graph.dates import NO_DAY, NO_END, day_number, first_day, last_day
from graph.keys import Key
from graph.model import DEFAULT_CAPACITY, Budget, Employment, Person, Preference
from graph.spending import SPENT_DAYS, last_units, units_counted
from graph.visibility import USUAL, packed

STANDING: Final = np.dtype(
    [
        ("known", "?"),  # the company knows this person and may use what it knows
        ("restricted", "?"),  # stored and not used: not there for anybody else
        ("home_first", "i4"),  # first day of the first employment at home; NO_DAY: none
        ("home_since", "i4"),  # first and last day of the latest one
        ("home_until", "i4"),
        ("do_not_contact", "?"),
        ("quiet_until", "i4"),
        ("capacity", "i2"),
        ("spent_last", "i4"),  # the last day on which a unit of it was spent; NO_DAY: none
        ("spent", "u1", (SPENT_DAYS,)),  # units spent on that day and on each day before it
        ("shown", "u2"),  # the audience of each field; see graph.visibility
        ("refused", "u4"),  # bit choice_number(...): an explicit no
        ("allowed_until", "i4", (CHOICES,)),  # last day of an explicit yes; NO_DAY: none
    ]
)
"""A structured array of this type is (n,) people; all days are day numbers."""

Standings = NDArray[Any]

_SOME_DAY: Final = NO_DAY + 1  # an employment that began nobody knows when has begun


def unknown(people: int) -> Standings:
    """Standing of `people` of whom nothing is recorded."""
    rows = np.zeros(people, STANDING)
    for name in ("home_first", "home_since", "home_until", "quiet_until", "spent_last"):
        rows[name] = NO_DAY
    rows["allowed_until"] = NO_DAY
    rows["capacity"] = DEFAULT_CAPACITY
    rows["shown"] = USUAL
    return rows


_UNKNOWN: Final = unknown(1)
_NAMES: Final = STANDING.names or ()


Held = tuple[Person | None, Iterable[Employment], Preference | None, Budget | None]
"""What is on record of one person. Employments may name other organizations, which do not matter."""


def standings_of(people: Sequence[Held], home: Key) -> Standings:
    """(n,) the rows of `people`, in their order. About 4 µs each.

    Private employments do not count. An absent person is unknown to the company, and so is one whose
    records are restricted.
    """
    rows = np.repeat(_UNKNOWN, len(people))
    into = {name: rows[name] for name in _NAMES}
    for number, (person, employments, preference, budget) in enumerate(people):
        into["known"][number] = person is not None and bool(person.name)
        spans = [_span(e) for e in employments if e.organization == home and not e.contributor]
        if spans:
            into["home_first"][number] = min(since for since, _ in spans)
            into["home_since"][number], into["home_until"][number] = _latest(spans)
        if preference is not None:
            _prefer(into, number, preference)
        if budget is not None:
            into["spent_last"][number], into["spent"][number] = last_units(budget.spent)
    return rows


def remaining(standings: Standings, day: int) -> NDArray[np.int32]:
    """(n,) how many more requests may use each person on `day`; never below 0.

    O(n), and 30 steps for each who spent a unit lately.
    """
    left = standings["capacity"].astype(np.int32)
    spent = np.flatnonzero(standings["spent_last"] > day - SPENT_DAYS)
    left[spent] -= units_counted(standings["spent_last"][spent], standings["spent"][spent], day)
    return np.maximum(left, 0)


def _latest(spans: list[tuple[int, int]]) -> tuple[int, int]:
    """First and last day of the latest stay; employments that follow within a day are one stay."""
    since, until = max(spans, key=lambda span: (span[1], -span[0]))
    for earlier_since, earlier_until in sorted(spans, key=lambda span: span[1], reverse=True):
        if earlier_until >= since - 1:
            since = min(since, earlier_since)
    return since, until


def _span(employment: Employment) -> tuple[int, int]:
    since, until = first_day(employment.since), last_day(employment.until)
    return day_number(since) if since else _SOME_DAY, day_number(until) if until else NO_END


def _prefer(into: dict[str, NDArray[Any]], number: int, preference: Preference) -> None:
    into["restricted"][number] = preference.restricted
    into["known"][number] &= not preference.restricted
    into["do_not_contact"][number] = preference.do_not_contact
    into["capacity"][number] = preference.capacity
    into["shown"][number] = packed(preference.shown)
    quiet = last_day(preference.quiet_until)
    if quiet:
        into["quiet_until"][number] = day_number(quiet)
    if preference.choices:
        into["allowed_until"][number], into["refused"][number] = _chosen(preference.choices)


@lru_cache(maxsize=65_536)  # many say the same
def _chosen(choices: tuple[str, ...]) -> tuple[NDArray[np.int32], int]:
    """By number of a choice, until when it is allowed, and as bits what is refused."""
    allowed, refused = np.full(CHOICES, NO_DAY, np.int32), 0
    for choice in map(Choice.parse, choices):
        number = choice_number(choice.purpose, choice.role)
        if choice.until is not None and choice.yes:
            allowed[number] = day_number(choice.until)
        elif not choice.yes:
            refused |= 1 << number
    allowed.flags.writeable = False
    return allowed, refused
