"""Tours of duty: what somebody and the company undertake together, and what comes of it."""

from dataclasses import dataclass
from typing import ClassVar, Final

from graph.keys import NO_KEY, Key
from graph.model.record import Record, reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission(Record):
    """What a tour is for; people whose tours share a mission at the same time worked together."""

    KIND: ClassVar[str] = "mission"
    LABEL: ClassVar[str] = "Mission"

    title: str


TOUR_KINDS = ("rotational", "transformational", "foundational")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour(Record):
    """A tour of duty; `tour_kind` is one of TOUR_KINDS.

    `state` is one of policy.tours.State; "" is a tour that was read from a file: it stands, and nobody
    promised anything in kith. Otherwise there are two sides, the `person` and `company_side`, who speaks for
    the company: `accepted` and `signed` are lines `side/moment` (side: person or company). A tour stands when
    both accepted it; `outcome` and the `skills` gained count when both signed them. What the two promise each
    other (`person_gives`, `company_gives`) is for their eyes alone. `offer` is what it was planned from.
    """

    KIND: ClassVar[str] = "tour"
    LABEL: ClassVar[str] = "Tour"

    person: Key = reference("person", "TOUR_OF")
    mission: Key = reference("mission", "FOR_MISSION")
    tour_kind: str
    department: str = ""
    since: str = ""
    planned_until: str = ""
    until: str = ""
    outcome: str = ""
    skills: tuple[Key, ...] = reference("skill", "GAINED", default=())
    source: str
    company_side: Key = reference("person", "PROMISED_BY", default=NO_KEY)
    offer: Key = reference("offer", "PLANNED_FROM", default=NO_KEY)
    state: str = ""
    person_gives: str = ""
    company_gives: str = ""
    accepted: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()


FROM_FILE: Final = ""
STANDING: Final = "standing"
ENDED: Final = "ended"
CLOSED: Final = "closed"
"""States of tours that stand or stood: read from a file; agreed; over; over and its outcome signed."""

IN_KITH: Final = f"{Tour.KIND}:kith."
"""What the keys of tours begin with that were planned in kith."""


def has_stood(tour: Tour) -> bool:
    """Whether a tour stands or stood; what was only proposed is between its two sides."""
    return tour.state in (FROM_FILE, STANDING, ENDED, CLOSED)


def is_signed(tour: Tour) -> bool:
    """Whether outcome and skills gained count: a record of the company, or signed by both sides."""
    return tour.state in (FROM_FILE, CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(Record):
    """What the two sides of a tour noted when they looked at it together; for their eyes alone.

    Keys are `checkin:<name of the tour>.<moment>.<rest>`.
    """

    KIND: ClassVar[str] = "checkin"
    LABEL: ClassVar[str] = "CheckIn"

    tour: Key = reference("tour", "CHECKED")
    by: Key = reference("person", "NOTED_BY")
    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedTour(Record):
    """A tour that waits for somebody: its mission, what it needs and what one learns.

    `state`: open, taken or withdrawn. `by` speaks for the company. The tours planned from it refer to it.
    """

    KIND: ClassVar[str] = "offer"
    LABEL: ClassVar[str] = "OfferedTour"

    mission: Key = reference("mission", "OFFERS")
    tour_kind: str
    by: Key = reference("person", "OFFERED_BY", default=NO_KEY)
    department: str = ""
    location: str = ""
    remote: bool = False
    since: str = ""
    planned_until: str = ""
    company_gives: str = ""
    needs: tuple[Key, ...] = reference("skill", "NEEDS", default=())
    teaches: tuple[Key, ...] = reference("skill", "TEACHES", default=())
    state: str
    offered: str
