"""How rehire candidates are ranked: five components, each in [0, 1], and what each of them counts.

A score is the weighted mean of the components, times the part of somebody's capacity that is left. What is
not known, or not shown to who asks, counts nothing.
"""

from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.dates import NO_DAY, day_number, utc
from graph.returning import Returning
from policy.gates import Mask
from policy.rehire import DECIDE_WITHIN
from policy.rehire_weights import Weights

LEFT_HALF_LIFE: Final = 1825.0
"""Days after which it counts half that somebody left."""

HORIZON_HALF_LIFE: Final = 365.0
"""Days ahead at which a wish to return counts half."""

CONFIRMED_HALF_LIFE: Final = 730.0
"""Days after which it counts half that somebody said so."""

_SOME_TIME: Final = 0.8
"""A wish to return without a day."""


def shown(votes: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) from the scores of votes in [0, 1): the root, for the first piece tells the most. O(n)."""
    return np.sqrt(votes)


def returning(rows: Returning, day: int) -> NDArray[np.float64]:
    """(n,) how much somebody would like to return: more when it is soon and was said lately. O(n)."""
    ahead = np.maximum(rows["horizon"].astype(np.float64) - day, 0.0)
    when = np.where(rows["horizon"] == NO_DAY, _SOME_TIME, np.exp2(-ahead / HORIZON_HALF_LIFE))
    age = np.maximum(day - rows["confirmed"].astype(np.float64), 0.0)
    return np.where(rows["open"], when * np.exp2(-age / CONFIRMED_HALF_LIFE), 0.0)


def available(rows: Returning, day: int) -> Mask:
    """(n,) who is open to return and has named no day, or one up to `day`. O(n)."""
    return np.asarray(rows["open"] & (rows["horizon"] <= day))


def barred(rows: Returning, now: datetime) -> Mask:
    """(n,) whom a rehire status in force keeps out at `now`: policy.rehire.bars over arrays. O(n)."""
    day, moment = day_number(utc(now).date()), int(utc(now).timestamp())
    lapses = rows["appealed"] + int(DECIDE_WITHIN.total_seconds())
    in_time = lapses // 86_400 <= rows["not_now_until"]
    lapsed = (rows["appealed"] > 0) & (lapses <= moment) & in_time
    return np.asarray((rows["not_now_until"] >= day) & ~lapsed)


def recency(left: NDArray[np.int32], day: int) -> NDArray[np.float64]:
    """(n,) from the last days here, in [0, 1]; 0 where that is not known. O(n)."""
    age = np.maximum(day - left.astype(np.float64), 0.0)
    return np.where(left == NO_DAY, 0.0, np.exp2(-age / LEFT_HALF_LIFE))


def scores(parts: NDArray[np.float64], weights: Weights, unspent: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) from the components (5, n) and the part of each one's capacity that is left. O(n)."""
    return np.asarray((np.array(weights.parts()) @ parts) * unspent)
