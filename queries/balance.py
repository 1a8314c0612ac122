"""What somebody gave to the network and received from it: facts in words, for that person alone.

No sum and no comparison with anybody. Of somebody who does not exist for the person nothing is counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.keys import NO_KEY, Key
from graph.model import HELPED, Insight, Introduction, Offering, Participation, Referral, Verdict
from graph.ports import R
from graph.scans import all_adjacent
from policy.introductions import AGREED, answer_of
from policy.offerings import MENTORING
from policy.referrals import TOLD
from policy.viewer import Viewer
from queries.network import Network
from queries.sight import look

_TIMES: Final = ("", "once", "twice")


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of what was given or received: in words, and the keys of the records behind it."""

    words: str
    facts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """What there is something to say of; neither side is ordered by how much."""

    gave: tuple[Line, ...]
    received: tuple[Line, ...]


def balance(network: Network, viewer: Viewer) -> Balance:
    """Of the viewer. Nothing for machine accounts. O(records that name the viewer)."""
    me = viewer.person
    if not me or me not in look(network, viewer, [me]).cards:
        return Balance((), ())
    kept = _Kept(network, viewer)
    return Balance(_lines(_gave(kept, me)), _lines(_received(kept, me)))


class _Kept:
    """Records that name the viewer, without those about somebody who does not exist for the viewer."""

    def __init__(self, network: Network, viewer: Viewer) -> None:
        self._network = network
        self._viewer = viewer
        self.introductions = self._of(Introduction, "asker")
        self.verdicts = self._of(Verdict, "by", "expert")
        self.insights = self._of(Insight, "author")
        self.referrals = self._of(Referral, "person")
        self.offered = self._of(Offering)
        self.taken = self._of(Participation)

    def _of(self, kind: type[R], *others: str) -> list[R]:
        found = list(all_adjacent(self._network.store, [self._viewer.person], kind))
        named = {getattr(one, name) for one in found for name in others} - {NO_KEY}
        there = {*look(self._network, self._viewer, named).cards, self._viewer.person} if named else set()
        return [one for one in found if all(getattr(one, name) in there for name in others)]

    def offerings_taken(self) -> list[Offering]:
        """What the viewer takes or took part in, without mentoring by who does not exist for them."""
        found = self._network.store.fetch(sorted({one.offering for one in self.taken})).found
        taken = [stored.record for stored in found.values() if isinstance(stored.record, Offering)]
        there = look(self._network, self._viewer, {one.by for one in taken}).cards
        return [one for one in taken if one.offering_kind != MENTORING or one.by in there]


def _gave(kept: _Kept, me: Key) -> Iterable[tuple[str, list[Key]]]:
    agreed = [one for one in kept.introductions if one.state in AGREED and one.asker != me]
    passed = [one.key for one in agreed if me in one.connectors and answer_of(one, me)]
    yield "You introduced others to each other {times}.", passed
    yield "You agreed to be introduced {times}.", [one.key for one in agreed if one.target == me]
    helped = [v.key for v in kept.verdicts if v.verdict == HELPED and v.expert == me and v.by != me]
    yield "Your answer helped somebody {times}.", helped
    yield "You brought home an insight {times}.", [one.key for one in kept.insights if one.author == me]
    said_yes = [one.key for one in kept.referrals if one.by == me and one.state in TOLD]
    yield "You proposed somebody for an open role {times}, and they said yes.", said_yes
    mentoring = [one.key for one in kept.offered if one.offering_kind == MENTORING]
    yield "You offered to be a mentor {times}.", mentoring
    events = [one.key for one in kept.offered if one.offering_kind != MENTORING]
    yield "You held an event {times}.", events


def _received(kept: _Kept, me: Key) -> Iterable[tuple[str, list[Key]]]:
    mine = [one.key for one in kept.introductions if one.asker == me and one.state in AGREED]
    yield "Others introduced you {times}.", mine
    helped = [v.key for v in kept.verdicts if v.verdict == HELPED and v.by == me]
    yield "Somebody's answer helped you {times}.", helped
    asked = [one.key for one in kept.insights if one.asked_by == me]
    yield "Somebody wrote down an insight that you had asked for {times}.", asked
    proposed = [one.key for one in kept.referrals if one.person == me and one.state in TOLD]
    yield "Others proposed you for an open role {times}, with your yes.", proposed
    taken = kept.offerings_taken()
    mentored = [one.key for one in taken if one.offering_kind == MENTORING]
    yield "You took up mentoring {times}.", mentored
    yield "You took part in an event {times}.", [one.key for one in taken if one.offering_kind != MENTORING]


def _lines(said: Iterable[tuple[str, list[Key]]]) -> tuple[Line, ...]:
    return tuple(
        Line(words.format(times=_times(len(keys))), tuple(sorted(keys))) for words, keys in said if keys
    )


def _times(count: int) -> str:
    return _TIMES[count] if count < len(_TIMES) else f"{count:,} times"
