"""What a person's records mean for the gates, as one row of numbers.

The read model keeps one such row for everybody; the last check before an answer leaves makes the
same rows from the store's records. So the rules of policy are written once, over arrays.
"""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.consent import CHOICES, Choice, choice_number
from graph.dates import NO_DAY, day_number, first_day, last_day
from graph.keys import Key
from graph.model import DEFAULT_CAPACITY, Employment, Person, Preference

OPEN: Final = 2**31 - 1
"""The day number of an end that has not come."""

STANDING: Final = np.dtype(
    [
        ("known", "?"),  # the company knows this person
        ("home_first", "i4"),  # first day of the first employment at home; NO_DAY: none
        ("home_since", "i4"),  # first and last day of the latest one
        ("home_until", "i4"),
        ("do_not_contact", "?"),
        ("quiet_until", "i4"),
        ("capacity", "i2"),
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
    for name in ("home_first", "home_since", "home_until", "quiet_until"):
        rows[name] = NO_DAY
    rows["allowed_until"] = NO_DAY
    rows["capacity"] = DEFAULT_CAPACITY
    return rows


_UNKNOWN: Final = unknown(1)


def standing_of(
    person: Person | None,
    employments: Iterable[Employment],
    preference: Preference | None,
    home: Key,
) -> Any:
    """The row of one person; `employments` may name other organizations, which do not matter.

    Private employments do not count. An absent person is unknown to the company.
    """
    row = _UNKNOWN.copy()[0]
    row["known"] = person is not None and bool(person.name)
    spans = [_span(e) for e in employments if e.organization == home and not e.contributor]
    if spans:
        row["home_first"] = min(since for since, _ in spans)
        row["home_since"], row["home_until"] = _latest(spans)
    if preference is not None:
        _prefer(row, preference)
    return row


def _latest(spans: list[tuple[int, int]]) -> tuple[int, int]:
    """First and last day of the latest stay; employments that follow within a day are one stay."""
    since, until = max(spans, key=lambda span: (span[1], -span[0]))
    for earlier_since, earlier_until in sorted(spans, key=lambda span: span[1], reverse=True):
        if earlier_until >= since - 1:
            since = min(since, earlier_since)
    return since, until


def _span(employment: Employment) -> tuple[int, int]:
    since, until = first_day(employment.since), last_day(employment.until)
    return day_number(since) if since else _SOME_DAY, day_number(until) if until else OPEN


def _prefer(row: Any, preference: Preference) -> None:
    row["do_not_contact"] = preference.do_not_contact
    row["capacity"] = preference.capacity
    quiet = last_day(preference.quiet_until)
    if quiet:
        row["quiet_until"] = day_number(quiet)
    for choice in map(Choice.parse, preference.choices):
        number = choice_number(choice.purpose, choice.role)
        if choice.until is not None and choice.yes:
            row["allowed_until"][number] = day_number(choice.until)
        elif not choice.yes:
            row["refused"] |= 1 << number
