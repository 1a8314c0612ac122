"""What who watches a role would find now: the first candidates, and those of them to whom a path leads."""

from dataclasses import dataclass
from typing import Final

from graph.errors import Refused
from graph.keys import Key
from graph.model import Role, Watch
from policy.rehire_weights import Component
from policy.roles import OPEN, Wanted, works_on
from policy.viewer import Viewer
from queries.network import Network
from queries.rehire_candidates import RehireCandidates, rehire_candidates
from queries.rehire_reasons import Candidate

MOST: Final = 50
"""So many of the first candidates are looked at."""


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates in key order; `reached` are those to whom a path leads."""

    seen: tuple[Key, ...] = ()
    reached: tuple[Key, ...] = ()


def found_for(network: Network, role: Role, watch: Watch) -> Found:
    """The candidates of `role` for who watches it, of whom something is shown that it asks for.

    Nothing for a role that is closed, or that they no longer work on. As much work as rehireCandidates.
    """
    if role.state != OPEN or not works_on(role, watch.by):
        return Found()
    viewer = Viewer(watch.by, frozenset(watch.held))
    try:
        found = rehire_candidates(network, viewer, RehireCandidates(wanted_by(role), first=MOST))
    except Refused:  # the role names in other words what it rules out, since the taxonomy has changed
        return Found()
    fitting = [one for one in found.candidates if _fits(one)]
    return Found(
        tuple(sorted(one.card.key for one in fitting)),
        tuple(sorted(one.card.key for one in fitting if one.path is not None)),
    )


def wanted_by(role: Role) -> Wanted:
    """What a role asks for."""
    return Wanted(
        role.title, role.text, role.all_of, role.any_of, role.none_of, role.location, role.remote, role.level
    )


def _fits(candidate: Candidate) -> bool:
    shown = (Component.KNOWLEDGE, Component.TOURS)
    return any(part.facts for part in candidate.parts if part.component in shown)
