"""Requests for introductions that have reached me, as a connector or as the target."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.keys import Key
from graph.model import Introduction
from graph.ports import Stored
from policy.introductions import (
    AGREED,
    Shown,
    State,
    answer_of,
    knows_of,
    path_of,
    shown_on_path,
    waits_for,
)
from policy.viewer import Viewer
from queries.introduction_records import introductions_of
from queries.introduction_state import current
from queries.network import Network
from queries.parties import Party, parties


@dataclass(frozen=True, slots=True)
class Reached:
    """One request as somebody on its path is shown it.

    Message and target go with the request only while the viewer's answer is waited for, and the names again
    when it is agreed: so who passed it on can't tell what has become of it.
    """

    key: Key
    state: Shown
    is_target: bool
    purpose: str
    about: str
    asked: str
    deadline: str
    message: str = ""
    asker: Party | None = None
    target: Party | None = None
    again_after: str = ""  # what the viewer said, who declined
    outcome: str = ""
    thanks: str = ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """Oldest first."""

    requests: tuple[Reached, ...]
    more: bool


def inbox(
    network: Network,
    viewer: Viewer,
    waiting: bool = True,
    first: int = 20,
    after: tuple[str, Key] | None = None,
) -> Inbox:
    """What waits for the viewer's answer; with `waiting` false, everything that has reached the viewer.

    `after` is behind (asked, key). O(introductions that name the viewer), and a few round trips for each page
    of those that have reached them.
    """
    me = viewer.person
    stored = [s for s in introductions_of(network.store, [me] if me else []) if me in path_of(s.record)]
    if waiting:
        stored = [s for s in stored if _may_wait_for(s.record, me)]
    stored.sort(key=lambda one: _place(one.record))
    behind = [one for one in stored if after is None or _place(one.record) > after]
    here: list[Introduction] = []
    while behind and len(here) <= first:
        here += _reaching(network, me, behind[: first + 1], waiting)
        behind = behind[first + 1 :]
    return Inbox(tuple(as_reached(network, me, here[:first])), len(here) > first)


def _place(one: Introduction) -> tuple[str, Key]:
    return one.asked, one.key


def _reaching(
    network: Network, person: Key, stored: Iterable[Stored[Introduction]], waiting: bool
) -> list[Introduction]:
    """Those that have reached `person` by now, in their order; with `waiting`, that wait for them."""
    now = network.clock()
    here = [one.now for one in current(network, stored, now).values() if knows_of(one.now, person)]
    if waiting:
        here = [one for one in here if shown_on_path(one, person, now) is Shown.FOR_YOU]
    return from_known(network, person, here)


def _may_wait_for(one: Introduction, person: Key) -> bool:
    """Whether it waits for `person`, on its path, by the record, or could if it had its turn by now."""
    return waits_for(one) == person or one.state == State.QUEUED


def from_known(network: Network, person: Key, introductions: Iterable[Introduction]) -> list[Introduction]:
    """Those whose asker exists for `person`: a request of somebody hidden is as if it were not there."""
    there = list(introductions)
    known = parties(network, person, {one.asker for one in there})
    return [one for one in there if one.asker in known]


def as_reached(network: Network, person: Key, introductions: Iterable[Introduction]) -> list[Reached]:
    """Introductions, as they are now, as `person` on their paths is shown them. A few round trips."""
    there = list(introductions)
    known = parties(network, person, {key for one in there for key in (one.asker, one.target)})
    agreed = {one.asker for one in there if one.state in AGREED and one.target == person}
    known |= parties(network, person, agreed, contact=True)
    return [_reached(network, person, one, known) for one in there]


def _reached(network: Network, person: Key, one: Introduction, known: dict[Key, Party]) -> Reached:
    state = shown_on_path(one, person, network.clock())
    mine, agreed = state is Shown.FOR_YOU, one.state in AGREED
    target = one.target == person
    asker = known.get(one.asker)
    if asker is not None and not (agreed and target):
        asker = Party(asker.key, asker.name)
    return Reached(
        one.key,
        state,
        target,
        one.purpose,
        one.about,
        one.asked,
        one.deadline,
        one.message if mine or (agreed and target) else "",
        asker,
        known.get(one.target) if (mine or agreed) and not target else None,
        one.again_after if answer_of(one, person) is False else "",
        one.outcome,
        one.thanks,
    )
