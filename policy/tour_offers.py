"""What an offered tour says, who sees it, and who may take it back."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.errors import Refused
from graph.keys import Key
from graph.model import OfferedTour
from policy.gates import Status
from policy.introduction_texts import check_text
from policy.tour_plans import PLACE, PROMISE, check_dates, check_kind, check_title
from policy.tours import SPEAKERS
from policy.viewer import Viewer

OPEN: Final = "open"
TAKEN: Final = "taken"
WITHDRAWN: Final = "withdrawn"
"""What an offer is in: from OPEN a tour that stands takes it, and who speaks for it withdraws it."""

MATCHERS: Final = ("recruiter", "hr_partner")
"""The roles that are told who fits an offer, beside who speaks for it."""


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """What is offered. `mission` is a title; dates may be left open."""

    kind: str
    mission: str
    department: str = ""
    location: str = ""
    remote: bool = False
    since: date | None = None
    until: date | None = None
    company_gives: str = ""


def checked_offer(terms: OfferTerms, today: date) -> OfferTerms:
    """`terms` with trimmed texts. Raises Refused for what no rule allows."""
    if terms.until is not None:
        check_dates(terms.since or today, terms.until, today)
    elif terms.since is not None and terms.since < today:
        raise Refused("BAD_INPUT", f"an offered tour starts on {today} or later", "since")
    return OfferTerms(
        check_kind(terms.kind),
        check_title(terms.mission),
        check_text("department", terms.department, PLACE),
        check_text("location", terms.location, PLACE),
        terms.remote,
        terms.since,
        terms.until,
        check_text("companyGives", terms.company_gives, PROMISE, lines=True),
    )


def check_skills(needs: tuple[Key, ...], teaches: tuple[Key, ...]) -> None:
    """Raise Refused unless there is something for both sides: else nobody could be matched."""
    if not needs:
        raise Refused("BAD_INPUT", "name at least one skill that the mission needs", "needs")
    if not teaches:
        raise Refused("BAD_INPUT", "name at least one skill that one learns", "teaches")


def sees_offers(viewer: Viewer, status: Status | None) -> bool:
    """Whether offered tours are for the viewer's eyes: of who works here or did, and of the company."""
    return viewer.operator or viewer.has(*SPEAKERS) or status in (Status.EMPLOYEE, Status.ALUMNUS)


def speaks_for(viewer: Viewer, offer: OfferedTour) -> bool:
    """Whether the viewer may take the offer back."""
    own = bool(viewer.person) and viewer.person == offer.by
    return own or viewer.has(*SPEAKERS)


def may_match(viewer: Viewer, offer: OfferedTour) -> bool:
    """Whether the viewer is told who fits the offer."""
    own = bool(viewer.person) and viewer.person == offer.by
    return viewer.operator or own or viewer.has(*MATCHERS)
