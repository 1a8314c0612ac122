"""Rehire status: set by an hr_partner, appealed by its person, decided by another hr_partner."""

from datetime import date, datetime

from actions.act import Act, repeated
from actions.notices import notices
from graph.errors import Conflict, Refused
from graph.keys import Key
from graph.model import RehireStatus, rehire_key
from graph.scans import every
from policy.gates import Status
from policy.rehire import appealed, decided, lapsed, set_status, sets_status
from queries.network import Network
from queries.sight import look

SET = "rehire_status_set"
DECIDED = "rehire_appeal_decided"


def set_rehire_status(act: Act, person: Key, status: str, reason: str, until: date) -> RehireStatus:
    """Say whether the company would take `person` back; the person is told. Raises Refused. O(1)."""
    by = _partner(act)
    _check_there(act, person)

    def attempt() -> RehireStatus:
        before, revision = rehire_status_of(act.network, person)
        said = (status, reason, until)
        after = set_status(before, rehire_key(person), person, by, said, act.now())
        if before is not None and _as_before(before, after):
            return before
        told = notices(act.network, person, SET, after.key, act.now(), after.at)
        act.write("setRehireStatus", [after, *told], {after.key: revision})
        return after

    return repeated(attempt)


def appeal_rehire_status(act: Act, text: str) -> RehireStatus:
    """The person who acts says what speaks against their status. Raises Refused. O(1)."""
    person = act.person()

    def attempt() -> RehireStatus:
        before, revision = rehire_status_of(act.network, person)
        if before is None:
            raise Refused("NOT_FOUND", "nothing is said of you")
        after = appealed(before, text, act.now())
        act.write("appealRehireStatus", [after], {after.key: revision})
        return after

    return repeated(attempt)


def decide_rehire_appeal(act: Act, person: Key, lift: bool, answer: str) -> RehireStatus:
    """Uphold or lift a status that its person appealed; the person is told. Raises Refused. O(1)."""
    by = _partner(act)
    _check_there(act, person)

    def attempt() -> RehireStatus:
        before, revision = rehire_status_of(act.network, person)
        if before is None:
            raise Refused("NOT_FOUND", "nothing is said of them", "person")
        after = decided(before, by, lift, answer, act.now())
        if after == before:
            return before
        told = notices(act.network, person, DECIDED, after.key, act.now(), after.decided)
        act.write("decideRehireAppeal", [after, *told], {after.key: revision})
        return after

    return repeated(attempt)


def close_lapsed(network: Network, now: datetime) -> int:
    """Write down which statuses lapsed because nobody decided an appeal in time; how many. O(statuses)."""
    count = 0
    for status in every(network.store, RehireStatus):
        after = lapsed(status, now)
        if after is None:
            continue
        before, revision = rehire_status_of(network, status.person)
        if before != status:
            continue
        try:
            told = notices(network, status.person, DECIDED, status.key, now, after.decided)
            network.store.apply([after, *told], {status.key: revision})
        except Conflict:  # somebody says otherwise at this moment
            continue
        count += 1
    return count


def rehire_status_of(network: Network, person: Key) -> tuple[RehireStatus | None, int]:
    """What is said of `person`, and at which revision; (None, 0) when nothing is. O(1)."""
    key = rehire_key(person)
    stored = network.store.fetch([key]).found.get(key)
    if stored is None:
        return None, 0
    assert isinstance(stored.record, RehireStatus)
    return stored.record, stored.revision


def _as_before(before: RehireStatus, after: RehireStatus) -> bool:
    """Whether the same person says the same again."""
    same = ("by", "status", "reason", "until")
    return not before.appeal and all(getattr(before, name) == getattr(after, name) for name in same)


def _partner(act: Act) -> Key:
    person = act.person()
    if not sets_status(act.viewer):
        raise Refused("NOT_ALLOWED", "only an hr_partner says that")
    return person


def _check_there(act: Act, person: Key) -> None:
    card = look(act.network, act.viewer, [person]).cards.get(person) if person else None
    if card is None or card.private:
        raise Refused("NOT_FOUND", "there is nobody of that id", "person")
    if card.status is Status.EXTERNAL:
        raise Refused("BAD_INPUT", "this is said of people who work or worked here", "person")
