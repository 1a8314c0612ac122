"""Whether somebody would like to come back, and whether the company would take them: one row of numbers.

The read model keeps one for everybody, and the last check before an answer leaves makes the same from the
store's records. The rules that use them are in policy.
"""

from datetime import datetime
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.dates import NO_DAY, day_number, first_day, last_day, utc
from graph.model import Aspiration, RehireStatus

RETURNING: Final = np.dtype(
    [
        ("open", "?"),  # says: open to return
        ("horizon", "i4"),  # from which day on; NO_DAY: nothing said
        ("confirmed", "i4"),  # the day on which that was last said
        (
            "not_now_until",
            "i4",
        ),  # the last day of a "not now" that was neither lifted nor lapsed; NO_DAY: none
        ("appealed", "i8"),  # seconds since 1970 of an appeal that nobody decided; 0: none
    ]
)
"""A structured array of this type is (n,) people."""

Returning = NDArray[Any]

_BINDING: Final = ("", "upheld")


def nothing_said(people: int) -> Returning:
    """The rows of `people` of whom nothing is said."""
    rows = np.zeros(people, RETURNING)
    for name in ("horizon", "confirmed", "not_now_until"):
        rows[name] = NO_DAY
    return rows


def returning_of(aspiration: Aspiration | None, status: RehireStatus | None) -> Any:
    """The row of one person."""
    row = nothing_said(1)[0]
    if aspiration is not None:
        row["open"] = aspiration.open_to_return
        for name, day in (
            ("horizon", first_day(aspiration.horizon)),
            ("confirmed", last_day(aspiration.confirmed)),
        ):
            row[name] = NO_DAY if day is None else day_number(day)
    if status is not None and status.status == "not_now" and status.decision in _BINDING:
        until = last_day(status.until)
        assert until is not None
        row["not_now_until"] = day_number(until)
        if status.appealed and not status.decision:
            row["appealed"] = int(utc(datetime.fromisoformat(status.appealed)).timestamp())
    return row
