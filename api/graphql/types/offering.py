"""Open roles, events, mentoring and proposals, as shown."""

# mypy: disallow-untyped-decorators=False
# (strawberry.field has no type of its own)

from collections.abc import Awaitable
from enum import Enum

import strawberry
from strawberry.relay import PageInfo

from api.graphql.context import Asked
from api.graphql.types.introductions import Participant
from api.graphql.types.person import Person
from api.graphql.types.skill import Skill, skills_at
from graph.model import Offering as OfferingRecord
from graph.model import Role
from policy.offerings import PURPOSE_OF
from queries.balance import Balance as Held
from queries.offerings import OfferingShown
from queries.openings import PURPOSE
from queries.referrals import ReferralShown


@strawberry.enum(description="What the company offers its people.")
class OfferingKind(Enum):
    """Values of graph.model.OFFERING_KINDS."""

    EVENT = "event"
    MENTORING = "mentoring"


@strawberry.type(description="An open role for which somebody may be proposed.")
class Opening:
    """Without who opened it: recruiters hear of a proposal."""

    id: strawberry.ID
    title: str
    text: str
    location: str | None
    remote: bool
    level: str | None
    opened: str

    @classmethod
    def of(cls, role: Role) -> "Opening":
        """As listed."""
        return cls(
            id=strawberry.ID(role.key),
            title=role.title,
            text=role.text,
            location=role.location or None,
            remote=role.remote,
            level=role.level or None,
            opened=role.opened,
        )


@strawberry.type(description="An open role in a list.")
class OpeningEdge:
    """One place of a page."""

    cursor: str
    node: Opening


@strawberry.type(description="A page of open roles, the newest first.")
class OpeningConnection:
    """One page."""

    edges: list[OpeningEdge]
    page_info: PageInfo


@strawberry.type(description="An event, or somebody's offer to be a mentor.")
class Offering:
    """`participants` are shown to who holds it."""

    id: strawberry.ID
    kind: OfferingKind
    title: str
    text: str
    on: str | None
    location: str | None
    link: str | None
    open: bool
    host: Person | None
    mine: bool
    taking_part: bool
    participants: list[Person]
    record: strawberry.Private[OfferingRecord]

    @strawberry.field(description="What it is about.", graphql_type=list[Skill])
    def skills(self, info: Asked) -> list[Skill] | Awaitable[list[Skill]]:
        """As who holds it named them."""
        return skills_at(info, self.record.skills)

    @classmethod
    def of(cls, shown: OfferingShown) -> "Offering":
        """As shown."""
        record, purpose = shown.record, PURPOSE_OF[shown.record.offering_kind]
        return cls(
            id=strawberry.ID(record.key),
            kind=OfferingKind(record.offering_kind),
            title=record.title,
            text=record.text,
            on=record.on or None,
            location=record.location or None,
            link=record.link or None,
            open=record.state == "open",
            host=Person.of(shown.host, purpose) if shown.host else None,
            mine=shown.mine,
            taking_part=shown.taking_part,
            participants=[Person.of(card, purpose) for card in shown.participants],
            record=record,
        )


@strawberry.type(description="An offering in a list.")
class OfferingEdge:
    """One place of a page."""

    cursor: str
    node: Offering


@strawberry.type(description="A page of offerings: events by their day, mentoring the newest first.")
class OfferingConnection:
    """One page."""

    edges: list[OfferingEdge]
    page_info: PageInfo


@strawberry.enum(description="As what a proposal concerns me.")
class ReferralPart(Enum):
    """Values of queries.referrals.Part."""

    REFERRER = "referrer"
    PERSON = "person"
    RECRUITER = "recruiter"


@strawberry.enum(
    description="How far a proposal is. To who proposed: WAITING, then ACCEPTED or, from the deadline on and"
    " whatever the cause, NOT_THIS_TIME. To the person: FOR_YOU, then ACCEPTED or DECLINED by me."
)
class ReferralState(Enum):
    """Values of policy.referrals.Shown."""

    WAITING = "waiting"
    FOR_YOU = "for_you"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    NOT_THIS_TIME = "not_this_time"


@strawberry.enum(description="What came of a proposal.")
class ReferralOutcome(Enum):
    """Values of policy.referrals.OUTCOMES."""

    HIRED = "hired"
    TALKED = "talked"
    NO_REPLY = "no_reply"
    NOT_A_FIT = "not_a_fit"


@strawberry.type(description="A proposal of somebody for an open role, as it concerns me.")
class Referral:
    """`text` is for the person, and for recruiters after a yes."""

    id: strawberry.ID
    part: ReferralPart
    state: ReferralState
    role: strawberry.ID
    title: str
    person: Participant
    by: Participant | None
    text: str | None
    at: str
    deadline: str
    outcome: ReferralOutcome | None

    @classmethod
    def of(cls, shown: ReferralShown) -> "Referral":
        """As shown."""
        return cls(
            id=strawberry.ID(shown.key),
            part=ReferralPart(shown.part.value),
            state=ReferralState(shown.state.value),
            role=strawberry.ID(shown.role),
            title=shown.title,
            person=Participant.of(shown.person, PURPOSE),
            by=Participant.of(shown.by, PURPOSE) if shown.by else None,
            text=shown.text or None,
            at=shown.at,
            deadline=shown.deadline,
            outcome=ReferralOutcome(shown.outcome) if shown.outcome else None,
        )


@strawberry.type(description="A proposal in a list.")
class ReferralEdge:
    """One place of a page."""

    cursor: str
    node: Referral


@strawberry.type(description="A page of proposals, the newest first.")
class ReferralConnection:
    """One page."""

    edges: list[ReferralEdge]
    page_info: PageInfo


@strawberry.type(description="One kind of what I gave or received, in words, with the ids of the facts.")
class BalanceLine:
    """No number to compare."""

    words: str
    facts: list[strawberry.ID]


@strawberry.type(description="What I gave to the network and received from it. For nobody else's eyes.")
class Balance:
    """Facts, not a score."""

    gave: list[BalanceLine]
    received: list[BalanceLine]

    @classmethod
    def of(cls, held: Held) -> "Balance":
        """As found."""
        gave, received = (
            [BalanceLine(words=one.words, facts=[strawberry.ID(key) for key in one.facts]) for one in side]
            for side in (held.gave, held.received)
        )
        return cls(gave=gave, received=received)
