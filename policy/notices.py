"""What people are told, who is told it though they want quiet, and how long a delivery is tried.

A message that asks for something goes only to who may be asked. What became of somebody's own request is
told to them; what the law says must be told is always told.
"""

from datetime import date, timedelta
from enum import Enum
from typing import Final

from graph.dates import last_day
from graph.model import Preference


class Weight(Enum):
    """Who is told: everybody, everybody whose record is in use, or only who wants to be contacted."""

    LAW = 1
    OUTCOME = 2
    WISH = 3


TEMPLATES: Final = {
    "introduction_asked": Weight.WISH,
    "introduction_reminder": Weight.WISH,
    "introduction_agreed": Weight.OUTCOME,
    "introduction_not_this_time": Weight.OUTCOME,
    "introduction_closed": Weight.WISH,
    "endorsement_asked": Weight.WISH,
    "insight_closed": Weight.WISH,
    "referral_asked": Weight.WISH,
    "referral_accepted": Weight.OUTCOME,
    "referral_not_this_time": Weight.OUTCOME,
    "referral_closed": Weight.WISH,
    "offering_joined": Weight.WISH,
    "tour_proposed": Weight.WISH,
    "tour_answered": Weight.OUTCOME,
    "tour_ended": Weight.OUTCOME,
    "tour_to_sign": Weight.WISH,
    "tour_check_in": Weight.WISH,
    "exit_invitation": Weight.WISH,
    "exit_claim": Weight.OUTCOME,
    "rights_done": Weight.LAW,
    "first_record": Weight.LAW,
    "rehire_status_set": Weight.LAW,
    "rehire_appeal_decided": Weight.LAW,
    "role_news": Weight.WISH,
    "sign_in": Weight.LAW,  # asked for at its own address; who is restricted needs it to use their rights
}
"""Everything that people are told, by the name of its text."""

WAITING: Final = frozenset(
    {
        "introduction_asked",
        "introduction_reminder",
        "tour_proposed",
        "tour_to_sign",
        "tour_check_in",
        "sign_in",
    }
)
"""What is said only as long as what it is about waits for this person; see policy.still_asked."""

ADDRESSED: Final = frozenset({"exit_claim"})
"""What goes to the one address that it is about (its subject), not to where its person is reached."""

EXITS: Final = frozenset({"exit_invitation", "exit_claim"})
"""What is said only as long as the invitation to stay waits for its person's answer."""

_WAITS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(hours=24),
)


def wanted(template: str, preference: Preference | None, today: date) -> bool:
    """Whether somebody with this preference is told on `today` what `template` says."""
    weight = TEMPLATES[template]
    if preference is None or weight is Weight.LAW:
        return True
    if preference.restricted:
        return False
    quiet = last_day(preference.quiet_until)
    resting = preference.do_not_contact or (quiet is not None and quiet >= today)
    return weight is Weight.OUTCOME or not resting


def retry_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts; None when there is no other. Under 3 days in all."""
    return _WAITS[attempts - 1] if 1 <= attempts <= len(_WAITS) else None
