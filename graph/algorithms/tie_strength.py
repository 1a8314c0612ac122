"""How strong a tie is, for a purpose, on a day.

Two quantities a pair: *trust* (half-life 5 years; once a strength of 0.2 is earned, never below
it) and *currency* (half-life 30 days). Both are sums of amounts of contact, decayed; a sum s reads as
s / (1 + s), so that the first contacts count most and no amount reaches 1. Purposes lean on trust;
INSIGHT leans on moderately weak and dormant ties (Rajkumar et al., Science 2022; Levin, Walter and
Murnighan 2011). A strength that a source states is taken as it is.

Sums are exact (math.fsum), so they do not depend on the order of the facts, and are kept as of one
fixed day (EPOCH): decay to any other day is one multiplication. Days on which one of the two rests do
not count: what happened is dated by a clock that stands still on them, and so is the day of asking.
"""

import math
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.dates import day_number, last_day
from graph.model import Contact, Tie
from graph.resting import Rests, clock, days_paused, rested

TRUST_HALF_LIFE: Final = 5 * 365.25
CURRENCY_HALF_LIFE: Final = 30.0
EPOCH: Final = 18262
"""2020-01-01 as a day number: the day that dated sums are decayed (or grown) to."""

TRUST_FLOOR: Final = 0.2
CONTACT_TRUST: Final = 0.01
"""How much of a contact counts as trust; all of it counts as currency."""

TRUST_SHARE: Final = 0.6
"""Part of trust in a strength for all purposes but INSIGHT; the rest is currency."""

LEAST: Final = 1e-6
"""No known tie is weaker; also the grain to which strengths are rounded."""

COST_UNIT: Final = 2**20
"""A cost is round(-ln(strength) x COST_UNIT)."""

AMOUNTS: Final = np.dtype(
    [
        ("trust", "f8"),  # dated, as of EPOCH
        ("currency", "f8"),
        ("open_trust", "f8"),  # still going on: not decayed
        ("open_currency", "f8"),
        ("earned", "f8"),  # trust without decay, for the floor
        ("stated", "f8"),  # a stated strength, 0 when there is none
        ("rested", "i4"),  # days on which the pair did not age: see graph.resting.clock
        ("rests", "i4", (2, 2)),
        ("known", "?"),  # False: no evidence that counts, which is not the same as weak
    ]
)
"""What the facts about one pair add up to; an array of this type is (n,) pairs."""


STATED: Final = 5
"""The place of a stated strength in a Total."""

Total = tuple[Any, ...]
"""What a pair adds up to, in the order of AMOUNTS' fields."""


def amounts(ties: Iterable[Tie], contacts: Iterable[Contact], rests: Rests = ()) -> Total:
    """Add up the facts about one pair, of whom one or the other rests on the days `rests`. O(facts).

    Mail counts only when it went both ways; a meeting or a call always does. Of several stated
    strengths the highest holds.
    """
    dated: list[tuple[float, float, float]] = []  # day, trust, currency
    open_trust, open_currency, stated = [], [], 0.0
    for tie in ties:
        stated = max(stated, tie.strength)
        day = last_day(tie.until)
        if day is None:
            open_trust.append(tie.trust)
            open_currency.append(tie.currency)
        else:
            dated.append((_awake(day, rests), tie.trust, tie.currency))
    contacts = list(contacts)
    both_ways = len({c.sender for c in contacts if c.contact_kind == "mail"}) > 1
    for contact in contacts:
        if both_ways or contact.contact_kind != "mail":
            day = last_day(contact.at)
            assert day is not None
            # the square root of 1/(n-1) predicts later contact better than the weight itself
            amount = math.sqrt(contact.weight)
            dated.append((_awake(day, rests), CONTACT_TRUST * amount, amount))
    trust = math.fsum(t * 2 ** ((day - EPOCH) / TRUST_HALF_LIFE) for day, t, _ in dated)
    currency = math.fsum(c * 2 ** ((day - EPOCH) / CURRENCY_HALF_LIFE) for day, _, c in dated)
    earned = math.fsum([*(t for _, t, _ in dated), *open_trust])
    known = bool(dated or open_trust)
    open_ = math.fsum(open_trust), math.fsum(open_currency)
    return trust, currency, *open_, earned, stated, *clock(rests), known


def _awake(day: date, rests: Rests) -> int:
    """The number of a day by a clock that stands still on rest days."""
    number = day_number(day)
    return number - rested(rests, number) if rests else number


def strengths(pairs: NDArray[Any], purpose: str, day: int) -> NDArray[np.float64]:
    """(n,) strength of each of `pairs` (AMOUNTS) for `purpose` on `day`, in [LEAST, 1]. O(n).

    Unknown ties get 0. What was computed is rounded to LEAST; what was stated is as it was stated.
    """
    trusted, current = parts(pairs, day)
    if purpose == "INSIGHT":
        # a bump at 0.4, and up to half of it off for ties in daily use
        strength = np.exp(-(((trusted - 0.4) / 0.3) ** 2)) * (1 - 0.5 * current)
    else:
        strength = TRUST_SHARE * trusted + (1 - TRUST_SHARE) * current
    rounded = np.round(np.clip(strength, LEAST, 1.0), 6)
    return np.where(pairs["known"], np.where(pairs["stated"] > 0, pairs["stated"], rounded), 0.0)


def parts(pairs: NDArray[Any], day: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(n,) trust and (n,) currency of each of `pairs` (AMOUNTS) on `day`, both in [0, 1). O(n)."""
    dated = pairs["trust"] * 2 ** ((EPOCH - day) / TRUST_HALF_LIFE)
    lately = pairs["currency"] * 2 ** ((EPOCH - day) / CURRENCY_HALF_LIFE)
    rested_ = np.flatnonzero(pairs["rests"][:, 1, 1] >= pairs["rests"][:, 1, 0])
    if len(rested_):
        paused = days_paused(pairs["rested"][rested_], pairs["rests"][rested_], day)
        dated[rested_] *= 2 ** (paused / TRUST_HALF_LIFE)
        lately[rested_] *= 2 ** (paused / CURRENCY_HALF_LIFE)
    trust, currency = dated + pairs["open_trust"], lately + pairs["open_currency"]
    earned = _saturated(pairs["earned"]) >= TRUST_FLOOR
    return np.maximum(_saturated(trust), np.where(earned, TRUST_FLOOR, 0.0)), _saturated(currency)


def _saturated(amount: NDArray[np.float64]) -> NDArray[np.float64]:
    return amount / (1 + amount)


def costs(strength: NDArray[np.float64]) -> NDArray[np.int32]:
    """(n,) cost of each strength in (0, 1]; the sum along a path orders paths. O(n)."""
    return np.round(-np.log(strength) * COST_UNIT).astype(np.int32)
