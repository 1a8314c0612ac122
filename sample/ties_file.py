"""ties.csv: what people state about whom they know, since when, until when, and sometimes how well."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sample.acquaintance import (
    CLIENT,
    COHORT,
    COLLEAGUE,
    ELSEWHERE,
    FRIEND,
    KINDS,
    MENTOR,
    SCHOOL,
    TEAM,
)
from sample.addresses import Addresses
from sample.columns import blocks, partial_days
from sample.dice import Numbers
from sample.network import Ties
from sample.organization import OPEN, Days, Roster

HEADER = ("person_a", "person_b", "kind", "since", "until", "strength")

_TYPICAL = {
    TEAM: 0.68,
    MENTOR: 0.78,
    COLLEAGUE: 0.5,
    COHORT: 0.45,
    ELSEWHERE: 0.5,
    SCHOOL: 0.4,
    CLIENT: 0.35,
    FRIEND: 0.25,
}
_STATED = 0.14  # of the ties say how strong they are


def rows(roster: Roster, addresses: Addresses, ties: Ties) -> Iterator[tuple[str, ...]]:
    """One row a tie."""
    dice = roster.dice
    for at in blocks(len(ties)):
        since, until = dates(roster, ties, at)
        parts = dice.pick("tie date", at, (0.15, 0.6, 0.25))
        yield from zip(
            addresses.work(ties.a[at]),
            addresses.work(ties.b[at]),
            [KINDS[kind] for kind in ties.kind[at].tolist()],
            partial_days(since, parts, OPEN),
            partial_days(until, parts, OPEN),
            _strengths(roster, ties, at),
            strict=True,
        )


def dates(roster: Roster, ties: Ties, at: Numbers) -> tuple[Days, Days]:
    """Since when two people know each other, and until when they were in touch (OPEN: they still are)."""
    dice, today = roster.dice, roster.plan.day
    a, b, kind = ties.a[at], ties.b[at], ties.kind[at]
    begin, end = _common_time(roster, a, b, kind)
    spread = np.minimum(end - begin, 300)
    since = begin + dice.below("tie since", at, spread + 1)
    last = end + dice.below("tie until", at, 900)
    ongoing = dice.chance("tie holds", at, np.where(end >= today, 0.9, 0.4))
    last = np.where(end >= today, since + dice.below("tie until", at, np.maximum(today - since, 1)), last)
    until = np.where(ongoing | (last > today - 5), OPEN, np.maximum(last, since))
    return since.astype(np.int32), until.astype(np.int32)


def _common_time(roster: Roster, a: Numbers, b: Numbers, kind: Numbers) -> tuple[Numbers, Numbers]:
    """The days on which two people had something to do with each other."""
    today = roster.plan.day
    work = np.maximum(roster.start[a], roster.start[b])
    work_end = np.minimum(roster.last(a), roster.last(b))
    school = np.maximum(roster.graduation[a], roster.graduation[b]) - 500
    elsewhere = np.maximum(roster.employer_since[a], roster.employer_since[b])
    outside = np.maximum(work + 30, today - 2500)
    at_school, at_employer = kind == SCHOOL, kind == ELSEWHERE
    free = (kind == CLIENT) | (kind == FRIEND)
    begin = np.select([at_school, at_employer, free], [school, elsewhere, outside], work)
    end = np.select([at_school, at_employer, free], [school + 400, today, today], work_end)
    begin = np.minimum(begin, today - 20)
    return begin.astype(np.int64), np.maximum(end, begin).astype(np.int64)


def _strengths(roster: Roster, ties: Ties, at: NDArray[np.int64]) -> list[str]:
    typical = np.array([_TYPICAL[kind] for kind in range(len(KINDS))])[ties.kind[at]]
    value = np.clip(typical + (roster.dice.unit("strength", at) - 0.5) * 0.4, 0.05, 1.0)
    stated = roster.dice.chance("stated", at, _STATED)
    return [f"{v:.2f}" if s else "" for v, s in zip(value.tolist(), stated.tolist(), strict=True)]
