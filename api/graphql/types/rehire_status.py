"""Whether the company would take somebody back, as shown to that person and to hr_partners."""

from enum import Enum

import strawberry
from strawberry.relay import PageInfo

from api.graphql.types.person import Person
from policy.roles import PURPOSE
from queries.about_my_roles import RehireHeld
from queries.rehire_statuses import StatusShown


@strawberry.enum(description="What is said.")
class RehireWord(Enum):
    """Values of policy.rehire.STATUSES."""

    WELCOME = "welcome"
    NOT_NOW = "not_now"


@strawberry.enum(description="How it stands: by what was said, appealed and decided, and by the day.")
class RehireState(Enum):
    """Values of policy.rehire.State."""

    IN_FORCE = "in_force"
    APPEALED = "appealed"
    UPHELD = "upheld"
    LIFTED = "lifted"
    LAPSED = "lapsed"
    EXPIRED = "expired"


@strawberry.type(
    description="Whether the company would take somebody back: with a reason, until a day, open to appeal."
)
class RehireStatus:
    """`appealUntil` is the last day of an appeal; `decideUntil` the moment at which it lapses undecided."""

    status: RehireWord
    state: RehireState
    in_force: bool = strawberry.field(description="The person is in no list of rehire candidates now.")
    reason: str
    set_by: str | None
    at: str
    until: str
    appeal_until: str
    appeal: str | None
    appealed: str | None
    decide_until: str | None
    decided_by: str | None
    decided: str | None
    answer: str | None

    @classmethod
    def of(cls, held: RehireHeld) -> "RehireStatus":
        """As it stands."""
        return cls(
            status=RehireWord(held.status),
            state=RehireState(held.state),
            in_force=held.in_force,
            reason=held.reason,
            set_by=held.by or None,
            at=held.at,
            until=held.until,
            appeal_until=held.appeal_until,
            appeal=held.appeal or None,
            appealed=held.appealed or None,
            decide_until=held.decide_until or None,
            decided_by=held.decided_by or None,
            decided=held.decided or None,
            answer=held.answer or None,
        )


@strawberry.type(description="Somebody, and what is said of their coming back.")
class RehireStatusEdge:
    """One place of a page."""

    cursor: str
    node: Person
    status: RehireStatus

    @classmethod
    def of(cls, shown: StatusShown, cursor: str) -> "RehireStatusEdge":
        """As an hr_partner is shown it."""
        return cls(cursor=cursor, node=Person.of(shown.card, PURPOSE), status=RehireStatus.of(shown.held))


@strawberry.type(description="A page of people, and what is said of their coming back.")
class RehireStatusConnection:
    """One page."""

    edges: list[RehireStatusEdge]
    page_info: PageInfo
