"""Evidence does not age on the rest days of its person: votes and activity as they are then."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.algorithms.evidence_votes import Votes, half_lives
from graph.dates import NO_DAY
from graph.resting import Rests, rested, rested_by


def unaged(cast: Votes, rows: NDArray[Any], rests: Mapping[int, Rests], day: int) -> Votes:
    """`cast` on `day`, where what people showed did not age while they rested.

    `rows` (EVIDENCE) is the table that the votes' evidence numbers are of, `rests` are by person number.
    O(votes) when anybody ever rested, else O(1).
    """
    if not rests:
        return cast
    days = rows["day"][cast.evidence]
    return replace(cast, worth=cast.worth * kept_back(cast.person, days, half_lives(cast.kind), rests, day))


def kept_back(
    person: NDArray[np.int32],
    days: NDArray[np.int32],
    half_life: NDArray[np.float64] | float,
    rests: Mapping[int, Rests],
    day: int,
) -> NDArray[np.float64]:
    """(n,) what each vote is to be multiplied with, >= 1, so that it is as if rest days were no days.

    Votes of `person` cast on `days` (NO_DAY: undated, they do not age) that halve every `half_life` days;
    the future counts as today. O(n), and O(their votes) for each who rested.
    """
    factor = np.ones(len(person))
    most = max(rests, default=-1)
    resting = np.zeros(most + 2, bool)
    resting[list(rests)] = True
    concerned = np.flatnonzero(resting[np.minimum(person, most + 1)] & (days != NO_DAY))
    who = person[concerned]
    lives = np.broadcast_to(half_life, len(person))
    for one in np.unique(who).tolist():
        votes = concerned[who == one]
        own = rests[one]
        paused = np.maximum(rested(own, day) - rested_by(own, days[votes]), 0)
        factor[votes] = np.exp2(paused / lives[votes])
    return factor
