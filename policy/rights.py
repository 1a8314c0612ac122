"""The rights of the people in the network, and until when they are to be answered."""

from datetime import date
from typing import Final

from graph.dates import months_later
from graph.errors import Refused
from graph.model import RightsRequest
from policy.viewer import Viewer

RIGHTS: Final = ("access", "rectify", "object", "restrict", "erase", "export")
"""What RightsRequest.right may be."""

LONGEST_NOTE: Final = 2_000


def due(asked: date) -> date:
    """The last day on which a request of the day `asked` is in time (GDPR, article 12(3): one month)."""
    return months_later(asked, 1)


def overdue(request: RightsRequest, today: date) -> bool:
    """Whether a request is still open after its last day."""
    return not request.done and request.due < today.isoformat()


def keeps_requests(viewer: Viewer) -> bool:
    """Whether `viewer` sees, opens and closes everybody's requests."""
    return viewer.operator or viewer.has("privacy_officer")


def check_right(right: str) -> None:
    """Raises Refused unless `right` is one of RIGHTS."""
    if right not in RIGHTS:
        raise Refused("BAD_INPUT", f"a right is one of {', '.join(RIGHTS)}", "right")


def check_note(note: str) -> None:
    """Raises Refused for a note that is too long."""
    if len(note) > LONGEST_NOTE:
        raise Refused("BAD_INPUT", f"at most {LONGEST_NOTE} letters", "note")
