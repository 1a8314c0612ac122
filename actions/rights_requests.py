"""Requests of people who use their rights: opened by themselves or for a letter, closed by the officer."""

from dataclasses import replace

from actions.act import Act, repeated
from graph.errors import Refused
from graph.keys import NO_KEY, Key
from graph.model import Person, RightsRequest
from policy.rights import check_note, check_right, due, keeps_requests


def request_of(act: Act, person: Key, right: str, *, done: bool = False, note: str = "") -> RightsRequest:
    """The record of `person` using `right` now, to be written together with what comes of it."""
    return RightsRequest(
        key=Key(f"{RightsRequest.KIND}:{act.name('right', right)}"),
        person=person,
        right=right,
        asked=act.moment(),
        due=due(act.network.today()).isoformat(),
        done=act.moment() if done else "",
        note=note,
    )


def open_request(act: Act, right: str, person: Key = NO_KEY, note: str = "") -> RightsRequest:
    """Somebody asks for a right of theirs; the officer also for `person`, whose letter came by post.

    Raises Refused: NOT_ALLOWED for somebody else's right, NOT_FOUND for nobody's. O(1).
    """
    check_right(right)
    check_note(note)
    whose = _whose(act, person)
    asked = request_of(act, whose, right, note=note)
    said = act.network.store.fetch([asked.key]).found.get(asked.key)
    if said is not None:
        assert isinstance(said.record, RightsRequest)
        return said.record
    act.write("openRightsRequest", [asked], {asked.key: 0})
    return asked


def _whose(act: Act, person: Key) -> Key:
    if not person or person == act.viewer.person:
        return act.person()
    if not keeps_requests(act.viewer):
        raise Refused("NOT_ALLOWED", "everybody uses their own rights; a privacy officer may help", "person")
    # whoever they are hidden from: their rights hold against the installation
    stored = act.network.store.fetch([person]).found.get(person)
    if stored is None or not isinstance(stored.record, Person):
        raise Refused("NOT_FOUND", "there is nobody of that id", "person")
    return person


def close_request(act: Act, request: Key, note: str = "") -> RightsRequest:
    """The officer says that a request has been answered, and how; one that is closed stays as it is.

    Raises Refused: NOT_ALLOWED for others than the officer, NOT_FOUND. O(1).
    """
    check_note(note)
    if not keeps_requests(act.viewer):
        raise Refused("NOT_ALLOWED", "a privacy officer closes requests")

    def attempt() -> RightsRequest:
        stored = act.network.store.fetch([request]).found.get(request)
        if stored is None or not isinstance(stored.record, RightsRequest):
            raise Refused("NOT_FOUND", "there is no request of that id", "request")
        if stored.record.done:
            return stored.record
        said = " / ".join(filter(None, (stored.record.note, note)))
        closed = replace(stored.record, done=act.moment(), note=said)
        act.write("closeRightsRequest", [closed], {closed.key: stored.revision})
        return closed

    return repeated(attempt)
