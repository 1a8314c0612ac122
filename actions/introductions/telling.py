"""All that is written with a move of an introduction: its new form, notices, and those that are taken back.

The asker's notice of "not this time" is written with the request, due at the deadline, and taken back by
agreement or withdrawal alone. So no failure, whatever its cause, writes anything to the asker.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from actions.notices import notices, taken_back
from graph.dates import iso
from graph.keys import Key, name_of
from graph.model import Introduction, OpenIntroduction
from graph.ports import Change, Deletion
from policy.introductions import LIVE, State, path_of, waits_for
from queries.network import Network

ASKED: Final = "introduction_asked"
REMINDER: Final = "introduction_reminder"
AGREED: Final = "introduction_agreed"
CLOSED: Final = "introduction_closed"
NOT_THIS_TIME: Final = "introduction_not_this_time"

REMINDED: Final = timedelta(days=3)
"""So long before the deadline, whose turn it is hears of it once more."""


def move(network: Network, before: Introduction | None, after: Introduction, now: datetime) -> list[Change]:
    """The changes that make `after` of `before` (None: it begins). A few round trips."""
    told = [*_opening(network, before, after), *_turn(network, before, after, now)]
    if after.state in (State.AGREED, State.WITHDRAWN):
        told += taken_back(network, [after.asker], (NOT_THIS_TIME,), after.key)
    if after.state in (State.AGREED, State.CLOSED):
        template = AGREED if after.state == State.AGREED else CLOSED
        for person in (after.asker, *path_of(after)):
            told += notices(network, person, template, after.key, now)
    return [after, *told]


def _opening(network: Network, before: Introduction | None, after: Introduction) -> Iterator[Change]:
    """The record that keeps it among the live ones, and the notice that only good news takes back."""
    key = open_key(after)
    if before is None:
        yield OpenIntroduction(key=key, introduction=after.key)
        due = datetime.fromisoformat(after.deadline)
        yield from notices(network, after.asker, NOT_THIS_TIME, after.key, due)
    elif after.state not in LIVE:
        yield Deletion(key)


def open_key(introduction: Introduction) -> Key:
    """The key of the record that says that `introduction` is live."""
    return Key(f"{OpenIntroduction.KIND}:{introduction.deadline}.{name_of(introduction.key)}")


def _turn(
    network: Network, before: Introduction | None, after: Introduction, now: datetime
) -> Iterator[Change]:
    """Take back what was to be told to whose turn it was; tell whose turn it is."""
    was, is_ = (before.step if before else -1), waits_for(after)
    if before is not None and (was != after.step or after.state not in LIVE):
        asked = path_of(after)[was : was + 1] if was >= 0 else ()
        yield from taken_back(network, asked, (ASKED, REMINDER), after.key)
    if is_ and (was != after.step):
        yield from notices(network, is_, ASKED, after.key, now)
        remind = datetime.fromisoformat(after.deadline) - REMINDED
        if iso(now) < iso(remind):
            yield from notices(network, is_, REMINDER, after.key, remind)
