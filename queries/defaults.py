"""What holds for those who have said nothing, as shipped or as somebody decided."""

from dataclasses import dataclass

from graph.algorithms.decisions import DEFAULTS, beginning
from graph.consent import ROLES
from graph.model import PURPOSES, Decision
from graph.scans import every
from policy.gates import Status, default, default_name
from queries.network import Network


@dataclass(frozen=True, slots=True)
class ConsentDefault:
    """Whether people of `status` are in `role` for `purpose` without a word; `decision` None: as shipped."""

    role: str
    purpose: str
    status: Status
    yes: bool
    decision: Decision | None


def latest_decisions(network: Network, name: str = DEFAULTS) -> dict[str, Decision]:
    """The decisions that hold, by name, of those whose name begins with `name`. One round trip."""
    return {d.name: d for d in every(network.store, Decision, [beginning(name)])}  # in the order of time


def consent_defaults(network: Network) -> tuple[ConsentDefault, ...]:
    """Every default, by role, purpose and status. One round trip."""
    decisions = latest_decisions(network)
    decided = {name: decision.value for name, decision in decisions.items()}
    return tuple(
        ConsentDefault(
            role,
            purpose,
            status,
            status in default(role, purpose, decided),
            decisions.get(default_name(role, purpose, status)),
        )
        for role in ROLES
        for purpose in PURPOSES
        for status in Status
    )
