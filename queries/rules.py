"""The rules of the installation as they hold today, whether somebody set them or not."""

from dataclasses import dataclass
from typing import Final

from graph.errors import Refused
from graph.model import Decision
from policy.decisions import FIRST_RECORD_NOTICE, RETENTION, TOUR_CHECK_IN, rule_of
from policy.tours import CHECK_IN_MONTHS
from policy.viewer import Viewer
from queries.decisions import in_force
from queries.network import Network

USUAL: Final = {
    **{name: str(months) for name, months in RETENTION.items()},
    TOUR_CHECK_IN: str(CHECK_IN_MONTHS),
    FIRST_RECORD_NOTICE: "on",
}
"""What holds of the rules that there always are, unless decided otherwise."""

_BY_COUNTRY: Final = ("source/", "places/")


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """One rule: what holds, what is `usual` ("" when nothing is), which values it takes, who said so."""

    name: str
    value: str
    usual: str
    advice: str
    decision: Decision | None


def rules(network: Network, viewer: Viewer) -> tuple[RuleInForce, ...]:
    """Retention, check-ins and notices, and the switches and places of countries that were set, by name.

    Defaults of consent are in queries.defaults. Raises Refused for who neither guards privacy nor runs
    the network. O(decisions).
    """
    if not (viewer.operator or viewer.has("privacy_officer", "network_admin")):
        raise Refused("NOT_ALLOWED", "rules are for privacy officers and network admins")
    held = in_force(network)
    names = {*USUAL, *(name for name in held if name.startswith(_BY_COUNTRY))}
    return tuple(_rule(name, held.get(name)) for name in sorted(names))


def _rule(name: str, decision: Decision | None) -> RuleInForce:
    usual, rule = USUAL.get(name, ""), rule_of(name)
    advice = rule.advice if rule is not None else ""
    return RuleInForce(name, decision.value if decision is not None else usual, usual, advice, decision)
