"""Rules of the installation that somebody may set with a reason: which there are, what each may say, by whom.

A rule is a *name* and a *value*. Nothing is ever set without a reason that others can read later; what
was set before stays on record. The latest decision about a name holds; without one, the default here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from graph.consent import ROLES
from graph.errors import Refused
from graph.identity.countries import COUNTRIES
from graph.model import PURPOSES
from policy.viewer import Viewer

SHORTEST_REASON: Final = 10
LONGEST_REASON: Final = 2_000
LONGEST_VALUE: Final = 2_000
MOST_MONTHS: Final = 120

RETENTION: Final = {
    "retention/contacts": 24,
    "retention/unclaimed_alumni": 24,
    "retention/requests": 12,
    "retention/use_log": 12,
}
"""How many months each is kept unless decided otherwise."""

TOUR_CHECK_IN: Final = "tours/check_in"
"""After how many months the two sides of a tour are asked to look at it together."""

FIRST_RECORD_NOTICE: Final = "first_record_notice"
"""Whether people who came in through somebody's own contacts are told so once."""

SOURCES: Final = ("mail", "calendar", "git", "activity")
"""What may be switched off for a country."""

OFF: Final = "off"
APPROVED: Final = "approved"

_STATUSES: Final = ("EMPLOYEE", "ALUMNUS", "EXTERNAL")


@dataclass(frozen=True, slots=True)
class Rule:
    """What decisions of one family may say: `allowed` tells a good value, `advice` says which are."""

    allowed: Callable[[str], bool]
    advice: str


def may_decide(viewer: Viewer, name: str) -> bool:
    """Whether `viewer` may set `name`: privacy officers and the operator all, network admins defaults."""
    if viewer.operator or viewer.has("privacy_officer"):
        return True
    return name.startswith("default/") and viewer.has("network_admin")


def check_decision(name: str, value: str, reason: str) -> None:
    """Raises Refused unless `name` is a rule, `value` one of its values and `reason` a reason."""
    rule = rule_of(name)
    if rule is None:
        raise Refused("BAD_INPUT", f"a rule is one of {', '.join(NAMES)}", "name")
    if len(value) > LONGEST_VALUE or not rule.allowed(value):
        raise Refused("BAD_INPUT", rule.advice, "value")
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON or not reason.isprintable():
        advice = f"give a reason of {SHORTEST_REASON} to {LONGEST_REASON} letters that others will understand"
        raise Refused("BAD_INPUT", advice, "reason")


NAMES: Final = (
    *RETENTION,
    f"source/({'|'.join(SOURCES)})/COUNTRY",
    "places/COUNTRY",
    FIRST_RECORD_NOTICE,
    TOUR_CHECK_IN,
    "default/ROLE/PURPOSE/STATUS",
)
"""The names that there are, for people to read; COUNTRY is two letters, such as DE."""


def rule_of(name: str) -> Rule | None:
    """What a decision about `name` may say; None when there is no such rule."""
    if name in RETENTION:
        return Rule(_is_months, f"a number of months from 1 to {MOST_MONTHS}")
    if name == TOUR_CHECK_IN:
        return Rule(_is_months, f"a number of months from 1 to {MOST_MONTHS}")
    match name.split("/"):
        case ["source", source, country] if source in SOURCES and country in COUNTRIES:
            return Rule((OFF, APPROVED).__contains__, f"{OFF}, or {APPROVED}")
        case ["places", country] if country in COUNTRIES:
            return Rule(_are_places, "places as people's records write them, with ; between them")
        case [one] if one == FIRST_RECORD_NOTICE:
            return Rule(("on", "off").__contains__, "on or off")
        case ["default", role, purpose, status] if (
            role in ROLES and purpose in PURPOSES and status in _STATUSES
        ):
            return Rule(("yes", "no").__contains__, "yes or no")
    return None


def _is_months(value: str) -> bool:
    return value.isascii() and value.isdigit() and 1 <= int(value) <= MOST_MONTHS


def _are_places(value: str) -> bool:
    return value.isprintable()
