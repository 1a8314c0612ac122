"""Somebody leaves and stays in touch: who may begin that, until when, and what an employment's end means."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from graph.dates import months_later
from graph.errors import InvalidValue, Refused
from graph.identity.emails import email, mailable
from graph.keys import Key
from graph.model import PURPOSES
from policy.preferences import Consent
from policy.viewer import Viewer

HR: Final = "hr"
EXIT: Final = "exit"
"""The source of an employment whose end was said when somebody began to leave; HR's own date replaces it."""

HR_OR_EXIT: Final = frozenset({HR, EXIT})
"""Sources of what the company itself says about employments at home."""

INVITED, BOUNCED, CLAIMED = STATES = ("invited", "bounced", "claimed")
"""States of an invitation: sent, came back for good, taken up at an address that is the person's."""

EARLIEST: Final = timedelta(days=31)
"""How long ago somebody may have left when that is first said."""

MOST_MONTHS: Final = 24
"""How far ahead a last day may be."""


@dataclass(frozen=True, slots=True)
class Staying:
    """For what, and until which day, somebody may be found; with `connect` also be asked to introduce."""

    purpose: str
    until: date
    connect: bool = False


def may_begin(viewer: Viewer, person: Key) -> bool:
    """Whether `viewer` may begin the exit of `person`: they themselves, and who looks after people here."""
    if viewer.person == person:
        return True
    return viewer.operator or viewer.has("network_admin", "hr_partner")


def check_last_day(last_day: date, today: date) -> None:
    """Raises Refused for a day that is too long ago or too far ahead."""
    first, last = today - EARLIEST, months_later(today, MOST_MONTHS)
    if not first <= last_day <= last:
        raise Refused("BAD_INPUT", f"a last day is from {first} to {last}", "lastDay")


def personal_address(text: str) -> str:
    """The address in the form that is compared. Raises Refused for one that no mail reaches."""
    try:
        address = email(text)
    except InvalidValue as error:
        raise Refused("BAD_INPUT", "give an e-mail address", "personalAddress") from error
    if not mailable(address):
        raise Refused("BAD_INPUT", "give an address that takes mail", "personalAddress")
    return address


def consents(staying: Iterable[Staying]) -> tuple[Consent, ...]:
    """What somebody says who stays for these purposes. Raises Refused for one that there is not."""
    said = []
    for one in staying:
        if one.purpose not in PURPOSES:
            raise Refused("BAD_INPUT", f"a purpose is one of {', '.join(PURPOSES)}", "purposes")
        said += [Consent(one.purpose, role, True, one.until) for role in _roles(one)]
    return tuple(said)


def _roles(one: Staying) -> tuple[str, ...]:
    return ("found", "connect") if one.connect else ("found",)
