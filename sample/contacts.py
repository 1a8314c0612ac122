"""contacts.csv: two years of mail, meetings and calls, headers only, week by week."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from sample import ties_file
from sample.addresses import Addresses
from sample.columns import blocks
from sample.dice import Numbers
from sample.network import Ties
from sample.organization import OPEN, Roster
from sample.places import MAILBOXES, ROBOTS

HEADER = ("at", "from", "to", "kind")

_WEEKS = 104
_SHARES = (0.80, 0.10, 0.06, 0.02, 0.015, 0.005)
_MAIL, _MEETING, _CALL, _MAILBOX, _ROBOT, _CROWD = range(6)
_ROWS_EACH = 1.19  # rows of an average attempt: half of them fall on days before or after a tie
_CROWD_SIZE = 24  # more than anybody can know from one message

Row = tuple[str, str, str, str]


class Contacts:
    """Conversations between people who know each other; a few pairs talk much more than the others."""

    def __init__(self, roster: Roster, ties: Ties, addresses: Addresses) -> None:
        self._roster = roster
        self._ties = ties
        self._addresses = addresses
        self._dice = roster.dice
        wanted = roster.plan.contacts_per_person * roster.people
        self._conversations_wanted = int(wanted / _ROWS_EACH) if len(ties) else 0

    def rows(self) -> Iterator[Row]:
        """All rows, in the order of time."""
        for week in range(_WEEKS):
            yield from sorted(self._week(week), key=lambda row: row[0])

    def _week(self, week: int) -> Iterator[Row]:
        today = self._roster.plan.day
        monday = today - (today - 1) % 7 - (_WEEKS - week) * 7
        begin, end = (self._conversations_wanted * w // _WEEKS for w in (week, week + 1))
        for block in blocks(end - begin):
            number = block + begin
            day = monday + self._dice.below("contact day", number, 5)
            at = self._tie(number)
            since, until = ties_file.dates(self._roster, self._ties, at)
            alive = (since <= day) & ((until == OPEN) | (until >= day))
            yield from self._conversations(number[alive], at[alive], day[alive])

    def _tie(self, number: Numbers) -> NDArray[np.int64]:
        fraction = self._dice.unit("contact tie", number)
        rank = (fraction * fraction * len(self._ties)).astype(np.int64)
        return rank * 1_000_003 % len(self._ties)

    def _conversations(self, number: Numbers, at: Numbers, day: Numbers) -> Iterator[Row]:
        dice = self._dice
        turned = dice.chance("turned", number, 0.5)
        one = np.where(turned, self._ties.b[at], self._ties.a[at]).astype(np.int64)
        other = np.where(turned, self._ties.a[at], self._ties.b[at]).astype(np.int64)
        kind = dice.pick("contact", number, _SHARES)
        columns = zip(
            kind.tolist(),
            (day * 1440 + 480 + dice.below("minute", number, 560)).tolist(),
            (dice.below("messages", number, 4) + 1).tolist(),
            dice.chance("answered", number, 0.78).tolist(),
            self._addresses.at(one, day),
            self._addresses.at(other, day),
            self._circles(number, kind, one, other, day),
            dice.below("mailbox", number, 15).tolist(),
            strict=True,
        )
        for what, minute, messages, answered, sender, recipient, circle, box in columns:
            if what == _MAIL:
                yield from _thread(minute, messages, answered, sender, recipient, circle)
            else:
                yield self._single(what, minute, sender, recipient, circle, box)

    def _single(
        self, what: int, minute: int, sender: str, recipient: str, circle: list[str], box: int
    ) -> Row:
        here = "@" + self._addresses.domain
        if what == _MAILBOX:
            return _moment(minute), sender, MAILBOXES[box % len(MAILBOXES)] + here, "mail"
        if what == _ROBOT:
            return _moment(minute), ROBOTS[box % len(ROBOTS)] + here, recipient, "mail"
        to = "; ".join([recipient, *circle])
        return _moment(minute), sender, to, {_MEETING: "meeting", _CALL: "call"}.get(what, "mail")

    def _circles(
        self, number: Numbers, kind: Numbers, one: Numbers, other: Numbers, day: Numbers
    ) -> list[list[str]]:
        """Who else is addressed: present colleagues of the sender's team, or of teams around it."""
        roster, dice = self._roster, self._dice
        size = np.where(dice.chance("copied", number, 0.2), 1 + dice.below("copies", number, 3), 0)
        size = np.where(kind == _MEETING, dice.below("meeting", number, 6), size)
        size = np.select([kind == _CROWD, kind == _CALL], [_CROWD_SIZE, 0], size)
        size = np.where(one < roster.home, size, 0)
        row = np.repeat(np.arange(len(number)), size)
        step = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size)
        team = roster.team[np.minimum(one, roster.home - 1)][row]
        found = roster.teams.first[team].astype(np.int64) + step
        found = np.minimum(found, roster.home - 1)
        present = (roster.start[found] <= day[row]) & (roster.last(found) >= day[row])
        fits = present & (found != one[row]) & (found != other[row])
        fits &= np.r_[True, (found[1:] != found[:-1]) | (row[1:] != row[:-1])][: len(row)]
        circles: list[list[str]] = [[] for _ in range(len(number))]
        for place, address in zip(row[fits].tolist(), self._addresses.work(found[fits]), strict=True):
            circles[place].append(address)
        return circles


def _thread(
    minute: int, messages: int, answered: bool, sender: str, recipient: str, circle: list[str]
) -> Iterator[Row]:
    """Mail to and fro; who does not answer gets reminders."""
    for turn in range(messages):
        back = answered and turn % 2 == 1
        to = [sender if back else recipient, *circle]
        yield _moment(minute + turn * 173), recipient if back else sender, "; ".join(to), "mail"


def _moment(minute: int) -> str:
    """Minutes since the first day of the calendar as UTC."""
    moment = datetime(1, 1, 1) + timedelta(minutes=minute - 1440)  # noqa: DTZ001
    return f"{moment.isoformat()}Z"
