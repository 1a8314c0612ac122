"""The rules of the installation that somebody set, with the reasons; the latest about a name holds."""

from dataclasses import dataclass

from graph.errors import Refused
from graph.keys import Key
from graph.model import Decision
from graph.scans import every
from policy.decisions import RETENTION
from policy.viewer import Viewer
from queries.network import Network


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """Decisions by name, and of one name in the order in which they were taken."""

    decisions: tuple[Decision, ...]
    more: bool


def decided(network: Network, name: str) -> Decision | None:
    """The decision about `name` that holds; None when the default does. O(decisions about it)."""
    found = history(network, name)
    return found[-1] if found else None


def history(network: Network, name: str) -> tuple[Decision, ...]:
    """Every decision about `name`, oldest first."""
    return tuple(every(network.store, Decision, [f"{Decision.KIND}:{name}."]))


def in_force(network: Network, family: str = "") -> dict[str, Decision]:
    """What holds of each name that begins with `family` (such as "source/"), by name. O(decisions)."""
    found = every(network.store, Decision, [f"{Decision.KIND}:{family}"])
    return {decision.name: decision for decision in found}  # in the order of time: the last stays


def kept_months(network: Network, name: str) -> int:
    """How many months `name`, one of policy.decisions.RETENTION, is kept."""
    decision = decided(network, name)
    return int(decision.value) if decision is not None else RETENTION[name]


def decisions(
    network: Network, viewer: Viewer, name: str = "", first: int = 20, after: Key | None = None
) -> DecisionsPage:
    """With `name` its whole history, else what holds of every name; `after` is behind a decision's key.

    Raises Refused for who neither guards privacy nor runs the network. O(decisions).
    """
    if not (viewer.operator or viewer.has("privacy_officer", "network_admin")):
        raise Refused("NOT_ALLOWED", "decisions are for privacy officers and network admins")
    found = history(network, name) if name else tuple(in_force(network).values())
    behind = sorted((one for one in found if after is None or one.key > after), key=lambda one: one.key)
    return DecisionsPage(tuple(behind[:first]), len(behind) > first)
