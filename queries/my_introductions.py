"""My own requests for introductions, as I, the asker, am shown them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.keys import Key
from graph.model import Introduction
from policy.introductions import AGREED, Shown, shown_to_asker
from policy.viewer import Viewer
from queries.introduction_records import introductions_of
from queries.network import Network
from queries.parties import Party, parties


@dataclass(frozen=True, slots=True)
class Mine:
    """One request. Until it is agreed it names nobody, and every failure looks the same."""

    key: Key
    state: Shown
    purpose: str
    about: str
    asked: str
    deadline: str
    target: Party | None = None  # with addresses; None before agreement, and once hidden
    connectors: tuple[Party, ...] = ()
    outcome: str = ""
    thanks: str = ""


@dataclass(frozen=True, slots=True)
class MinePage:
    """Newest first."""

    introductions: tuple[Mine, ...]
    more: bool


def my_introductions(
    network: Network, viewer: Viewer, first: int = 20, after: tuple[str, Key] | None = None
) -> MinePage:
    """The requests of the viewer; `after` is behind (asked, key). O(introductions that name the viewer)."""
    found = introductions_of(network.store, [viewer.person] if viewer.person else [])
    own = [stored.record for stored in found if stored.record.asker == viewer.person]
    own.sort(key=lambda one: (one.asked, one.key), reverse=True)
    behind = [one for one in own if after is None or (one.asked, one.key) < after]
    return MinePage(tuple(as_asked(network, behind[:first])), len(behind) > first)


def as_asked(network: Network, introductions: Iterable[Introduction]) -> list[Mine]:
    """Introductions of one asker as the asker is shown them. A few round trips when some are agreed."""
    own = list(introductions)
    agreed = [one for one in own if one.state in AGREED]
    targets, through = {one.target for one in agreed}, {key for one in agreed for key in one.connectors}
    asker = own[0].asker if own else None
    known = parties(network, asker, targets | through, contact=True) if asker and agreed else {}
    return [_mine(network, one, known) for one in own]


def _mine(network: Network, one: Introduction, known: dict[Key, Party]) -> Mine:
    state = shown_to_asker(one, network.clock())
    mine = Mine(one.key, state, one.purpose, one.about, one.asked, one.deadline)
    if one.state not in AGREED:
        return mine
    connectors = tuple(_named(known[key]) for key in one.connectors if key in known)
    target = known.get(one.target)
    return replace(mine, target=target, connectors=connectors, outcome=one.outcome, thanks=one.thanks)


def _named(party: Party) -> Party:
    return Party(party.key, party.name)
