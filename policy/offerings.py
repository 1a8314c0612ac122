"""What the company offers its people: who may offer what, what an offer says, and to whom it is listed.

Events and mentoring are listed to employees, and to alumni who said yes to EVENTS or MENTORING, in whichever
role; open roles likewise to alumni who said yes to REFERRAL. A default that somebody decided is no yes:
nobody is on a list that they have not asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

import numpy as np

from graph.consent import ROLES, choice_number
from graph.dates import last_day
from graph.errors import Refused
from graph.standing import Standings
from policy.gates import Mask, Status
from policy.insights import MOST_SUBJECTS, SUBJECT, check_link, written
from policy.introduction_texts import check_text
from policy.viewer import Viewer

EVENT: Final = "event"
MENTORING: Final = "mentoring"
PURPOSE_OF: Final[Mapping[str, str]] = MappingProxyType({EVENT: "EVENTS", MENTORING: "MENTORING"})
"""By kind of offering: for which purpose somebody has said yes to whom it is listed."""

OPEN: Final = "open"
CLOSED: Final = "closed"
TITLE: Final = 200
TEXT: Final = 5_000


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody would like to offer; `on` is the day of an event."""

    kind: str
    title: str
    text: str = ""
    on: str = ""
    location: str = ""
    link: str = ""
    skills: tuple[str, ...] = ()


def said_yes(standings: Standings, purpose: str, day: int) -> Mask:
    """(n,) who said yes to `purpose` themselves, in whichever role, and the yes holds on `day`. O(n)."""
    numbers = [choice_number(purpose, role) for role in ROLES]
    yes = standings["allowed_until"][:, numbers] >= day
    no = np.stack([(standings["refused"] >> np.uint32(n)) & 1 == 1 for n in numbers], axis=1)
    return np.asarray((yes & ~no).any(axis=1))


def listed_to(status: Status | None, yes: bool) -> bool:
    """Whether somebody of this status, who said `yes` to the purpose or not, reads what is listed for it."""
    return status is Status.EMPLOYEE or (status is Status.ALUMNUS and yes)


def check_may_offer(kind: str, viewer: Viewer, status: Status | None) -> None:
    """Raises Refused NOT_ALLOWED: events are for network admins and recruiters, mentoring for employees."""
    if kind == EVENT and not viewer.has("network_admin", "recruiter"):
        raise Refused("NOT_ALLOWED", "network admins and recruiters offer events")
    if kind == MENTORING and status is not Status.EMPLOYEE:
        raise Refused("NOT_ALLOWED", "employees offer mentoring")


def checked_offer(offer: Offer, today: date) -> Offer:
    """`offer` with its texts trimmed. Raises Refused BAD_INPUT."""
    if len(offer.skills) > MOST_SUBJECTS:
        raise Refused("BAD_INPUT", f"at most {MOST_SUBJECTS}", "skills")
    return replace(
        offer,
        title=written("title", offer.title, TITLE),
        text=check_text("text", offer.text, TEXT, lines=True),
        on=_day(offer.on.strip(), today) if offer.kind == EVENT else "",
        location=check_text("location", offer.location, SUBJECT),
        link=check_link(offer.link),
    )


def _day(text: str, today: date) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Refused("BAD_INPUT", "the day of the event, such as 2024-05-01", "on") from error
    if day < today:
        raise Refused("BAD_INPUT", "a day that has not passed", "on")
    return text


def is_over(on: str, today: date) -> bool:
    """Whether an event on this day has passed."""
    day = last_day(on)
    return day is not None and day < today
