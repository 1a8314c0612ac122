"""preferences.csv: what people allow and refuse, whom they block, when they want to be left alone."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sample.addresses import Addresses
from sample.columns import blocks, iso_days
from sample.dice import Numbers
from sample.network import Neighbors
from sample.organization import OPEN, Roster

HEADER = (
    "person",
    "allow",
    "refuse",
    "until",
    "do_not_contact",
    "blocks",
    "capacity",
    "quiet_until",
)

_ALL = "EXPERTISE; RECRUITING; INSIGHT; MENTORING; REFERRAL; EVENTS"
_ALLOW = (
    _ALL,
    "EXPERTISE; RECRUITING; REFERRAL",
    "EXPERTISE; RECRUITING; MENTORING; EVENTS",
    "EXPERTISE; INSIGHT",
    "",
)
_REFUSE = ("", "", "", "EVENTS", "RECRUITING")
_SHARES = (0.40, 0.22, 0.16, 0.10, 0.12)
_OPEN = 3  # answers below it allow RECRUITING


class Consent:
    """Who has said what. Alumni are asked when they leave; others now and then."""

    def __init__(self, roster: Roster, neighbors: Neighbors) -> None:
        self._roster = roster
        self._neighbors = neighbors

    def said(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Whether there is a row about each one."""
        roster = self._roster
        left = (numbers < roster.home) & (roster.last(numbers) < roster.plan.day)
        share = np.select([left, numbers >= roster.home], [0.6, 0.35], 0.1)
        return roster.dice.chance("said", numbers, share)

    def warm(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Whether each one's row allows RECRUITING and stands in nobody's way."""
        kind = self._draws(numbers)[0]
        allows: NDArray[np.bool_] = self.said(numbers) & (kind < _OPEN) & ~self.closed(numbers)
        return allows

    def closed(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Whether each one's row keeps them from being part of a path for RECRUITING."""
        kind, shy, blocking, quiet = self._draws(numbers)
        keeps: NDArray[np.bool_] = (kind > _OPEN) | shy | blocking | (quiet != OPEN)
        keeps |= self._capacity(numbers) == 0
        return keeps & self.said(numbers)

    def rows(self, addresses: Addresses) -> Iterator[tuple[str, ...]]:
        """One row for each person who has said something."""
        for block in blocks(self._roster.people):
            yield from self._rows_of(block[self.said(block)], addresses)

    def _rows_of(self, numbers: Numbers, addresses: Addresses) -> Iterator[tuple[str, ...]]:
        dice, today = self._roster.dice, self._roster.plan.day
        kind, shy, blocking, quiet = self._draws(numbers)
        columns = zip(
            addresses.work(numbers),
            kind.tolist(),
            iso_days(today + 60 + dice.below("consent until", numbers, 640)),
            shy.tolist(),
            self._blocked(numbers, blocking, addresses),
            self._capacity(numbers).tolist(),
            iso_days(quiet, OPEN),
            strict=True,
        )
        for person, answer, until, silent, blocked, capacity, rest in columns:
            allow = "" if silent else _ALLOW[answer]
            shown = "" if capacity < 0 else str(capacity)
            yield (
                *(person, allow, _REFUSE[answer], until if allow else ""),
                *("yes" if silent else "", blocked, shown, rest),
            )

    def _draws(
        self, numbers: Numbers
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int64]]:
        """(which answer, do not contact, blocks somebody, last quiet day or OPEN)."""
        dice = self._roster.dice
        resting = dice.chance("resting", numbers, 0.05)
        quiet = self._roster.plan.day + 5 + dice.below("quiet", numbers, 70)
        return (
            dice.pick("answer", numbers, _SHARES),
            dice.chance("leave alone", numbers, 0.03),
            dice.chance("blocks", numbers, 0.03),
            np.where(resting, quiet, OPEN),
        )

    def _capacity(self, numbers: Numbers) -> NDArray[np.int64]:
        """How many requests a month: 0 to 6, or -1 for those who leave it at the default."""
        dice = self._roster.dice
        own: NDArray[np.int64] = np.where(
            dice.chance("own capacity", numbers, 0.2), dice.below("capacity", numbers, 7), -1
        )
        return own

    def _blocked(self, numbers: Numbers, blocking: Numbers, addresses: Addresses) -> list[str]:
        """Somebody whom one knows, for those who block somebody."""
        blocked = []
        for number, blocks_somebody in zip(numbers.tolist(), blocking.tolist(), strict=True):
            known = self._neighbors.of(number)[:1]
            blocked.append(addresses.work(known)[0] if blocks_somebody and len(known) else "")
        return blocked
