"""Somebody who keeps the network decides what holds for those who have said nothing."""

from datetime import datetime, timedelta

from actions.act import Act, repeated
from graph.dates import iso
from graph.errors import Refused
from graph.keys import Key
from graph.model import Decision
from policy.defaults import may_decide, rule_name
from policy.gates import Status
from queries.defaults import ConsentDefault, consent_defaults, latest_decisions


def change_default(act: Act, role: str, purpose: str, status: str, yes: bool, reason: str) -> ConsentDefault:
    """From now on, people of `status` are (`yes`) or are not in `role` for `purpose` without a word.

    What somebody said themselves stays. Raises Refused (not an operator or network_admin, no such
    default, no reason). O(decisions about defaults).
    """
    if not may_decide(act.viewer):
        raise Refused("NOT_ALLOWED", "only a network_admin or the operator may change defaults")
    by = "operator" if act.viewer.operator else act.person()
    name = rule_name(role, purpose, status, reason)

    def attempt() -> None:
        before = latest_decisions(act.network, name).get(name)
        at = _after(act, before)
        key = Key(f"{Decision.KIND}:{name}.{at}.{act.name('changeDefault')}")
        value = "yes" if yes else "no"
        decided = Decision(key=key, name=name, value=value, reason=reason.strip(), by=by, at=at)
        act.write("changeDefault", [decided], {key: 0})

    repeated(attempt)
    asked = (role, purpose, Status[status])
    return next(d for d in consent_defaults(act.network) if (d.role, d.purpose, d.status) == asked)


def _after(act: Act, before: Decision | None) -> str:
    """The moment of the act, behind the decision before: the history stands in the order of time."""
    now = act.moment()
    if before is None or before.at < now:
        return now
    return iso(datetime.fromisoformat(before.at) + timedelta(seconds=1))
