"""Somebody sets a rule of the installation, with the reason; what was set before stays on record."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from actions.act import Act, repeated
from graph.dates import iso
from graph.errors import Refused
from graph.keys import Key
from graph.model import Decision
from policy.decisions import check_decision, may_decide
from queries.decisions import history

OPERATOR = "operator"
SERVICE = "service"
"""Who decided, when it was no person: at the command line, or a machine account with the role."""


def decide(act: Act, name: str, value: str, reason: str) -> Decision:
    """Set `name` to `value` because of `reason`, and return the decision.

    Raises Refused for who may not, for a rule that there is not, and without a reason. O(decisions
    about the name).
    """
    reason = " ".join(reason.split())
    if not may_decide(act.viewer, name):
        raise Refused("NOT_ALLOWED", "ask a privacy officer to decide that", "name")
    check_decision(name, value, reason)

    def attempt() -> Decision:
        taken = history(act.network, name)
        said = next((one for one in taken if one.key.endswith(f".{act.name('decide')}")), None)
        if said is not None:
            return said
        at = _after(act, taken)
        made = Decision(
            key=Key(f"{Decision.KIND}:{name}.{at}.{act.name('decide')}"),
            name=name,
            value=value,
            reason=reason,
            by=act.viewer.person or (OPERATOR if act.viewer.operator else SERVICE),
            at=at,
        )
        act.write("decide", [made], {made.key: 0})
        return made

    return repeated(attempt)


def _after(act: Act, taken: Sequence[Decision]) -> str:
    """The moment of the act, a second behind the last decision at least: history stands in its order."""
    now = act.moment()
    if not taken or taken[-1].at < now:
        return now
    return iso(datetime.fromisoformat(taken[-1].at) + timedelta(seconds=1))
