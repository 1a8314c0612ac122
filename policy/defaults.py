"""What holds for those who have said nothing: who may decide about it, and how.

A default is for one role, purpose and status. It changes only with a reason, which is kept with who gave
it and when; what somebody said themselves always wins over it.
"""

from typing import Final

from graph.consent import ROLES
from graph.errors import Refused
from graph.model import PURPOSES
from policy.gates import Status, default_name
from policy.viewer import Viewer

LEAST_REASON: Final = 10
"""The fewest letters that say why."""

LONGEST_REASON: Final = 2_000


def may_decide(viewer: Viewer) -> bool:
    """Whether `viewer` may change defaults."""
    return viewer.operator or viewer.has("network_admin")


def rule_name(role: str, purpose: str, status: str, reason: str) -> str:
    """The name of the decision that somebody wants to make. Raises Refused for one that no rule allows."""
    for field, value, known in (
        ("role", role, ROLES),
        ("purpose", purpose, PURPOSES),
        ("status", status, tuple(Status.__members__)),
    ):
        if value not in known:
            raise Refused("BAD_INPUT", f"one of {', '.join(known)}", field)
    if not LEAST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        raise Refused("BAD_INPUT", f"say why, in {LEAST_REASON} to {LONGEST_REASON} letters", "reason")
    return default_name(role, purpose, Status[status])
