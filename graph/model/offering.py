"""What the company offers its alumni, and what they do for it."""

from dataclasses import dataclass
from typing import ClassVar

from graph.keys import NO_KEY, Key
from graph.model.record import Record, reference

OFFERING_KINDS = ("event", "mentoring")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering(Record):
    """An event, or somebody's offer to be a mentor; listed to those who said yes to its purpose.

    `offering_kind` is one of OFFERING_KINDS; `on` the day of an event. `state`: open, or closed since
    `closed`.
    """

    KIND: ClassVar[str] = "offering"
    LABEL: ClassVar[str] = "Offering"

    offering_kind: str
    by: Key = reference("person", "HELD_BY", default=NO_KEY)
    title: str
    text: str = ""
    on: str = ""
    location: str = ""
    link: str = ""
    skills: tuple[Key, ...] = reference("skill", "ON_TOPIC", default=())
    state: str
    at: str
    closed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Record):
    """Somebody takes part in an offering. Keys are `participation:<name of the offering>.<of the person>`."""

    KIND: ClassVar[str] = "participation"
    LABEL: ClassVar[str] = "Participation"

    offering: Key = reference("offering", "TAKES_PART_IN")
    person: Key = reference("person", "PARTICIPANT")
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Record):
    """`by` proposes `person` for a role; `person` is asked first.

    `state` is one of policy.referrals.State, and is internal: what anybody is shown is worked out from it
    and the clock. `deadline` is fixed when the proposal is made. `text` is for the person. Keys are
    `referral:<name of the role>.<name of the person>.<rest>`, the rest from who proposes.
    """

    KIND: ClassVar[str] = "referral"
    LABEL: ClassVar[str] = "Referral"

    role: Key = reference("role", "REFERRED_TO")
    by: Key = reference("person", "REFERRED_BY", default=NO_KEY)
    person: Key = reference("person", "REFERRED")
    text: str = ""
    state: str
    at: str
    deadline: str = ""
    ended: str = ""
    outcome: str = ""
